"""What other processes may ask the running app to do with the shop's data; the app itself adds its window's verbs.

A command that can't have the home's lock builds its change set from what is on the disk and sends it here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from miaohui.domain.change import ChangeSet, apply
from miaohui.domain.conflict import check_taken_over
from miaohui.domain.history import Past
from miaohui.errors import MiaohuiError
from miaohui.flow import season_records
from miaohui.flow.variable_records import decode_variable
from miaohui.flow.workspace import Workspace

PING = "ping"
APPLY = "apply"
SETTINGS = "settings"
VARIABLE = "variable"
SEASON = "season"
AUTO_REPLY = "auto-reply"
HISTORY = "history"
VERBS = (PING, APPLY, SETTINGS, VARIABLE, SEASON, AUTO_REPLY, HISTORY)


def handle(
    workspace: Workspace,
    request: Mapping[str, object],
    decode: Callable[[object], ChangeSet],
    decode_past: Callable[[object], Past],
) -> dict[str, object]:
    """Do what is asked; what was changed is durable when this returns.

    ``{"verb": "ping"}`` · ``{"verb": "apply", "change_set": what ``decode`` reads}`` · ``{"verb": "settings",
    "changes": {"season": id, name or "auto"}}`` · ``{"verb": "variable", "put": record}`` or ``"remove": name`` ·
    ``{"verb": "season", "put": record}`` or ``"remove": id, "kind": "season" or "period"`` · ``{"verb": "auto-reply",
    "slot": id, "client": id, "done": bool}``: ticked off as set in the client ·
    ``{"verb": "history", "past": [what decode_past reads]}``: what replies that were just taken in were before.

    Raises:
        MiaohuiError: ``changed-meanwhile`` when the change set doesn't fit what is here now (the sender reads anew
            and tries again), ``app-failed`` for a request that nobody here understands, else what went wrong.
    """
    match request:
        case {"verb": "ping"}:
            pass
        case {"verb": "apply", "change_set": change_set}:
            _apply(workspace, decode(change_set))
        case {"verb": "settings", "changes": {"season": str(season), **others}} if not others:
            workspace.use_season(season)
        case {"verb": "variable", "put": record, **others} if not others:
            workspace.put_variable(decode_variable(record))
        case {"verb": "variable", "remove": str(name), **others} if not others:
            workspace.remove_variable(name)
        case {"verb": "auto-reply", "slot": str(slot), "client": str(client), "done": bool(done), **others} if (
            not others
        ):
            from miaohui.flow.auto_replies import AutoReplies, find_place  # the start doesn't wait for it

            AutoReplies(workspace).tick(find_place(workspace, slot, client, ""), done=done)
        case {"verb": "history", "past": [*records], **others} if not others:
            workspace.add_history([decode_past(one) for one in records])
        case {"verb": "season", "put": record, **others} if not others:
            workspace.put_own(season_records.decode(record))
        case {"verb": "season", "remove": str(one), "kind": str(kind), **others} if not others:
            workspace.remove_own(kind, one)
        case _:
            raise MiaohuiError("app-failed")
    return {}


def _apply(workspace: Workspace, change_set: ChangeSet) -> None:
    check_taken_over(apply(workspace.library, change_set), change_set)
    workspace.take_over(change_set)
