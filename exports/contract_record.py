"""A contract's record taken apart field by field: what each cell of the template shows."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from core.text import Lang
from exports.book import DATE, Cell
from exports.scoring_text import pairs_text, read_scoring, scoring_text, step_text
from exports.template_field import Field, Kind
from sla.terms.indicator import Indicator, Variant

#: As many digits as Excel keeps.
_EXACT_DIGITS = 15
_CLAUSE_DEFAULTS = {
    "rounding": {"stage": "display", "digits": "2", "mode": "half_up"},
    "aggregate": "pooled",
    "volume_floor": "0",
}
_SCORE_DEFAULTS = {"partial": "ceil", "otherwise": "0", "min_score": "0"}


def normal(contract: Mapping[str, Any]) -> dict[str, Any]:
    """A copy with every name as {zh, en}, a curve as its score, and the kind of month left to its day."""
    record = deepcopy(dict(contract))
    head = record.get("contract", {})
    tables = ("clauses", "adjustments", "promises")
    named = [head, *head.get("vendors", []), *(entry for key in tables for entry in record.get(key, []))]
    for entry in named:
        if isinstance(name := entry.get("name"), str):
            entry["name"] = {"zh": name}
    if isinstance(client := head.get("client"), str):
        head["client"] = {"zh": client}
    for clause in record.get("clauses", []):
        if "curve" in clause:
            clause["score"] = {"method": "linear", "points": clause.pop("curve")}
        _drop_defaults(clause, _CLAUSE_DEFAULTS)
    _drop_defaults(record.get("settlement", {}), {"floor_share": "0"})
    head.get("period", {}).pop("kind", None)
    return record


def take(record: dict[str, Any], path: tuple[str, ...]) -> Any:
    """The value at a path, removed from the record."""
    for key in path[:-1]:
        record = record.get(key) or {}
    return record.pop(path[-1], None) if path else None


def row_cells(
    fields: tuple[Field, ...], record: dict[str, Any], indicators: Mapping[str, Indicator], lang: Lang
) -> list[Cell]:
    """A record of a table, a cell for each column; what no column takes stays in the record."""
    indicator = indicators.get(str(record.get("indicator")))
    unit = indicator.unit.value if indicator else ""
    score = record.pop("score", None)
    taken = {
        field.label: take(record, field.path) for field in fields if field.path != ("score",) and field.path
    }
    cells = []
    for field in fields:
        value = taken.get(field.label)
        if field.kind is Kind.CHOICE and isinstance(value, dict):
            # A window of days from a date is none of the words.
            record[field.path[-1]], value = value, None
        if field.kind is Kind.SCORING:
            value, rest = _scoring(score, unit, lang)
            record |= {"score": rest} if rest else {}
        elif field.kind is Kind.STEP:
            value = _step(score, unit, lang)
        elif field.kind is Kind.INDICATOR:
            value = _named(value, indicator, lang)
        elif field.kind is Kind.VARIANT:
            value = _named(value, indicator.variant(value) if indicator and value else None, lang)
        cells.append(value_cell(field, value, lang))
    return cells


def value_cell(field: Field, value: Any, lang: Lang) -> Cell:
    """A value as its field shows it; nothing where there is none."""
    if value in (None, "", [], {}):
        return Cell()
    match field.kind:
        case Kind.NUMBER | Kind.BAND:
            return _number_cell(value)
        case Kind.DATE:
            return Cell(date.fromisoformat(value), DATE)
        case Kind.CHOICE:
            return Cell(field.choices[value].in_(lang) if value in field.choices else value)
        case Kind.PAIRS:
            return Cell(pairs_text(value))
        case Kind.LIST:
            return Cell("；".join(value) if lang == "zh" else "; ".join(value))
    return Cell(str(value))


def _scoring(score: dict[str, Any] | None, unit: str, lang: Lang) -> tuple[str | None, dict[str, Any]]:
    """The sentence, and what it cannot say: the parameters of a cap's own figure, or all of it where the
    sentence would be read as something else."""
    if score is None:
        return None, {}
    try:
        said = scoring_text(score, unit, lang)
    except (KeyError, TypeError, ValueError, AttributeError):  # half written
        return None, score
    read = read_scoring(said, step_text(score, unit, lang))
    if read is None or _plain_score(read) != _plain_score(score):
        return None, score
    params = score.get("cap_if", {}).get("params")
    return said, {"cap_if": {"params": params}} if params else {}


def _step(score: dict[str, Any] | None, unit: str, lang: Lang) -> str | None:
    """Only beside a sentence."""
    return step_text(score, unit, lang) if score and _scoring(score, unit, lang)[0] else None


def _plain_score(score: Mapping[str, Any]) -> dict[str, Any]:
    """Without what goes without saying, and what a sentence leaves to the further terms."""
    cap = {key: value for key, value in (score.get("cap_if") or {}).items() if key != "params"}
    told = {key: value for key, value in score.items() if _SCORE_DEFAULTS.get(key) != value}
    return {**told, "cap_if": cap}


def _named(code: str | None, known: Indicator | Variant | None, lang: Lang) -> str | None:
    """The code with its name; alone where nothing of that code is known, for a person to mend."""
    return f"{code} {known.name.in_(lang)}" if code and known else code


def _number_cell(value: Any) -> Cell:
    """A number where Excel holds it exactly, else its text; a band as 'low–high'."""
    if isinstance(value, list):
        return Cell("–".join(value), align="right")
    digits = value.replace(".", "").replace("-", "")
    if digits.isdigit() and len(digits.lstrip("0")) <= _EXACT_DIGITS:
        return Cell(float(value) if "." in value else int(value), align="right")
    return Cell(value, align="right")


def _drop_defaults(record: dict[str, Any], defaults: Mapping[str, Any]) -> None:
    """What goes without saying would only crowd the further terms."""
    for key, default in defaults.items():
        if record.get(key) == default:
            del record[key]
