"""Whatever a month's true counts are and however a vendor lays them out, the import returns exactly them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from core.facts import date_of
from importers.draft import Choice, Directory, Known, QuestionKind, Reading
from importers.read import read
from tests.received_file import received
from tests.round_trip_layouts import LAYOUTS, files_of
from tests.round_trip_parts import Case
from tests.round_trip_truth import QUEUES, SITES, Key

#: `ROUND_TRIP=fresh pytest tests/test_round_trip.py` draws new examples; the suite's are always the same.
_FRESH = os.environ.get("ROUND_TRIP") == "fresh"
_EACH = int(os.environ.get("ROUND_TRIP_EXAMPLES", "230"))
_TODAY = date(2026, 11, 22)
_DIRECTORY = Directory(
    vendors=(Known("HX", ("恒信", "Hengxin")),),
    sites=tuple(Known(code, names, "HX") for code, names in SITES.items()),
    queues=tuple(Known(code, names, "HX") for code, names in QUEUES.items()),
)
#: What would be false alarms: the counts are true, and their sums add up.
_FALSE_ALARMS = {"rate_differs", "total_differs", "counts_contradict", "counts_doubtful", "row_repeated"}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_the_import_returns_exactly_the_counts_that_were_laid_out(layout):
    @settings(
        max_examples=_EACH, derandomize=not _FRESH, deadline=None, database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )  # fmt: skip
    @given(files_of(layout))
    def comes_back(case: Case) -> None:
        reading = read_by_a_person(case)
        found = counts_of(reading)
        said = [(f.code, f.place.in_("zh"), f.sentence("zh")) for f in reading.findings]
        assert not [f for f in reading.findings if f.severity == "blocks"], said
        assert found == dict(case.expected), said
        assert not {finding.code for finding in reading.findings} & _FALSE_ALARMS, said

    comes_back()


def read_by_a_person(case: Case) -> Reading:
    """The file read, and read again with what only a person can say."""
    choice = Choice(vendor="HX")
    with received(case.name, case.data) as file:
        for _ in range(3):
            reading = read(file, choice, _DIRECTORY, _TODAY)
            if not reading.questions:
                break
            choice = answered(choice, reading, case)
    return reading


def answered(choice: Choice, reading: Reading, case: Case) -> Choice:
    """What the person who knows the vendor says to each question."""
    for question in reading.questions:
        if question.kind is QuestionKind.PERIOD:
            choice = replace(choice, period=case.period)
        elif question.kind is QuestionKind.COLUMN:
            meant = meaning(question.subject, case.means)
            assert meant and (not question.choices or meant in question.choices), (question, case.means)
            choice = replace(choice, columns={**choice.columns, question.subject: meant})
        elif question.kind is QuestionKind.SCALE:
            choice = replace(
                choice, scales={**choice.scales, question.subject: scale(question.subject, case)}
            )
        else:
            raise AssertionError(question)
    return choice


def meaning(header: str, means: Mapping[str, str]) -> str | None:
    """What the vendor means by a column, told by the last part of its header."""
    last = " ".join(header.rpartition(" > ")[2].split())
    return next((code for written, code in means.items() if " ".join(written.split()) == last), None)


def scale(header: str, case: Case) -> int:
    """Whether the vendor writes 0.95 or 95 for 95 %: under a header that says % it is 95."""
    return 100 if "%" in header.rpartition(" > ")[2] else 1


def counts_of(reading: Reading) -> dict[tuple[Key, str], int]:
    """(whose and when, base count) → count, of everything that would be committed."""
    found: dict[tuple[Key, str], int] = {}
    for draft in reading.drafts:
        for row in draft.frame.iter_rows(named=True):
            key = (
                date_of(row["day"]), date_of(row["day_end"]), row["site"], row["queue"], row["agent"],
                row["slot"], row["item"],
            )  # fmt: skip
            for name in draft.measures:
                if row[name] is not None:
                    assert (key, name) not in found, (key, name)
                    found[key, name] = row[name]
    return found
