#!/usr/bin/env bash
# Sets up what is missing and runs Miaohui: packaging/run.sh [ARGS...]
#   with ARGS         miaohui ARGS, for example: packaging/run.sh search hy
#   without           starts Miaohui in the tray
#   without a screen  shows what Miaohui does once, on a virtual screen, and saves a picture of it
set -euo pipefail
root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=packaging/setup.sh
. "$root/packaging/setup.sh"

# Whether there is a display that a window can be opened on.
has_display() {
    if [ "$(uname)" = Darwin ]; then return 0; fi
    case ${WAYLAND_DISPLAY:-} in
        '') ;;
        /*) if [ -S "$WAYLAND_DISPLAY" ]; then return 0; fi ;;
        *) if [ -S "${XDG_RUNTIME_DIR:-}/$WAYLAND_DISPLAY" ]; then return 0; fi ;;
    esac
    [ -n "${DISPLAY:-}" ] && timeout 10 "$venv/bin/python" -c 'import Xlib.display; Xlib.display.Display()' 2>/dev/null
}

set_up run
if [ $# -gt 0 ]; then exec "$venv/bin/miaohui" "$@"; fi
if has_display; then
    say "Miaohui is starting in the tray; its hotkey (Alt+Q at first) opens it, its tray menu ends it."
    exec "$venv/bin/miaohui"
fi
say "There is no display: showing Miaohui on a virtual screen."
set_up demo
exec "$venv/bin/python" "$root/packaging/demo.py"
