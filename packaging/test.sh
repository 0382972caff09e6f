#!/usr/bin/env bash
# Sets up what is missing and runs the tests: packaging/test.sh [ARGS for pytest...]; without ARGS all of them.
set -euo pipefail
root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=packaging/setup.sh
. "$root/packaging/setup.sh"

set_up test
cd "$root"
exec "$venv/bin/python" -m pytest "$@"
