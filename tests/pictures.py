"""Picture files as agents have them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

FORMATS = {"png": "PNG", "jpg": "JPEG", "gif": "GIF", "webp": "WEBP"}
RED = (200, 30, 30)


def picture(ending: str = "png", size: tuple[int, int] = (60, 40), colour: tuple[int, int, int] = RED) -> bytes:
    """The content of a picture of one colour."""
    buffer = BytesIO()
    Image.new("RGB", size, colour).save(buffer, FORMATS[ending])
    return buffer.getvalue()


def turned_photo(size: tuple[int, int] = (60, 40)) -> bytes:
    """As a phone held upright writes it: lying, with the word that it is to be turned."""
    image = Image.new("RGB", size, RED)
    exif = image.getexif()
    exif[0x0112] = 6
    buffer = BytesIO()
    image.save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def noise(size: tuple[int, int]) -> bytes:
    """One that can't be packed: about as many bytes as pixels."""
    buffer = BytesIO()
    Image.effect_noise(size, 80).save(buffer, "PNG")
    return buffer.getvalue()


def picture_file(folder: Path, name: str = "尺码表.png", size: tuple[int, int] = (60, 40)) -> Path:
    path = folder / name
    path.write_bytes(picture(path.suffix[1:], size))
    return path


def read(content: bytes) -> tuple[str, tuple[int, int], tuple[int, ...]]:
    """Format, size and the colour in the middle."""
    with Image.open(BytesIO(content)) as image:
        image.load()
        colour = image.convert("RGB").getpixel((image.width // 2, image.height // 2))
        assert isinstance(colour, tuple)
        return str(image.format), image.size, tuple(map(int, colour))
