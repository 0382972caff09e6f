"""The pictures of a home: files named by their content.

A file is never changed nor taken away: a reply, the trash, the undo list or any backup may refer to it. So the pictures
of a restored library are where they were, and no lock is needed.
"""

from __future__ import annotations

import stat
from pathlib import Path

from miaohui.domain.picture import Picture, picture_format
from miaohui.errors import MiaohuiError
from miaohui.library.files import cannot_read, cannot_write, make_private_folder, write_atomically
from miaohui.paths import Paths

MAX_MEGABYTES = 20


class PictureStore:
    """A ``flow.ports.Pictures``."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths

    def add(self, path: Path) -> Picture:
        content = _read(path)
        picture = _picture(path, content)
        self._keep(picture, content)
        return picture

    def keep(self, name: str, source: Path | bytes) -> None:
        """Keep a picture of an import under its name, durable before returning.

        Raises:
            MiaohuiError: as :meth:`add`; ``picture-missing`` also where the file is another one by now.
        """
        content = source if isinstance(source, bytes) else _read(source)
        if _name(content) != name:
            raise MiaohuiError("picture-missing", picture=str(source) if isinstance(source, Path) else name)
        self._keep(Picture(name), content)

    def _keep(self, picture: Picture, content: bytes) -> None:
        place = self.path(picture)
        try:
            if not _holds(place, content):
                make_private_folder(self._paths.home)
                make_private_folder(self._paths.pictures)
                write_atomically(place, [content])
        except OSError as error:
            raise cannot_write(place, error) from error

    def path(self, picture: Picture) -> Path:
        return self._paths.pictures / picture.name

    def exists(self, picture: Picture) -> bool:
        return self.path(picture).is_file()

    def content(self, picture: Picture) -> bytes:
        place = self.path(picture)
        try:
            return place.read_bytes()
        except FileNotFoundError as error:
            raise MiaohuiError("picture-missing", picture=picture.alt or picture.name) from error
        except OSError as error:
            raise cannot_read(place, error) from error


def picture_of(path: Path) -> Picture:
    """What a file would be called here. Raises MiaohuiError as :meth:`PictureStore.add`, but writes nothing."""
    return _picture(path, _read(path))


def _picture(path: Path, content: bytes) -> Picture:
    return Picture(_name(content), _alt(path))


def _name(content: bytes) -> str:
    import hashlib  # brings OpenSSL: only for who adds a picture

    return f"{hashlib.sha256(content).hexdigest()}.{picture_format(content)}"


def _read(path: Path) -> bytes:
    """The content of somebody's file, once it is sure to be a picture of a bearable size."""
    limit = MAX_MEGABYTES * 1024 * 1024
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):  # a pipe would never end
            raise _refusal("picture-unreadable", path)
        with path.open("rb") as file:
            if not picture_format(file.read(16)):
                raise _refusal("picture-unreadable", path)
            if facts.st_size > limit:
                raise _refusal("picture-too-large", path)
            file.seek(0)
            content = file.read(limit + 1)
    except FileNotFoundError as error:
        raise _refusal("picture-missing", path) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise _refusal("picture-unreadable", path) from error
    if len(content) > limit:
        raise _refusal("picture-too-large", path)
    return content


def _refusal(problem_id: str, path: Path) -> MiaohuiError:
    return MiaohuiError(problem_id, picture=str(path), limit=MAX_MEGABYTES)


def _alt(path: Path) -> str:
    """The file's name on one line, without what isn't Unicode."""
    return " ".join(path.stem.encode("utf-8", "ignore").decode().split())


def _holds(place: Path, content: bytes) -> bool:
    try:
        return place.read_bytes() == content
    except FileNotFoundError:
        return False
