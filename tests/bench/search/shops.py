"""Made-up libraries of shops: templates times words, so that many rows differ in one word only, as real ones do.

There are two sets of templates without a word in common worth typing: weights are tuned on ``TUNING`` and judged on
``HELD_OUT``.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from miaohui.domain.library import Library
from miaohui.domain.reply import Category, Reply, Wording

CATEGORIES = ("欢迎语", "商品咨询", "议价", "活动优惠", "下单催付", "物流", "发票", "售后", "退换货", "投诉差评")
_MODELS = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"
_OPENINGS = ("亲，您好，", "亲爱的，", "您好，在的，", "感谢您的咨询，", "非常抱歉，", "")


@dataclass(frozen=True)
class Templates:
    things: tuple[str, ...]
    matters: tuple[str, ...]
    cases: tuple[str, ...]
    places: tuple[str, ...]
    sentences: tuple[str, ...]


TUNING = Templates(
    things=(
        "连衣裙", "牛仔裤", "羽绒服", "衬衫", "毛衣", "帆布鞋", "双肩包", "围巾", "帽子", "袜子", "睡衣", "风衣",
        "短袖", "运动裤", "高跟鞋", "皮带", "手套", "泳衣", "马甲", "西装",
    ),
    matters=(
        "尺码推荐", "面料成分", "会不会起球", "会不会掉色", "怎么清洗", "有没有现货", "什么时候发货", "能不能便宜",
        "颜色偏差", "适合身高", "洗后缩水", "退货流程", "换货流程", "开具发票", "改地址", "催付提醒", "破损补发",
        "漏发处理", "好评返现", "差评安抚",
    ),
    cases=("", "（新客）", "（老客）", "预售", "现货", "活动期间", "加急", "周末", "节假日", "批发"),
    places=("上海市", "北京市", "广东省广州市", "浙江省杭州市", "四川省成都市", "陕西省西安市", "湖北省武汉市",
            "山东省青岛市", "福建省厦门市", "辽宁省大连市"),
    sentences=(
        "您拍下的{0}会在四十八小时内安排发出，节假日顺延一天。",
        "这款{0}是正常尺码，按平时穿的码数拍就可以。",
        "收到{0}有任何不满意，七天内都可以联系我们退换，吊牌请不要剪掉。",
        "因为光线和显示器的不同，{0}的实物和图片会有轻微色差。",
        "电子发票会在确认收货后三个工作日内发到您预留的邮箱。",
        "麻烦您核对一下收货地址和电话，没有问题我们就安排打包了。",
        "今天下单{0}还可以领取店铺券，数量有限，先到先得哦。",
    ),
)  # fmt: skip

HELD_OUT = Templates(
    things=(
        "电饭煲", "空气炸锅", "吸尘器", "加湿器", "电风扇", "洗衣机", "冰箱", "热水器", "微波炉", "豆浆机", "榨汁机",
        "扫地机器人", "净水器", "电磁炉", "烤箱", "吹风机", "剃须刀", "台灯", "插线板", "饮水机", "油烟机", "电视机",
    ),
    matters=(
        "安装预约", "保修多久", "噪音大吗", "功率多少", "容量选择", "配件清单", "使用教程", "无法开机", "漏水怎么办",
        "异味去除", "滤芯更换", "以旧换新", "分期付款", "价格保护", "赠品领取", "上门维修", "快递查询", "签收异常",
        "少件补寄", "质量检测报告", "延长质保", "能效等级", "遥控器配对", "指示灯闪烁",
    ),
    cases=("", "（企业采购）", "（以前买过）", "大促", "直播间", "新品首发", "缺货", "门店自提", "夜间", "学生"),
    places=("江苏省无锡市", "湖南省长沙市", "河南省郑州市", "重庆市渝北区", "云南省昆明市", "贵州省贵阳市",
            "安徽省合肥市", "江西省南昌市", "广西南宁市", "甘肃省兰州市", "天津市和平区", "吉林省长春市"),
    sentences=(
        "{0}的安装师傅会在签收后二十四小时内和您联系，请保持手机畅通。",
        "整机保修一年，主要部件保修三年，凭订单号就能报修。",
        "工作时的声音大约五十分贝，和正常说话差不多，请放心。",
        "请先检查电源是否插好，再长按开关五秒钟试一试。",
        "{0}支持花呗分期，六期以内免手续费。",
        "旧机器由师傅上门回收，抵扣的金额以现场检测为准。",
        "麻烦拍一张{0}的照片发过来，我马上帮您登记补寄。",
        "赠品和主商品分开寄出，单号不一样，可能会晚一两天到。",
    ),
)  # fmt: skip


def shop(count: int, templates: Templates, seed: int) -> Library:
    """``count`` replies, the same each time. A fifth of them are rows of freight by place."""
    chance = random.Random(seed)
    categories = {f"c{n}": Category(f"c{n}", name, order=n) for n, name in enumerate(CATEGORIES)}
    rows: list[tuple[str, str]] = []
    for model in ("", *(f"{number}号" for number in _MODELS)):
        more = [
            (thing + model + matter + case, thing)
            for case in templates.cases
            for matter in templates.matters
            for thing in templates.things
        ]
        chance.shuffle(more)
        rows += more
        if len(rows) >= count:
            break
    titles = rows[: count - count // 5]
    number = 0
    while len(titles) < count:
        place = templates.places[number % len(templates.places)]
        number += 1
        titles.append((f"{place}{_district(number)}：{_thing(chance, templates)}运费", "快递"))
    chance.shuffle(titles)
    replies = [
        Reply(
            id=f"r-{n:06d}",
            code=f"{chance.choice('abcdefgh')}{chance.choice('jklmnp')}{n}",
            title=title,
            category=chance.choice(list(categories)),
            wordings=(Wording((_body(chance, templates, thing),)),),
            order=n,
        )
        for n, (title, thing) in enumerate(titles)
    ]
    return Library({reply.id: reply for reply in replies}, categories)


def places(count: int = 5_000) -> Library:
    """Near-identical rows: the freight to each of many districts."""
    cities = ("江苏省无锡市", "江苏省苏州市", "江苏省南通市", "浙江省宁波市", "浙江省嘉兴市", "安徽省芜湖市",
              "山东省烟台市", "河北省保定市", "湖北省宜昌市", "广东省佛山市")  # fmt: skip
    replies = [
        Reply(f"p-{n:05d}", f"yf{n}", f"{cities[n % len(cities)]}{_district(n // len(cities))}：首重八元，续重两元运费",
              "c5", (Wording(("这个地区的运费如标题。",)),), order=n)
        for n in range(count)
    ]  # fmt: skip
    return Library({reply.id: reply for reply in replies}, {"c5": Category("c5", "物流", order=5)})


def edited(library: Library) -> Library:
    """With one title changed."""
    one = next(library.active())
    changed = Reply(one.id, one.code, one.title + "改", one.category, one.wordings, order=one.order)
    replies: Mapping[str, Reply] = {**library.replies, one.id: changed}
    return Library(replies, library.categories)


_FIRST = "东西南北中新江河湖山海云天龙凤金银玉石桥城乡青红白黄花林松竹梅兰清明安宁平和永长富康泰吉祥瑞庆丰"
_SECOND = "门关口台塔园田村庄坪坝岭坡沟湾港浦塘溪泉井屯营堡镇坊巷街亭楼阁苑池洲滩岛崖峰谷川原野陵丘台岸渡"


def _district(number: int) -> str:
    return f"{_FIRST[number % len(_FIRST)]}{_SECOND[number // len(_FIRST) % len(_SECOND)]}区"


def _thing(chance: random.Random, templates: Templates) -> str:
    return chance.choice(templates.things)


def _body(chance: random.Random, templates: Templates, thing: str) -> str:
    chosen = chance.sample(templates.sentences, chance.randint(1, 3))
    return chance.choice(_OPENINGS) + "".join(sentence.format(thing) for sentence in chosen)
