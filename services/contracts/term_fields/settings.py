"""What the template's sheet of further terms may say: every field of the forms that has no column there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from core.text import Lang, Text
from exports.setting import Setting, Settings
from exports.template_field import Kind as Column
from exports.template_fields import TABLES
from exports.template_header import HEADER
from services.contracts.term_fields import clause, contract, money
from services.contracts.term_fields.choices import METHODS
from services.contracts.term_fields.definitions import DEFINITIONS
from services.contracts.term_fields.field import Section, TermField, kind_of, record_of, term
from services.contracts.term_fields.setting_words import words_of
from services.contracts.term_fields.typed import typed_text
from services.contracts.term_words import choices_of
from sla.contract_file.campaign import WindowOrDays
from sla.contract_file.layout import CLAUSE, FILE
from sla.contract_file.opening import HoursOfDays
from sla.contract_file.shape import MapOf, Record
from sla.contract_file.values import Day, Names, Number, Words

_ENGLISH = Text("（英文）", " (in English)")
_CLOSED = {"closed": Text("休息", "closed")}
_HOURS_HINT = Text("如 08:00-20:00，或休息。", "Such as 08:00-20:00, or closed.")
_SITE = Text("职场", "site")
_SITE_HINT = Text("时段与其他职场不同的职场代码。", "The code of a site with hours of its own.")
_CAMPAIGN_LABEL = Text("活动期", "Campaign")
_DAYS = (
    ("weekdays", Text("工作日（或每天）", "working days, or every day")),
    ("weekend", Text("周末", "weekends")),
    ("holidays", Text("法定节假日", "public holidays")),
)
_CAMPAIGN = (
    ("days", Text("几天", "so many days"), Text("连续若干天，如 30。", "So many days on end, such as 30.")),
    ("from", Text("首日", "from"), Text("如 2026-03-10。", "Such as 2026-03-10.")),
    ("to", Text("接续至", "following each other until"), Text("可留空。", "May stay empty.")),
)
#: Of the scoring, what its sentence says; rows only where no sentence says the very same.
_SCORE = (
    term("score.method", "计分：办法", "Scoring: method", "怎样得分。", "How points are earned.",
         choices=METHODS),
    term("score.points", "计分：实际值:得分", "Scoring: value:points", "线性，如 75:0 85:10。",
         "On a line: 75:0 85:10."),
    term("score.unit", "计分：每", "Scoring: for every", "一档有多大。", "The size of one step."),
    term("score.deduct", "计分：扣分", "Scoring: points off", "每档或每次扣几分。",
         "For each step or event."),
    term("score.partial", "计分：不足一档", "Scoring: begun steps", "不满一档的怎么计。",
         "What a begun step counts as.", choices=choices_of("partial")),
    term("score.bands", "计分：各档实际值:得分", "Scoring: tiers", "从好到差，如 95:10 90:8。",
         "Best value first: 95:10 90:8."),
    term("score.otherwise", "计分：其余得分", "Scoring: points beyond", "最后一档以外得几分。",
         "Beyond the last tier."),
)  # fmt: skip
_PARAMS = term(
    "params",
    "其他口径参数",
    "Other parameters",
    "自定义指标的参数，如 limit_s:30。",
    "Of an own definition, such as limit_s:30.",
)
#: Keys that no form asks for, as they earn nothing: a file that says them keeps them.
_KEPT = (
    term("contract.grades", "等级", "Grades", "", "", rows=(
        term("points", "分数", "Points", "总分的等级不得分。", "A total's grade earns nothing."),)),
    term("contract.year.grades", "年度等级", "Grades of the year", "", "", rows=(
        term("points", "分数", "Points", "年度等级不得分。", "A year's grade earns nothing."),)),
)  # fmt: skip
#: Labels that say too little where no form stands around them.
_ALONE = {
    "score.cap_if.params": Text("封顶：另一指标的口径参数", "Cap: parameters of the other figure"),
    "contract.total_rule.rule.consecutive": Text("总分过低：连续几个月", "Total too low: months in a row"),
    "contract.total_rule.rule.of": Text("总分过低：几个月内几次", "Total too low: so often within months"),
    "contract.total_rule.rule.gaps": Text(
        "总分过低：无判定的月份", "Total too low: months without a verdict"
    ),
    "target_rule.months": Text("在几个月内（低于目标）", "Within so many months (below target)"),
    "settlement.credits.claim_from": Text("主张期限自", "Days to claim counted from"),
    "settlement.gates": Text("激励前提", "Gates of a coefficient above 1"),
    "rounding.digits": Text("修约小数位", "Decimals of the rounding"),
}


@lru_cache(maxsize=1)
def every_setting() -> tuple[Setting, ...]:
    """Every term of a contract beside its clauses, those with a column of their own too."""
    whole = (*_fields(contract.SECTIONS), *_KEPT, *_fields(money.SECTIONS), DEFINITIONS)
    return tuple(_settings(FILE, whole))


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Every term of a contract that the sheet may say, in the order of the forms."""
    one = (_PARAMS, *clause.PARAMS, *_fields(clause.SECTIONS), *clause.SCORING.fields, *_SCORE)
    told = columns()
    return Settings(
        tuple(each for each in every_setting() if key_of(each) not in told),
        tuple(
            replace(each, offered=not each.path.startswith("score.") or each.path in _ALONE)
            for each in _settings(CLAUSE, one)
            if f"clauses[].{key_of(each)}" not in told
        ),
    )


