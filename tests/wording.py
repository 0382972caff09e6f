"""The wording check by the shipped rules alone."""

from __future__ import annotations

from miaohui import resources
from miaohui.domain.emoticon import Emoticons
from miaohui.domain.wording import Checker
from miaohui.library.wording_rules import read_rules


def load_checker(emoticons: Emoticons) -> Checker:
    """What the shop has of its own isn't looked at."""
    found = read_rules(resources.data("wording"))
    return Checker(found.rules, found.patterns, emoticons.bracket_names)
