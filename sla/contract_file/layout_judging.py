"""The keys of a contract file that say how a clause is judged over months and on small samples."""

from __future__ import annotations

from sla.contract_file.shape import Key, Record
from sla.contract_file.values import Number, YesNo

_POSITIVE = Number(whole=True, least=1)

TARGET_RULE = Record(
    {
        "times": Key(_POSITIVE, meaning="From so many months below target on each is a default; 4"),
        "months": Key(_POSITIVE, meaning="Within so many rolling months; 12"),
        "counts_minimum": Key(YesNo(), meaning="Months below the minimum count among them"),
    }
)