def columns() -> set[str]:
    """Keys of the contract file with a column or a row of their own; a clause's begin with `clauses[].`."""
    header = {_dotted(field.path) for field in HEADER}
    tables = {
        f"{'.'.join(path)}[].{_dotted(field.path)}"
        for path, _, fields in TABLES
        for field in fields
        if field.path and field.kind is not Column.SCORING
    }
    return header | tables


def key_of(setting: Setting) -> str:
    """The key of the contract file it stands for, a name's languages left out."""
    return _dotted(setting.steps)


def _dotted(path: tuple[str, ...]) -> str:
    return ".".join(path[:-1] if path[-1] in ("zh", "en") else path)


def _fields(sections: Iterable[Section]) -> list[TermField]:
    return [field for section in sections for field in section.fields]


def _settings(layout: Record, fields: Iterable[TermField]) -> Iterator[Setting]:
    for field in fields:
        yield from _of_field(layout, field, "", None)


def _of_field(layout: Record, field: TermField, before: str, within: Text | None) -> Iterator[Setting]:
    """A list of records entry by entry; hours, a campaign and a name in their parts."""
    kind, path = kind_of(layout, field.path), f"{before}{field.path}"
    label = _ALONE.get(path, field.label)
    label = label if within is None else _joined(within, label)
    rows = record_of(kind)
    if rows is not None:
        for each in field.rows:
            yield from _of_field(rows, each, f"{path}[].", label)
    elif isinstance(kind, HoursOfDays):
        yield from _hours(path, label)
    elif isinstance(kind, WindowOrDays):
        for name, part, hint in _CAMPAIGN:
            inner = Day() if name != "days" else Number()
            yield words_of(TermField(f"{path}.{name}", _joined(_CAMPAIGN_LABEL, part), hint), inner)
    elif isinstance(kind, Names):
        yield words_of(replace(field, path=f"{path}.zh", label=label), Words())
        english = Text(label.zh + _ENGLISH.zh, label.en + _ENGLISH.en)
        yield words_of(replace(field, path=f"{path}.en", label=english), Words())
    else:
        whole = words_of(replace(field, path=path, label=label), kind)
        yield replace(whole, said=_unless_known) if field is _PARAMS else whole


def _unless_known(value: Any, _lang: Lang) -> str | None:
    """Parameters all of which have a row of their own are not said together."""
    known = {each.path.partition(".")[2] for each in clause.PARAMS}
    return None if isinstance(value, Mapping) and value.keys() <= known else typed_text(MapOf(Words()), value)


def _hours(path: str, label: Text) -> Iterator[Setting]:
    """By kind of day, then of each site that has its own."""
    span = TermField("", label, _HOURS_HINT, choices=_CLOSED)
    for name, day in _DAYS:
        yield words_of(replace(span, path=f"{path}.{name}", label=_joined(label, day)), Words())
    site = TermField(f"{path}.sites[].site", _joined(label, _SITE), _SITE_HINT)
    yield words_of(site, Words())
    for name, day in _DAYS:
        own = Text(f"职场{day.zh}", f"site, {day.en}")
        yield words_of(replace(span, path=f"{path}.sites[].{name}", label=_joined(label, own)), Words())


def _joined(whole: Text, part: Text) -> Text:
    return Text(f"{whole.zh}：{part.zh}", f"{whole.en}: {part.en}")
