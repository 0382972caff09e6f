"""settings.json: what an agent set. Meant to be edited by hand as well, so one wrong value costs no other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import orjson

from miaohui.domain.emoticon import NoCounterpart
from miaohui.domain.settings import Settings
from miaohui.domain.starter import StarterMode
from miaohui.errors import Problem
from miaohui.flow.ports import Clock
from miaohui.library.backups import Backups
from miaohui.library.files import cannot_write, make_private_folder, replace, write_atomically
from miaohui.paths import Paths


class JsonSettingsStore:
    """A ``flow.ports.SettingsStore``. Keys it doesn't know are another version's: they stay in the file."""

    def __init__(self, paths: Paths, clock: Clock) -> None:
        self._paths = paths
        self._clock = clock

    def load(self) -> tuple[Settings, tuple[Problem, ...]]:
        """Never raises: a broken file is moved to the backups, a wrong value is replaced by its default, both are
        said."""
        try:
            stored = _stored(self._paths)
        except OSError as error:
            reason = error.strerror or str(error)
            return Settings(), (Problem("cannot-read", {"path": str(self._paths.settings), "reason": reason}),)
        except ValueError:
            return Settings(), (Problem("settings-unreadable", {"path": self._set_aside()}),)
        return _settings(stored)

    def save(self, settings: Settings) -> None:
        """Durable on return. Raises MiaohuiError ``cannot-write``, also where the file that is there can't be read:
        what an agent wrote into it is never overwritten unseen."""
        try:
            stored = _stored(self._paths)
        except OSError as error:
            raise cannot_write(self._paths.settings, error) from error
        except ValueError:  # edited by hand since it was loaded
            self._set_aside()
            stored = {}
        stored |= {f.name: getattr(settings, f.name) for f in fields(Settings)}
        stored["profile"] = dict(settings.profile)
        try:
            content = orjson.dumps(stored, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        except orjson.JSONEncodeError as error:  # lone surrogates in what was typed
            raise cannot_write(self._paths.settings, OSError(str(error))) from None
        try:
            make_private_folder(self._paths.home)
            write_atomically(self._paths.settings, [content])
        except OSError as error:
            raise cannot_write(self._paths.settings, error) from error

    def _set_aside(self) -> str:
        """Where the broken file is now; its old place where nothing can be moved."""
        backups = Backups(self._paths)
        place = backups.place_for_broken(self._clock.now().astimezone(UTC), ".settings.json")
        try:
            backups.make_folder()
            replace(self._paths.settings, place)
        except OSError:
            return str(self._paths.settings)
        return str(place)


def language(paths: Paths) -> str:
    """The language that is set, for whoever needs nothing else; changes no file and never raises."""
    try:
        settings, _problems = _settings(_stored(paths))
    except (OSError, ValueError):
        return Settings().language
    return settings.language


def _stored(paths: Paths) -> dict[str, Any]:
    """Raises OSError, ValueError."""
    try:
        content = paths.settings.read_bytes()
    except FileNotFoundError:
        return {}
    stored = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    if not isinstance(stored, dict):
        raise ValueError("not an object")
    return stored


def _settings(stored: Mapping[str, object]) -> tuple[Settings, tuple[Problem, ...]]:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name in (f.name for f in fields(Settings) if f.name in stored):
        try:
            values[name] = _value(name, stored[name])
        except ValueError:
            problems.append(Problem("setting-ignored", {"name": name}))
    profile = stored.get("profile")
    if "profile" not in values and isinstance(profile, dict):
        values["profile"] = {key: text for key, text in profile.items() if isinstance(text, str)}
    return Settings(**values), tuple(problems)


def _value(name: str, value: object) -> object:
    """Raises ValueError."""
    match name, value:
        case "profile", dict() if all(isinstance(v, str) for pair in value.items() for v in pair):
            return value
        case "no_counterpart", str():
            return NoCounterpart(value)
        case "starter", str():
            return StarterMode(value)
        case (("welcomed" | "keep_missed" | "formatted" | "paste" | "restore_clipboard"), bool()):
            return value
        case "places", dict() if all(_is_place(place) for place in value.values()):
            return {str(client): (place[0], place[1]) for client, place in value.items()}
        case "sizes", dict() if all(_are_sizes(sizes) for sizes in value.values()):
            return {str(window): tuple(sizes) for window, sizes in value.items()}
        case "paste_in", dict() if all(type(pastes) is bool for pastes in value.values()):
            return {str(client): pastes for client, pastes in value.items()}
        case "clients_in_use", list() if all(isinstance(client, str) for client in value):
            return tuple(value)
        case "auto_set", dict() if all(isinstance(mark, str) for mark in value.values()):
            return value
        case "season_until", str() if not value or datetime.fromisoformat(value).tzinfo is None:
            return value
        case (("season_seen" | "season_told"), str()):
            return value
        case (("hotkey" | "client" | "season" | "language" | "theme" | "auto_season"), str()) if value.strip():
            return value
    raise ValueError(name)


def _are_sizes(value: object) -> bool:
    return isinstance(value, list) and all(type(number) is int and 0 < number < 1 << 15 for number in value)


def _is_place(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(type(number) is int for number in value)
