# shellcheck shell=bash
# shellcheck disable=SC2154 # $root is set by the scripts that source this one.
# Sourced by run.sh, test.sh and .ci/run. Messages go to stderr: stdout belongs to the program.
#
#   set_up run    what the program needs          set_up demo   a virtual screen as well
#   set_up test   what the tests and checks need
#
# Done again it only looks: at Debian's package list, and at a stamp in .venv that names what was installed.

venv=$root/.venv

# What Qt's own libraries need from the system, and what pyperclip calls.
runtime_packages=(
    libgl1 libegl1 libglib2.0-0 libfontconfig1 libdbus-1-3 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4
    libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0
    libxcb-xkb1 libx11-xcb1 xclip
)
font_packages=(fonts-noto-cjk fonts-noto-color-emoji)
# A desktop without a screen, for the tests and for the demonstration.
desktop_packages=(xvfb openbox trayer xdotool xsel x11-utils x11-xkb-utils scrot)
# A real input method, for the tests.
input_method_packages=(dbus ibus ibus-libpinyin)

say() { printf '%s\n' "$*" >&2; }

set_up() {
    local purpose=$1
    local -a wanted=()
    if [ "$(uname)" = Linux ]; then
        wanted=("${runtime_packages[@]}")
        case $purpose in
            run) chinese_fonts || wanted+=("${font_packages[@]}") ;;
            demo) wanted+=("${font_packages[@]}" "${desktop_packages[@]}") ;;
            test) wanted+=("${font_packages[@]}" "${desktop_packages[@]}" "${input_method_packages[@]}") ;;
        esac
        if [ -n "${WAYLAND_DISPLAY:-}" ]; then wanted+=(wl-clipboard); fi
        if [ -z "$(find_python)" ]; then wanted+=(python3 python3-venv); fi
        system_packages "${wanted[@]}"
    fi
    [ "$purpose" = demo ] || python_packages "$purpose"
}

chinese_fonts() { fc-list :lang=zh 2>/dev/null | grep -q .; }

# Prints the Python to build .venv with: 3.11 or newer, able to make virtual environments.
find_python() {
    local candidate
    for candidate in python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
}

# Installs the named Debian packages that are missing.
system_packages() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        if [ ! -d "$venv" ]; then
            say "This system has no apt; going on without. Miaohui needs what Debian calls: $*"
        fi
        return
    fi
    local -a missing=() as_root=()
    # shellcheck disable=SC2207 # Names are plain words, and process substitution needs /proc.
    missing=($(missing_packages "$@"))
    if [ ${#missing[@]} -eq 0 ]; then return; fi
    local line="apt-get install --yes --no-install-recommends ${missing[*]}" output
    if [ "$(id -u)" -ne 0 ]; then
        # Without a terminal nobody could type sudo's password.
        if command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
            as_root=(sudo)
        else
            say "Debian packages are missing. Run this as root, then me again:"
            say "  $line"
            exit 1
        fi
    fi
    say "Installing Debian packages: ${missing[*]}"
    as_root+=(env DEBIAN_FRONTEND=noninteractive)
    if ! output=$("${as_root[@]}" apt-get update -qq </dev/null 2>&1); then
        say "$output"
        say "apt-get update failed; trying with what is known."
    fi
    # shellcheck disable=SC2086 # The line is made of plain words.
    if ! output=$("${as_root[@]}" $line </dev/null 2>&1); then
        say "$output"
        say "apt-get failed; Miaohui needs: $line"
        exit 1
    fi
}

# Prints those of the named packages that neither are installed nor provided by one that is.
missing_packages() {
    dpkg-query -W -f '${db:Status-Status}\t${Package}, ${Provides}\n' | awk -F '\t' -v wanted="$*" '
        $1 == "installed" {
            count = split($2, names, /, */)
            for (i = 1; i <= count; i++) { sub(/[ (:].*/, "", names[i]); present[names[i]] = 1 }
        }
        END {
            count = split(wanted, names, " ")
            for (i = 1; i <= count; i++) if (!(names[i] in present)) print names[i]
        }'
}

# Makes .venv hold the locked packages and the project itself, editable.
python_packages() {
    local purpose=$1 lock=$root/packaging/requirements.lock state python
    local -a extras=()
    if [ "$purpose" = test ]; then
        lock=$root/packaging/requirements-dev.lock
        extras=(dev)
    fi
    if ! "$venv/bin/python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$(find_python)
        if [ -z "$python" ]; then
            say "Miaohui needs Python 3.11 or newer, with venv; this system has none."
            exit 1
        fi
        say "Making .venv with $("$python" --version)"
        "$python" -m venv --clear "$venv"
    fi
    state=$(wanted_state)
    # What the tests need holds what the program needs.
    case $(cat "$venv/set-up" 2>/dev/null) in
        "$state test") return ;;
        "$state run") if [ "$purpose" = run ]; then return; fi ;;
    esac
    say "Installing Python packages into .venv (the first time about 100 MB)"
    rm -f "$venv/set-up"
    pip_install --require-hashes -r "$lock"
    pip_install --no-build-isolation --editable "$root"
    "$venv/bin/python" "$root/packaging/check_requirements.py" "${extras[@]+"${extras[@]}"}"
    printf '%s %s\n' "$state" "$purpose" >"$venv/set-up"
}

pip_install() {
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --no-deps "$@" </dev/null >&2
}

# Prints a hash of all that an installation depends on.
wanted_state() {
    {
        printf '%s\n' "$root"
        "$venv/bin/python" --version
        cat "$root/pyproject.toml" "$root"/packaging/*.lock "$root/packaging/hatch_build.py"
        find "$root/assets/locale" -name '*.po' -exec cat {} + 2>/dev/null
    } | "$venv/bin/python" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'
}
