"""Whatever is done can be taken back, and done again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC
from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.library import Library
from miaohui.domain.overlay import overlay_of
from miaohui.domain.replacing import Replacement
from miaohui.domain.reply import Reply, Scope, Wording
from miaohui.errors import MiaohuiError, Problem
from miaohui.flow import bulk, edit, edit_categories, overlays, trash
from tests.domain.samples import reply
from tests.fakes import MemoryLibraryStore
from tests.flow.samples import FIRST, SECOND, Here, library

SHOP = replace(reply("店里的", number=3, code="dp1", title="店铺", category="welcome"), scope=Scope.SHOP, favourite=1)
LOCKED = replace(reply("锁住", number=4, code="sz1", title="锁", category="trace"), scope=Scope.SHOP, locked=True)
words = st.text("亲在好发货a1", min_size=1, max_size=4)
chances = st.randoms(use_true_random=False)


def _problem(act: Callable[[], object]) -> Problem | None:
    try:
        act()
    except MiaohuiError as refused:
        return refused.problem
    return None


class Editing(RuleBasedStateMachine):
    """An agent who edits, and another process that does so now and then. ``steps`` are the libraries before each step
    that can be taken back, ``redone`` those after each that can be done again."""

    def __init__(self) -> None:
        super().__init__()
        self.stores = Here(MemoryLibraryStore(library(FIRST, SECOND, SHOP, LOCKED)))
        self.here = self.stores.open()
        self.steps: list[Library] = []
        self.redone: list[Library] = []

    @property
    def library(self) -> Library:
        return self.here.library

    def commit(self, change_set: ChangeSet) -> None:
        if change_set.changes:
            before = self.library
            self.here.commit(change_set)
            self.steps.append(before)
            self.redone.clear()

    def some(self, chance: Random) -> list[Reply]:
        active = list(self.library.active())
        return chance.sample(active, chance.randint(0, len(active)))

    @rule(chance=chances, word=words, verb=st.sampled_from(["create", "revise", "overlay", "shop", "favourite"]))
    def edit_one(self, chance: Random, word: str, verb: str) -> None:
        now = self.here.clock.now().astimezone(UTC)
        library = self.library
        category = chance.choice([*library.categories, "gone"])
        one = next(iter(self.some(chance)), None)
        try:
            if verb == "create" or one is None:
                blank = Reply("", word, word, category, (Wording((word,)),))
                self.commit(edit.create(library, blank, now))
            elif verb == "revise":
                after = replace(one, title=word, category=category, next=((FIRST.id, word),), tags=(word,))
                self.commit(edit.revise(library, one, after, now))
            elif verb == "overlay":
                self.commit(edit.create(library, replace(overlay_of(one), wordings=(Wording((word,)),)), now))
            elif verb == "shop":
                self.commit(edit.revise(library, one, replace(one, wordings=(Wording((word,)),), code=word), now))
            else:
                self.commit(edit.place_favourite(library, one, chance.randint(1, 3)))
        except MiaohuiError:
            pass

    @rule(chance=chances, word=words, verb=st.sampled_from(["replace", "move", "tag", "merge", "delete", "remove"]))
    def edit_many(self, chance: Random, word: str, verb: str) -> None:
        now = self.here.clock.now().astimezone(UTC)
        library, some = self.library, self.some(chance)
        try:
            if verb == "replace":
                self.commit(bulk.find_and_replace(some, Replacement(word[:1], "换"), now).change_set)
            elif verb == "move":
                self.commit(bulk.move(library, some, next(iter(library.categories)), now).change_set)
            elif verb == "tag":
                self.commit(bulk.tag(some, [word], ["a"], now).change_set)
            elif verb == "merge" and some:
                self.commit(bulk.merge(library, some[0], some[1:], now))
            elif verb == "delete":
                self.commit(trash.delete_all(some, now))
            elif verb == "remove":
                self.commit(overlays.remove(library, next(iter(library.overlays.values())), now))
        except (MiaohuiError, StopIteration):
            pass

    @rule(chance=chances, verb=st.sampled_from(["restore", "empty"]))
    def use_the_trash(self, chance: Random, verb: str) -> None:
        trashed = trash.contents(self.library)
        some = chance.sample(trashed, chance.randint(0, len(trashed)))
        now = self.here.clock.now().astimezone(UTC)
        with suppress(MiaohuiError):
            restoring = verb == "restore"
            self.commit(trash.restore_all(self.library, some, now) if restoring else trash.empty(self.library, some))

    @rule(chance=chances, word=words, verb=st.sampled_from(["add", "sub", "rename", "move", "into", "trash"]))
    def edit_categories(self, chance: Random, word: str, verb: str) -> None:
        library, now = self.library, self.here.clock.now().astimezone(UTC)
        one, other = (chance.choice(list(library.categories.values())) for _ in range(2))
        try:
            match verb:
                case "add":
                    self.commit(edit_categories.add_category(library, word))
                case "sub":
                    self.commit(edit_categories.add_category(library, word, one.id))
                case "rename":
                    self.commit(edit_categories.rename_category(library, one, word))
                case "move":
                    self.commit(edit_categories.move_category(library, one, chance.choice(["", other.id]), 0))
                case _ if len(library.tops()) > 1:
                    into = other.id if verb == "into" else None
                    self.commit(edit_categories.delete_category(library, one, now, into))
        except MiaohuiError:
            pass

    @precondition(lambda self: self.steps)
    @rule()
    def undo(self) -> None:
        self.redone.append(self.library)
        self.here.undo()
        assert self.library == self.steps.pop()

    @precondition(lambda self: self.redone)
    @rule()
    def redo(self) -> None:
        self.steps.append(self.library)
        self.here.redo()
        assert self.library == self.redone.pop()

    @rule()
    def undo_all_and_redo_all(self) -> None:
        library, count = self.library, len(self.steps)
        for _ in range(count):
            self.here.undo()
        assert self.library == (self.steps[0] if self.steps else library)
        for _ in range(count):
            self.here.redo()
        assert self.library == library

    @precondition(lambda self: any(self.library.active()))
    @rule(chance=chances)
    def somebody_else_edits(self, chance: Random) -> None:
        """From here on undo may refuse, but it never gets stuck and leaves nothing half done."""
        one = chance.choice(list(self.library.active()))
        other = replace(one, title=f"{one.title}!"[:50], rev=one.rev + 1)
        self.here.take_over(ChangeSet("edit", (Change(one, other),)))
        while self.here.undo_label is not None:
            self.refused_or_done(self.here.undo)
        while self.here.redo_label is not None:
            self.refused_or_done(self.here.redo)
        self.here._undo = self.here._redo = ()
        self.steps.clear()
        self.redone.clear()

    def refused_or_done(self, act: Callable[[], object]) -> None:
        before, left = self.library, (self.here._undo, self.here._redo)
        refused = _problem(act)
        assert left != (self.here._undo, self.here._redo), "it is stuck"
        if refused is not None:
            assert refused.id in ("undo-refused", "redo-refused")
            assert refused.args["title"]
            assert self.library is before

    @invariant()
    def nothing_is_broken(self) -> None:
        library = self.library
        assert library == self.stores.library.library
        active = list(library.active())
        codes = [(one.scope, one.code.casefold()) for one in active]
        assert len(set(codes)) == len(codes)
        assert all(one.category in library.categories for one in active)
        places = [one.favourite for one in active if one.favourite is not None]
        assert len(set(places)) == len(places)
        shelves = [(one.parent, one.name) for one in library.categories.values()]
        assert len(set(shelves)) == len(shelves)
        for shelf in library.categories.values():
            assert not shelf.parent or not library.categories[shelf.parent].parent
        assert LOCKED.id in library.replies
        assert library.replies[LOCKED.id].text == LOCKED.text


Editing.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestEditing = Editing.TestCase
