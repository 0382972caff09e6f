"""Key combinations as people write them."""

import pytest

from miaohui.domain.settings import HOTKEY_PROPOSALS
from miaohui.errors import MiaohuiError
from miaohui.system.hotkey.keys import FUNCTION_KEYS, NAMED_KEYS, SIGNS, KeyCombination, Modifier, parse
from miaohui.system.hotkey.pynput_hotkey import pynput_name


@pytest.mark.parametrize("text", HOTKEY_PROPOSALS)
def test_each_proposal_is_written_as_it_is_read(text: str) -> None:
    assert str(parse(text)) == text


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("alt+q", "Alt+Q"),
        (" control + alt + space ", "Ctrl+Alt+Space"),
        ("Shift+Ctrl+PageUp", "Ctrl+Shift+PgUp"),
        ("Win+Escape", "Meta+Esc"),
        ("ctrl+enter", "Ctrl+Return"),
        ("f12", "F12"),
    ],
)
def test_other_spellings_are_understood(text: str, canonical: str) -> None:
    assert str(parse(text)) == canonical


@pytest.mark.parametrize("key", sorted(NAMED_KEYS | FUNCTION_KEYS | set(SIGNS) | set("AZ09")))
def test_every_key_survives_writing_and_reading(key: str) -> None:
    combination = KeyCombination(frozenset({Modifier.CTRL, Modifier.META}), key)

    assert parse(str(combination)) == combination


@pytest.mark.parametrize(
    "text",
    ["", "+", "Alt", "Alt+", "Q", "Shift+Q", "Space", "Alt+QQ", "Alt+好", "Hyper+Q", "Alt+Alt+Q", "Q+Alt", "F25"],
)
def test_what_is_no_hotkey_is_refused(text: str) -> None:
    with pytest.raises(MiaohuiError) as caught:
        parse(text)

    assert caught.value.problem.id == "hotkey-unknown"
    assert caught.value.problem.args == {"key": text}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Alt+Q", "<alt>+q"),
        ("Ctrl+`", "<ctrl>+`"),
        ("F9", "<f9>"),
        ("Ctrl+Alt+Space", "<ctrl>+<alt>+<space>"),
        ("Meta+PgUp", "<cmd>+<page_up>"),
    ],
)
def test_pynput_gets_its_own_spelling(text: str, name: str) -> None:
    assert pynput_name(parse(text)) == name
