"""Rules of wording as values, what they are chosen by, and what they find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from miaohui.domain.emoticon import PLAIN
from miaohui.domain.reply import Channel
from miaohui.domain.season import BASE_SEASON


class Level(StrEnum):
    """ERROR: the shop is punished, or the buyer offended. WARNING: against the trade's rules. HINT: could be better."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def weight(self) -> int:
        """Greater is graver."""
        return {Level.HINT: 1, Level.WARNING: 2, Level.ERROR: 3}[self]


class Check(StrEnum):
    """How a rule finds what it is about.

    PHRASES: its patterns; REQUIRED: none of its patterns is there; the others are what no list of words can tell.
    """

    PHRASES = "phrases"
    REQUIRED = "required"
    PLACEHOLDERS = "placeholders"
    LENGTH = "length"
    EMOTICONS = "emoticons"
    LINKS = "links"
    NUMBERS = "numbers"
    COLOURS = "colours"


@dataclass(frozen=True)
class Context:
    """Where a text is used. ``category`` is the id of a top category, empty for none; ``seasons`` is the season in
    force with its parents."""

    channel: Channel = Channel.CHAT
    category: str = ""
    client: str = PLAIN
    seasons: tuple[str, ...] = (BASE_SEASON,)


@dataclass(frozen=True)
class Rule:
    """One rule, as data/wording has it.

    ``patterns`` find (:mod:`~miaohui.domain.wording.pattern`); a hit that touches one of ``exceptions`` is harmless;
    nothing is found in a text that holds one of ``unless``. ``fixes`` replace what they find, word for word.
    ``literals`` are words taken literally, with what may stand there instead, and ``exempt`` literal exceptions: a
    shop's own, as the rules read them.
    ``limit`` and ``words`` are the check's own: characters, a number of emoticons, domains, colours, pictures.
    Empty ``channels``, ``categories``, ``clients`` and ``seasons`` mean all. ``fires`` and ``silent`` are examples,
    each a test.
    """

    id: str
    level: Level
    why: str
    why_en: str
    suggestion: str = ""
    suggestion_en: str = ""
    check: Check = Check.PHRASES
    patterns: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    fixes: Mapping[str, str] = field(default_factory=dict)
    literals: Mapping[str, str | None] = field(default_factory=dict)
    exempt: tuple[str, ...] = ()
    limit: int = 0
    words: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    categories: tuple[str, ...] = ()
    except_categories: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()
    except_clients: tuple[str, ...] = ()
    seasons: tuple[str, ...] = ()
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()

    def applies(self, context: Context) -> bool:
        return (
            (not self.channels or context.channel in self.channels)
            and (not self.categories or context.category in self.categories)
            and context.category not in self.except_categories
            and (not self.clients or context.client in self.clients)
            and context.client not in self.except_clients
            and (not self.seasons or any(season in self.seasons for season in context.seasons))
        )


@dataclass(frozen=True, repr=False)
class Finding:
    """``start`` and ``end`` are characters (code points) of the judged text; ``fix`` is what may stand there instead,
    None where only a person can tell."""

    rule: Rule
    start: int
    end: int
    fix: str | None = None

    def __repr__(self) -> str:
        return f"Finding({self.rule.id}, {self.start}, {self.end})"
