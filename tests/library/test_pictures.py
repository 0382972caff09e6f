"""Pictures' files: taken in by their content, never changed, there again after a restoration."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from miaohui.domain.change import Change, ChangeSet, apply
from miaohui.domain.library import Library
from miaohui.domain.picture import Picture
from miaohui.errors import MiaohuiError, Problem
from miaohui.library.pictures import MAX_MEGABYTES, PictureStore
from miaohui.paths import Paths
from tests.library.samples import open_store, paths_in, reply, tree
from tests.pictures import FORMATS, picture, picture_file

if sys.platform != "win32":
    import resource

MEGABYTE = 1024 * 1024


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return paths_in(tmp_path)


@pytest.fixture
def pictures(paths: Paths) -> PictureStore:
    return PictureStore(paths)


def refused(pictures: PictureStore, path: Path) -> Problem:
    with pytest.raises(MiaohuiError) as caught:
        pictures.add(path)
    return caught.value.problem


@pytest.mark.parametrize("ending", FORMATS)
def test_a_copy_is_kept_under_the_contents_name(
    pictures: PictureStore, paths: Paths, tmp_path: Path, ending: str
) -> None:
    content = picture(ending)
    file = tmp_path / "尺码 表.jpeg"
    file.write_bytes(content)

    added = pictures.add(file)

    assert added == Picture(f"{hashlib.sha256(content).hexdigest()}.{ending}", "尺码 表")
    file.unlink()
    assert pictures.content(added) == content
    assert pictures.path(added) == paths.home / "pictures" / added.name
    assert tree(paths.home) == {f"pictures/{added.name}": content}


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_it_is_the_users_alone(pictures: PictureStore, paths: Paths, tmp_path: Path) -> None:
    added = pictures.add(picture_file(tmp_path))
    assert pictures.path(added).stat().st_mode & 0o777 == 0o600
    assert paths.pictures.stat().st_mode & 0o777 == 0o700
    assert paths.home.stat().st_mode & 0o777 == 0o700


def test_the_same_content_is_kept_once(pictures: PictureStore, paths: Paths, tmp_path: Path) -> None:
    first = pictures.add(picture_file(tmp_path, "一.png"))
    written = pictures.path(first).stat()
    again = pictures.add(picture_file(tmp_path, "二.png"))
    assert (again.name, again.alt) == (first.name, "二")
    assert pictures.path(first).stat() == written
    assert len(tree(paths.home)) == 1


def test_adding_it_again_mends_a_damaged_copy(pictures: PictureStore, tmp_path: Path) -> None:
    file = picture_file(tmp_path)
    added = pictures.add(file)
    pictures.path(added).write_bytes(b"")
    assert pictures.content(pictures.add(file)) == file.read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="names are Unicode there")
def test_a_name_that_is_no_unicode_says_what_it_can(pictures: PictureStore, tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode("尺码\n".encode() + b"\xff\xfe " + "表.png".encode())
    file.write_bytes(picture())
    assert pictures.add(file).alt == "尺码 表"


@pytest.mark.parametrize(
    "content",
    ["尺码表".encode() * 1000, b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"BM\x36\0\0\0", b"RIFF\0\0\0\0WAVE"],
    ids=["a text", "nothing", "svg", "bmp", "wav"],
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(
    pictures: PictureStore, paths: Paths, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "尺码表.png"
    file.write_bytes(content)
    assert refused(pictures, file).id == "picture-unreadable"
    assert not paths.home.exists()


def test_a_file_that_isnt_there_is_told(pictures: PictureStore, tmp_path: Path) -> None:
    problem = refused(pictures, tmp_path / "nowhere.png")
    assert (problem.id, problem.args["picture"]) == ("picture-missing", str(tmp_path / "nowhere.png"))
    assert refused(pictures, tmp_path / "no" / "where.png").id == "picture-missing"
    assert refused(pictures, Path("\0")).id == "picture-unreadable"


def test_a_folder_is_no_picture(pictures: PictureStore, tmp_path: Path) -> None:
    assert refused(pictures, tmp_path).id == "picture-unreadable"


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_a_pipe_keeps_nobody_waiting(pictures: PictureStore, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    assert refused(pictures, tmp_path / "pipe.png").id == "picture-unreadable"


@contextmanager
def memory_for(megabytes: int) -> Iterator[None]:
    """No more than so much beyond what is in use."""
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[0])
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + megabytes * MEGABYTE, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
def test_a_picture_of_100_mb_is_refused_without_being_read(pictures: PictureStore, tmp_path: Path) -> None:
    file = tmp_path / "huge.png"
    file.write_bytes(picture())
    os.truncate(file, 100 * MEGABYTE)
    with memory_for(MAX_MEGABYTES):
        problem = refused(pictures, file)
    assert problem == Problem("picture-too-large", {"picture": str(file), "limit": MAX_MEGABYTES})


@pytest.mark.parametrize(("more", "fits"), [(0, True), (1, False)])
def test_the_limit_is_to_the_byte(pictures: PictureStore, tmp_path: Path, more: int, fits: bool) -> None:
    file = tmp_path / "large.png"
    file.write_bytes(picture())
    os.truncate(file, MAX_MEGABYTES * MEGABYTE + more)
    if fits:
        assert pictures.path(pictures.add(file)).stat().st_size == MAX_MEGABYTES * MEGABYTE
    else:
        assert refused(pictures, file).id == "picture-too-large"


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_full_disk_leaves_nothing_behind(pictures: PictureStore, paths: Paths, tmp_path: Path) -> None:
    file = tmp_path / "large.png"
    file.write_bytes(picture() + bytes(MEGABYTE))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        problem = refused(pictures, file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert problem.id == "cannot-write"
    assert tree(paths.home) == {}
    assert pictures.content(pictures.add(file)) == file.read_bytes()


def test_a_folder_in_which_nothing_can_be_made_is_told(pictures: PictureStore, paths: Paths, tmp_path: Path) -> None:
    paths.home.mkdir()
    paths.pictures.write_bytes(b"a file")
    assert refused(pictures, picture_file(tmp_path)).id == "cannot-write"


def test_a_picture_that_vanished_is_told_by_its_words(pictures: PictureStore, tmp_path: Path) -> None:
    added = pictures.add(picture_file(tmp_path))
    pictures.path(added).unlink()
    with pytest.raises(MiaohuiError) as caught:
        pictures.content(added)
    assert caught.value.problem == Problem("picture-missing", {"picture": "尺码表"})


def test_a_restored_library_finds_its_pictures_in_place(pictures: PictureStore, paths: Paths, tmp_path: Path) -> None:
    """One in the snapshot that is restored, one in the journal after it, one in the trash."""
    added = [pictures.add(picture_file(tmp_path, size=(10, number))) for number in (1, 2, 3)]
    replies = [reply(number, one) for number, one in enumerate(added, start=7)]
    store = open_store(paths)
    library = store.load().library
    for step in (Change(None, replies[0]), Change(None, replies[1]), Change(replies[1], None)):
        store.commit(ChangeSet("edit", (step,)))
        library = apply(library, ChangeSet("edit", (step,)))
    store.fold()
    last = ChangeSet("add", (Change(None, replies[2]),))
    store.commit(last)
    library = apply(library, last)
    store.close()
    paths.library.write_bytes(b"{")

    loaded = open_store(paths).load()

    assert [notice.id for notice in loaded.notices] == ["library-restored"]
    assert loaded.library == library
    assert _pictures_of(loaded.library) == [added[0], added[2]]
    assert all(pictures.content(one) for one in added)


def _pictures_of(library: Library) -> list[Picture]:
    parts = [part for one in library.replies.values() for wording in one.wordings for part in wording.parts]
    return [part for part in parts if isinstance(part, Picture)]


def test_a_library_written_before_there_were_pictures_still_loads(paths: Paths, tmp_path: Path) -> None:
    """Parts are texts as they ever were: what holds no picture has no new form."""
    store = open_store(paths)
    store.load()
    store.commit(ChangeSet("add", (Change(None, reply(2, "一行")),)))
    store.close()
    assert b'"wordings":[["\xe4\xb8\x80\xe8\xa1\x8c"]]' in paths.journal.read_bytes()
    shutil.copytree(paths.home, tmp_path / "copy")
    assert open_store(Paths(tmp_path / "copy", paths.runtime)).load().library.replies[reply(2).id].text == "一行"
