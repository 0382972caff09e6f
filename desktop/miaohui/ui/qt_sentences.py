"""What Qt says itself (Cancel, Show Details, the file dialog, a field's own menu), in the interface's language."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication


def translate(qt: QApplication, language: str) -> QTranslator | None:
    """Speak this language ("zh_CN") from now on. None where Qt has no such catalogue: English is the language of its
    sources."""
    translator = QTranslator(qt)
    if not translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        return None
    qt.installTranslator(translator)
    return translator
