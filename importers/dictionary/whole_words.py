"""Words for everything (全部, 合计, 全国) and for a part of it (其中：VIP), heading columns or rows."""

from __future__ import annotations

import re
import unicodedata

_WHOLE = re.compile(
    r"(?:当[日天月]|本[日月])?(?:合计|总计|小计|汇总)|总和|总体|整体|全部|全量|全[天日体国网]|全渠道|总数|所有"
    r"|(?:人工|热线|电话|话务|进线|呼入|来电|业务)?总量|(?:全部|全体|全量|所有)(?:客户|用户|业务|队列|渠道|职场)"
    r"|全体|(?:全部?|所有|各)(?:渠道|职场|站点|队列|技能组|班次|时段|中心|公司|国|网)(?:合计|总计|汇总)?"
    r"|(?:渠道|职场|站点|队列|技能组|班次|时段|公司)(?:合计|总计|汇总)|(?:总体|整体)情况"
    r"|total|grand total|sum|all|overall|all ?day|whole ?day|all (?:customers|queues|sites|channels|shifts)",
    re.IGNORECASE,
)
#: Of these a wrong sum is likelier than rows that are no sum at all: they say that something was added up.
_SUM = re.compile(r".*(?:合计|总计|小计|汇总|总和)|total|grand total|sum", re.IGNORECASE)
_SUBTOTAL = re.compile(r".*小计|sub ?total", re.IGNORECASE)
_PART = re.compile(r"(?:其中|of which|thereof|incl(?:uding|\.)?(?= ))[\s:]*(\S.*)", re.IGNORECASE)


def is_whole(name: str) -> bool:
    """Whether a heading or the label of a row says that it is of everything: 合计, 全天, 人工总量."""
    return _WHOLE.fullmatch(_plain(name)) is not None


def is_sum(name: str) -> bool:
    """Whether it says that it is a sum: 合计, but not 全部."""
    return _SUM.fullmatch(_plain(name)) is not None


def is_subtotal(name: str) -> bool:
    """Whether it adds up but some: 小计."""
    return _SUBTOTAL.fullmatch(_plain(name)) is not None


def is_part(name: str) -> bool:
    """Whether it says that it is of a part of another: 其中：VIP."""
    return _PART.fullmatch(_plain(name)) is not None


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).split()).rstrip(": ")
