"""What makes a reply fit: on its own, and among the others of its library."""

from __future__ import annotations

from dataclasses import replace

from miaohui.domain.library import Library
from miaohui.domain.picture import Picture
from miaohui.domain.reply import MAX_TEXT, MAX_TITLE, Reply, Wording, checked_code, checked_title
from miaohui.errors import MiaohuiError

MAX_FAVOURITES = 9
"""One for each of the keys Alt+1…9."""


def checked(reply: Reply, before: Reply | None = None) -> Reply:
    """The reply in its tidy form. What ``before`` had already isn't questioned again.

    Raises:
        MiaohuiError: ``empty-title``, ``title-too-long``, ``empty-code``, ``bad-code``, ``code-too-long``,
            ``empty-text``, ``text-too-long``, ``word-too-long`` or ``bad-favourite``.
    """
    if before is None or reply.title != before.title:
        reply = replace(reply, title=checked_title(reply.title))
    if before is None or reply.code != before.code:
        reply = replace(reply, code=checked_code(reply.code))
    if before is None or reply.aliases != before.aliases:
        reply = replace(reply, aliases=tidy_words(reply.aliases))
    if before is None or reply.tags != before.tags:
        reply = replace(reply, tags=tidy_words(reply.tags))
    if before is None or reply.wordings != before.wordings:
        _check_wordings(reply.wordings)
    if before is None or reply.variants != before.variants:
        for wordings in reply.variants.values():
            _check_wordings(wordings)
    if before is None or reply.next != before.next:
        reply = replace(reply, next=tuple((target, _word(label)) for target, label in reply.next))
    if before is None or reply.level != before.level:
        reply = replace(reply, level=_word(reply.level))
    if reply.favourite is not None and not 1 <= reply.favourite <= MAX_FAVOURITES:
        raise MiaohuiError("bad-favourite", limit=MAX_FAVOURITES)
    return reply


def check_place(library: Library, after: Reply, before: Reply | None = None) -> None:
    """Whether the reply fits into its library. What ``before`` had already isn't questioned again.

    Raises:
        MiaohuiError: ``code-taken``, ``category-gone``, ``favourite-taken``, ``next-itself``, ``next-gone`` or
            ``next-cycle``.
    """
    if (before is None or after.category != before.category) and after.category not in library.categories:
        raise MiaohuiError("category-gone")
    if before is None or (after.code, after.scope) != (before.code, before.scope):
        check_code(library, after)
    if after.favourite is not None and (before is None or after.favourite != before.favourite):
        check_favourite(library, after)
    if after.next and (before is None or after.next != before.next):
        check_next(library, after, {target for target, _ in before.next} if before is not None else set())


def check_code(library: Library, reply: Reply) -> None:
    """Raises MiaohuiError ``code-taken`` when another reply of this scope has the code."""
    for other in library.with_codes({reply.code.casefold()}):
        if other.id != reply.id and other.scope is reply.scope:
            raise MiaohuiError("code-taken", code=reply.code, title=other.title)


def check_favourite(library: Library, reply: Reply) -> None:
    """Raises MiaohuiError ``favourite-taken``."""
    for other in library.active():
        if other.favourite == reply.favourite and other.id != reply.id:
            raise MiaohuiError("favourite-taken", place=reply.favourite, title=other.title)


def check_next(library: Library, reply: Reply, known: set[str]) -> None:
    """``known`` are targets that it had already: they may be gone by now."""
    for target, _ in reply.next:
        if target == reply.id:
            raise MiaohuiError("next-itself", title=reply.title)
        other = library.replies.get(target)
        if target not in known and (other is None or other.deleted is not None):
            raise MiaohuiError("next-gone")
        if other is not None and leads_to(library, other, reply.id):
            raise MiaohuiError("next-cycle", title=other.title)


def leads_to(library: Library, start: Reply, wanted: str) -> bool:
    """Whether a chain of ``next`` goes from here to the reply with this id."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for target, _ in waiting.pop().next:
            if target == wanted:
                return True
            other = library.replies.get(target)
            if target not in seen and other is not None and other.deleted is None:
                seen.add(target)
                waiting.append(other)
    return False


def tidy_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Each on one line and once, none of them empty. Raises MiaohuiError ``word-too-long``."""
    return tuple(dict.fromkeys(word for word in map(_word, words) if word))


def _word(text: str) -> str:
    text = " ".join(text.split())
    if len(text) > MAX_TITLE:
        raise MiaohuiError("word-too-long", limit=MAX_TITLE)
    return text


def _check_wordings(wordings: tuple[Wording, ...]) -> None:
    if not wordings:
        raise MiaohuiError("empty-text")
    for wording in wordings:
        if not wording.parts or not all(isinstance(part, Picture) or part.strip() for part in wording.parts):
            raise MiaohuiError("empty-text")
        if len(wording.text) > MAX_TEXT:
            raise MiaohuiError("text-too-long", limit=MAX_TEXT)
