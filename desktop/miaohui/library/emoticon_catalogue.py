"""The reader of what the emoticon picker offers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from miaohui import resources
from miaohui.domain.emoticon import Client, Emoticons, bare
from miaohui.domain.emoticon_catalogue import Catalogue, Scene, choices_of
from miaohui.domain.pinyin import Readings
from miaohui.library.tables import read_tsv


def load_catalogue(
    emoticons: Emoticons, clients: Iterable[Client], readings: Readings, folder: Path | None = None
) -> Catalogue:
    """The emoticons that the clients write, to choose from; ``folder`` is that of the emoticons' tables."""
    folder = folder or resources.data("emoticons")
    dialects = [emoticons.dialects[one.dialect] for one in clients if one.dialect in emoticons.dialects]
    english = dict(read_tsv(folder / "english.tsv", ("emoji", "name")))
    choices = choices_of(dialects, english)
    scenes = tuple(
        Scene(scene, name, name_en, tuple(emoji.split()))
        for scene, name, name_en, _, emoji in read_tsv(
            folder / "scenes.tsv", ("scene", "name", "name_en", "categories", "emoji")
        )
    )
    unknown = {bare(e) for scene in scenes for e in scene.emoji} - {bare(choice.text) for choice in choices}
    if unknown:
        raise ValueError(f"{folder}: scenes with emoji that no client writes: {' '.join(unknown)}")
    return Catalogue(choices, scenes, readings)
