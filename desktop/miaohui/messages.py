"""The sentence for every problem and label id; translated through the one catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from miaohui.errors import Problem
from miaohui.i18n import N_, _, chinese

SENTENCES = {
    # replies
    "empty-title": N_("A reply needs a title."),
    "title-too-long": N_("The title has more than {limit} characters."),
    "empty-code": N_("A reply needs a code."),
    "code-too-long": N_("The code has more than {limit} characters."),
    "bad-code": N_("“{code}” can't be a code: letters, digits or Chinese characters without blanks."),
    "code-taken": N_("The code “{code}” belongs to “{title}” already."),
    "empty-text": N_("A reply needs a text."),
    "text-too-long": N_("The text has more than {limit} characters."),
    "unknown-reply": N_("There is no reply “{reply}”."),
    "reply-gone": N_("This reply isn't there any more."),
    "unknown-category": N_("There is no category “{category}”."),
    "empty-category": N_("A category needs a name."),
    "bad-category": N_("“{category}” can't be a category's name: at most {limit} characters, no slash."),
    "category-exists": N_("There is a category “{category}” here already."),
    "category-too-deep": N_("Categories have two levels; this would be a third one."),
    "unknown-season": N_("There is no season “{season}”."),
    "unknown-client": N_("There is no chat client “{client}”."),
    "favourites-full": N_("All {limit} favourite places are taken; take one away first."),
    "favourite-placed": N_("“{title}” has favourite place {place} now (Ctrl+Alt+1…9 changes it)."),
    "favourite-gone": N_("“{title}” is no favourite any more."),
    "copied": N_("Copied: {title}"),
    "reply-locked": N_("“{title}” belongs to the shop and can't be changed."),
    "reply-in-trash": N_("“{title}” is in the trash by now; take it out first."),
    "changed-meanwhile": N_("“{title}” was changed meanwhile; look at it again."),
    "word-too-long": N_("A buyer's word, a tag or a label has more than {limit} characters."),
    "bad-favourite": N_("A favourite place is a number from 1 to {limit}."),
    "favourite-taken": N_("Favourite place {place} belongs to “{title}” already."),
    "category-gone": N_("The category of this reply is gone; choose another one."),
    "next-itself": N_("“{title}” can't be followed by itself."),
    "next-gone": N_("A reply that should follow isn't there any more; take it out."),
    "next-cycle": N_("“{title}” can't follow: it leads back to this reply."),
    "overlay-gone": N_("The shop's reply that this is another wording of isn't there."),
    "overlay-locked": N_("“{title}” is locked by the shop: it can't have a wording of your own."),
    "overlay-exists": N_("There is a wording of your own for “{title}” already."),
    "overlay-personal": N_("A wording of your own must be a personal reply."),
    "no-overlay": N_("There is no wording of your own for “{title}”."),
    "unknown-version": N_("There is no version {number}."),
    "left-alone": N_("“{title}” was left as it is: {why}"),
    "category-not-empty": N_(
        "There are replies in “{category}”: say where they go, into another category or the trash."
    ),
    "history-damaged": N_("{count} lines of {path} can't be read; these earlier versions are lost."),
    "nothing-to-find": N_("There is nothing to look for."),
    "code-shared": N_("Another reply has the code “{code}” too."),
    "foreign-placeholders": N_("Looks like another program's placeholder: {texts}."),
    "undone": N_("Taken back: {what}"),
    "redone": N_("Done again: {what}"),
    "nothing-to-undo": N_("There is nothing to undo."),
    "nothing-to-redo": N_("There is nothing to do again."),
    "undo-refused": N_("“{title}” was changed later by somebody else; this step can't be taken back any more."),
    "redo-refused": N_("“{title}” was changed later by somebody else; this step can't be done again any more."),
    "no-pick-to-undo": N_("There is no pick to take back."),
    "nothing-copied-today": N_("Nothing was copied today."),
    # delivering
    "missing-values": N_("Not filled in: {names}."),
    "doubtful": N_("{name}: {why}"),
    "doubt-long": N_("That is more than {limit} characters."),
    "doubt-number": N_("A number is written in digits, such as 3 or 3-5."),
    "doubt-money": N_("An amount is a number such as 12 or 12.50."),
    "doubt-date": N_("A date is written like 11-5, 11月5日, 明天 or +3."),
    "doubt-order": N_("An order number has 8 to 24 digits."),
    "doubt-tracking": N_("A tracking number has at least 8 digits and letters."),
    "doubt-phone": N_("This doesn't look like a phone number."),
    "doubt-address": N_("This is short for an address."),
    "doubt-pattern": N_("It should look like {pattern} (# a digit, @ a letter, ? anything)."),
    "doubt-body": N_("Height and weight are written like 165cm/55kg."),
    "empty-draft": N_("Nothing is left of this reply to copy."),
    "held-back": N_("Looks like a forgotten placeholder: {texts}."),
    "clipboard-unavailable": N_("There is no clipboard to copy to."),
    "clipboard-no-tool": N_("There is nothing to copy with: install xclip (on Wayland wl-clipboard)."),
    "clipboard-held": N_("Another program holds the clipboard; nothing was copied."),
    "clipboard-no-pictures": N_(
        "The command line can't copy a picture here (on Linux it takes xclip or wl-copy). The palette can."
    ),
    # pasting
    "paste-unavailable": N_("Copied; Miaohui can't paste by itself on this desktop."),
    "paste-no-window": N_("Copied, not pasted: there was no window to paste into."),
    "paste-pinned": N_("Copied: {title}. Not pasted, because this window is kept in front."),
    "paste-window-gone": N_("Copied, not pasted: the window is gone."),
    "paste-no-focus": N_("Copied, not pasted: another window is in front."),
    "paste-keys-held": N_("Copied, not pasted: a key was held down."),
    "paste-keyboard-held": N_("Copied, not pasted: another program holds the keyboard."),
    "paste-clipboard-taken": N_("Not pasted: another program has taken the clipboard."),
    "paste-superseded": N_("Copied, not pasted: Miaohui was opened again before."),
    # pictures
    "picture-missing": N_("There is no picture {picture}."),
    "picture-unreadable": N_("{picture} isn't a picture that Miaohui can read (PNG, JPEG, GIF or WebP)."),
    "picture-too-large": N_("{picture} is too large: a picture has at most {limit} MB."),
    "picture-damaged": N_("The picture can't be read any more; nothing was copied."),
    "pictures-not-copied": N_("Pictures that were not copied: {count}."),
    # chat windows
    "rule-ignored": N_("{path}, line {line}: this rule is left out, {reason}."),
    "rule-not-toml": N_("it can't be read as TOML"),
    "rule-not-utf8": N_("it isn't UTF-8"),
    "rule-unknown-key": N_("“{name}” is no part of a rule"),
    "rule-unknown-client": N_("its client is none of these: {clients}"),
    "rule-bad-pattern": N_("“{name}” takes a pattern or a list of patterns"),
    "rule-says-nothing": N_("Say by which title, program or window class the window is recognised."),
    "rule-empty": N_("it has neither class nor process nor title"),
    # automatic replies
    "unknown-auto-slot": N_("There is no automatic reply “{slot}”. There are: {slots}."),
    "auto-slot-elsewhere": N_("This chat client doesn't send that automatic reply."),
    "auto-none": N_("There is no text to copy."),
    "auto-not-assigned": N_("No text of its own stands there."),
    "auto-missing": N_("There has to be a text here."),
    "auto-gone": N_("The reply that stood here is in the trash."),
    "auto-too-long": N_("The text has {count} characters; {limit} fit."),
    "auto-unfilled": N_("Nobody fills in {names} here: every buyer gets the same text."),
    "auto-fleeting": N_("{names} will be out of date: the text stays as it was copied."),
    "auto-pictures": N_("Pictures can't stand here; they are left out."),
    "auto-look": N_("This should be a greeting or an activity phrase."),
    "auto-due": N_("The automatic replies need the other text: {settings}. F4 in the palette opens them."),
    "auto-due-here": N_("These settings of the clients need the other text: {settings}."),
    # files
    "cannot-write": N_("Can't write to {path}: {reason}."),
    "cannot-read": N_("Can't read {path}: {reason}."),
    "library-unreadable": N_("{path} isn't a readable Miaohui library and there is no backup. It was left as it is."),
    "library-newer": N_("{path} was written by a newer version of Miaohui. Update to open it; nothing was changed."),
    "library-missing": N_("There is no library at {path} yet."),
    "library-restored": N_(
        "The library was damaged and has been restored as it was at {time}; the damaged file is kept as {path}."
    ),
    "library-recovered": N_("The library's file was gone; the library has been restored as it was at {time}."),
    "journal-torn": N_("The last change was not complete and has been left out."),
    "journal-damaged": N_("The last changes were damaged and have been left out; they are kept as {path}."),
    "bad-record": N_("This isn't a reply that Miaohui can keep ({reason})."),
    "settings-unreadable": N_("The settings were damaged and start anew; the damaged file is kept as {path}."),
    "no-heading": N_("there is no row with the headings {heading}"),
    "bad-characters": N_("The row holds characters that can't be read."),
    "too-many-columns": N_("The row has too many columns."),
    "unclosed-quote": N_("A quotation mark is not closed; what follows can't be read."),
    "setting-ignored": N_("The setting “{name}” had no usable value and is back to its default."),
    "duplicate-row": N_("The row says the same as one before it."),
    "import-unreadable": N_("{path} isn't a reply table that Miaohui can read: {reason}."),
    "import-too-large": N_("{path} is too large: a file to import has at most {limit} MB."),
    "export-too-large": N_(
        "The export has more than {limit} MB and could not be imported again; take pictures out first."
    ),
    "not-a-file": N_("it is no ordinary file"),
    "not-text": N_("it isn't text in an encoding in use (UTF-8, GBK, UTF-16)"),
    "not-a-workbook": N_("it isn't a spreadsheet"),
    "is-a-workbook": N_("it is a spreadsheet"),
    "damaged-workbook": N_("it is damaged, or no spreadsheet"),
    "workbook-too-large": N_("it unpacks to more than {limit} MB"),
    "too-many-rows": N_("it has more than {limit} rows"),
    "password-protected": N_("a password protects it; save it without one first"),
    "no-columns": N_("no row has headings for the text and for a code, a title or a group, such as 内容, 编码, 分组"),
    "no-text-column": N_("Say which column holds the text."),
    "column-twice": N_("Only one column can hold this: {field}."),
    "import-changed-later": N_("The library was changed after the import; undo that first (Ctrl+Z in the palette)."),
    "work-stopped": N_("Stopped. Nothing was changed."),
    "sheet-without-heading": N_("This sheet has no row with headings and was not read."),
    "unknown-json": N_("it is neither an export of Miaohui's nor of Beeftext's"),
    "bad-json": N_("it isn't JSON from line {row} on"),
    "bad-json-part": N_("its part “{part}” is damaged"),
    "bad-yaml": N_("it isn't YAML from line {row} on"),
    "not-espanso": N_("it has no list “matches:” as espanso's files have"),
    # what an export has no place for
    "left-title": N_("titles"),
    "left-aliases": N_("buyers' words"),
    "left-tags": N_("tags"),
    "left-pictures": N_("pictures"),
    "left-parts": N_("the limits between messages"),
    "left-variants": N_("texts for seasons"),
    "left-wordings": N_("further wordings"),
    "left-settings": N_("channel, level, favourite place and the like"),
    "picture-outside": N_("The picture {picture} doesn't lie in the folder {folder} beside the table."),
    "no-base-text": N_("The reply has a text for a season, but none for ordinary days."),
    "home-read-only": N_("Nothing can be written to {path}."),
    "data-damaged": N_("{path}, line {line} can't be read; the rest of it holds."),
    # the shop's own variables
    "unknown-variable": N_("There is no variable “{variable}”."),
    "variable-exists": N_("There is a variable “{name}” already."),
    "variable-shipped": N_("“{variable}” isn't a variable of your own."),
    "bad-variable-name": N_(
        "“{name}” can't be a variable's name: at most 20 letters, digits and Chinese characters, no digit first."
    ),
    "variable-reserved": N_("“{name}” is a name that Miaohui fills in itself."),
    "variables-unreadable": N_("{path} can't be read from line {line} on; your own variables are left out."),
    "variable-ignored": N_("{path}, line {line}: the variable is left out, its “{key}” can't be read."),
    # seasons
    "bad-day": N_("“{text}” isn't a day such as 11-11, 10-31 20:00, 2026-10-24 or 春节-7."),
    "bad-colour": N_("“{text}” isn't a colour such as #ff7a45."),
    "bad-season": N_("“{season}” can't stand below itself."),
    "season-shipped": N_("“{season}” is as Miaohui brings it: there is nothing of your own to take away."),
    "season-has-children": N_("Other seasons stand below “{season}”; move them first."),
    "bad-period": N_("The days of “{period}” never come."),
    "unknown-period": N_("There is no period “{period}” in the calendar."),
    "period-shipped": N_("“{period}” is as Miaohui brings it: there is nothing of your own to take away."),
    "seasons-unreadable": N_("{path} can't be read from line {line} on; your own seasons and days are left out."),
    "season-ignored": N_("{path}, line {line}: the season is left out, “{wrong}” can't be read."),
    "period-ignored": N_("{path}, line {line}: the period is left out, “{wrong}” can't be read."),
    "season-exists": N_("There is a season “{season}” already."),
    "season-coming": N_("From {time} the calendar switches to “{season}” ({period})."),
    "season-ending": N_("From {time} the calendar switches back to “{season}”."),
    "season-switched": N_("It is “{season}” now, by the calendar."),
    # wording rules
    "rules-unreadable": N_("{path}, line {line}: these wording rules can't be read and are left out: {reason}."),
    "bad-rule": N_("{path}, line {line}: this wording rule is left out: {reason}."),
    "wording-unreadable": N_("{path} can't be read from line {line} on; your own wording rules are left out."),
    "wording-ignored": N_("{path}, line {line}: this entry is left out, its “{key}” can't be read."),
    "report-format": N_("A report is written as one of these: {formats}."),
    # processes
    "no-app": N_("Miaohui isn't running."),
    "home-busy": N_("Another Miaohui is writing to {path} and doesn't answer."),
    "app-failed": N_("The running Miaohui could not do it."),
    "toolkit-missing": N_("PySide6 isn't installed: the window can't open; the command line works without it."),
    "no-display": N_("There is no display to open a window on."),
    # hotkey
    "hotkey-taken": N_("Another program holds {key}."),
    "hotkey-replaced": N_("Another program holds {key}; Miaohui opens with {other} for now."),
    "hotkey-none": N_("No hotkey could be taken; open Miaohui with “miaohui toggle” or from the tray."),
    "hotkey-unknown": N_("“{key}” isn't a key combination."),
    "hotkey-unknown-replaced": N_("“{key}” isn't a key combination; Miaohui opens with {other} for now."),
    "tray-missing": N_("There is no tray on this desktop. Open Miaohui with {key}."),
    "unexpected-unlogged": N_("Something went wrong ({kind}), and the details could not be written anywhere."),
    "unexpected": N_("Something went wrong. The details are in {path}."),
}


def picture_label(alt: str) -> str:
    """What stands for a picture where there is only text."""
    return _("[Picture] {alt}").format(alt=alt).strip()


REASONS = (
    N_("Permission denied"),
    N_("No space left on device"),
    N_("Read-only file system"),
    N_("No such file or directory"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("Input/output error"),
    N_("Too many open files"),
    N_("File name too long"),
    N_("Disk quota exceeded"),
)
"""The system's own words for what went wrong with a file, as C libraries say them in English."""

