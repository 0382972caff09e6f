from __future__ import annotations

import errno
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest

from miaohui.domain.usage import Use
from miaohui.errors import MiaohuiError
from miaohui.library.usage_log import JsonlUsageLog

USES = [Use(datetime(2026, 11, 11, tzinfo=UTC) + timedelta(hours=n), f"r-{n}", "wangwang", "peak") for n in range(3)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "usage.jsonl"


@pytest.fixture
def log(path: Path) -> JsonlUsageLog:
    return JsonlUsageLog(path)


def test_without_a_file_there_are_no_uses(log: JsonlUsageLog) -> None:
    assert list(log.read()) == []


def test_uses_are_read_in_the_order_they_happened(log: JsonlUsageLog, path: Path) -> None:
    for use in USES:
        log.append(use)
    assert list(JsonlUsageLog(path).read()) == USES
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_line_holds_what_was_used_and_nothing_that_was_typed(log: JsonlUsageLog, path: Path) -> None:
    log.append(USES[0])
    assert orjson.loads(path.read_bytes()).keys() == {"time", "reply", "client", "season"}


@pytest.mark.parametrize(
    "damage",
    [b'{"time":', b"\xff\xfe", b"[]", b"{}", b'{"time":"now","reply":"r","client":"c","season":"s"}', b"\0" * 9, b""],
    ids=["half a line", "bytes", "a list", "nothing in it", "no time", "zeros", "an empty line"],
)
def test_damaged_lines_are_passed_over(log: JsonlUsageLog, path: Path, damage: bytes) -> None:
    log.append(USES[0])
    with path.open("ab") as file:
        file.write(damage + b"\n")
    log.append(USES[1])
    assert list(log.read()) == USES[:2]


def test_a_line_that_was_cut_short_does_not_swallow_the_next(log: JsonlUsageLog, path: Path) -> None:
    log.append(USES[0])
    log.append(USES[1])
    os.truncate(path, path.stat().st_size - 5)
    log.append(USES[2])
    assert list(log.read()) == [USES[0], USES[2]]


def test_a_full_disk_is_said(log: JsonlUsageLog, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(MiaohuiError, match="cannot-write"):
        log.append(USES[0])


def test_an_unreadable_log_has_no_uses(log: JsonlUsageLog, path: Path) -> None:
    path.mkdir(parents=True)
    assert list(log.read()) == []


def test_wording_and_time_to_pick_are_kept(log: JsonlUsageLog, path: Path) -> None:
    use = replace(USES[0], wording=2, ms=840)
    log.append(use)
    assert orjson.loads(path.read_bytes()).keys() == {"time", "reply", "client", "season", "wording", "ms"}
    assert list(log.read()) == [use]


@pytest.mark.parametrize("value", ["-1", "true", '"2"', "null", "1.5"])
def test_a_damaged_number_costs_only_itself(log: JsonlUsageLog, path: Path, value: str) -> None:
    log.append(USES[0])
    line = path.read_text("utf-8").replace("}", f',"wording":{value},"ms":{value}}}')
    path.write_text(line, "utf-8")
    assert list(log.read()) == [USES[0]]


def test_what_was_taken_back_is_read_no_more(log: JsonlUsageLog, path: Path) -> None:
    for use in (USES[0], USES[1], USES[0], USES[2]):
        log.append(use)
    log.take_back(USES[0])
    assert list(JsonlUsageLog(path).read()) == [USES[0], USES[1], USES[2]]
    log.take_back(USES[1])
    log.take_back(replace(USES[2], reply="another"))
    assert list(JsonlUsageLog(path).read()) == [USES[0], USES[2]]
