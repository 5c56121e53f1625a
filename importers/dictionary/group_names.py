"""What names of groups of columns say: a site, a queue, a part of the day or all of them; alone (合肥 over
呼入量) or glued to the name of a figure (合肥呼入量, 呼入量（合肥）)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from importers.dictionary.cities import CITY
from importers.dictionary.fields import GroupKind
from importers.dictionary.spelling import header, unit_alone
from importers.dictionary.whole_words import is_whole as says_whole

_SITE_END = r"(?:客服|呼叫|运营|外包|话务|分)*(?:职场|中心|基地|园区|分公司|站点)"
_CITY_SITE = re.compile(rf"(?:{CITY})市?(?:{_SITE_END})?")
_SITE = re.compile(rf"{_CITY_SITE.pattern}|\S{{1,8}}(?:职场|基地|园区)|.+ site", re.IGNORECASE)
_NUMBERED_QUEUE = (
    r"(?:热线|专线|队列|技能组|技能队列|queue|line|skill)[\s_\-—]*[A-Za-z\d一二三四五六七八九十甲乙丙丁]{1,3}"
)
_NUMBERED = re.compile(_NUMBERED_QUEUE, re.IGNORECASE)
_QUEUE = re.compile(
    rf"{_NUMBERED_QUEUE}"
    r"|\S{1,10}(?:热线|专线|队列|技能组)|.+ (?:queue|line|hotline)",
    re.IGNORECASE,
)
#: Every way in which a day is parted, its parts in order: only all of one way make the day.
_DAYS = tuple(
    frozenset(parts.split())
    for parts in (
        "上午 下午", "上午 下午 晚上", "上午 下午 晚间", "上午 中午 下午", "上午 中午 下午 晚上", "白班 夜班",
        "白班 晚班", "日班 夜班", "日班 晚班", "早班 晚班", "早班 夜班", "早班 中班 晚班", "早班 中班 夜班",
        "早班 中班 晚班 夜班", "白班 中班 夜班", "白天 夜间", "白天 夜晚", "白天 晚上", "日间 夜间",
        "日间 晚间", "am pm", "morning afternoon", "morning afternoon evening", "morning afternoon night",
        "day night", "dayshift nightshift", "earlyshift lateshift", "earlyshift lateshift nightshift",
    )
)  # fmt: skip
_PARTS = frozenset().union(*_DAYS)
#: 其中班组 and 每日班次 name none.
_SHIFT = re.compile(
    r"白班|夜班|早班|晚班|(?<![其集])中班(?!组)|(?<![\d一二三四五六七八九十每当今昨节假平])日班(?![组次])"
)
#: What a sheet's name may say beside a part of the day.
_AROUND = re.compile(r"\d{2,4}年|\d{1,2}月份?|日报|月报|报表|数据|话务|统计|明细|表$")
#: What stands between a group's name and a figure's.
_BETWEEN = " -_—–·:/|的"
_BRACKETED = re.compile(r"(.+)\(([^()]+)\)")
_BEHIND = re.compile(r"(.+?)\s*[-_—–·:|]\s*([^-_—–·:|]+)")
#: What makes no name of a site or a queue of what begins with it: 本月热线, 人工队列. A 合肥热线 may have a
#: 合肥在线 beside it.
_SAYS_OTHER = re.compile(
    rf"(?:{CITY})市?热线|[本上下前当今昨去同各全总首末再]"
    r"|人工|自助|日均|月均|平均|累计|合计|最|目标|计划|预测|实际|呼入|呼出|外呼|来电|重复|其[中他它]"
)
#: What is no group's name under a figure: a number, a day, another figure, a remark, how it was counted.
_NO_GROUP = re.compile(
    r"[\d%.:,=+*/()]|[率比量数次额值分长]$|[月日号周]|星期|备注|说明|口径|来源|[含剔]|达[标成]|完成|排名|变化|差异|幅"
)
_LONGEST_GROUP = 8
_CUT_FROM = 2
_LONGEST = 30


@dataclass(frozen=True)
class Glued:
    """A header in two: whose figure, and which."""

    #: None where it is everyone's: 合计呼入量.
    kind: GroupKind | None
    name: str
    figure: str


def named(part: str, kind: GroupKind, places: Mapping[str, str]) -> str:
    """The site, queue or part of the day that a heading names; '' where it names none.

    `places`: what is registered, folded name → 'site' or 'queue'.
    """
    text = unicodedata.normalize("NFKC", part).strip()
    if kind is GroupKind.PART:
        return text if _time(text) in _PARTS else ""
    known = places.get(_folded(text)) == kind
    pattern = _SITE if kind is GroupKind.SITE else _QUEUE
    # 全部职场 is no site of that name.
    return text if known or (pattern.fullmatch(text) and not is_whole(text)) else ""


def makes_the_day(names: Sequence[str]) -> bool:
    """Whether parts of a day, as they are headed, are all there are of it."""
    return frozenset(map(_time, names)) in _DAYS


def part_named(text: str) -> str:
    """The part of the day that a sheet's name or title is of, 5月白班日报; '' where it names none, or two."""
    bare = _AROUND.sub("", unicodedata.normalize("NFKC", text)).strip(_BETWEEN)
    found = {bare} if _time(bare) in _PARTS else set(_SHIFT.findall(text))
    return found.pop() if len(found) == 1 else ""


