from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miaohui.errors import MiaohuiError
from miaohui.library import codec, journal
from miaohui.library.journal import Entry, Journal
from tests.library.samples import adding, reply

TIME = "2026-11-11T01:00:00+00:00"


def entry(seq: int, schema: int = 1) -> Entry:
    return Entry(seq, schema, TIME, codec.encode_change_set(adding(seq)))


ENTRIES = tuple(entry(seq) for seq in range(4, 9))
LINES = [e.line for e in ENTRIES]
CONTENT = b"".join(LINES)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal"


def complete_before(position: int) -> tuple[Entry, ...]:
    """The entries whose lines end at or before a position."""
    ends = [sum(map(len, LINES[: number + 1])) for number in range(len(LINES))]
    return tuple(e for e, end in zip(ENTRIES, ends, strict=True) if end <= position)


def test_no_file_holds_nothing(path: Path) -> None:
    assert journal.read(path) == journal.Reading()


def test_what_was_appended_is_read_in_order(path: Path) -> None:
    writer = Journal(path)
    for each in ENTRIES:
        writer.append(each)
    writer.close()
    reading = journal.read(path)
    assert reading.entries == ENTRIES
    assert reading.good == writer.length == path.stat().st_size
    assert not reading.rest


def test_the_journal_is_the_users_alone(path: Path) -> None:
    writer = Journal(path)
    writer.append(ENTRIES[0])
    writer.close()
    assert path.stat().st_mode & 0o777 == 0o600


@given(st.integers(0, len(CONTENT)))
def test_cut_anywhere_it_keeps_every_whole_line(tmp_path_factory: pytest.TempPathFactory, position: int) -> None:
    path = tmp_path_factory.getbasetemp() / "cut"
    path.write_bytes(CONTENT[:position])
    reading = journal.read(path)
    assert reading.entries == complete_before(position)
    assert reading.torn == (reading.good < position)
    assert CONTENT[: reading.good] + reading.rest == CONTENT[:position]


@given(st.integers(0, len(CONTENT) - 1), st.integers(1, 255))
def test_damaged_anywhere_it_keeps_the_lines_before(
    tmp_path_factory: pytest.TempPathFactory, position: int, flip: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged"
    damaged = bytearray(CONTENT)
    damaged[position] ^= flip
    path.write_bytes(damaged)
    reading = journal.read(path)
    assert reading.entries == complete_before(position)
    assert reading.rest == damaged[reading.good :]


@pytest.mark.parametrize(
    "content",
    [b'{"schema":1}', b"[]", b'{"schema":1,"seq":4,"time":"now","set":{"label":"add"}}', b"not JSON"],
    ids=["half an entry", "no object", "no changes", "no JSON"],
)
def test_a_line_of_something_else_is_damaged(path: Path, content: bytes) -> None:
    import zlib

    path.write_bytes(LINES[0] + b"%d %08x %b\n" % (len(content), zlib.crc32(content), content))
    reading = journal.read(path)
    assert reading.entries == ENTRIES[:1]
    assert reading.rest
    assert not reading.torn


def test_a_gap_in_the_numbers_ends_it(path: Path) -> None:
    path.write_bytes(LINES[0] + LINES[2])
    assert journal.read(path).entries == ENTRIES[:1]


def test_an_entry_of_a_newer_version_is_refused(path: Path) -> None:
    path.write_bytes(LINES[0] + entry(5, schema=99).line)
    with pytest.raises(MiaohuiError, match="library-newer"):
        journal.read(path)


def test_what_cannot_be_read_is_said(path: Path) -> None:
    path.mkdir()
    with pytest.raises(MiaohuiError, match="cannot-read"):
        journal.read(path)


def failing(number: int) -> Callable[..., int]:
    def fail(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    return fail


def half_written(handle: int, content: bytes) -> int:
    if len(content) < 10:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return real_write(handle, content[: len(content) // 2])


real_write = os.write


@pytest.mark.parametrize(
    ("function", "failure"),
    [("write", half_written), ("fsync", failing(errno.EIO)), ("open", failing(errno.EACCES))],
    ids=["the disk is full", "the disk fails", "the file is closed to us"],
)
def test_a_failed_append_leaves_nothing_behind(
    path: Path, monkeypatch: pytest.MonkeyPatch, function: str, failure: Callable[..., int]
) -> None:
    writer = Journal(path)
    writer.append(ENTRIES[0])
    writer.close()
    with monkeypatch.context() as patch:
        patch.setattr(os, function, failure)
        with pytest.raises(MiaohuiError) as caught:
            writer.append(ENTRIES[1])
    assert caught.value.problem.id == "cannot-write"
    assert caught.value.problem.args["path"] == str(path)
    assert path.read_bytes() == LINES[0]
    writer.append(ENTRIES[1])
    writer.close()
    assert journal.read(path).entries == ENTRIES[:2]


def test_a_line_that_cannot_be_taken_away_at_once_goes_before_the_next(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = Journal(path)
    writer.append(ENTRIES[0])
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", half_written)
        patch.setattr(os, "ftruncate", failing(errno.EIO))
        with pytest.raises(MiaohuiError, match="cannot-write"):
            writer.append(ENTRIES[1])
    assert path.stat().st_size > len(LINES[0])
    writer.append(ENTRIES[1])
    writer.close()
    assert path.read_bytes() == LINES[0] + LINES[1]


def test_what_is_no_unicode_is_refused(path: Path) -> None:
    record = {"label": "add", "changes": [{"kind": "reply", "after": codec.encode_reply(reply(1, "\ud800"))}]}
    with pytest.raises(MiaohuiError, match="bad-record"):
        Journal(path).append(Entry(1, 1, TIME, record))
    assert not path.exists()
