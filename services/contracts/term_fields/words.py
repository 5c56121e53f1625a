"""What is wrong with a contract being written, in the words of its form: keys as labels, codes as words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from core.catalogue import KINDS
from core.finding import Finding, key_in_file
from core.text import Text
from services.contracts.term_fields import clause, contract, money
from services.contracts.term_fields.definitions import DEFINITIONS
from services.contracts.term_fields.field import Section, TermField
from services.contracts.term_words import LABELS


def in_form_words(findings: Iterable[Finding]) -> list[Finding]:
    """The same trouble at the same places, each thing called as the form calls it."""
    return [_worded(finding) for finding in findings]


def _worded(finding: Finding) -> Finding:
    facts, key = dict(finding.facts), str(finding.facts.get("key") or "")
    field = _FIELDS.get(_plain(finding.place.key)) or _FIELDS.get(_plain(f"{finding.place.key}.{key}"))
    if key:
        facts["key"] = field.label if field else LABELS.get(key, _PARTS.get(key, key))
    if field and field.choices and isinstance(facts.get("choices"), list):
        facts["choices"] = list(field.choices.values())
    if isinstance(record := facts.get("record"), str):
        facts["record"] = LABELS.get(record, _PARTS.get(record, record))
    if label := _asked_for(finding):
        facts["form_field"] = label
    return replace(finding, facts=facts)


def _asked_for(finding: Finding) -> Text | None:
    """The label of the field that a remedy asks for: that of its place, else the first of that name."""
    key = key_in_file(KINDS[finding.code].remedy.en)
    if not key:
        return None
    own = _FIELDS.get(_plain(f"{finding.place.key}.{key}"))
    named = own or next((each for path, each in _FIELDS.items() if path.rpartition(".")[2] == key), None)
    return _TYPED.get(key) or (named.label if named else _PARTS.get(key) or LABELS.get(key))


def _plain(key: str) -> str:
    """Without the numbers of records: `contract.vendors.0.code` is `contract.vendors.code`."""
    return ".".join(part for part in key.split(".") if not part.isdecimal())


def _by_key(fields: Iterable[TermField], before: str = "") -> dict[str, TermField]:
    found: dict[str, TermField] = {}
    for each in fields:
        found[f"{before}{each.path}"] = each
        found |= _by_key(each.rows, f"{before}{each.path}.")
    return found


def _sections(*sections: Section) -> dict[str, TermField]:
    return _by_key(field for section in sections for field in section.fields)


_FIELDS = {
    **_sections(*clause.SECTIONS, clause.SCORING, *contract.SECTIONS, *money.SECTIONS),
    **_by_key([DEFINITIONS]),
}
#: Fields of a clause's form that no table declares.
_TYPED = {
    "target": Text("目标值", "Target"),
    "minimum": Text("底线值", "Minimum"),
    "comparison": Text("比较", "Comparison"),
    "weight": Text("分值", "Full points"),
    "score": Text("计分办法", "Scoring"),
    "variant": Text("口径", "Definition"),
    "otherwise": Text("其余得分", "Points beyond the last"),
    "owner": Text("责任人", "Owner"),
}
_PARTS = {
    "contract": Text("合同", "the contract"),
    "contract file": Text("合同", "the contract"),
    "clauses": Text("考核条款", "clauses"),
    "params": Text("口径参数", "parameters"),
    "method": Text("计分办法", "scoring"),
    "vendors": Text("外包商", "vendors"),
    "settlement": Text("结算约定", "settlement"),
}
