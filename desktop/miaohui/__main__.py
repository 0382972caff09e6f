"""The entry point; the window toolkit is imported only when a window is wanted."""

import sys


def main() -> int:
    from miaohui.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
