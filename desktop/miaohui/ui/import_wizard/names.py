"""How the wizard calls formats, encodings and what columns hold."""

from __future__ import annotations

from miaohui.flow.transfer import AUTO, Field
from miaohui.i18n import _

ENCODINGS = ("utf-8", "gb18030", "utf-16", "utf-32")
FORMATS = ("qianniu", "v3", "feiniu", "csv", "xlsx", "json", "espanso", "beeftext", "text")
"""Those that can be read, in the order they are offered."""
FIELDS = (
    Field.TEXT,
    Field.CODE,
    Field.TITLE,
    Field.CATEGORY,
    Field.ALIASES,
    Field.TAGS,
    Field.PICTURES,
    Field.VARIANTS,
    Field.ID,
)
DIALECTS = ("", "qq", "legacy_wechat")


def format_name(format_id: str) -> str:
    names = {
        AUTO: _("Tell by the content"),
        "qianniu": _("Qianniu table"),
        "v3": _("V3 table with pictures"),
        "feiniu": _("Feiniu table"),
        "csv": _("Table of text (CSV, TSV)"),
        "xlsx": _("Spreadsheet (xlsx, xls)"),
        "table": _("Miaohui's own table"),
        "json": _("Miaohui's own JSON"),
        "espanso": _("espanso (YAML)"),
        "beeftext": _("Beeftext (JSON)"),
        "text": _("Text with blank lines between"),
    }
    return names[format_id]


def encoding_name(encoding: str) -> str:
    names = {
        "": _("Tell by the content"),
        "utf-8": "UTF-8",
        "gb18030": _("GBK / GB 18030"),
        "utf-16": "UTF-16",
        "utf-32": "UTF-32",
    }
    return names[encoding]


def dialect_name(dialect: str) -> str:
    names = {
        "": _("As everywhere"),
        "qq": _("As QQ does: /微笑"),
        "legacy_wechat": _("As old WeChat versions did: /::)"),
    }
    return names[dialect]


def field_name(field: Field | None) -> str:
    names = {
        None: _("— not read —"),
        Field.TEXT: _("Text"),
        Field.CODE: _("Code"),
        Field.TITLE: _("Title"),
        Field.CATEGORY: _("Category"),
        Field.ALIASES: _("How buyers ask"),
        Field.TAGS: _("Tags"),
        Field.PICTURES: _("Pictures"),
        Field.VARIANTS: _("Season"),
        Field.ID: _("Miaohui's number"),
    }
    return names[field]
