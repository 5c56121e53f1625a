"""Equal content has one hash, in whatever order and way of keeping it; any difference gives another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from core.batch import BatchKey, Coverage, Dataset, Grain, Source
from core.facts import KEY_COLUMNS, TEXT_COLUMNS, day_number
from core.period import calendar_month
from importers.columnar.coded import coded
from importers.rows import content
from importers.rows.content import content_hash

KEY = BatchKey("HX", None, Dataset.TRAFFIC, Source.VENDOR, Grain.INTERVAL)
COVERAGE = Coverage(calendar_month(2026, 1))
MEASURES = ("answered", "offered")


@pytest.fixture(autouse=True, params=["by rows", "by columns"])
def hashed(request, monkeypatch):
    monkeypatch.setattr(content, "BY_ROWS", 0 if request.param == "by columns" else 10**9)


def facts(*changes: tuple[int, str, object]) -> pl.DataFrame:
    """Half hours of agents, in the order of a file."""
    schema = {name: pl.String if name in TEXT_COLUMNS else pl.Int32 for name in KEY_COLUMNS}
    lines = []
    for at in range(40):
        day = day_number(date(2026, 1, 1 + at // 20))
        line = dict.fromkeys(schema) | {"vendor": "HX", "grain": "interval", "day": day, "day_end": day + 1}
        line |= {"slot": at // 5 % 4 * 30, "slot_end": at // 5 % 4 * 30 + 30, "agent": f"{at % 5:05d}"}
        line |= {"site": ["NC", "SR"][at % 2], "answered": at % 7, "offered": None if at == 9 else 300 * at}
        lines.append(line)
    for row, name, value in changes:
        lines[row][name] = value
    return pl.DataFrame(lines, schema=schema | dict.fromkeys(MEASURES, pl.Int64))


def hash_of(frame: pl.DataFrame, **more) -> str:
    return content_hash(more.get("key", KEY), more.get("coverage", COVERAGE), frame, MEASURES)


def test_what_is_stored_of_earlier_files_is_known_again(hashed):
    """The hashes of decision 0013: another way to work them out must give the same."""
    by_rows = content.BY_ROWS > 0
    known = (
        "7c7362dfd0184f141be821df57558568c3f3a011576e953a43b72cda870fce00"
        if by_rows
        else "b1a1fbe0394535763c69804b0ccf4617b838d6a4d30d35943bfb2e3edc69b71b"
    )
    assert hash_of(facts()) == known


def test_equal_content_has_one_hash_in_any_order_and_kept_in_any_way():
    frame = facts()
    texts = [name for name in KEY_COLUMNS if name in TEXT_COLUMNS]
    kept = frame.with_columns(coded(frame[name]) for name in texts)
    more = pl.concat([frame, frame.head(1).with_columns(pl.lit("another").alias("agent"))])
    unused = more.with_columns(coded(more[name]) for name in texts).head(40)
    others = (frame.reverse(), frame.sample(fraction=1, shuffle=True, seed=7), kept, kept.reverse(), unused)
    assert {hash_of(other) for other in others} == {hash_of(frame)}


@pytest.mark.parametrize(
    "change",
    [
        (3, "offered", 901),
        (3, "offered", None),
        (9, "offered", 0),
        (3, "answered", 4),
        (3, "agent", "00013"),
        (3, "agent", None),
        (3, "site", None),
        (3, "queue", "Q"),
        (3, "slot", 600),
        (3, "day", 20260103),
        (39, "offered", 2**40),
    ],
)
def test_any_difference_gives_another_hash(change):
    assert hash_of(facts(change)) != hash_of(facts())


@pytest.mark.parametrize("name", ["offered", "agent", "vendor", "day", "slot"])
def test_one_value_in_every_row_is_told_from_another(name):
    same = [facts(*[(row, name, value) for row in range(40)]) for value in _two(name)]
    assert hash_of(same[0]) != hash_of(same[1])


def test_figures_that_change_places_are_told():
    swapped = facts((1, "offered", 600), (2, "offered", 300))
    assert hash_of(swapped) != hash_of(facts())
    assert hash_of(facts().head(39)) != hash_of(facts())


def test_whose_they_are_and_for_which_days_counts():
    assert hash_of(facts(), key=replace(KEY, vendor="YH")) != hash_of(facts())
    assert hash_of(facts(), coverage=Coverage(calendar_month(2026, 2))) != hash_of(facts())


def _two(name: str) -> tuple[object, object]:
    return ("a", "b") if name in TEXT_COLUMNS else (0, None) if name == "slot" else (5, 6)
