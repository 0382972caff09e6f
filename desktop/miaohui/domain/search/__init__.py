"""Search: all words in any order, over title, code, aliases, tags, category and body.

``engine`` joins the parts: ``folding`` (one to one, so that offsets stay those of the text), ``index`` (a reply made
ready), ``strict`` (a word as it stands, in initials, in full pinyin), and what is tried when that finds few replies:
``mixed`` (pinyin of any mixture, also the sounds that speakers of other dialects mix up), ``typo``, ``homophone``,
``gapped`` and ``overlap``. ``weights`` says what a hit counts. The reasons stand in decisions/007.
"""

from miaohui.domain.search.engine import TextSearch
from miaohui.domain.search.folding import Simplified, fold
from miaohui.domain.search.model import ENOUGH, Field, Hit, Match, Query, Result

__all__ = ["ENOUGH", "Field", "Hit", "Match", "Query", "Result", "Simplified", "TextSearch", "fold"]
