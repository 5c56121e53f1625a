"""What brackets behind a figure say of how it was counted or written, not of whom: （含转接）, （通）."""

from __future__ import annotations

import re

from importers.dictionary.group_names import is_whole, says_other
from importers.dictionary.headers import synonyms

#: A part of a company that is but numbered: 1组, 二部, 第3中心, B班组.
_NUMBERED = re.compile(r"第?[一二三四五六七八九十\dA-Za-z]{1,2}(?:班?组|部|区|中心|分?队)", re.IGNORECASE)
#: What is counted or left out; whose calls they are, which a company's or a bank's name tells.
_BEGINS = re.compile("[不未非已除扣减去可必免无共约仅只以按每即或为是]")
_ENDS = re.compile(
    "(?:口径|来源|公式|方式|标准|版|数据|系统|平台|后台|公司|移动|联通|电信|广电|银行|保险|航空|医保|社保|政务|政府|市民)$"
)
#: By whom, by which system, when, at what stage; and units that are no measure.
_WORDS = re.compile(
    "(?:手工|人工|系统|平台|后台|自动|机器|话务台|坐席|座席|员工|用户|客户|甲方|乙方|我方|我司|贵司|供应商|服务商|外包商|承包商|外包|自营|合作)"
    "(?:统计|填报|填写|上报|提供|导出|生成|录入|计算|核算|侧|方)?"
    "|(?:转?人工|接入|接起|有效|正常|异常|修正|调整|更正|初始|最终|预估|暂估|暂定|参考|考核|结算|复核|测试|新增|存量"
    "|新|旧|老|原|现|实|初|终|暂|全|净|毛)(?:值|数|后|前)?"
    "|(?:呼损|应答|接听|接起|放弃|弃呼|转接|来话|去话|话务|通话|进线)(?:口径|量|数)?|线上|线下|工作时间|工作日|周末|节假日|高峰|低峰|忙时|闲时|国内|国际|[省市境][内外]|本[地网异]|异地|移动端"
    "|(?:客户|客服|服务|咨询|官方|全国|统一)*(?:热线|专线)|[单多首复重][次轮呼拨]"
    "|[通次件人宗起笔个条单户台席份票张例]{1,2}"
)
_LATIN = re.compile(
    r"\S|(?:in|ex)cl\b.*|(?:in|ex)clud.*|(?:with|of|by|per|in|on|at|from|not|no|non)\b.*|w/.*|nos\.?|nr\.?|num|number"
    r"|qty|cnt|count|calls?|units?|pcs|times?|people|agents?|live|human|manual|auto|automatic|system|cti|acd|ivr|pbx"
    r"|crm|api|avaya|genesys|cisco|daily|weekly|monthly|today|actual|final|net|gross|raw|valid|voice|(?:in|out)bound"
    r"|handled|(?:hh|h|mm|m|ss|s|yyyy|yy|dd|d)(?:[:/-](?:hh|h|mm|m|ss|s|yyyy|yy|dd|d))*|rmb|cny|usd|k|mn",
    re.IGNORECASE,
)


def is_qualifier(said: str) -> bool:
    """Whether words in brackets tell how a figure is counted or written, of which channel or customers it is,
    or that it is of everybody."""
    if _NUMBERED.fullmatch(said):
        return False
    if said.isascii():
        return bool(_LATIN.fullmatch(said)) or _is_known(said)
    words = _BEGINS.match(said) or _ENDS.search(said) or _WORDS.fullmatch(said)
    return bool(words) or _is_known(said)


def _is_known(said: str) -> bool:
    """Whether it is a channel, a customer group, everybody, or explains a figure: 排队放弃量（呼损）."""
    words, folded = synonyms(), "".join(said.split()).casefold()
    customers = folded.removesuffix("客户").removesuffix("用户")
    group = folded in words.channels or customers in words.segments or is_whole(said)
    return group or says_other(said) or words.knows((said,))
