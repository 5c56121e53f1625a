"""What a text calls a queue that nobody has registered: VIP队列, 普通技能组, VIP专线, billing queue."""

from __future__ import annotations

import re

from importers.draft import folded

_BREAK = r"\s_\-—–·|/（）()【】\[\]、,，:：;；。"
_KINDS = "技能队列|队列|技能组|专席"
#: 排队列表 is a list of those who wait.
_CHINESE = re.compile(rf"([^{_BREAK}]*?)(?<!排)({_KINDS})")
#: A line of its own for some customers; every hotline is called a 客服专线.
_LINE = re.compile(r"((?:VIP|SVIP|贵宾|金卡|白金|钻石|黑金|大客户|高端)(?:客户|会员)?)(专线)", re.IGNORECASE)
_LABELLED = re.compile(
    rf"(?:(?:{_KINDS})(?:名称)?|(?<![A-Za-z])(?:queue|skill group)(?: name)?)\s*[:：]\s*"
    r"([^\s:：,，;；|/（）()]{1,20})",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"\b([A-Za-z][A-Za-z0-9]*)[ _](?:queue|skill group)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"((?:技能队列|技能组|队列)[一二三四五六七八九十A-Za-z\d]{1,3})(?![一-鿿A-Za-z\d])")
_SUFFIX = re.compile(rf"(?<=.)(?:客户|会员)?(?:{_KINDS}|专线|queue|skillgroup)$", re.IGNORECASE)
#: What stands before the word for a queue and names none.
_GENERIC = (
    "客户服务", "客服", "服务", "热线", "话务", "运营", "语音", "电话", "呼入", "呼出", "来电", "进线",
    "人工", "在线", "日报", "月报", "周报", "报表", "数据", "汇总", "明细", "统计", "监控", "外包商",
    "外包", "公司", "项目", "职场", "中心", "所有", "全部", "合计", "年度", "月度", "各", "分", "按", "多",
    "两", "双", "单", "总", "全", "本", "每", "个", "的", "及", "和", "与",
)  # fmt: skip
_PARTS = re.compile(r"\d+[年月日号季]度?|\d{3,}|^\d+$|" + "|".join(_GENERIC))
_NOT_NAMES = (
    "by", "per", "each", "all", "every", "the", "this", "our", "your", "call", "calls", "contact",
    "customer", "vendor", "daily", "monthly", "weekly", "total", "report", "no", "new", "in", "of", "and",
    "or", "全部", "所有", "各", "合计", "全", "不限", "客户", "会员",
)  # fmt: skip
_LONGEST = 8


def queue_core(name: str) -> str:
    """A queue's name, for comparing, without what only says that it is one: VIP队列 is VIP."""
    plain = folded(name)
    return _SUFFIX.sub("", plain) or plain


def says_queue(text: str, end: int) -> bool:
    """Whether the word for a queue stands right behind: VIP客户队列."""
    return re.match(rf"[\s_\-]*(?:客户|会员)?(?:{_KINDS}|专线|queue)", text[end:], re.IGNORECASE) is not None


def unknown_queues(text: str) -> list[str]:
    """The names, each once, in the text's order; registered ones are blanked before."""
    found = [(match.start(1), match[1]) for match in _LABELLED.finditer(text)]
    labels = [match.span() for match in _LABELLED.finditer(text)]
    found += [(match.start(1), match[1]) for match in _NUMBERED.finditer(text)]
    for pattern in (_LINE, _CHINESE):
        found += [
            (match.start(1), f"{name}{match[2]}")
            for match in pattern.finditer(text)
            if (name := _last_part(match[1])) and not any(a <= match.start(2) < b for a, b in labels)
        ]
    found += [(match.start(1), match[0]) for match in _ENGLISH.finditer(text) if not _says_none(match[1])]
    return list(dict.fromkeys(name for _, name in sorted(found) if not _says_none(name)))


def _last_part(run: str) -> str:
    """What of the words right before can be its name; '' where they are general ones."""
    last = re.sub(r"^\d+", "", _PARTS.split(run)[-1])
    return last if len(last) <= _LONGEST and not _says_none(last) else ""


def _says_none(name: str) -> bool:
    return folded(name) in _NOT_NAMES
