"""Pictures drawn small, from their files. The last ones stay in memory; a name stands for one content for ever."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImageIOHandler, QImageReader, QPixmap, QPixmapCache

_TURNED = QImageIOHandler.Transformation.TransformationRotate90


def size(path: Path, bounds: QSize) -> QSize:
    """How large the picture is drawn: within ``bounds`` (px at 100 %), its shape kept and never enlarged; empty where
    there is no picture. Only the file's head is read."""
    reader = _reader(path)
    full = _seen(reader, reader.size())
    return _within(full, bounds) if not full.isEmpty() else QSize()


def cached(path: Path, size: QSize, ratio: float) -> QPixmap | None:
    pixmap = QPixmap()
    return pixmap if QPixmapCache.find(_key(path, size, ratio), pixmap) else None


def load(path: Path, size: QSize, ratio: float) -> QPixmap:
    """The picture in the size that :func:`size` told, sharp at this device pixel ratio; a null one where the file
    can't be read (any more). Costs some 10 ms for a size chart."""
    reader = _reader(path)
    reader.setScaledSize(_seen(reader, (size.toSizeF() * ratio).toSize()))
    pixmap = QPixmap.fromImage(reader.read())
    if not pixmap.isNull():
        pixmap.setDevicePixelRatio(ratio)
        QPixmapCache.insert(_key(path, size, ratio), pixmap)
    return pixmap


def _key(path: Path, size: QSize, ratio: float) -> str:
    return f"{path} {size.width()} {size.height()} {ratio}"


def _reader(path: Path) -> QImageReader:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    return reader


def _seen(reader: QImageReader, size: QSize) -> QSize:
    """Between the size in the file and the size as it is seen: cameras leave the turning to the reader."""
    return size.transposed() if reader.transformation() & _TURNED else size


def _within(full: QSize, bounds: QSize) -> QSize:
    fits = full.width() <= bounds.width() and full.height() <= bounds.height()
    scaled = full if fits else full.scaled(bounds, Qt.AspectRatioMode.KeepAspectRatio)
    return scaled.expandedTo(QSize(1, 1))
