"""The keys of a contract file that say how a clause is judged over months and on small samples."""

from __future__ import annotations

from sla.contract_file.shape import Key, ListOf, Record
from sla.contract_file.values import Choice, Code, Day, Number, YesNo
from sla.terms.sample import SampleMethod

_POSITIVE = Number(whole=True, least=1)
_PART = Number(least=0, most=1)

SAMPLE = Record(
    {
        "method": Key(Choice(SampleMethod), required=True, meaning="The test; contracts fix one"),
        "confidence": Key(Number(), meaning="One-sided, as a share; 0.95"),
        "adequate": Key(_POSITIVE, meaning="Below so many the sample is called too small; 30"),
        "confirmed_only": Key(YesNo(), meaning="A miss that is not confirmed is only below target"),
    }
)
OVER_SERVICE = Record(
    {
        "by": Key(Number(least=0), meaning="So far beyond the target; 5"),
        "months": Key(_POSITIVE, meaning="In so many months on end; 3"),
        "within": Key(_PART, meaning="Or answered within this part of the target time; 0.2"),
        "share": Key(_PART, meaning="By this part of the calls; 0.85"),
    }
)
_STARTING = {
    "targets": Key(ListOf(Number()), meaning="The target of the first month, of the second, and so on"),
    "no_credit_months": Key(Number(whole=True, least=0), meaning="First months that cost nothing"),
    "since": Key(Day(), meaning="When the site or programme started; the contract's first day"),
}
RAMP = Record(
    {
        **_STARTING,
        "sites": Key(
            ListOf(Record({"site": Key(Code(), required=True), **_STARTING})),
            meaning="Sites that start on their own, while the others are held in full",
        ),
    }
)
TARGET_RULE = Record(
    {
        "times": Key(_POSITIVE, meaning="From so many months below target on each is a default; 4"),
        "months": Key(_POSITIVE, meaning="Within so many rolling months; 12"),
        "counts_minimum": Key(YesNo(), meaning="Months below the minimum count among them"),
    }
)
