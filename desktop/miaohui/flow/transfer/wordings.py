"""The wordings of a reply and those of a file."""

from __future__ import annotations

from dataclasses import replace

from miaohui.domain.reply import Reply, Wording
from miaohui.flow.transfer.grouping import Group
from miaohui.flow.transfer.planned import Mode


def reworded(reply: Reply, group: Group, mode: Mode) -> Reply:
    """The reply with the wordings of the file, season by season. Further wordings that were added here stay when
    merging."""
    variants = dict(reply.variants)
    wordings = reply.wordings
    for season, found in group.wordings.items():
        here = variants.get(season, ()) if season else reply.wordings
        merged = _merged(here, tuple(found), mode)
        if season:
            variants[season] = merged
        else:
            wordings = merged
    return replace(reply, wordings=wordings, variants=variants if variants != reply.variants else reply.variants)


def _merged(here: tuple[Wording, ...], found: tuple[Wording, ...], mode: Mode) -> tuple[Wording, ...]:
    """The wordings of a reply after those of the file: a new one takes the place of the one that the file no longer
    has there, or comes last. Nothing else goes, but when replacing."""
    texts, wanted = [wording.text for wording in here], {wording.text for wording in found}
    if wanted <= set(texts):
        return here
    if mode is Mode.REPLACE:
        return found
    merged = list(here)
    for place, wording in enumerate(found):
        if wording.text in texts:
            continue
        if place < len(here) and here[place].text not in wanted:
            merged[place] = wording
        else:
            merged.append(wording)
    return tuple(merged)
