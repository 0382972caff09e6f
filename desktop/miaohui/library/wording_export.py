"""The wording report as a file: a table for a spreadsheet, JSON, or a page to print."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import orjson

from miaohui.domain.season import BASE_SEASON, Seasons
from miaohui.domain.wording import Level
from miaohui.errors import MiaohuiError
from miaohui.flow.wording import Found
from miaohui.flow.wording_report import Grouping, Report, grouped
from miaohui.i18n import _, chinese
from miaohui.library.files import cannot_write, write_atomically
from miaohui.library.formats.writing import delimited

_STYLE = """
body { font: 10.5pt/1.5 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; margin: 1.5cm; }
h1 { font-size: 18pt; } h2 { font-size: 12pt; margin: 1.4em 0 .2em; break-after: avoid; } p { margin: 0 0 .4em; }
table { border-collapse: collapse; width: 100%; }
td { border-bottom: 1px solid #bbb; vertical-align: top; padding: 3pt 6pt 3pt 0; overflow-wrap: anywhere; }
td.text { white-space: pre-wrap; width: 60%; }
mark { background: none; text-decoration: underline wavy #c02626; }
tr { break-inside: avoid; } @page { margin: 1.5cm; } @media print { body { margin: 0; } }
"""


def write_report(report: Report, path: Path, seasons: Seasons) -> None:
    """In the format that the name ends with. Raises MiaohuiError ``report-format`` or ``cannot-write``."""
    write = WRITERS.get(path.suffix.casefold())
    if write is None:
        raise MiaohuiError("report-format", formats=" ".join(WRITERS))
    try:
        write_atomically(path, [write(report, seasons)])
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise cannot_write(path, error if isinstance(error, OSError) else OSError(22, str(error))) from error


def _records(report: Report) -> Iterator[dict[str, object]]:
    """``season`` is its id in the file; ``wording`` and ``part`` count from 1."""
    for group in grouped(report, Grouping.RULE):
        for one in group.found:
            why, suggestion = _said(one)
            yield {
                "level": one.finding.rule.level.value,
                "rule": one.finding.rule.id,
                "id": one.reply.id,
                "code": one.reply.code,
                "title": one.reply.title,
                "category": report.library.category_name(one.reply.category),
                "season": one.season or BASE_SEASON,
                "wording": one.wording + 1,
                "part": one.part + 1,
                "start": one.finding.start,
                "end": one.finding.end,
                "found": one.text[one.finding.start : one.finding.end],
                "why": why,
                "suggestion": suggestion,
                "fix": one.finding.fix,
                "text": one.text,
            }


def _said(one: Found) -> tuple[str, str]:
    rule = one.finding.rule
    return (rule.why, rule.suggestion) if chinese() else (rule.why_en, rule.suggestion_en)


def _level(level: object) -> str:
    return {Level.ERROR: _("error"), Level.WARNING: _("warning"), Level.HINT: _("hint")}[Level(str(level))]


def _csv(report: Report, seasons: Seasons) -> bytes:
    columns = {
        "level": _("Level"),
        "why": _("Why"),
        "found": _("Found"),
        "suggestion": _("Suggestion"),
        "fix": _("Write instead"),
        "code": _("Code"),
        "title": _("Title"),
        "category": _("Category"),
        "season": _("Season"),
        "text": _("Text"),
        "rule": _("Rule"),
    }
    rows = [tuple(columns.values())]
    for record in _records(report):
        record["level"] = _level(record["level"])
        season = seasons.by_id.get(str(record["season"]))
        record["season"] = "" if season is None else season.name
        rows.append(tuple(str(record[key] if record[key] is not None else "") for key in columns))
    return delimited(rows, "utf-8-sig")


def _json(report: Report, _seasons: Seasons) -> bytes:
    counts = {level.value: count for level, count in report.counts.items()}
    document = {"replies": report.replies, "counts": counts, "findings": list(_records(report))}
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _html(report: Report, _seasons: Seasons) -> bytes:
    return "\n".join(_lines(report)).encode("utf-8", "replace")


def _lines(report: Report) -> Iterator[str]:
    title = escape(_("Wording report"))
    yield "<!DOCTYPE html>"
    yield f'<html lang="{"zh-CN" if chinese() else "en"}"><head><meta charset="utf-8"><title>{title}</title>'
    yield f"<style>{_STYLE}</style></head><body><h1>{title}</h1>"
    counts = " · ".join(f"{escape(_level(level))} {count}" for level, count in report.counts.items())
    yield f"<p>{counts}</p>"
    for group in grouped(report, Grouping.RULE):
        rule = group.found[0].finding.rule
        why, suggestion = map(escape, _said(group.found[0]))
        yield f"<h2>{escape(_level(rule.level))} · {why} ({len(group.found)})</h2><p>{suggestion}</p><table>"
        for one in group.found:
            start, end = one.finding.start, one.finding.end
            marked = f"{escape(one.text[:start])}<mark>{escape(one.text[start:end])}</mark>{escape(one.text[end:])}"
            yield (
                f"<tr><td>{escape(one.reply.code)}</td><td>{escape(one.reply.title)}</td>"
                f'<td class="text">{marked}</td></tr>'
            )
        yield "</table>"
    yield "</body></html>"


WRITERS: dict[str, Callable[[Report, Seasons], bytes]] = {".csv": _csv, ".json": _json, ".html": _html}
"""By what the file's name ends with."""
