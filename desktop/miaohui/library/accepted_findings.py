"""accepted.jsonl: one line a finding that somebody accepted: the reply's id, the rule's id, a fingerprint of the text.
No text and no customer's value is in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import orjson

from miaohui.domain.wording import Acceptance
from miaohui.library import jsonl
from miaohui.library.files import cannot_write, write_atomically


class JsonlAcceptedFindings:
    """A ``flow.ports.AcceptedFindings``."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Iterator[Acceptance]:
        for record in jsonl.read(self._path):
            match record:
                case {"reply": str(reply), "rule": str(rule), "text": str(text)}:
                    yield Acceptance(reply, rule, text)

    def remove(self, acceptances: Collection[Acceptance]) -> None:
        left = [one for one in self.read() if one not in acceptances]
        try:
            write_atomically(self._path, [orjson.dumps(_record(one)) + b"\n" for one in left])
        except OSError as error:
            raise cannot_write(self._path, error) from error

    def append(self, acceptances: Iterable[Acceptance]) -> None:
        jsonl.append_all(self._path, map(_record, acceptances), durable=True)


def _record(one: Acceptance) -> dict[str, object]:
    return {"reply": one.reply, "rule": one.rule, "text": one.text}
