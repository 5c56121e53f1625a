"""What is wrong with a contract being written, in the words of its form: keys as labels, codes as words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from core.finding import Finding
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
    return replace(finding, facts=facts)


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
_PARTS = {
    "contract": Text("合同", "the contract"),
    "contract file": Text("合同", "the contract"),
    "clauses": Text("考核条款", "clauses"),
    "params": Text("口径参数", "parameters"),
    "method": Text("计分办法", "scoring"),
    "vendors": Text("外包商", "vendors"),
    "settlement": Text("结算约定", "settlement"),
}
