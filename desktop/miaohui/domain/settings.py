"""What an agent can set; every field has a value that works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from miaohui.domain.emoticon import PLAIN, NoCounterpart
from miaohui.domain.season import AUTO, BASE_SEASON
from miaohui.domain.starter import StarterMode

HOTKEY_PROPOSALS = ("Alt+Q", "Ctrl+`", "F9", "Ctrl+Alt+Space")
"""In this order; Ctrl+Space is never among them: it is the Chinese input method's own toggle."""


@dataclass(frozen=True)
class Settings:
    """``language`` and ``theme`` are "auto" or a name; ``season`` is "auto" or a season's id; ``profile`` maps profile
    names to what the agent filled in; ``places`` holds by client where the agent dragged the palette to (px right of
    and below the chat window's corner); ``welcomed`` once the welcome was filled in or closed; ``keep_missed`` allows
    to write down what was searched for and not found; ``formatted`` is for copies in the replies' looks where a client
    takes them. ``paste`` is whether Enter pastes as well (else Ctrl+Enter does), ``paste_in`` the same for single
    clients; ``restore_clipboard`` puts back after a paste what was copied before it. ``clients_in_use`` are those that
    the shop answers in, empty for all. ``season_until`` is when a season that was chosen by hand ends (local ISO time,
    empty for never); ``season_seen`` is the one last in force, ``season_told`` the change that was announced last.
    ``sizes`` holds by window how wide and high it was left (px), and of its panes how wide.
    ``auto_set`` tells by slot and client which text stands in the client's own settings (a hash of it): the one
    that the agent has ticked off, else after a ``?`` the one taken for granted; ``auto_season`` is the season that was
    looked at last."""

    hotkey: str = HOTKEY_PROPOSALS[0]
    client: str = PLAIN
    season: str = AUTO
    language: str = "auto"
    theme: str = "auto"
    no_counterpart: NoCounterpart = NoCounterpart.NEAREST
    profile: Mapping[str, str] = field(default_factory=dict, repr=False)
    starter: StarterMode = StarterMode.AUTO
    welcomed: bool = False
    keep_missed: bool = False
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    sizes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    formatted: bool = False
    paste: bool = False
    paste_in: Mapping[str, bool] = field(default_factory=dict)
    restore_clipboard: bool = False
    season_until: str = ""
    season_seen: str = ""
    season_told: str = ""
    clients_in_use: tuple[str, ...] = ()
    auto_set: Mapping[str, str] = field(default_factory=dict)
    auto_season: str = BASE_SEASON

    def uses(self, client: str) -> bool:
        return not self.clients_in_use or client in self.clients_in_use

    def pastes(self, client: str) -> bool:
        """Whether Enter pastes into this client; Ctrl+Enter does what Enter doesn't."""
        return self.paste_in.get(client, self.paste)
