"""Pictures as values: their names, and how their content is known."""

from __future__ import annotations

import pytest

from miaohui.domain.picture import Picture, picture_format
from tests.domain.samples import CHART


@pytest.mark.parametrize(
    "name",
    [
        "",
        "chart.png",
        CHART.name.upper(),
        CHART.name.removesuffix(".png"),
        f"{'5a' * 32}.svg",
        f"{'5a' * 31}.png",
        f"../{CHART.name}",
        f"{CHART.name}/",
        f"{CHART.name}\n",
    ],
)
def test_a_name_has_one_shape(name: str) -> None:
    with pytest.raises(ValueError, match="no picture"):
        Picture(name)


@pytest.mark.parametrize("alt", ["一\n二", "一\r二"])
def test_its_words_are_one_line(alt: str) -> None:
    with pytest.raises(ValueError, match="no picture"):
        Picture(CHART.name, alt)


def test_its_words_are_in_no_log() -> None:
    assert "尺码" not in repr(CHART)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "jpg"),
        (b"GIF87a", "gif"),
        (b"GIF89a", "gif"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "webp"),
        (b"RIFF\x24\0\0\0WAVEfmt ", ""),
        (b"\x89PNG\n", ""),
        (b"BM6\0\0\0", ""),
        (b"<svg xmlns=", ""),
        ("尺码表".encode(), ""),
        (b"", ""),
    ],
)
def test_the_content_tells_the_format(content: bytes, found: str) -> None:
    assert picture_format(content) == found
