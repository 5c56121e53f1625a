"""One spelling for a header, however a vendor writes it, with the unit it names taken out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_MARKERS = re.compile(r"^(?:[①-⑳㈠-㈩]|\(?[一二三四五六七八九十]+[、)]|\d+[.、)）](?!\d))\s*")
#: Where one word of SkillGroupName or QACount ends and the next begins.
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BRACKET = re.compile(r"\(([^()]*)\)$")
_UNIT_WORDS = {
    "s": "秒 秒钟 s sec secs seconds",
    "min": "分 分钟 min mins minutes",
    "h": "小时 时 h hrs hours",
    "day": "天 日 days",
    "%": "% 百分比 percent",
    "‰": "‰ 千分比",
    "/万": "万分之 万分比 /万 每万",
    "万": "万 万通 万次 万件 万人 万户 万元",
    "千": "千 千通 千次",
    "亿": "亿",
    "": "通 件 人 次 个 元 单 条 人次 人数 席 人月 份 笔 票 台",
}
_UNITS = {word: unit for unit, words in _UNIT_WORDS.items() for word in words.split()}
#: What stands under a name and says nothing of its own.
_EMPTY = "数量 数值 值 结果 本月 当月 本期 实际 实际值 实际完成 完成值 达成值 actual value result"

_EMPTY_WORDS = frozenset((*_EMPTY.split(), "this month", "current month", "this period"))


@dataclass(frozen=True)
class Header:
    """A header as written, and split into spelling and unit."""

    written: str
    spelling: str
    unit: str = ""


@lru_cache(maxsize=50_000)
def header(written: str) -> Header:
    """One spelling for a header: one width, no spaces, no list mark, unit taken out, 座席 written 坐席."""
    text = unicodedata.normalize("NFKC", _MARKERS.sub("", written.strip())).strip("*※★: ")
    unit, match = "", _BRACKET.search(text)
    if match and match[1].strip().casefold() in _UNITS:
        unit, text = _UNITS[match[1].strip().casefold()], text[: match.start()]
    text = text.replace("座席", "坐席").casefold().strip("*※★: ")
    latin = re.sub(r"[\s_/-]+", " ", text).strip()
    spelling = latin if latin.isascii() else re.sub(r"\s+", "", text)
    return Header(written, spelling, unit)


def spellings(path: tuple[str, ...]) -> list[str]:
    """What to look up for a path, the most telling first: parent and child joined, then the child.

    A unit of its own line belongs to the name above it, and a word like 本月 says nothing beside its parent.
    Of A(B) also the part with a number, then A, then B. Last the words of a glued name.
    """
    path = _named(path)
    child, parent = path[-1], path[-2] if len(path) > 1 else ""
    tried = [*([_joined(parent, child)] if parent else []), child]
    if header(child).unit == "":
        tried += sorted(bracketed(child), key=lambda part: not re.search(r"\d", part))
    tried.append(_parted(child))
    return [text for text in tried if text]


def bracketed(name: str) -> tuple[str, ...]:
    """Of A(B) the two parts; none for other names."""
    plain = unicodedata.normalize("NFKC", name)
    bracket = _BRACKET.search(plain)
    return (plain[: bracket.start()], bracket[1]) if bracket else ()


def unit_alone(text: str) -> str:
    """The unit in words where a cell holds nothing else, '(通)', '单位：万户'; '' where there is more."""
    plain = unicodedata.normalize("NFKC", text).strip(" ()[]").removeprefix("单位").strip(" :")
    return plain if plain.casefold() in _UNITS else ""


def _parted(name: str) -> str:
    """The words of a name that a system glues together: CallsAbandonedInQueue; '' where it is none."""
    glued = name.strip()
    words = _HUMPS.sub(" ", glued)
    return words if glued.isascii() and glued.isalnum() and words != glued else ""


def _named(path: tuple[str, ...]) -> tuple[str, ...]:
    """The path without last parts that name nothing; a unit goes into the name's bracket."""
    while len(path) > 1:
        last = unicodedata.normalize("NFKC", path[-1]).strip()
        if unit := unit_alone(last):
            named = [part for part in path[:-1] if part.casefold() not in _EMPTY_WORDS] or path[:1]
            path = (*named[:-1], f"{named[-1]}({unit})")
        elif last.casefold() in _EMPTY_WORDS:
            path = path[:-1]
        else:
            break
    return path


def _joined(parent: str, child: str) -> str:
    """Parent and child as one name; the parent's own unit belongs to the whole."""
    above = header(parent)
    if not above.unit or header(child).unit:
        return parent + child
    return f"{parent[: parent.rfind('(') if '(' in parent else parent.rfind('（')]}{child}({above.unit})"
