"""The keys of a contract file that say what becomes of months: the time to object, quarter and year."""

from __future__ import annotations

from sla.contract_file.shape import Key, ListOf, Record
from sla.contract_file.values import Choice, Number
from sla.terms.review import ScoredOn, Silence
from sla.terms.year import Combine


def year_of(grade: Record) -> Record:
    """The keys of `year`; grades are declared where the months' are."""
    return Record(
        {
            "combine": Key(Choice(Combine), meaning="Mean, weighted by settled volume, or the worst month"),
            "grades": Key(ListOf(grade), meaning="Where the year's grades are not the months'"),
        }
    )


REVIEW = Record(
    {
        "days": Key(
            Number(whole=True, least=1),
            meaning="Working days to object after the figures went out; 5",
        ),
        "silence": Key(Choice(Silence), meaning="What it means when nothing is said until then"),
    }
)
DISPUTES = Record(
    {"scored_on": Key(Choice(ScoredOn), meaning="Whose figures count while an objection is open; client")}
)
