"""A month of all agents at once says of each what its records say one by one: the query over the lake, and
what calls it, against `qa.training.held`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.batch import Source
from core.people_lists import ListKind, ListState, RecordKind
from core.text import Text
from core.ulid import new_ulid
from importers.people.record_rows import SCHEMA
from importers.people.said import ROSTER_ROWS
from qa.training.certified import certified_mask, days_mask
from qa.training.course import Category, Course, Provider
from qa.training.evidence import EvidenceFound
from qa.training.matrix import DueDays, DueEvery, Rule, RuleKind, Where
from qa.training.requirement import Requirement
from services.known import directory
from services.training.compliance import TrainingBooks, books_in
from services.training.courses import publish_course
from services.training.due_rounds import due_rows
from services.training.held_month import HeldDays, HeldMonth, month_in
from services.training.matrix import publish
from store.lake import people_rows
from store.lake.held_sums import HeldTable
from store.lake.lake import Lake
from store.records.audits import EntryState
from store.records.courses import TrainerCertificationRecord
from store.records.people_lists import AgentLinkRecord, PeopleListRecord
from store.records.training import RecordRetractionRecord, TrainingEntryRecord
from store.records.training_changes import EvidenceAuditLineRecord, EvidenceAuditRecord
from store.unit_of_work import UnitOfWork
from tests.rosters_example import NOVEMBER
from tests.services_example import Cast, empty_house

BEGAN = date(2024, 1, 1)
#: When lists came in, were taken back, were looked at: any may be asked for again.
INSTANTS = tuple(datetime(2026, 11, day, 9, tzinfo=UTC) for day in (3, 10, 17, 24))
EVERY = frozenset(RecordKind) - {RecordKind.REVOKED}
COURSES = (
    Course("PLAIN", 1, Text("普通", "Plain"), Category.BUSINESS, called=("Straße",)),
    Course("MONTHS", 1, Text("六个月", "Six months"), Category.BUSINESS, compliance=True),
    Course("TRIES", 1, Text("两次", "Two tries"), Category.BUSINESS),
    Course("TAUGHT", 1, Text("转训", "Taught"), Category.SKILL, provider=Provider.TRAIN_THE_TRAINER),
    Course("CARRIED", 1, Text("通行", "Carried"), Category.SKILL, carries_over=True),
    Course("SHOWN", 1, Text("出席", "Shown up"), Category.AWARENESS),
    Course("ROUND", 1, Text("季考", "By rounds"), Category.BUSINESS),
)
RULES = (
    Rule("R1", RuleKind.ENTRY, Where(), ("PLAIN",), BEGAN, pass_mark=Decimal("66.66667")),
    Rule("R2", RuleKind.ENTRY, Where(), ("MONTHS",), BEGAN, valid_months=6, pass_mark=Decimal("79.5")),
    Rule("R3", RuleKind.ENTRY, Where(), ("TRIES",), BEGAN, valid_days=200, attempts=2),
    Rule("R4", RuleKind.ENTRY, Where(), ("TAUGHT",), BEGAN, min_version={"TAUGHT": 2}),
    Rule("R5", RuleKind.ENTRY, Where(), ("CARRIED",), BEGAN, valid_months=1),
    Rule("R6", RuleKind.ENTRY, Where(), ("SHOWN",), BEGAN, holds_by=EVERY, min_version={"SHOWN": 1}),
    Rule(
        "R7", RuleKind.PERIODIC, Where(), ("ROUND",), BEGAN, valid_days=60, grace_days=5,
        due=DueDays(DueEvery.MONTH_END),
    ),
)  # fmt: skip
#: How many days before an edge of the month a course is passed: at it, or so that its last day is there.
_AGO = {
    "PLAIN": (0,),
    "MONTHS": (0, 182),
    "TRIES": (0, 199),
    "TAUGHT": (0,),
    "CARRIED": (0, 30),
    "SHOWN": (0,),
    "ROUND": (0, 0, 59),
}
#: Of the vendor: three codes, the first two of one person, who is known at the other vendor too.
MARKS = ("m1", "m2", "m3")
PERSONS = {"m1": "person1", "m2": "person1", "m3": "person3"}
_names = count(1)


@dataclass
class Given:
    """What one example puts into the books of a vendor and of another."""

    rows: list[list[dict[str, Any]]] = field(default_factory=list)
    elsewhere: list[dict[str, Any]] = field(default_factory=list)
    #: Of each list: when it came, and when it was withdrawn.
    came: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    #: (list, row) → when it was taken back.
    gone: dict[tuple[int, int], datetime] = field(default_factory=dict)
    entries: list[tuple[dict[str, Any], datetime, datetime | None]] = field(default_factory=list)
    #: (list, row) → when nothing was found behind it.
    bare: dict[tuple[int, int], datetime] = field(default_factory=dict)
    trainers: list[tuple[str, int | None, datetime]] = field(default_factory=list)
    linked: datetime | None = None
    known: datetime | None = None
    #: Whose file is opened alone.
    one: str = "m1"


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    found = empty_house(tmp_path_factory.mktemp("held") / "data")
    found.clock.at = INSTANTS[0] - timedelta(days=1)
    for course in COURSES:
        publish_course(found.house, found.manager, course, "首版")
    publish(found.house, found.manager, RULES, BEGAN, "首版")
    yield found
    found.house.close()


def days() -> st.SearchStrategy[date]:
    """Days about the edges of the month, and long before it."""
    near = st.integers(-2, 32).map(lambda n: NOVEMBER.start + timedelta(days=n))
    return near | st.integers(1, 400).map(lambda n: NOVEMBER.start - timedelta(days=n))


@st.composite
def a_row(draw: st.DrawFn) -> dict[str, Any]:
    day = draw(days())
    course = draw(st.sampled_from(COURSES))
    said = (
        course.code,
        f" {course.code.lower()}　",
        course.name.zh,
        *(c.upper() for c in course.called),
        "别的课",
    )
    return {
        "mark": draw(st.sampled_from(MARKS)),
        "course_said": draw(st.sampled_from(said)),
        "course_version": draw(st.sampled_from((None, None, 1, 2))),
        "kind": draw(st.sampled_from((*("exam",) * 4, *(each.value for each in RecordKind)))),
        "day": day,
        "attempt": draw(st.sampled_from((None, None, None, 1, 2, 3))),
        "score": draw(st.sampled_from((None, "80", "79.5", "66.6666", "79.99999999", "8E+1", "120", "54"))),
        "full": draw(st.sampled_from((None, None, "0", "120"))),
        "passed": draw(st.sampled_from((None, None, True, False))),
        "absent": draw(st.sampled_from((False, False, False, True))),
        "expires": draw(st.none() | days()),
        "number": draw(st.sampled_from(("", "C1", "C2"))),
        "trainer": draw(st.sampled_from(("", "T1", "T2"))),
    }


@st.composite
def a_pass(draw: st.DrawFn) -> dict[str, Any]:
    """A row that is held: at random hardly one is, and where nobody holds anything every reading agrees. Its
    first or last day lies about an edge of the month."""
    course = draw(st.sampled_from(COURSES))
    edge = draw(st.sampled_from((NOVEMBER.start, NOVEMBER.start + timedelta(days=11), NOVEMBER.last_day)))
    before = draw(st.sampled_from(_AGO[course.code])) + draw(st.integers(-1, 1))
    return draw(a_row()) | {
        "course_said": course.code,
        "course_version": 2,
        "kind": draw(st.sampled_from(("exam", "exam", "certificate"))),
        "day": edge - timedelta(days=before),
        "attempt": None,
        "score": "100",
        "full": None,
        "passed": draw(st.sampled_from((None, True))),
        "absent": False,
        "expires": None,
        "trainer": "T1",
    }


@st.composite
def given_books(draw: st.DrawFn) -> Given:
    """Lists, some with rows of the one before, some withdrawn; and what was said of single rows."""
    told = Given(known=draw(st.none() | st.sampled_from(INSTANTS)), one=draw(st.sampled_from(MARKS)))
    for _ in range(draw(st.integers(1, 3))):
        again = draw(st.sampled_from(((), told.rows[-1][:2] if told.rows else ())))
        told.rows.append([*draw(st.lists(a_row() | a_pass(), min_size=3, max_size=9)), *again])
        came = draw(st.sampled_from(INSTANTS[:3]))
        told.came.append((came, draw(st.none() | st.just(INSTANTS[3]))))
    places = st.sampled_from([(at, row) for at, rows in enumerate(told.rows) for row in range(len(rows))])
    told.gone = draw(st.dictionaries(places, st.sampled_from(INSTANTS), max_size=2))
    told.bare = draw(st.dictionaries(places, st.sampled_from(INSTANTS), max_size=1))
    told.elsewhere = draw(st.lists(a_row() | a_pass(), max_size=3))
    told.entries = [
        (row, draw(st.sampled_from(INSTANTS[:2])), draw(st.none() | st.just(INSTANTS[2])))
        for row in draw(st.lists(a_row() | a_pass(), max_size=2))
    ]
    certified = st.tuples(
        st.sampled_from(("T1", "T2")), st.sampled_from((None, 2)), st.sampled_from(INSTANTS)
    )
    told.trainers = draw(st.lists(certified, max_size=2))
    told.linked = draw(st.none() | st.sampled_from(INSTANTS))
    return told


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=given_books())
def test_a_month_of_all_at_once_is_what_the_records_say_one_by_one(cast: Cast, told: Given) -> None:
    vendor = put_in(cast, told)
    with cast.house.database.read(cast.manager) as uow:
        month = month_in(uow, cast.house, vendor, NOVEMBER, told.known)
        books = books_in(uow, cast.house, vendor, NOVEMBER, told.known)
        of_one = books_in(uow, cast.house, vendor, NOVEMBER, told.known, marks={told.one})
    assert month.terms
    for mark in set(books.roster_of_all().values()):
        for need in month.terms:
            assert month.of(mark, need) == one_by_one(books, mark, need), (mark, need.course)
    # Of one agent the books are opened for every code that is counted as theirs.
    head = books.roster_of_all()[told.one]
    assert away(of_one, head) == away(books, head)
    _sums_agree(month, books)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=given_books(), today=st.sampled_from((NOVEMBER.start + timedelta(days=11), NOVEMBER.end)))
def test_what_falls_due_is_counted_as_record_by_record(cast: Cast, told: Given, today: date) -> None:
    vendor = put_in(cast, told)
    with cast.house.database.read(cast.manager) as uow:
        month = month_in(uow, cast.house, vendor, NOVEMBER, told.known)
        # Every pair said to be odd: nothing is left to the engine.
        slow = HeldTable(month.held.frame.clear())
        every = {
            (agent, term): (0, 0, None, False)
            for agent in month.agents.values()
            for term in month.terms.values()
        }
        counted = [
            sorted(
                (
                    (row.day, str(row.scope), dict(row.counts))
                    for row in due_rows(uow, cast.house.lake, each, today, today)
                ),
                key=str,
            )
            for each in (month, replace(month, held=slow.replaced(every)))
        ]
    assert counted[0] == counted[1]


def one_by_one(books: TrainingBooks, mark: str, need: Requirement) -> HeldDays:
    """The same by the pure reading."""
    spans = [span for span in books.held(mark, need) if span.first_day <= NOVEMBER.last_day]
    if not spans:
        return HeldDays()
    ends = [span.last_day or date.max for span in spans]
    return HeldDays(
        certified_mask(NOVEMBER, [spans]),
        days_mask(NOVEMBER, min(span.first_day for span in spans), None),
        max(ends),
        any(end in NOVEMBER for end in ends),
    )


def away(books: TrainingBooks, mark: str) -> list[str]:
    """What was carried over to an agent."""
    return sorted(record.key for record in books.of(mark) if not record.vendor)


def _sums_agree(month: HeldMonth, books: TrainingBooks) -> None:
    """Stretch by stretch and day by day: who lacks something, whose course of compliance has run out."""
    for stretch in month.asked.stretches:
        for at, day in enumerate(NOVEMBER.each_day()):
            if stretch.days >> at & 1:
                assert bool(month.lacking(stretch) >> at & 1) is not books.certified(stretch.spell, day)
    for day in (NOVEMBER.start, NOVEMBER.last_day):
        found = dict.fromkeys(books.courses, 0)
        for spell in books.at_work(day).values():
            for need in books.owed(spell, day):
                found[need.course] += books.holds(spell.mark, need, day)
        assert {course: ok for (_site, course), (_of, ok) in month.courses_on(day).items()} == found


def put_in(cast: Cast, told: Given) -> str:
    """A vendor of its own with these books, and another with what was done there."""
    vendor, other = (f"V{next(_names)}" for _ in range(2))
    for code in (vendor, other):
        directory.save_vendor(cast.house, cast.manager, code, Text(code, code))
    with cast.house.database.write() as uow:
        for before in uow.people_lists.all(state=ListState.COMMITTED):
            # What earlier examples took in goes with nobody.
            uow.people_lists.update(replace(before, state=ListState.DISCARDED, committed_at=None))
        for code in (vendor, other):
            _taken_in(
                uow,
                cast.house.lake,
                code,
                ListKind.ROSTER,
                _roster(),
                (INSTANTS[0] - timedelta(hours=1), None),
            )
        ids = [
            _taken_in(uow, cast.house.lake, vendor, ListKind.EXAMS, _rows(rows), times)
            for rows, times in zip(told.rows, told.came, strict=True)
        ]
        _taken_in(uow, cast.house.lake, other, ListKind.EXAMS, _rows(told.elsewhere), (INSTANTS[1], None))
        for (place, line), when in told.gone.items():
            uow.training.retractions.add(
                RecordRetractionRecord(
                    list_id=ids[place], sheet="一", row=line, vendor=vendor, why="错", at=when, by_whom="王"
                )
            )
        for said, since, until in told.entries:
            uow.training.entries.add(_entry(vendor, said, since, until))
        _bare(uow, vendor, ids, told)
        for trainer, version, when in told.trainers:
            uow.trainers.add(
                TrainerCertificationRecord(
                    vendor=vendor, mark=trainer, agent=trainer, course="TAUGHT", course_version=version,
                    first_day=BEGAN, why="", recorded_at=when, recorded_by="王",
                )
            )  # fmt: skip
        if told.linked:
            uow.agent_links.add(
                AgentLinkRecord(
                    vendor=vendor,
                    mark="m3",
                    same_as="m1",
                    first_day=BEGAN,
                    why="",
                    linked_at=told.linked,
                    linked_by="王",
                )
            )
        uow.commit()
    return vendor


def _roster() -> pl.DataFrame:
    rows = [
        {
            "mark": mark,
            "agent": f"000{at}",
            "person": PERSONS[mark],
            "site_said": "甲",
            "role": "l1",
            # One who goes live within the month.
            "live": NOVEMBER.start + timedelta(days=7) if mark == "m2" else None,
            "row": at,
        }
        for at, mark in enumerate(MARKS)
    ]
    return pl.DataFrame([{**dict.fromkeys(ROSTER_ROWS), **row} for row in rows], schema=ROSTER_ROWS)


def _rows(rows: Sequence[dict[str, Any]]) -> pl.DataFrame:
    whole = [
        {**dict.fromkeys(SCHEMA), **row, "agent": row["mark"], "sheet": "一", "row": at}
        for at, row in enumerate(rows)
    ]
    return pl.DataFrame(whole, schema=SCHEMA)


def _taken_in(
    uow: UnitOfWork,
    lake: Lake,
    vendor: str,
    kind: ListKind,
    rows: pl.DataFrame,
    times: tuple[datetime, datetime | None],
) -> str:
    id, (came, gone) = new_ulid(), times
    place = people_rows.place_of(vendor, id)
    lake.put_in_place(lake.write_aside(rows), place)
    uow.people_lists.add(
        PeopleListRecord(
            id=id, vendor=vendor, kind=kind, source=Source.VENDOR, name="表", sha256="0" * 64,
            day=NOVEMBER.start, day_end=NOVEMBER.end, rows=rows.height, rows_file=place, rows_sha256="0" * 64,
            state=ListState.WITHDRAWN if gone else ListState.COMMITTED, received_at=came, received_by="王",
            committed_at=came, committed_by="王", withdrawn_at=gone,
        )
    )  # fmt: skip
    return id


def _entry(vendor: str, row: dict[str, Any], since: datetime, until: datetime | None) -> TrainingEntryRecord:
    said = {
        name: row[name]
        for name in ("mark", "course_version", "day", "attempt", "passed", "absent", "expires")
    }
    return TrainingEntryRecord(
        **said, vendor=vendor, agent=row["mark"], course=row["course_said"], kind=RecordKind(row["kind"]),
        number=row["number"], trainer=row["trainer"], score=Decimal(row["score"]) if row["score"] else None,
        full_mark=Decimal(row["full"]) if row["full"] else None, known_at=since, entered_by="王", why="补",
        state=EntryState.WITHDRAWN if until else EntryState.LIVE, withdrawn_at=until,
    )  # fmt: skip


def _bare(uow: UnitOfWork, vendor: str, ids: Sequence[str], told: Given) -> None:
    if not told.bare:
        return
    audit = uow.evidence_audits.add(
        EvidenceAuditRecord(
            vendor=vendor,
            month="2026-11",
            seed="1",
            population=3,
            size=3,
            drawn_at=INSTANTS[0],
            drawn_by="王",
        )
    )
    for (at, row), when in told.bare.items():
        said = told.rows[at][row]
        uow.evidence_audits.lines.add(
            EvidenceAuditLineRecord(
                audit=audit.id, vendor=vendor, mark=said["mark"], agent=said["mark"],
                course=said["course_said"],
                record=f"{ids[at]}/一/{row}/{said['kind']}/{said['attempt'] or ''}",
                found=EvidenceFound.UNSUPPORTED, looked_at=when, looked_by="王",
            )
        )  # fmt: skip
