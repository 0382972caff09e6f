"""The interface's language, by gettext. English is the language of the sources; Chinese the default of the product."""

from __future__ import annotations

import gettext as _gettext
import os
from collections.abc import Mapping

from miaohui import resources

DOMAIN = "miaohui"
LANGUAGES = ("zh_CN", "en")

_translations: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def choose(setting: str, env: Mapping[str, str] = os.environ) -> str:
    """The language to use: the setting, else what the environment names, else Chinese (the agents' language)."""
    if setting in LANGUAGES:
        return setting
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        named = env.get(variable, "").split(":")[0].split(".")[0]
        if named and named not in ("C", "POSIX"):
            return "zh_CN" if named.lower().startswith("zh") else "en"
    return "zh_CN"


def install(language: str) -> None:
    """Speak this language from now on; sentences that were fetched before stay as they are."""
    global _translations, _language
    _language = language
    _translations = _gettext.translation(DOMAIN, resources.catalogues(), languages=[language], fallback=True)


def language() -> str:
    """The one in use."""
    return _language


def chinese() -> bool:
    """Whether the interface speaks Chinese: names in data/ exist in both languages."""
    return _language.startswith("zh")


def _(sentence: str) -> str:
    return _translations.gettext(sentence)


def ngettext(singular: str, plural: str, number: int) -> str:
    return _translations.ngettext(singular, plural, number)


def N_(sentence: str) -> str:
    """Marks a sentence for the catalogue; it is translated where it is shown."""
    return sentence
