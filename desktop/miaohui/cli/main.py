"""The command line's entry: parse, run, and one barrier that turns whatever happens into an exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from miaohui import __version__, i18n, paths
from miaohui.cli import arguments, output, start
from miaohui.errors import MiaohuiError, Problem
from miaohui.i18n import _

DONE, FAILED, USAGE, HELD_BACK, NO_APP = 0, 1, 2, 3, 4
INTERRUPTED = 130

_EXIT_CODES = {"missing-values": HELD_BACK, "held-back": HELD_BACK, "no-app": NO_APP}


def run(argv: Sequence[str]) -> int:
    """Run one command; never raises."""
    output.use_utf8()
    arguments.speak()
    i18n.install(i18n.choose("auto"))
    code = _guarded(argv)
    try:
        output.flush()
    except BrokenPipeError:
        output.abandon()
    except MiaohuiError as error:
        output.problem(error.problem)
        code = code or FAILED
    return code


def _guarded(argv: Sequence[str]) -> int:
    """The one barrier."""
    home: paths.Paths | None = None
    try:
        home = paths.locate(_basedir(argv))
        i18n.install(i18n.choose(_language(home)))
        return _run(argv, home)
    except SystemExit as error:  # argparse: --help, --version, wrong usage
        return error.code if isinstance(error.code, int) else USAGE
    except BrokenPipeError:  # the reader has seen enough; what was to be done is done
        output.abandon()
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except MiaohuiError as error:
        output.problem(error.problem)
        return _EXIT_CODES.get(error.problem.id, FAILED)
    except Exception as error:
        output.problem(_unexpected(error, home))
        return FAILED


def _run(argv: Sequence[str], home: paths.Paths) -> int:
    if not argv:  # the tray starts without the other commands' modules
        return start.run(argparse.Namespace(), home)
    chosen = _parser().parse_args(argv)
    try:
        if not all(map(_is_text, argv)):
            raise arguments.UsageError(_("the command line isn't UTF-8 text"))
        code: int = chosen.run(chosen, home)
    except arguments.UsageError as error:
        chosen.parser.error(str(error))
    return code


def _parser() -> argparse.ArgumentParser:
    from miaohui.cli import category, doctor, lint, remote, render, reply, search, season, transfer, variable

    parser = arguments.Parser(
        prog="miaohui",
        description=_("Quick replies for online-shop service agents. Without a command: start in the tray."),
        epilog=_(
            "Exit codes: 0 done · 1 failed · 2 wrong usage · 3 something is missing or held back · 4 no app is running"
        ),
    )
    parser.add_argument("--basedir", metavar=_("DIR"), help=_("keep everything in this folder"))
    parser.add_argument("--version", action="version", version=f"miaohui {__version__}")
    parser.set_defaults(run=start.run, parser=parser)
    commands = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"), parser_class=arguments.Parser)
    for group in (remote, search, render, lint, reply, category, season, variable, transfer, doctor):
        group.add_to(commands)
    return parser


def _basedir(argv: Sequence[str]) -> str | None:
    """Where the settings lie that name the language of everything else."""
    parser = arguments.Parser(prog="miaohui", add_help=False)
    parser.add_argument("--basedir", type=_folder)
    chosen: str | None = parser.parse_known_args(argv)[0].basedir
    return chosen


def _folder(name: str) -> str:
    if not name:  # an unset variable of a script's: never the agent's own library instead
        raise argparse.ArgumentTypeError(_("expected one argument"))
    return name


def _language(home: paths.Paths) -> str:
    try:
        if not home.settings.exists():
            return "auto"
    except OSError:  # a home that isn't ours to look into: its command says so
        return "auto"
    from miaohui.library.settings_store import language

    return language(home)


def _is_text(argument: str) -> bool:
    """False for bytes that were no UTF-8: Python smuggles them in as lone surrogates."""
    return not any("\ud800" <= character <= "\udfff" for character in argument)


def _unexpected(error: Exception, home: paths.Paths | None) -> Problem:
    """Log a bug once and say where."""
    from miaohui import log

    home = home or paths.locate()
    file = log.unexpected(home.logs, error)
    if file is None:
        return Problem("unexpected-unlogged", {"kind": type(error).__name__})
    return Problem("unexpected", {"path": str(file)})


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