LABELS = {
    "add": N_("new reply"),
    "edit": N_("edit"),
    "delete": N_("delete"),
    "restore": N_("restore"),
    "import": N_("import"),
    "favourite": N_("favourite"),
    "auto-reply": N_("automatic reply"),
    "category": N_("category"),
    "delete-category": N_("category deleted"),
    "move": N_("moved"),
    "tag": N_("tags"),
    "replace": N_("find and replace"),
    "merge": N_("merged"),
    "overlay": N_("own wording"),
    "revert": N_("earlier version"),
    "empty-trash": N_("trash emptied"),
    "fix-wording": N_("wording fixed"),
    "starter": N_("starter replies"),
    "season-start": N_("texts for a season"),
    "rename-variable": N_("variable renamed"),
}
"""What a change set was, by its label."""


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def label(change_set_label: str) -> str:
    return _(LABELS.get(change_set_label, change_set_label))


def sentence(problem: Problem) -> str:
    """The problem in the interface's language; a problem among its arguments is a part of the sentence."""
    template = SENTENCES.get(problem.id)
    if template is None:
        return problem.id
    return _(template).format(**{name: _spoken(name, value) for name, value in problem.args.items()})


def _spoken(name: str, value: object) -> object:
    if isinstance(value, Problem):
        return sentence(value)
    if isinstance(value, datetime):
        return moment(value)
    return _(value) if name == "reason" and isinstance(value, str) and value in REASONS else value


