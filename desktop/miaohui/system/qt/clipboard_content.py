"""What is put on the clipboard through Qt: a text, a picture, or what was there before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QClipboard, QImage, QImageReader, QImageWriter

from miaohui.domain.picture import MIME_TYPES, picture_format
from miaohui.errors import MiaohuiError

_NO_HINTS: Mapping[str, bytes] = {}


class Content(Protocol):
    """Something to put there."""

    def put_on(self, clipboard: QClipboard) -> None: ...

    def is_on(self, clipboard: QClipboard) -> bool: ...


class Copied(Content, Protocol):
    """Something of ours, which can be told when others offer it."""

    @property
    def target(self) -> str:
        """The form in which X11's programs ask for it."""

    def matches(self, read: bytes) -> bool:
        """Whether that form of what somebody offers is the same."""


class Text:
    """With its formatted form, if it has one, and what it tells tools that keep a history."""

    def __init__(self, text: str, html: str = "", hints: Mapping[str, bytes] = _NO_HINTS) -> None:
        self._text = text
        self._html = html
        self._hints = hints

    def put_on(self, clipboard: QClipboard) -> None:
        if not self._html and not self._hints:
            clipboard.setText(self._text)
            return
        offer = QMimeData()  # the clipboard's from here on
        offer.setText(self._text)
        if self._html:
            offer.setHtml(self._html)
        for mime_type, value in self._hints.items():
            offer.setData(mime_type, value)
        clipboard.setMimeData(offer)

    def is_on(self, clipboard: QClipboard) -> bool:
        return clipboard.text() == self._text

    @property
    def target(self) -> str:
        return "UTF8_STRING"

    def matches(self, read: bytes) -> bool:
        return read.replace(b"\r\n", b"\n") == self._text.encode().replace(b"\r\n", b"\n")


class Picture:
    """Offered in its own format byte for byte, and as an image that Qt writes in others."""

    def __init__(self, content: bytes) -> None:
        """Raises MiaohuiError ``picture-damaged``."""
        self._content = content
        ending = picture_format(content)
        if not ending:
            raise MiaohuiError("picture-damaged")
        self._mime_type = MIME_TYPES[ending]
        self._image = _upright(content)

    def put_on(self, clipboard: QClipboard) -> None:
        offer = QMimeData()  # the clipboard's from here on
        offer.setImageData(self._image)
        offer.setData(self._mime_type, self._content)
        clipboard.setMimeData(offer)

    def is_on(self, clipboard: QClipboard) -> bool:
        return clipboard.mimeData().hasImage()

    @property
    def target(self) -> str:
        return MIME_TYPES["png"]

    def matches(self, read: bytes) -> bool:
        """Any picture: a clipboard manager may have written it anew."""
        return bool(read)


class Forms:
    """What another program had copied, in all its forms by X target."""

    def __init__(self, forms: Mapping[str, bytes]) -> None:
        self._forms = forms

    def put_on(self, clipboard: QClipboard) -> None:
        offer = QMimeData()  # the clipboard's from here on
        for form, content in self._forms.items():
            if form == "UTF8_STRING" or form.startswith("text/plain"):
                offer.setText(content.decode(errors="replace"))
            else:
                offer.setData(form, content)
            if form.startswith("image/"):
                offer.setImageData(QImage.fromData(content))
        clipboard.setMimeData(offer)

    def is_on(self, clipboard: QClipboard) -> bool:
        return set(self._forms) <= set(clipboard.mimeData().formats())


def _upright(content: bytes) -> QImage:
    """The picture as it is meant to be seen: cameras leave the turning to the reader."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull():
        raise MiaohuiError("picture-damaged")
    return image


def png_of(offer: QMimeData) -> bytes:
    """The picture on it as PNG."""
    if offer.hasFormat(MIME_TYPES["png"]):
        return bytes(offer.data(MIME_TYPES["png"]).data())
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(QImage(offer.imageData()))
    return bytes(buffer.data().data())
