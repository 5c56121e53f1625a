"""What the designer asks of a form's parts: each key of its file with its words, as of a contract's."""

from __future__ import annotations

from collections.abc import Mapping

from core.text import Text
from qa.form.columns import BANDS, FORBIDDEN_NAME, NO, SETTINGS, SURVEY, YES, Column, Kind
from qa.form.kinds import FormKind, ItemKind
from qa.form.load import FORBIDDEN
from qa.form.policies import (
    USUAL,
    FatalDisplay,
    FatalScope,
    FatalTrigger,
)
from qa.form.words import value_words
from services.contracts.term_fields.field import Section, TermField
from sla.contract_file.shape import Key, ListOf, Record
from sla.contract_file.values import Choice, Names, Number, Words, YesNo

_NO_WORDS = Text("", "")
_YES_NO: Mapping[str, Text] = {"true": YES, "false": NO}
_WORDS, _NUMBER, _FLAG, _NAMES = Key(Words()), Key(Number()), Key(YesNo()), Key(Names())
_PICKS = Key(ListOf(Record({"code": _WORDS, "text": _NAMES})))

FATAL = Record(
    {
        "when": Key(Choice(FatalTrigger), required=True),
        "below": _NUMBER,
        "scope": Key(Choice(FatalScope)),
        "section": _WORDS,
        "display": Key(Choice(FatalDisplay)),
    }
)
ITEM = Record(
    {
        "code": Key(Words(), required=True),
        "text": Key(Names(), required=True),
        "kind": Key(Choice(ItemKind)),
        "points": _NUMBER,
        "weight": _NUMBER,
        "na": _FLAG,
        "undetermined": _FLAG,
        "bonus": _FLAG,
        "unscored": _FLAG,
        "question": _FLAG,
        "known_from": _WORDS,
        "class": _WORDS,
        "phase": _WORDS,
        "guidance": _NAMES,
        "attribution": _FLAG,
        "behaviours": _WORDS,
        "root_causes": _PICKS,
        "fatal": Key(FATAL),
    }
)
SECTION = Record(
    {
        "code": Key(Words(), required=True),
        "text": Key(Names(), required=True),
        "weight": _NUMBER,
        "pass_mark": _NUMBER,
        "bonus": _FLAG,
        "asked_unconnected": _FLAG,
        "guidance": _NAMES,
    }
)
FAULT = Record(
    {
        "code": Key(Words(), required=True),
        "text": Key(Names(), required=True),
        "section": _WORDS,
        "scope": _WORDS,
        "display": _WORDS,
    }
)
BAND = Record(
    {"code": _WORDS, "text": _NAMES, "low": _NUMBER, "high": _NUMBER, "closed": _FLAG, "colour": _WORDS}
)
_COUNTS = Record({"items": _NUMBER, "sections": _NUMBER, "fails": _WORDS})
_SWITCHES = {column.path.split(".")[1] for column in SETTINGS if column.path.startswith("scoring.")}
HEAD = Record(
    {
        "form": Key(
            Record(
                {
                    "code": Key(Words(), required=True),
                    "version": _NUMBER,
                    "name": Key(Names(), required=True),
                    "kind": Key(Choice(FormKind), required=True),
                    "pass_mark": _NUMBER,
                    "guidance": _NAMES,
                }
            )
        ),
        "scoring": Key(Record(dict.fromkeys(_SWITCHES - {"counts"}, _WORDS) | {"counts": Key(_COUNTS)})),
        "bands": Key(ListOf(BAND)),
    }
)
_COLUMNS = {column.path: column for column in SURVEY}


def _field(column: Column, usual: Text = _NO_WORDS, **more: object) -> TermField:
    """A column as a field of the designer."""
    choices = _YES_NO if column.kind is Kind.FLAG else column.choices
    said = {"choices": choices, "usual": usual, **more}
    return TermField(column.path, column.label, column.hint, **said)  # type: ignore[arg-type]


def _of(path: str, **more: object) -> TermField:
    column = _COLUMNS[path]
    return _field(column, **({"usual": NO} if column.kind is Kind.FLAG else {}), **more)  # type: ignore[arg-type]


