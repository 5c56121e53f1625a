"""A contract's own definitions while it is being written: added, changed, taken away, spoken, tried."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.counts import plain_counts
from core.errors import NotFoundError, PlumblineError
from core.text import LANGS, Text
from exports.formula_words import count_of, count_words
from services.contracts.draft_edits import Record, clauses_of, free_code, with_new_clause
from sla.contract_file.indicators import build_indicator
from sla.contract_file.layout import INDICATOR
from sla.contract_file.node import Report, plain_node
from sla.contract_file.shape import Got
from sla.load import catalogue
from sla.terms.indicator import Indicator, formula, formula_text

_NEW = Text("自定义指标", "Own definition")
#: The clause under which a definition is tried; no draft has one of that code.
TRIED = "TRIED"


def definitions_of(body: Mapping[str, Any]) -> list[Record]:
    """Its own definitions; none where none is written."""
    return [dict(each) for each in body.get("indicators") or [] if isinstance(each, Mapping)]


def definition_of(body: Mapping[str, Any], code: str) -> Record:
    """One of them; refused where there is none of that code."""
    found = next((each for each in definitions_of(body) if each.get("code") == code), None)
    if found is None:
        raise NotFoundError(entity="indicators", code=code)
    return found


def with_new_definition(body: Mapping[str, Any]) -> tuple[Record, str]:
    """One more at the end, named and without a formula yet, and its code."""
    taken = {*catalogue(), *(each.get("code") for each in definitions_of(body))}
    code = free_code("OWN", taken)
    fresh = {"code": code, "name": _NEW.as_dict()}
    return {**body, "indicators": [*definitions_of(body), fresh]}, code


def with_definition(body: Mapping[str, Any], code: str, definition: Mapping[str, Any]) -> Record:
    """That definition in the place of the one of this code."""
    kept = [dict(definition) if each.get("code") == code else each for each in definitions_of(body)]
    return {**body, "indicators": kept}


def without_definition(body: Mapping[str, Any], code: str) -> Record:
    """Without it."""
    kept = [each for each in definitions_of(body) if each.get("code") != code]
    rest = {key: value for key, value in body.items() if key != "indicators"}
    return {**rest, "indicators": kept} if kept else rest


def clauses_on(body: Mapping[str, Any], code: str) -> list[str]:
    """The codes of the clauses that measure it."""
    return [str(each.get("code")) for each in clauses_of(body) if each.get("indicator") == code]


def built(definition: Mapping[str, Any]) -> Indicator | None:
    """The indicator it is; None while it cannot be read."""
    report = Report()
    got = INDICATOR.read(plain_node(definition), report, "indicators")
    return build_indicator(got, report) if isinstance(got, Got) and not got.broken else None


def spoken(definition: Mapping[str, Any]) -> Text | None:
    """Its formula as people read it, made of its counts; None while there is none."""
    indicator = built(definition)
    if indicator is None:
        return None
    try:
        return formula_text(formula(indicator))
    except PlumblineError:  # a parameter that its counts name has no value
        return None


def tried(body: Mapping[str, Any], code: str) -> Record:
    """The smallest contract that measures it: its head, the definition, one clause, no points or money."""
    fresh, _ = with_new_clause({"indicators": [definition_of(body, code)]}, code)
    clause = {**fresh["clauses"][0], "code": TRIED, "comparison": ">=", "target": "0"}
    head = body.get("contract") or {}
    whose = ("code", "version", "name", "effective", "vendors")
    when = ("period", "day_start", "timezone", "calendar", "scope")
    kept = {key: head[key] for key in (*whose, *when) if key in head}
    return {"contract": kept, **fresh, "clauses": [clause]}


def counts() -> dict[str, Text]:
    """What a formula may be made of: every base count with its name."""
    return {each.name: each.text for each in plain_counts()}


def count_called(name: str) -> Text:
    """What a count is called, one with seconds in its name too."""
    return Text(*(count_words(name, lang) for lang in LANGS))


def count_named(words: str) -> str:
    """The count that typed words name, such as 20秒内接通量; as typed where nobody knows it."""
    return count_of(words)
