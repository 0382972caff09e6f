"""What isn't needed for the hotkey to answer: each part is built, and its modules imported, when it is first wanted."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from miaohui.domain.reply import Channel, Reply
from miaohui.flow.workspace import Workspace
from miaohui.library import tables
from miaohui.library.pictures import PictureStore
from miaohui.paths import Paths
from miaohui.system.session import Session

if TYPE_CHECKING:
    from miaohui.domain.emoticon_catalogue import Catalogue
    from miaohui.domain.library import Library
    from miaohui.domain.pinyin import Readings
    from miaohui.flow.find import Find
    from miaohui.flow.paste import Paste
    from miaohui.flow.ports import ClipboardReader
    from miaohui.flow.problems import ProblemSearch
    from miaohui.flow.proofreading import Proofreading
    from miaohui.flow.transfer import Asked, Table
    from miaohui.flow.transfer.exported import Export
    from miaohui.flow.transfer.selecting import Selection
    from miaohui.library.unsaved_store import JsonUnsavedReplies
    from miaohui.library.usage_log import JsonlUsageLog
    from miaohui.system.qt.clipboard import QtClipboard
    from miaohui.system.qt.paste import QtPaster
    from miaohui.system.qt.previous import QtPreviousClipboard

MOST_FOUND = 200
"""Replies that are offered before anything is looked for."""


class Parts(QObject):
    """One of each kind, shared by palette and windows. ``lost`` tells why a text isn't on the clipboard any more."""

    lost = Signal(object)

    def __init__(self, paths: Paths, session: Session, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._paths = paths
        self._session = session
        self._workspace = workspace
        self.pictures = PictureStore(paths)

    @cached_property
    def clipboard(self) -> QtClipboard:
        from miaohui.system.clipboard.pyperclip_clipboard import PyperclipClipboard
        from miaohui.system.qt.clipboard import QtClipboard

        clipboard = QtClipboard(self._session, PyperclipClipboard(), self)
        clipboard.lost.connect(self.lost)
        return clipboard

    @cached_property
    def paste(self) -> Paste:
        from miaohui.flow.paste import Paste

        return Paste(self._paster, self._previous, lambda: self._workspace.settings)

    @cached_property
    def _paster(self) -> QtPaster:
        from miaohui.system.qt.paste import QtPaster

        return QtPaster(self._session, self)

    @cached_property
    def _previous(self) -> QtPreviousClipboard:
        from miaohui.system.qt.previous import QtPreviousClipboard

        return QtPreviousClipboard(self._session, self.clipboard, self)

    @cached_property
    def clipboard_reader(self) -> ClipboardReader:
        from miaohui.system.qt.clipboard_reader import open_clipboard_reader

        return open_clipboard_reader(self._session, self)

    @cached_property
    def usage(self) -> JsonlUsageLog:
        from miaohui.library.usage_log import JsonlUsageLog

        return JsonlUsageLog(self._paths.usage)

    @cached_property
    def find(self) -> Find:
        from miaohui.domain.search import TextSearch
        from miaohui.flow.find import Find

        engine = TextSearch(self.readings, self._workspace.tables.seasons, tables.load_simplified())
        return Find(self._workspace, engine, self.usage, self.readings)

    def find_for_auto(self, text: str) -> list[Reply]:
        """The replies that a text finds; those that were made to be sent automatically first where there is none."""
        if text.strip():
            return [hit.reply for hit in self.find.widen(text).hits]
        found = sorted(
            self._workspace.library.active(), key=lambda reply: (reply.channel is not Channel.AUTO, reply.order)
        )
        return found[:MOST_FOUND]

    @cached_property
    def proofreading(self) -> Proofreading:
        from miaohui.flow.proofreading import Proofreading
        from miaohui.library.accepted_findings import JsonlAcceptedFindings
        from miaohui.library.wording_store import TomlWordingRules

        rules = TomlWordingRules(self._paths, self._workspace.tables.emoticons)
        accepted = JsonlAcceptedFindings(self._paths.accepted)
        return Proofreading(self._workspace, rules, accepted, tables.load_simplified)

    @cached_property
    def readings(self) -> Readings:
        return tables.load_readings()

    @cached_property
    def emoticon_catalogue(self) -> Catalogue:
        from miaohui.library.emoticon_catalogue import load_catalogue

        facts = self._workspace.tables
        return load_catalogue(facts.emoticons, facts.clients.values(), self.readings)

    @cached_property
    def drafts(self) -> JsonUnsavedReplies:
        from miaohui.library.unsaved_store import JsonUnsavedReplies

        return JsonUnsavedReplies(self._paths)

    def problem_search(self) -> ProblemSearch:
        """What looks for replies with problems, by the rules as they are now."""
        from miaohui.flow.problems import ProblemSearch

        workspace = self._workspace
        return ProblemSearch(workspace.tables, self.proofreading.check, self.pictures, workspace.client)

    def read_table(self, path: Path, asked: Asked) -> Table:
        """Raises MiaohuiError for a foreign file."""
        from miaohui.library import formats

        return formats.read_table(path, asked, formats.known(self._workspace.tables))

    def export(self, library: Library, format_id: str, encoding: str, selection: Selection) -> Export:
        """Raises MiaohuiError as ``writing.export``."""
        from miaohui.domain.picture import Picture
        from miaohui.library.formats import writing

        facts = self._workspace.tables
        around = writing.Surroundings(
            facts.emoticons,
            facts.seasons,
            lambda name: self.pictures.content(Picture(name)),
            self._workspace.past,
        )
        return writing.export(library, format_id, around, encoding, selection)

    def write_file(self, path: Path, content: bytes) -> None:
        """Raises MiaohuiError ``cannot-write``."""
        from miaohui.library.formats import writing

        writing.write_file(path, content)

    def close(self) -> None:
        """Give back what was taken: the clipboard's text to whoever outlives us."""
        built = self.__dict__
        if "clipboard_reader" in built:
            self.clipboard_reader.close()
        if "clipboard" in built:
            self.clipboard.hand_over()
            self.clipboard.close()
        if "_previous" in built:
            self._previous.close()
        if "_paster" in built:
            self._paster.close()