def moment(time: datetime) -> str:
    """A day and a time of this year or the next, as one says it: ``12 Nov 00:00``, ``11月12日 00:00``."""
    if chinese():
        return f"{time.month}月{time.day}日 {time:%H:%M}"
    return f"{time.day} {_MONTHS[time.month - 1]} {time:%H:%M}"


def in_force(name: str, period: str, until: datetime | None, then: str, *, by_hand: bool) -> str:
    """Which season is in force, why and until when: ``Big sale by the calendar (Double 11) until 12 Nov 00:00, then
    Peak season``."""
    if by_hand and until is None:
        end = _("by hand until further notice")
    elif by_hand:  # the calendar may have the same season for another reason
        end = (
            _("by hand until {time}, then by the calendar")
            if then == name
            else _("by hand until {time}, then {season}")
        )
    elif until is None:
        end = _("by the calendar")
    else:
        end = _("by the calendar until {time}, then {season}")
    why = end.format(time=moment(until) if until is not None else "", season=then)
    whole = _("{season} ({period}): {why}") if period else _("{season}: {why}")
    return whole.format(season=name, period=period, why=why)


def row_problem(row: int, reason: str, args: Mapping[str, object]) -> str:
    """Which row of an import (of which ``sheet`` in the args, if any) was left out, and why: a problem's id."""
    why = sentence(Problem(reason, args))
    if "sheet" in args:
        return _("Sheet {sheet}, row {row}: {reason}").format(sheet=args["sheet"], row=row, reason=why)
    return _("Row {row}: {reason}").format(row=row, reason=why)
