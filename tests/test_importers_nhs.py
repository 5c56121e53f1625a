"""The NHS 111 year: 534 provider-months read by a profile reproduce what NHS England published."""

from __future__ import annotations

import csv
import os
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

from core.rounding import rounded
from importers.containers.received import receive
from importers.draft import Choice, Directory, Known
from importers.read import read

FOLDER = Path(os.environ.get("PLUMBLINE_SHARED", "../shared")) / "data" / "nhs111_2015_16"
pytestmark = [
    pytest.mark.reference,
    pytest.mark.skipif(not FOLDER.exists(), reason=f"the NHS data is not at {FOLDER}"),
]
#: Numerator, denominator and scale of every measure the notes print.
MEASURES = {
    "offered": ("offered", None, 1),
    "answered": ("answered", None, 1),
    "pct_answered_60s": ("answered_within_60", "answered", 100),
    "pct_abandoned": ("abandoned", "offered", 100),
    "pct_triaged": ("triaged", "answered", 100),
    "pct_transferred": ("transferred", "answered", 100),
    "pct_callback_offered": ("callback_offered", "answered", 100),
    "pct_callback_10min": ("callback_within_10min", "callback_offered", 100),
    "avg_episode_sec_weighted": ("episode_s", "answered", 1),
}


@pytest.fixture(scope="module")
def reading():
    with (FOLDER / "NHS_Calls.csv").open() as lines:
        codes = sorted({row["Provider Org Code"] for row in csv.DictReader(lines)})
    directory = Directory(vendors=tuple(Known(code) for code in codes))
    file = receive("NHS_Calls.csv", FOLDER / "NHS_Calls.csv")
    return read(file, Choice(), directory, date(2016, 12, 1))


def test_all_534_provider_months_of_46_providers_come_in(reading):
    assert (reading.layout, reading.blocked) == ("nhs111", False)
    assert len(reading.drafts) == 46
    assert sum(draft.frame.height for draft in reading.drafts) == 534
    assert not any(draft.rejected for draft in reading.drafts)


def test_exactly_three_and_ten_rows_are_doubtful(reading):
    found = Counter(str(finding.facts["more"].en) for finding in reading.findings)
    assert found == {"Calls answered + Calls abandoned": 3, "Calls triaged": 10}
    assert {finding.severity for finding in reading.findings} == {"warns"}


def test_england_reproduces_33_of_34_published_figures(reading):
    frame = pl.concat([draft.frame for draft in reading.drafts], how="diagonal")
    with (FOLDER / "published.csv").open() as lines:
        wrong = [row for row in csv.DictReader(lines) if _printed(frame, row) != row["published"]]
    # The file gives 94.1 for the 60-second rate of June 2015, where the note prints 94.4.
    assert [(row["month"], row["measure"]) for row in wrong] == [("2015-06", "pct_answered_60s")]
    assert _printed(frame, wrong[0]) == "94.1"


def _printed(frame: pl.DataFrame, row: dict[str, str]) -> str:
    numerator, denominator, scale = MEASURES[row["measure"]]
    month = frame.filter(pl.col("ym") == int(row["month"].replace("-", "")))
    below = month[denominator].sum() if denominator else 1
    value = rounded(Fraction(month[numerator].sum(), below) * scale, int(row["decimals"]))
    return str(value)


def test_an_average_times_its_count_is_marked_as_derived(reading):
    assert {draft.derived for draft in reading.drafts} == {frozenset({"episode_s"})}


def test_every_figure_can_be_followed_to_its_cell(reading):
    first = reading.drafts[0]
    assert first.offsets[""]["answered"] == "L"
    assert first.frame["row"][0] == 2
