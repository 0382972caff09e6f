"""Made-up replies as shops have them: short titles in Chinese, codes of initials, one to three sentences."""

from __future__ import annotations

import random
from pathlib import Path

from miaohui.domain.change import Change, ChangeSet
from miaohui.domain.reply import Category, Reply, Wording
from miaohui.flow.ids import new_reply_id
from miaohui.library import starter
from miaohui.library.store import JsonLibraryStore
from miaohui.paths import Paths
from miaohui.system.clock import SystemClock

_TOPICS = (
    ("发货时间", "fh"), ("物流查询", "wl"), ("退货流程", "th"), ("换货说明", "hh"), ("尺码推荐", "cm"),
    ("优惠说明", "yh"), ("包邮规则", "by"), ("发票开具", "fp"), ("改地址", "gdz"), ("催付提醒", "cf"),
    ("好评感谢", "hp"), ("缺货安抚", "qh"), ("材质介绍", "cz"), ("色差说明", "sc"), ("赠品说明", "zp"),
    ("欢迎光临", "hy"),
)  # fmt: skip
_OPENINGS = ("亲，您好，", "亲爱的，", "您好，在的，", "感谢您的咨询，", "非常抱歉，")
_SENTENCES = (
    "您拍下的宝贝会在 48 小时内安排发出，节假日顺延一天。",
    "小店默认发 {快递=申通|圆通|顺丰}，偏远地区需要补邮费 10 元。",
    "这款是正常尺码，按平时穿的码数拍就可以，拿不准可以告诉我身高体重。",
    "收到货有任何不满意，七天内都可以联系我们退换，吊牌请不要剪掉。/:^_^",
    "今天下单还可以领取满 199 减 20 的店铺券，数量有限，先到先得哦。",
    "因为光线和显示器的不同，实物和图片会有轻微色差，请以收到的实物为准。",
    "电子发票会在确认收货后三个工作日内发到您预留的邮箱。",
    "麻烦您核对一下收货地址和电话，没有问题我们就安排打包了。",
)


def replies(count: int, categories: tuple[Category, ...]) -> list[Reply]:
    """``count`` replies, the same texts each time; none of them lacks a value."""
    chance = random.Random(7)
    made: list[Reply] = []
    for number in range(count):
        title, initials = _TOPICS[number % len(_TOPICS)]
        text = chance.choice(_OPENINGS) + "".join(chance.sample(_SENTENCES, chance.randint(1, 3)))
        made.append(
            Reply(
                id=new_reply_id(),
                code=f"{initials}{number}",
                title=f"{title} {number}",
                category=chance.choice(categories).id,
                wordings=(Wording((f"{text}（{number}）",)),),
                order=number,
            )
        )
    return made


def lines(count: int) -> list[str]:
    """The same replies as plain lines, for programs that know nothing of replies."""
    return [
        f"{reply.code}  {reply.title}  {reply.text}".replace("\n", " ")
        for reply in replies(count, (Category("welcome", "欢迎语"),))
    ]


def change_set(count: int) -> ChangeSet:
    """A new library of the usual categories and ``count`` replies."""
    shelves = tuple(
        change for change in starter.starter_change_set(SystemClock()).changes if isinstance(change.entity, Category)
    )
    categories = tuple(change.entity for change in shelves if isinstance(change.entity, Category))
    return ChangeSet("import", (*shelves, *(Change(None, reply) for reply in replies(count, categories))))


def furnish(paths: Paths, count: int) -> None:
    """A home with ``count`` replies; 0 means the starter library."""
    clock = SystemClock()
    begin = starter.starter_change_set(clock) if count == 0 else change_set(count)
    store = JsonLibraryStore(paths, clock, lambda: begin)
    store.load()
    store.close()


def write_lines(path: Path, count: int) -> Path:
    path.write_text("\n".join(lines(count)) + "\n", encoding="utf-8")
    return path
