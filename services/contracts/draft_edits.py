"""Changes to a contract that is being written: its file as data in, the changed file as data out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.batch import Dataset
from core.errors import NotFoundError
from core.text import Text
from sla.load import catalogue
from sla.terms.indicator import Direction, Indicator

Record = dict[str, Any]

_SOURCES = {Dataset.QA: "audits", Dataset.TRAINING: "training", Dataset.CASES: "by_hand"}
_COMPARISONS = {Direction.HIGHER: ">=", Direction.BAND: "between"}


def clauses_of(body: Mapping[str, Any]) -> list[Record]:
    """Its clauses; none where none is written yet."""
    return list(body.get("clauses") or [])


def clause_of(body: Mapping[str, Any], code: str) -> Record:
    """One clause; refused where there is none of that code."""
    found = next((each for each in clauses_of(body) if each.get("code") == code), None)
    if found is None:
        raise NotFoundError(entity="clauses", code=code)
    return found


def name_of(record: Mapping[str, Any]) -> Text:
    """A name as written, in one language or both; the code where there is none."""
    name = record.get("name") or record.get("code") or ""
    if isinstance(name, Mapping):
        return Text(name.get("zh") or name.get("en") or "", name.get("en") or name.get("zh") or "")
    return Text(name, name)


def with_clause(body: Mapping[str, Any], code: str, terms: Mapping[str, Any]) -> Record:
    """One clause with these keys as said; None takes a key away, what is not named stays."""
    changed = _without_none({**clause_of(body, code), **terms})
    if "score" in terms:
        changed.pop("curve", None)
    return {**body, "clauses": [changed if c.get("code") == code else c for c in clauses_of(body)]}


def with_clause_as(body: Mapping[str, Any], code: str, clause: Mapping[str, Any]) -> Record:
    """That clause in the place of the one of this code."""
    return {**body, "clauses": [dict(clause) if c.get("code") == code else c for c in clauses_of(body)]}


def usual_terms(clause: Mapping[str, Any]) -> Record:
    """What holds of a clause that does not say it: definition, source, comparison."""
    indicator = catalogue().get(str(clause.get("indicator")))
    better = _COMPARISONS.get(indicator.direction, "<=") if indicator else None
    return {
        "variant": indicator.variants[0].code if indicator else None,
        "source": "vendor",
        "comparison": ">=" if "each" in clause else better,
    }


def with_new_clause(body: Mapping[str, Any], indicator: str) -> tuple[Record, str]:
    """A clause at the end on an indicator of the catalogue or an own definition, and its code; target and
    points are left open."""
    own = next((each for each in body.get("indicators") or [] if each.get("code") == indicator), None)
    known = catalogue().get(indicator)
    if known is None and own is None:
        raise NotFoundError(entity="indicators", code=indicator)
    code = free_code(indicator, {each.get("code") for each in clauses_of(body)})
    clause = _clause(code, known) if known else _own_clause(code, own or {})
    return {**body, "clauses": [*clauses_of(body), clause]}, code


def without_clause(body: Mapping[str, Any], code: str) -> Record:
    """Without that clause, and without the money that hangs on it."""
    kept = [each for each in clauses_of(body) if each.get("code") != code]
    return _with_deductions(
        {**body, "clauses": kept}, [each for each in _deductions(body) if each.get("clause") != code]
    )


def deduction_of(body: Mapping[str, Any], code: str) -> Record | None:
    """What a clause takes off the fee."""
    return next((each for each in _deductions(body) if each.get("clause") == code), None)


def with_deduction(body: Mapping[str, Any], code: str, terms: Mapping[str, Any] | None) -> Record:
    """What a clause takes off the fee, the first of its deductions; None for nothing. Refused where the
    contract settles nothing."""
    first = next((n for n, each in enumerate(_deductions(body)) if each.get("clause") == code), None)
    kept = _deductions(body)
    if terms is None:
        return _with_deductions(body, [each for n, each in enumerate(kept) if n != first])
    if not body.get("settlement"):
        raise NotFoundError(entity="settlement", code=code)
    if first is None:
        kept.append({"code": code, "name": clause_of(body, code).get("name"), "clause": code})
        first = len(kept) - 1
    kept[first] = _without_none({**kept[first], "share": None, "amount": None, **terms})
    return _with_deductions(body, kept)


def with_head(
    body: Mapping[str, Any], head: Mapping[str, Any], settlement: Mapping[str, Any] | None
) -> Record:
    """Its head with these keys as said, and how it is settled; None where nothing is paid under it."""
    changed = {**body, "contract": _without_none({**(body.get("contract") or {}), **head})}
    if settlement is None:
        changed.pop("settlement", None)
        return changed
    before = body.get("settlement") or {}
    fee = _without_none({**(before.get("fee") or {}), **settlement.get("fee", {})})
    return {**changed, "settlement": _without_none({**before, **settlement, "fee": fee})}


def with_known_vendors(
    before: Mapping[str, Any], body: Mapping[str, Any], known: Mapping[str, Text]
) -> Record:
    """A vendor that was chosen from those here brings its name along, where its name was left alone."""
    head = body.get("contract") or {}
    old = (before.get("contract") or {}).get("vendors") or []
    new = head.get("vendors") or []
    if not isinstance(new, list):
        return dict(body)
    names = [each.get("name") for each in old]
    vendors = [
        {**each, "name": known[each["code"]].as_dict()}
        if each not in old and each.get("code") in known and each.get("name") in [None, *names]
        else each
        for each in new
    ]
    return {**body, "contract": {**head, "vendors": vendors}} if vendors != new else dict(body)


def _clause(code: str, indicator: Indicator) -> Record:
    name = {"zh": indicator.name.zh, "en": indicator.name.en}
    return {
        "code": code,
        "name": name,
        "indicator": indicator.code,
        "variant": indicator.variants[0].code,
        "source": _SOURCES.get(indicator.dataset, "vendor"),
        "comparison": _COMPARISONS.get(indicator.direction, "<="),
    }


def _own_clause(code: str, definition: Mapping[str, Any]) -> Record:
    """On a definition of the contract's own; its direction says how it is compared."""
    usual = {Dataset(each).value: source for each, source in _SOURCES.items()}
    signs = {each.value: sign for each, sign in _COMPARISONS.items()}
    return {
        "code": code,
        "name": definition.get("name"),
        "indicator": definition.get("code"),
        "source": usual.get(str(definition.get("dataset")), "vendor"),
        "comparison": signs.get(str(definition.get("direction") or "higher"), "<="),
    }


def free_code(code: str, taken: set[Any]) -> str:
    """The code itself, else the first of CODE-2, CODE-3 … that is free."""
    wanted, n = code, 1
    while wanted in taken:
        n += 1
        wanted = f"{code}-{n}"
    return wanted


def _deductions(body: Mapping[str, Any]) -> list[Record]:
    return list((body.get("settlement") or {}).get("deductions") or [])


def _with_deductions(body: Mapping[str, Any], deductions: list[Record]) -> Record:
    if not body.get("settlement"):
        return dict(body)
    return {**body, "settlement": _without_none({**body["settlement"], "deductions": deductions or None})}


def _without_none(record: Mapping[str, Any]) -> Record:
    return {key: value for key, value in record.items() if value not in (None, "", {}, [])}