def is_whole(name: str) -> bool:
    """Whether a heading says that it is of everything: 合计, 全天."""
    return says_whole(name) or header(name).spelling == ""


def below(path: Sequence[str], places: Mapping[str, str], channels: Collection[str]) -> Glued | None:
    """A header whose figure stands over its group: 人工请求量 > 合肥."""
    if len(path) < _CUT_FROM or not path[-1]:
        return None
    kind = GroupKind.CHANNEL if _folded(path[-1]) in channels else _kind(path[-1], places)
    return Glued(kind, path[-1], path[-2]) if kind or is_whole(path[-1]) else None


def unknown_below(path: Sequence[str]) -> Glued | None:
    """A figure over a name that nobody knows and that may be a group's, 人工请求量 > 南区; None where it says
    how much, when, or how it was counted."""
    name = unicodedata.normalize("NFKC", path[-1]).strip()
    if len(path) < _CUT_FROM or not name or len(name) > _LONGEST_GROUP:
        return None
    return None if says_other(name) else Glued(None, path[-1], path[-2])


def says_other(name: str) -> bool:
    """Whether words beside a figure say how much, when, or how it was counted, and not of whom."""
    return bool(_SAYS_OTHER.match(name) or _NO_GROUP.search(name) or unit_alone(name))


def glued(header: str, places: Mapping[str, str]) -> Iterator[Glued]:
    """Every way in which a header may be a group's name and a figure's; whether it is one, others know."""
    for name, figure in _halves(header):
        if kind := _kind(name, places):
            yield Glued(kind, name, figure)
        elif is_whole(name):
            yield Glued(None, name, figure)


@lru_cache(maxsize=50_000)
def _halves(header: str) -> Sequence[tuple[str, str]]:
    """(name, figure) for every place where a header may be cut; nothing for texts that are no header."""
    text = unicodedata.normalize("NFKC", header).strip("*※★: ")
    if not _CUT_FROM < len(text) <= _LONGEST:
        return ()
    found = [(match[2], match[1]) for each in (_BRACKETED, _BEHIND) if (match := each.fullmatch(text))]
    cuts = [at for at in range(_CUT_FROM, len(text) - 1) if not _inside(text[at - 1], text[at])]
    found += [(text[:at].rstrip(_BETWEEN), text[at:].lstrip(_BETWEEN)) for at in cuts]
    return tuple((name.strip(), figure.strip()) for name, figure in found if name and figure)


def _inside(before: str, after: str) -> bool:
    """Whether a number or a Latin word would be cut: 热线15秒接通量 is not of 热线1."""
    return (before.isdigit() and after.isdigit()) or (
        before.isascii() and after.isascii() and before.isalpha() and after.isalpha()
    )


def _kind(name: str, places: Mapping[str, str]) -> GroupKind | None:
    if place := places.get(_folded(name)):
        return GroupKind(place)
    return _told(name)


@lru_cache(maxsize=50_000)
def _told(name: str) -> GroupKind | None:
    """What a name that nobody registered says by itself."""
    if _time(name) in _PARTS:
        return GroupKind.PART
    if _CITY_SITE.fullmatch(name):
        return GroupKind.SITE
    if is_whole(name) or _SAYS_OTHER.match(name) or (name.isascii() and not _NUMBERED.fullmatch(name)):
        return None
    if _SITE.fullmatch(name):
        return GroupKind.SITE
    return GroupKind.QUEUE if _QUEUE.fullmatch(name) else None


def _time(text: str) -> str:
    return re.sub(r"[((].*", "", _folded(text)).replace("时段", "")


def _folded(name: str) -> str:
    return "".join(name.split()).casefold()