def _names(path: str, zh: str, en: str) -> TermField:
    """Words in both languages, which a sheet has in two columns and a form in one field."""
    return TermField(path, Text(zh, en), Text("中文和英文。", "In Chinese and in English."))


_CODE = _of("code")
_TEXT = _names("text", "文字", "Words")
_GUIDANCE = _names("guidance", "评分说明", "Guidance")
PICKS = (
    TermField("code", Text("编号", "Code"), _CODE.hint, usual=Text("CAUSE", "CAUSE")),
    _TEXT,
)
_BEHAVIOURS = TermField(
    "behaviours",
    _COLUMNS["behaviours"].label,
    Text("推脱、搪塞、冷漠、轻蔑、无所谓。", "Shirking, fobbing off, coldness, contempt, indifference."),
    choices={FORBIDDEN: FORBIDDEN_NAME},
)
_CAUSES = TermField(
    "root_causes",
    _COLUMNS["root_causes"].label,
    Text("未通过时可选的原因。", "What may be picked where it failed."),
    rows=PICKS,
)
#: What stands first in an item's form.
ASKED = (_CODE, _TEXT, _of("points"), _of("weight"))
ANSWERED = Section(
    "answered",
    Text("还可以怎样答", "What else it takes"),
    _NO_WORDS,
    tuple(map(_of, ("na", "undetermined", "bonus", "unscored", "question", "known_from"))),
    "check_box",
)
ABOUT = Section(
    "about",
    Text("说明与分类", "Guidance and class"),
    _NO_WORDS,
    (_GUIDANCE, *map(_of, ("class", "phase", "attribution")), _BEHAVIOURS, _CAUSES),
    "label",
)
FATALLY = Section(
    "fatal",
    Text("致命", "Fatal"),
    Text("选了“何时”，本项就可能致命。", "Fatal once it says when."),
    (
        _of("fatal.when"),
        _of("fatal.below"),
        _of("fatal.scope"),
        _of("fatal.section", offers="section"),
        _of("fatal.display"),
    ),
    "dangerous",
)
OF_SECTION = (
    _CODE,
    _TEXT,
    _of("weight"),
    _of("pass_mark"),
    _of("bonus"),
    _of("asked_unconnected"),
    _GUIDANCE,
)
OF_FAULT = (
    _CODE,
    _TEXT,
    *(
        TermField(name, column.label, column.hint, choices=column.choices, offers=offers)
        for name, offers in (("section", "section"), ("scope", ""), ("display", ""))
        for column in [_COLUMNS[f"fatal.{name}"]]
    ),
)


def _switch(column: Column) -> TermField:
    """With what goes without saying in the empty field."""
    name = column.path.removeprefix("scoring.")
    value = USUAL.counts.fails if name == "counts.fails" else getattr(USUAL, name, None)
    return _field(column, value_words(value) or (NO if column.kind is Kind.FLAG else _NO_WORDS))


_HEAD = {column.path: column for column in SETTINGS}
HEAD_SECTIONS = (
    Section(
        "head",
        Text("这张表", "This form"),
        _NO_WORDS,
        (
            _field(_HEAD["form.code"]),
            _names("form.name", "名称", "Name"),
            _field(_HEAD["form.kind"]),
            _field(_HEAD["form.pass_mark"]),
            _names("form.guidance", "评分说明", "Guidance"),
        ),
        "fact_check",
    ),
    Section(
        "scoring",
        Text("计分规则", "How it is scored"),
        _NO_WORDS,
        tuple(_switch(column) for column in SETTINGS if column.path.startswith("scoring.")),
        "calculate",
    ),
    Section(
        "bands",
        Text("等级", "Bands"),
        Text("首尾相接，最高的到本表最高分为止。", "Each begins where the one before ends, up to the most."),
        (
            TermField(
                "bands",
                Text("等级", "Bands"),
                _NO_WORDS,
                rows=(
                    TermField("code", Text("编号", "Code"), _CODE.hint, usual=Text("BAND", "BAND")),
                    _names("text", "名称", "Name"),
                    *(
                        _field(column)
                        for column in BANDS
                        if column.path in ("low", "high", "closed", "colour")
                    ),
                ),
            ),
        ),
        "stairs",
    ),
)
