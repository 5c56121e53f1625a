"""The part of the contract file that says how exclusions and relief are asked for; from got to terms."""

from __future__ import annotations

from sla.contract_file.shape import Got, Key, ListOf, Record
from sla.contract_file.values import Choice, Number
from sla.terms.relief import RELIEFS, Counters, Mechanism, ReliefRules

RELIEF = Record(
    {
        "within_working_days": Key(
            Number(whole=True, least=0), meaning="Working days after the month ends; left out: no deadline"
        ),
        "admits": Key(ListOf(Choice(Mechanism)), meaning="Mechanisms; left out: all six"),
        "counters": Key(Choice(Counters), meaning="Whether streaks count raw or adjusted verdicts"),
    }
)


def build_relief(got: Got | None) -> ReliefRules | None:
    """The rules, where the contract has any."""
    if got is None:
        return None
    days = got.get("within_working_days")
    admits = tuple(each for each in got.get("admits", RELIEFS) if each in RELIEFS)
    return ReliefRules(None if days is None else int(days), admits, got.get("counters", Counters.ADJUSTED))
