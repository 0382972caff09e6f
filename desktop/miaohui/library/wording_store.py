"""wording.toml in the home: what a shop makes of the wording rules. Meant to be edited by hand as well."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from miaohui import resources
from miaohui.domain.emoticon import Emoticons
from miaohui.domain.wording import Level, OwnException, OwnRules, OwnWord, Rule, Switch
from miaohui.domain.wording.disguise import unmask
from miaohui.domain.wording.own import MAX_WORD
from miaohui.domain.wording.pattern import Patterns
from miaohui.errors import Problem
from miaohui.library.own_toml import OwnToml
from miaohui.library.toml_lines import entry_line
from miaohui.library.wording_rules import read_rules
from miaohui.paths import Paths

T = TypeVar("T")

_HEADING = """\
# The shop's own wording rules.
# off = ["hint"]                        levels of which nothing is said: error, warning, hint
# [[word]] text, level, why, suggestion, fix, categories, clients
#                                       a word, taken literally, that the replies must not hold
# [[exception]] text, rules             a word, taken literally, that is harmless (to these rules; without them to all)
# [[rule]] id, on, level, categories, except_categories, clients, except_clients
#                                       one of Miaohui's rules: off, of another level, or for some places only
"""
_PLACES = ("categories", "except_categories", "clients", "except_clients")
_KEYS = {
    "word": ("text", "level", "why", "suggestion", "fix", "categories", "clients"),
    "exception": ("text", "rules"),
    "rule": ("id", "on", "level", *_PLACES),
}
"""By kind of entry; the first key names the entry."""


class TomlWordingRules:
    """A ``flow.ports.WordingRules``. Comments, the order, and what couldn't be read stay as they were written."""

    def __init__(self, paths: Paths, emoticons: Emoticons) -> None:
        self._file = OwnToml(paths.wording, tuple(_KEYS), "wording-unreadable", _HEADING)
        self._emoticons = emoticons

    def shipped(self) -> tuple[tuple[Rule, ...], Patterns]:
        """A fault in them is a bug that a test finds, and costs that rule only."""
        found = read_rules(resources.data("wording"))
        return found.rules, found.patterns

    def own(self) -> tuple[OwnRules, tuple[Problem, ...]]:
        document, unreadable = self._file.read()
        problems = list(unreadable)

        def ignored(line: int, key: str) -> Problem:
            return Problem("wording-ignored", {"path": str(self._file.path), "line": line, "key": key})

        def read(kind: str, decode: Callable[[Mapping[str, object]], T]) -> Iterator[T]:
            for number, row in enumerate(document[kind]):
                try:
                    yield decode(_known(row, kind))
                except ValueError as error:
                    problems.append(ignored(entry_line(self._file.text, kind, number), str(error)))

        words = {word.text: word for word in read("word", self._word)}
        exceptions = {one.text: one for one in read("exception", self._exception)}
        switches = {switch.rule: switch for switch in read("rule", _switch)}
        off, wrong = _off(document.get("off", []))
        if wrong:
            problems.append(ignored(_line_of(self._file.text), "off"))
        return OwnRules(tuple(words.values()), tuple(exceptions.values()), switches, off), tuple(problems)

    def changed(self) -> bool:
        return self._file.changed()

    def save(self, own: OwnRules) -> None:
        document = self._file.document()
        if own.off or "off" in document:
            document["off"] = sorted(level.value for level in own.off)
        before, _ = self.own()
        _sync(document, "word", map(_encoded_word, own.words), {word.text for word in before.words})
        _sync(document, "exception", map(_encoded_exception, own.exceptions), {one.text for one in before.exceptions})
        switches = (_encoded_switch(one) for one in own.switches.values() if not one.is_idle)
        _sync(document, "rule", switches, set(before.switches))
        self._file.write(document)

    def _word(self, row: Mapping[str, object]) -> OwnWord:
        level = row.get("level", Level.WARNING)
        return OwnWord(
            self._literal(row),
            _level(level),
            _text(row, "why"),
            _text(row, "suggestion"),
            _text(row, "fix"),
            _list(row, "categories"),
            _list(row, "clients"),
        )

    def _exception(self, row: Mapping[str, object]) -> OwnException:
        return OwnException(self._literal(row), _list(row, "rules"))

    def _literal(self, row: Mapping[str, object]) -> str:
        """Emoticons aren't words to the rules, and neither are blanks."""
        text = _text(row, "text").strip()
        if not unmask(text, {})[0].strip() or len(text) > MAX_WORD or self._emoticons.spot(text):
            raise ValueError("text")
        return text


def _known(row: object, kind: str) -> Mapping[str, object]:
    """Raises ValueError with the key that isn't known."""
    if not isinstance(row, dict):
        raise ValueError(kind)
    for key in row:
        if key not in _KEYS[kind]:
            raise ValueError(key)
    return row


def _switch(row: Mapping[str, object]) -> Switch:
    level, on = row.get("level"), row.get("on", True)
    if not isinstance(on, bool):
        raise ValueError("on")
    name = _text(row, "id")
    if not name:
        raise ValueError("id")
    return Switch(name, on, None if level is None else _level(level), *(_list(row, key) for key in _PLACES))


def _level(value: object) -> Level:
    try:
        return Level(str(value))
    except ValueError:
        raise ValueError("level") from None


def _text(row: Mapping[str, object], key: str) -> str:
    value = row.get(key, "")
    if not isinstance(value, str):
        raise ValueError(key)
    return value


def _list(row: Mapping[str, object], key: str) -> tuple[str, ...]:
    values = row.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError(key)
    return tuple(values)


def _off(values: object) -> tuple[frozenset[Level], bool]:
    """The levels that could be read, and whether something else was among them."""
    names = values if isinstance(values, list) else [values]
    known = frozenset(level for level in Level if level in names)
    return known, len(known) != len(names)


def _line_of(text: str) -> int:
    return next((number for number, line in enumerate(text.split("\n"), 1) if line.lstrip().startswith("off")), 1)


def _encoded_word(word: OwnWord) -> dict[str, object]:
    return {
        "text": word.text,
        "level": word.level.value,
        "why": word.why,
        "suggestion": word.suggestion,
        "fix": word.fix,
        "categories": list(word.categories),
        "clients": list(word.clients),
    }


def _encoded_exception(one: OwnException) -> dict[str, object]:
    return {"text": one.text, "rules": list(one.rules)}


def _encoded_switch(switch: Switch) -> dict[str, object]:
    return {
        "id": switch.rule,
        "on": switch.on,
        "level": switch.level.value if switch.level is not None else "",
        **{key: list(getattr(switch, key)) for key in _PLACES},
    }


def _sync(document: Any, kind: str, records: Iterable[dict[str, object]], before: set[str]) -> None:  # noqa: ANN401
    """Make the document's entries of this kind these; of others only those go that could be read ``before``."""
    import tomlkit  # only a change needs it

    name, *keys = _KEYS[kind]
    wanted = {str(record[name]): record for record in records}
    entries = document.get(kind)
    if entries is None:
        entries = tomlkit.aot()
    for number in reversed([n for n, entry in enumerate(entries) if entry.get(name) in before - wanted.keys()]):
        del entries[number]
    for value, record in wanted.items():
        entry = next((entry for entry in entries if entry.get(name) == value), None)
        if entry is None:
            entry = tomlkit.table()
            entry[name] = value
            entries.append(entry)
        for key in keys:
            if record[key] in ("", [], True):  # as if it weren't written
                entry.pop(key, None)
            elif entry.get(key) != record[key]:
                entry[key] = record[key]
    if len(entries):
        document[kind] = entries
    else:
        document.pop(kind, None)
