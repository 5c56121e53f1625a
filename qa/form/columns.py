"""What a form says of itself, part by part: each key with its words, its kind and what may be chosen.

The workbook's columns are made of it, its reader reads them, and the designer's fields have its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum

from core.text import Text
from qa.form.differences import KEYS
from qa.form.kinds import ERROR_CLASSES, FORM_KINDS, ITEM_KINDS, PHASES, KnownFrom
from qa.form.policies import (
    Aggregate,
    Bonus,
    Commented,
    Compared,
    FatalDisplay,
    FatalScope,
    FatalTrigger,
    ItemFails,
    NaPolicy,
    Unanswered,
    WeightMode,
)
from qa.form.words import LABELS, word

_NO_WORDS = Text("", "")
YES, NO = Text("是", "yes"), Text("否", "no")


class Kind(Enum):
    """How a value stands in its cell."""

    TEXT = "text"
    NUMBER = "number"
    #: A part of the whole: 0.5, 1/2 or 50 %.
    SHARE = "share"
    #: Yes or no.
    FLAG = "flag"
    #: One of `choices`.
    CHOICE = "choice"
    #: The name of a list of the sheet of choices.
    LIST = "list"
    CONDITION = "condition"
    #: SPEC v1 3.2: specification, version, clause.
    CLAUSE = "clause"


@dataclass(frozen=True)
class Column:
    """One key of a part of the form; `path` leads to it from the part."""

    path: str
    label: Text
    kind: Kind = Kind.TEXT
    #: Code → words, where it is chosen.
    choices: Mapping[str, Text] = field(default_factory=dict)
    hint: Text = _NO_WORDS
    width: int = 12
    #: What the heading was called in templates given out before; still read.
    once: tuple[str, ...] = ()


class RowKind(StrEnum):
    """What a row of the first sheet is, beside the kinds of items."""

    SECTION = "section"
    SUBSECTION = "subsection"
    FAULT = "fatal_fault"


ROW_KINDS: Mapping[str, Text] = {
    RowKind.SECTION.value: Text("大项", "section"),
    RowKind.SUBSECTION.value: Text("大项内的分组", "section within"),
    **{kind.value: words for kind, words in ITEM_KINDS.items()},
    RowKind.FAULT.value: Text("致命行为", "fatal fault"),
}
KNOWN_FROM: Mapping[str, Text] = {
    KnownFrom.REACHED.value: Text("是否接通人工", "whether an agent was reached"),
    KnownFrom.WAIT.value: Text("排队秒数", "the seconds waited"),
}
COLOURS: Mapping[str, Text] = {
    "red": Text("红", "red"),
    "amber": Text("琥珀", "amber"),
    "orange": Text("橙", "orange"),
    "yellow": Text("黄", "yellow"),
    "green": Text("绿", "green"),
    "blue": Text("蓝", "blue"),
    "violet": Text("紫", "violet"),
    "gray": Text("灰", "gray"),
}
#: The name of the pick-list that is always there.
FORBIDDEN_NAME = Text("五种禁用表现", "forbidden behaviours")


def chosen(kind: type[StrEnum]) -> dict[str, Text]:
    """What may be chosen of a switch: code → words."""
    return {each.value: word(each) for each in kind}


def _column(path: str, kind: Kind = Kind.TEXT, **more: object) -> Column:
    """Under the words the difference of versions has for the key."""
    label = more.pop("label", None) or KEYS[path.partition(".")[0]]
    return Column(path, label, kind, **more)  # type: ignore[arg-type]


def _both(path: str, zh: str, en: str, width: int) -> tuple[Column, Column]:
    """The words in each language."""
    return (
        Column(f"{path}.zh", Text(f"{zh}（中文）", f"{en} (Chinese)"), width=width),
        Column(f"{path}.en", Text(f"{zh}（英文）", f"{en} (English)"), width=width),
    )


TYPE = Column(
    "type",
    Text("类别", "Kind"),
    Kind.CHOICE,
    ROW_KINDS,
    Text("大项在前，其下各评分项一行一项。", "A section, then its items, one to a row."),
    14,
    once=("Type",),
)
CODE = Column(
    "code",
    Text("编号", "Code"),
    width=16,
    hint=Text("大写字母、数字；启用后不再改。", "Capitals and digits; never changed once in use."),
)
LIST_NAME = Column("list", Text("选项表", "List"), width=18)
SURVEY: tuple[Column, ...] = (
    TYPE,
    CODE,
    *_both("text", "文字", "Words", 28),
    _column("points", Kind.NUMBER, hint=Text("满分；评分项才有。", "The most an item earns.")),
    _column("weight", Kind.NUMBER, hint=Text("按权重计分时才填。", "Only where the form scores by weights.")),
    _column(
        "choices",
        Kind.LIST,
        width=16,
        hint=Text("“选项”表里的一个选项表。", "A list of the sheet of choices."),
    ),
    _column("na", Kind.FLAG),
    _column("undetermined", Kind.FLAG),
    _column("bonus", Kind.FLAG, label=Text("加分", "Bonus")),
    _column("unscored", Kind.FLAG),
    _column("question", Kind.FLAG),
    _column("known_from", Kind.CHOICE, choices=KNOWN_FROM, width=16),
    _column(
        "class", Kind.CHOICE, choices={each.value: words for each, words in ERROR_CLASSES.items()}, width=18
    ),
    _column("phase", Kind.CHOICE, choices={each.value: words for each, words in PHASES.items()}),
    _column(
        "when",
        Kind.CONDITION,
        width=28,
        hint=Text("如 REFUND = full and HOLD > 30。", "Such as REFUND = full and HOLD > 30."),
    ),
    _column(
        "fatal.when",
        Kind.CHOICE,
        choices=chosen(FatalTrigger),
        label=Text("致命：何时", "Fatal when"),
        width=18,
    ),
    _column("fatal.below", Kind.NUMBER, label=Text("致命：低于百分之几", "Fatal below, %")),
    _column(
        "fatal.scope", Kind.CHOICE, choices=chosen(FatalScope), label=Text("致命：扣什么", "Fatal costs")
    ),
    _column("fatal.section", label=Text("致命：扣哪个大项", "Fatal costs section"), width=16),
    _column(
        "fatal.display",
        Kind.CHOICE,
        choices=chosen(FatalDisplay),
        label=Text("致命：得分", "Fatal shown as"),
        width=16,
    ),
    _column("attribution", Kind.FLAG),
    _column("root_causes", Kind.LIST, width=16),
    _column("behaviours", Kind.LIST, width=16),
    _column(
        "clause",
        Kind.CLAUSE,
        width=18,
        hint=Text("规范编号 v版本 条款，如 SPEC v1 3.2。", "Specification, version, clause: SPEC v1 3.2."),
    ),
    *_both("guidance", "评分说明", "Guidance", 28),
    _column("pass_mark", Kind.NUMBER, label=Text("大项合格线，%", "Section fails under, %")),
    _column("asked_unconnected", Kind.FLAG),
)
CHOICES: tuple[Column, ...] = (
    LIST_NAME,
    Column("code", Text("编号", "Code"), width=16),
    *_both("text", "文字", "Words", 28),
    Column(
        "share",
        Text("得分比例", "Share"),
        Kind.SHARE,
        hint=Text(
            "占满分的几成，如 1、0.5、1/3；不填则由好到差均分。",
            "Of the full points: 1, 0.5, 1/3; left out: evenly, the best first.",
        ),
    ),
    Column(
        "points",
        Text("分值", "Points"),
        Kind.NUMBER,
        hint=Text("自定分值，可为负。", "Of its own, also negative."),
    ),
    Column(
        "up_to",
        Text("上限", "Up to"),
        Kind.NUMBER,
        hint=Text("数字、时长才填。", "Of numbers and durations."),
    ),
    Column("fatal", Text("致命", "Fatal"), Kind.FLAG),
    Column("passes", Text("算通过", "Passes"), Kind.FLAG),
)
BANDS: tuple[Column, ...] = (
    Column("code", Text("编号", "Code"), width=16),
    *_both("text", "名称", "Name", 24),
    Column("low", Text("从", "From"), Kind.NUMBER),
    Column("high", Text("到", "To"), Kind.NUMBER),
    Column("closed", Text("含上限", "End included"), Kind.FLAG),
    Column("colour", Text("颜色", "Colour"), Kind.CHOICE, COLOURS),
)


def _switch(name: str, kind: Kind = Kind.CHOICE, choices: Mapping[str, Text] | None = None) -> Column:
    return Column(f"scoring.{name}", LABELS[name], kind, choices or {})


SETTINGS: tuple[Column, ...] = (
    Column("form.code", Text("编号", "Code"), hint=CODE.hint),
    Column("form.version", Text("版本", "Version"), Kind.NUMBER),
    Column("form.name.zh", Text("名称（中文）", "Name (Chinese)")),
    Column("form.name.en", Text("名称（英文）", "Name (English)")),
    Column(
        "form.kind",
        KEYS["kind"],
        Kind.CHOICE,
        {each.value: words for each, words in FORM_KINDS.items()},
        once=("类型",),
    ),
    Column("form.pass_mark", Text("合格线，%", "Pass mark, %"), Kind.NUMBER),
    Column("form.guidance.zh", Text("评分说明（中文）", "Guidance (Chinese)")),
    Column("form.guidance.en", Text("评分说明（英文）", "Guidance (English)")),
    _switch("weights", choices=chosen(WeightMode)),
    _switch("weights_total", Kind.NUMBER),
    _switch("na", choices=chosen(NaPolicy)),
    _switch("unanswered", choices=chosen(Unanswered)),
    _switch("fatal_scope", choices=chosen(FatalScope)),
    _switch("fatal_display", choices=chosen(FatalDisplay)),
    _switch("base", Kind.NUMBER),
    _switch("bonus", choices=chosen(Bonus)),
    _switch("cap", Kind.NUMBER),
    _switch("floor", Kind.NUMBER),
    _switch("critical_score", Kind.FLAG),
    Column(
        "scoring.counts.items",
        Text("大项内几项不通过则不合格", "Failed items that fail a section"),
        Kind.NUMBER,
    ),
    Column(
        "scoring.counts.sections",
        Text("几个大项不合格则整通不合格", "Failed sections that fail the form"),
        Kind.NUMBER,
    ),
    Column(
        "scoring.counts.fails", Text("怎样算不通过", "An item fails with"), Kind.CHOICE, chosen(ItemFails)
    ),
    _switch("compared", choices=chosen(Compared)),
    _switch("digits", Kind.NUMBER),
    _switch("aggregate", choices=chosen(Aggregate)),
    _switch("comments", choices=chosen(Commented)),
)
