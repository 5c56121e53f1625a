"""What a new report does to rows that are in: nothing, part of them, or their place."""

from __future__ import annotations

from datetime import date

import pytest
from lake_facts import facts

from importers.preview.superseding import replaced, shares

COUNTS = ("offered", "answered", "abandoned", "survey_replied")
OLD = {"offered": 100, "answered": 90, "abandoned": None}
#: The row that is in, the new report's row of the same day (None: it has none) → shares a count, leaves.
CASES = {
    "says nothing of its counts": (OLD, {"survey_replied": 40}, (False, False)),
    "repeats one of them": (OLD, {"answered": 90, "survey_replied": 40}, (True, False)),
    "says one otherwise": (OLD, {"answered": 91, "survey_replied": 40}, (True, True)),
    "has the column, and nothing in it": (OLD, {"answered": None, "survey_replied": 40}, (True, True)),
    # What was empty before is no figure it could contradict.
    "fills what was empty": (OLD, {"answered": 90, "abandoned": 10}, (True, False)),
    "has the columns, but not the row": (OLD, None, (True, True)),
    "is of other counts, and not of the row": ({"survey_replied": 40}, None, (False, False)),
    "says a zero where a figure was": (OLD, {"answered": 0}, (True, True)),
}


@pytest.mark.parametrize(("old", "new", "wanted"), CASES.values(), ids=CASES)
def test_a_row_stays_leaves_or_keeps_its_other_counts(old, new, wanted):
    on, other = {"on": date(2025, 4, 1)}, {"on": date(2025, 4, 2)}
    rows = facts([{**on, **old}], COUNTS)
    report = facts([{**on, **new} if new is not None else {**other, "answered": 90}], COUNTS)
    given = list(new) if new is not None else ["answered"]
    assert (shares(rows, given).to_list(), replaced(rows, report, given).to_list()) == (
        [wanted[0]],
        [wanted[1]],
    )


def test_rows_of_two_sites_are_told_apart():
    rows = facts([{"on": date(2025, 4, 1), "site": site, "offered": 100, "answered": 90} for site in "AB"])
    report = facts(
        [{"on": date(2025, 4, 1), "site": site, "answered": n} for site, n in (("B", 80), ("A", 90))]
    )
    assert replaced(rows, report, ["answered"]).to_list() == [False, True]
