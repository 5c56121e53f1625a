"""An export of 3,000 certificates through the real door, on both databases: of each course the
latest that still holds counts, what has run out does not, what soon will is said, for any day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.period import MonthRule, Period
from core.text import Text
from importers.staff import agent_key, agent_mark
from qa.training.expiry import bucket_of, holds_until
from qa.training.held import held_on
from services.house.privacy import privacy
from services.known.directory import save_site, save_vendor
from services.roster import lists
from services.roster.lists import ListSaid
from services.training import courses, matrix, record_lists
from services.training.agent_file import agent_file
from services.training.compliance import books_in
from services.training.record_lists import Preview, stage_records
from tests import third_party_export as told
from tests.postgres import BOTH, database_for
from tests.records_example import HOTLINE, PRIVACY, VENDOR, rules
from tests.services_example import Cast, empty_house


@pytest.fixture(scope="module", params=BOTH)
def taken(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A roster of all learners, a matrix, and the export taken in through the door as a person does."""
    with database_for(request) as url:
        cast = empty_house(tmp_path_factory.mktemp("export") / "data", url)
        cast.clock.at = datetime(2026, 11, 22, 2, tzinfo=UTC)
        lines = told.export()
        with_everybody(cast)
        staged = stage_records(cast.house, cast.manager, "certificates.csv", told.text(lines).encode(), SAID)
        assert staged.record, [each.sentence("en") for each in staged.findings][:3]
        seen = record_lists.preview(cast.house, cast.manager, staged.record.id)
        lists.commit(cast.house, cast.manager, staged.record.id)
        yield SimpleNamespace(cast=cast, lines=lines, staged=staged, seen=seen, books=opened(cast))
        cast.house.close()


SAID = ListSaid(VENDOR)


def with_everybody(cast: Cast) -> None:
    house, who = cast.house, cast.manager
    save_vendor(house, who, VENDOR, Text("安达", "Anda"))
    save_site(house, who, VENDOR, "CD", Text("成都", "Chengdu"))
    for course in (PRIVACY, HOTLINE):
        courses.publish_course(house, who, course, "新设")
    matrix.publish(house, who, rules(), date(2024, 1, 1), "首版")
    roster = "工号,职场,岗位,入职日期\n" + "".join(
        f"{n:04d},成都,热线坐席,2023-01-05\n" for n in range(1, told.LEARNERS + 1)
    )
    said = ListSaid(VENDOR, days=MonthRule().month("2026-11"))
    staged = lists.stage(house, who, "花名册.csv", roster.encode(), said)
    assert staged.record
    lists.commit(house, who, staged.record.id)


def opened(cast: Cast) -> dict[tuple[int, str], Any]:
    """By learner and course the stretches through which it is held, as the books have them."""
    day = told.SEEN
    with cast.house.database.read(cast.manager) as uow:
        books = books_in(uow, cast.house, VENDOR, Period(day, day + timedelta(days=1)))
    spells = books.roster(day)
    assert len(spells) == told.LEARNERS
    return {
        (int(spell.agent), need.course): books.held(mark, need)
        for mark, spell in spells.items()
        for need in books.needs(spell, day)
    }


def test_nothing_of_the_export_is_lost(taken: Any) -> None:
    """Every line is a record, or stands in the workbook of lines kept out with its reason."""
    wrong = [line for line in taken.lines if line.is_wrong]
    assert len(taken.lines) == 3_000 and 50 < len(wrong) < 150
    assert len(taken.staged.rejected) == len(wrong)
    assert all(row.reasons for row in taken.staged.rejected)
    good = [line for line in taken.lines if not line.is_wrong]
    revoked = sum(line.state == "revoked" for line in good)
    assert taken.staged.record.rows == len(good) + revoked
    assert taken.seen.held_back == len(wrong)
    assert taken.seen.new + taken.seen.already == len(good) + revoked
    assert taken.seen.already > 100  # copies to the letter


def test_the_same_export_again_brings_nothing_new(taken: Any) -> None:
    """One more line makes it another file: all but that one are there already."""
    cast, more = taken.cast, "0001,学员,PRIVACY,2026-11-20,,N-1,valid\n"
    text = (told.text(taken.lines) + more).encode()
    staged = stage_records(cast.house, cast.manager, "certificates2.csv", text, SAID)
    assert staged.record
    seen = record_lists.preview(cast.house, cast.manager, staged.record.id)
    assert seen == Preview(1, taken.staged.record.rows, taken.seen.held_back)
    lists.discard(cast.house, cast.manager, staged.record.id)


@settings(max_examples=12, deadline=None)
@given(back=st.integers(-430, 820))
def test_latest_only_and_expiry_are_those_of_the_brute_force_reading(taken: Any, back: int) -> None:
    """For any day: which certificate counts, until when the course is held, in which window it runs out."""
    day = told.SEEN - timedelta(days=back)
    mine = told.by_learner(taken.lines)
    assert {key for key, spans in taken.books.items() if spans} <= mine.keys()
    for key, spans in taken.books.items():
        lines = mine.get(key, [])
        latest, span = told.held_by(lines, day), held_on(spans, day)
        assert (span is None) is (latest is None), (key, day)
        if span and latest:
            assert span.first_day == latest.issued, (key, day)
            ends, soon = told.last_day(lines, day), holds_until(spans, day)
            if ends is None:
                assert soon is None or soon > day + timedelta(days=61)
            else:
                assert soon == ends, (key, day)
                assert bucket_of(soon, day) is bucket_of(ends, day)


def test_today_the_export_has_all_that_it_is_made_to_have(taken: Any) -> None:
    """Else the property above would show nothing: held, run out, soon to run out, revoked."""
    mine = told.by_learner(taken.lines)
    ends = [told.last_day(lines, told.SEEN) for lines in mine.values()]
    held = sum(told.held_by(lines, told.SEEN) is not None for lines in mine.values())
    soon = sum(end is not None and end <= told.SEEN + timedelta(days=60) for end in ends)
    gone = sum(
        told.held_by(lines, told.SEEN) is None
        and told.held_by(lines, told.SEEN - timedelta(days=1)) is not None
        for lines in mine.values()
    )
    assert min(held, soon, gone, len(mine) - held) > 20


@pytest.mark.parametrize("learner", [1, 57, 123, 200, 399])
def test_the_file_of_an_agent_says_the_same(taken: Any, learner: int) -> None:
    cast, mine = taken.cast, told.by_learner(taken.lines)
    mark = agent_mark(privacy(cast.house, cast.manager), VENDOR, agent_key(str(learner)))
    found = agent_file(cast.house, cast.viewer, VENDOR, mark, told.SEEN)
    said = {one.need.course: one.held.first_day if one.held else None for one in found.asked}
    brute = {
        course: line.issued if (line := told.held_by(mine.get((learner, course), []), told.SEEN)) else None
        for course in told.NAMES
    }
    assert said == brute
