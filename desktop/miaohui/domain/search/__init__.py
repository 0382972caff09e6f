"""Search: all words in any order, over title, code, aliases, tags, category and body.

``engine`` joins the parts. The empty text is answered by ``overview``. For words ``index`` keeps the replies' texts on
``strip``s, arrays that a ``matcher`` runs through letter by letter with what ``sounds`` says of each; ``scoring`` and
``weights`` say what a hit counts, ``ranked`` joins words and takes the best. What is tried when that finds few is in
``later``: ``gapped``, ``typo`` (``slips``), ``homophone``, ``overlap``. ``deciding`` tells equal titles apart. Offsets
are those of the text, since ``folding`` is one to one. The reasons stand in decisions/007.
"""

from miaohui.domain.search.engine import TextSearch
from miaohui.domain.search.folding import Simplified, fold
from miaohui.domain.search.model import ENOUGH, Bonus, Field, Hit, Match, Query, Result
from miaohui.domain.search.steps import Steps, finished

__all__ = [
    "ENOUGH",
    "Bonus",
    "Field",
    "Hit",
    "Match",
    "Query",
    "Result",
    "Simplified",
    "Steps",
    "TextSearch",
    "finished",
    "fold",
]
