"""The catalogues of sentences, for developers and translators: assets/locale/LANGUAGE/LC_MESSAGES/miaohui.po.

extract  write assets/locale/miaohui.pot, which needn't be committed
update   bring the sentences of the code into the catalogues; new ones wait there for their translation
compile  make the catalogues readable for the program (an installation does it by itself)
check    exit 1 if a catalogue lacks a sentence, a translation or a {placeholder}, or has one too many
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from hatch_build import LOCALE, catalogues, compile_catalogue

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "desktop" / "miaohui"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2)}
COMMENTS = ("i18n:",)
# English needs none: it is the language of the sources.
LANGUAGES = ("zh_CN",)


def extracted(sources: Path = SOURCES) -> Catalog:
    catalogue = new_catalogue(None)
    found = extract_from_dir(sources, [("**.py", "python")], keywords=KEYWORDS, comment_tags=COMMENTS)
    for file, _line, sentence, comments, context in found:
        # Without line numbers, so that a change of the code changes no catalogue.
        catalogue.add(sentence, locations=[(Path(file).as_posix(), 0)], auto_comments=comments, context=context)
    return catalogue


def new_catalogue(language: str | None) -> Catalog:
    developers = "the Miaohui developers"
    return Catalog(
        locale=language,
        header_comment="# The sentences of Miaohui.\n# Licence: MIT, as the rest of it.",
        project="Miaohui",
        version="1",
        last_translator=developers,
        language_team=developers,
        msgid_bugs_address=developers,
        fuzzy=False,
    )


def source_of(language: str) -> Path:
    return ROOT / LOCALE / language / "LC_MESSAGES" / "miaohui.po"


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def write(path: Path, catalogue: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, sort_by_file=True, include_lineno=False, ignore_obsolete=True)


def update() -> None:
    template = extracted()
    for language in LANGUAGES:
        path = source_of(language)
        catalogue = read(path) if path.is_file() else new_catalogue(language)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        write(path, catalogue)
        waiting = sum(1 for message in catalogue if message.id and not translated(message))
        print(f"{path.relative_to(ROOT)}: {len(catalogue)} sentences, {waiting} wait for their translation")


def faults(template: Catalog, catalogue: Catalog) -> Iterator[str]:
    wanted = {message.id for message in template if message.id}
    present = {message.id: message for message in catalogue if message.id}
    for sentence in wanted - present.keys():
        yield f"missing: {sentence!r}"
    for sentence in [*(present.keys() - wanted), *catalogue.obsolete]:
        yield f"no longer in the code: {sentence!r}"
    for sentence, message in present.items():
        if message.fuzzy:
            yield f"fuzzy: {sentence!r}"
        elif not translated(message):
            yield f"not translated: {sentence!r}"
        elif unlike := placeholders(forms(message.string)) ^ placeholders(forms(message.id)):
            yield f"placeholders differ ({', '.join(sorted(unlike))}): {sentence!r}"


def forms(sentences: str | Sequence[str] | None) -> Sequence[str]:
    """The plural forms, or the only one."""
    return [sentences or ""] if sentences is None or isinstance(sentences, str) else sentences


def translated(message: Message) -> bool:
    return all(forms(message.string))


def placeholders(sentences: Iterable[str]) -> set[str]:
    """The names in braces. A plural form may leave one out that another has."""
    return {name for sentence in sentences for name in re.findall(r"{\w+}", sentence)}


def check() -> int:
    template = extracted()
    found = 0
    for language in LANGUAGES:
        path = source_of(language)
        if not path.is_file():
            print(f"{path.relative_to(ROOT)}: there is no such catalogue", file=sys.stderr)
            found += 1
            continue
        for fault in sorted(faults(template, read(path))):
            print(f"{path.relative_to(ROOT)}: {fault}", file=sys.stderr)
            found += 1
    if not found:
        print(f"{len(template)} sentences, all of them in {', '.join(LANGUAGES)}")
    return 1 if found else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("extract", "update", "compile", "check"))
    match parser.parse_args().command:
        case "extract":
            write(ROOT / LOCALE / "miaohui.pot", extracted())
        case "update":
            update()
        case "compile":
            for po in catalogues(ROOT):
                compile_catalogue(po, po.with_suffix(".mo"))
        case _:
            return check()
    return 0


if __name__ == "__main__":
    sys.exit(main())
