"""What the form for the road says on its sheets, and how an answer is written there."""

from __future__ import annotations

import re
from collections.abc import Mapping

from core.exact import exact_text
from core.text import Lang, Text
from qa.form.kinds import ItemKind
from qa.form.terms import Item
from qa.scoring.answers import Answer

VISIT = Text("概况", "Visit")
CHECKLIST = Text("检查表", "Checklist")
FINDINGS = Text("问题", "Findings")
LISTS = Text("选项", "Choices")
NO_ITEM = Text("（不对应检查项）", "(no item)")
YES = Text("发现", "Found")
ABOUT: Mapping[str, Text] = {
    "vendor": Text("外包商", "Vendor"),
    "site": Text("职场", "Site"),
    "day": Text("检查日期", "Day of the visit"),
    "auditors": Text("我方检查人员", "For the client"),
    "form": Text("检查表", "Checklist"),
    "na": Text("不适用", "N/A"),
}
#: What is asked on the first sheet.
VISIT_HEADS: Mapping[str, Text] = {
    "attendees": Text("外包商在场人员（用顿号分开）", "For the vendor (separated by commas)"),
    "summary": Text("总体评价（告知外包商）", "What the vendor is told of it all"),
    "remark": Text("内部备注（不给外包商看）", "Inner remark (not for the vendor)"),
}
ITEM_HEADS: Mapping[str, Text] = {
    "code": Text("编号", "Code"),
    "section": Text("分项", "Section"),
    "item": Text("检查项", "Item"),
    "guidance": Text("怎么看", "Guidance"),
    "answer": Text("评定", "Answer"),
    "comment": Text("备注", "Remark"),
}
FOUND: Mapping[str, Text] = {
    "id": Text("编号", "Code"),
    "number": Text("序号", "No."),
    "item": Text("对应检查项", "Item"),
    "what": Text("问题描述", "What was found"),
    "grade": Text("严重程度", "How grave"),
    "points": Text("拟扣分", "Points to take off"),
    "due": Text("整改期限", "Put right by"),
    "remark": Text("内部备注（不给外包商看）", "Inner remark (not for the vendor)"),
    "photos": Text("照片文件名（用顿号分开）", "Names of photographs (separated by commas)"),
}
HELP: tuple[Text, ...] = (
    Text(
        "只填黄色单元格。隐藏的编号列是带回时认行用的，不要改动、排序或删行。",
        "Fill in the yellow cells only. The hidden column of codes is how the form comes back: "
        "change, sort and delete nothing there.",
    ),
    Text(
        "照片不必贴进表里：记下文件名，回来后在“问题与照片”页一起上传，会按名字归到问题下。",
        "Photographs need not be pasted in: note their file names; uploaded afterwards, "
        "they find their finding by name.",
    ),
    Text(
        "填好后在“现场检查”页面带回；每份表只带回一次，之后要改请重新下载。",
        "When done, bring it back on the page Site visits. Each copy comes back once; "
        "download anew for more.",
    ),
)
_MARK = re.compile(r"plumbline:visit/(\d+):([0-9A-HJKMNP-TV-Z]{26})")
#: Over the rows of fatal faults.
FATAL = Text("致命项", "Fatal")
#: The writing of these sheets; a form of another one is not read.
LAYOUT = 1


def fatal_row(fault: str) -> str:
    """The code of a fatal fault's row below the items, apart from that of the item."""
    return f"fatal:{fault}"


def mark_of(issue: str) -> str:
    """What the first cell says."""
    return f"plumbline:visit/{LAYOUT}:{issue}"


def marked(text: str) -> tuple[int, str] | None:
    """The writing and the copy that a text marks; None where it marks none."""
    found = _MARK.search(text)
    return (int(found[1]), found[2]) if found else None


def words_of(item: Item, answer: Answer, lang: Lang) -> str:
    """An answer as its cell says it."""
    if answer.not_applicable:
        return ABOUT["na"].in_(lang)
    if item.kind.is_measured:
        return "" if answer.number is None else exact_text(answer.number)
    if item.kind.is_written:
        return answer.text
    codes = answer.choices if item.kind is ItemKind.MULTI else (answer.choice,)
    named = [choice.text.in_(lang) for choice in item.choices if choice.code in codes]
    return "、".join(named) if lang == "zh" else "; ".join(named)
