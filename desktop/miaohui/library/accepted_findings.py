"""accepted.jsonl: one line a finding that somebody accepted: the reply's id, the rule's id, a fingerprint of the text.
No text and no customer's value is in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from miaohui.domain.wording import Acceptance
from miaohui.library import jsonl


class JsonlAcceptedFindings:
    """A ``flow.ports.AcceptedFindings``."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Iterator[Acceptance]:
        for record in jsonl.read(self._path):
            match record:
                case {"reply": str(reply), "rule": str(rule), "text": str(text)}:
                    yield Acceptance(reply, rule, text)

    def append(self, acceptances: Iterable[Acceptance]) -> None:
        jsonl.append_all(
            self._path, ({"reply": one.reply, "rule": one.rule, "text": one.text} for one in acceptances), durable=True
        )
