"""The conversation in front: client, customer, clipboard."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from miaohui.domain.chat_window import ChatWindow, ClientRule
from miaohui.flow.conversation import Conversation
from miaohui.flow.workspace import Stores, Workspace
from miaohui.library.tables import load_tables
from tests.fakes import FixedClock, MemoryLibraryStore, MemorySettingsStore

RULES = (
    ClientRule("wangwang", titles=("*接待中心*",)),
    ClientRule("pinduoduo", titles=("*拼多多*",)),
    ClientRule("unheard-of", titles=("*咚咚*",)),
)
CHEN = ChatWindow(1, "陈先生 - 接待中心", ("firefox",))
ORDER = {"订单编号": "2411030881755201234"}


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def settings() -> MemorySettingsStore:
    return MemorySettingsStore()


@pytest.fixture
def conversation(clock: FixedClock, settings: MemorySettingsStore) -> Conversation:
    return Conversation(Workspace(Stores(MemoryLibraryStore(), settings), load_tables(), clock), RULES)


def test_without_a_window_the_default_client_is_in_use(conversation: Conversation) -> None:
    assert conversation.meet(None) is False
    assert (conversation.recognised, conversation.client) == (None, "plain")
    assert conversation.situation().client == "plain"


def test_a_rule_for_a_client_that_isnt_there_is_none(conversation: Conversation) -> None:
    conversation.meet(ChatWindow(1, "咚咚"))
    assert conversation.client == "plain"


def test_a_choice_by_hand_leaves_another_tab_of_the_same_browser_alone(
    conversation: Conversation, settings: MemorySettingsStore
) -> None:
    conversation.meet(CHEN)
    conversation.choose_client("none")
    assert (conversation.client, conversation.by_hand) == ("none", True)
    conversation.meet(ChatWindow(1, "拼多多", CHEN.classes))
    assert (conversation.client, conversation.by_hand) == ("pinduoduo", False)
    conversation.meet(ChatWindow(1, "便笺", CHEN.classes))
    assert conversation.client == "plain"
    conversation.meet(CHEN)
    assert conversation.client == "none"
    assert settings.settings.client == "plain"


def test_aliases_and_blanks_are_remembered_as_what_they_mean(conversation: Conversation) -> None:
    conversation.remember({"订单号": " 123456789012 ", "物流公司": "圆通", "电话": " ", "客服昵称": "小园"})
    assert conversation.known == {"订单编号": "123456789012"}
    assert dict(conversation.situation().choices) == {"快递": "圆通"}


def test_a_variable_nobody_knows_is_a_customers(conversation: Conversation) -> None:
    conversation.remember({"会员等级": "黑钻"})
    assert conversation.known == {"会员等级": "黑钻"}
    assert dict(conversation.situation().choices) == {}


def test_a_counter_of_unread_messages_is_no_other_customer(conversation: Conversation) -> None:
    conversation.meet(CHEN)
    conversation.remember(ORDER)
    assert conversation.meet(replace(CHEN, title=f"(3) {CHEN.title}")) is False
    assert conversation.meet(replace(CHEN, title=f"【12条新消息】{CHEN.title}")) is False
    assert conversation.known == ORDER
    assert conversation.meet(replace(CHEN, title=f"{CHEN.title} (2)")) is True  # may be another one of this name


def test_the_same_window_is_the_same_customer_until_its_title_changes(conversation: Conversation) -> None:
    conversation.meet(CHEN)
    conversation.remember(ORDER)
    assert conversation.meet(CHEN) is False
    assert conversation.known == ORDER
    assert conversation.meet(ChatWindow(1, "王小姐 - 接待中心")) is True
    assert conversation.known == {}


def test_no_word_about_the_window_changes_nothing(conversation: Conversation) -> None:
    conversation.meet(CHEN)
    conversation.remember(ORDER)
    assert conversation.meet(None) is False
    assert conversation.known == ORDER


def test_with_chats_only_a_window_nobody_knows_is_passed_over(conversation: Conversation) -> None:
    conversation.meet(CHEN)
    conversation.remember(ORDER)
    assert conversation.meet(ChatWindow(2, "订单.xlsx"), chats_only=True) is False
    assert conversation.window == CHEN
    assert conversation.meet(ChatWindow(2, "李 - 接待中心"), chats_only=True) is True


def test_expiry_and_choices_by_the_clock(conversation: Conversation, clock: FixedClock) -> None:
    conversation.remember({**ORDER, "快递": "圆通"})
    before = conversation.expires
    assert before == timedelta(minutes=2)
    clock.moment += timedelta(minutes=2)
    assert conversation.known == {}
    assert conversation.expires is None
    assert dict(conversation.situation().choices) == {"快递": "圆通"}
