"""A vendor of many agents with two years of rosters and exam lists, the same in every run.

Every agent is asked every course: some once, most each year anew, some by the end of each quarter; the last
one counts only where the trainer of the class before was certified. One exam in twelve fails and is taken
again; some agents join or leave on the way.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from core.batch import Source
from core.people_lists import ListKind, ListState
from core.period import Period, calendar_month
from core.principal import Principal, Role
from core.text import Text
from core.ulid import new_ulid
from importers.people.record_rows import SCHEMA
from importers.people.said import ROSTER_ROWS
from importers.staff import agent_key
from qa.training.course import Category, Course, Provider
from qa.training.matrix import DueDays, DueEvery, Rule, RuleKind, Where
from services.house.bootstrap import House, open_house
from services.known.directory import save_site, save_vendor
from services.training.courses import publish_course
from services.training.matrix import publish
from store.lake import people_rows
from store.records.courses import TrainerCertificationRecord
from store.records.people_lists import PeopleListRecord
from store.unit_of_work import UnitOfWork

WHO = Principal("01BENCH", "Benchmark", Role.MANAGER)
VENDOR, SITES = "BIG", 10
#: The first of the months that lists are of; they are whole calendar months.
BEGAN = date(2024, 11, 1)
#: Of forty courses: held for good, by the ends of quarters, each year anew (the rest); of compliance.
FOR_GOOD, BY_QUARTER, COMPLIANCE = 5, 5, 8
PASS_MARK, MONTHS, DAYS, GRACE_DAYS = 80, 12, 80, 7
TRAINERS = tuple(f"T{at:02d}" for at in range(12))
CERTIFIED = TRAINERS[:10]


def open_agents(folder: Path, agents: int, courses: int, months: int) -> House:
    """The house with all of it; made on first use, found again later."""
    house = open_house(folder)
    done = folder / f"complete-{agents}-{courses}-{months}"
    if not done.exists():
        _publish(house, courses)
        chance = np.random.default_rng(20261124)
        people = _people(agents, months, chance)
        with house.database.write(WHO) as uow:
            for at in range(months):
                month = month_of(at)
                _take_in(uow, house, ListKind.ROSTER, _roster(people, month), month)
                _take_in(uow, house, ListKind.EXAMS, _exams(people, courses, at, chance), month)
            uow.commit()
        done.touch()
    return house


def month_of(at: int) -> Period:
    """The month of that number, 0 the first."""
    year, month = divmod(BEGAN.month - 1 + at, 12)
    return calendar_month(BEGAN.year + year, month + 1)


def course_code(at: int) -> str:
    """The code of a course, 0 the first."""
    return f"C{at + 1:02d}"


def _publish(house: House, courses: int) -> None:
    save_vendor(house, WHO, VENDOR, Text("大外包商", "A large vendor"))
    for at in range(SITES):
        save_site(house, WHO, VENDOR, f"S{at}", Text(f"{at}号职场", f"Site {at}"))
    for at in range(courses):
        code = course_code(at)
        taught = Provider.TRAIN_THE_TRAINER if at == courses - 1 else Provider.VENDOR
        of = Course(
            code, 1, Text(f"课程{code}", f"Course {code}"), Category.BUSINESS, provider=taught,
            compliance=at < COMPLIANCE,
        )  # fmt: skip
        publish_course(house, WHO, of, "首版")
    with house.database.write(WHO) as uow:
        for trainer in CERTIFIED:
            uow.trainers.add(
                TrainerCertificationRecord(
                    vendor=VENDOR, mark=trainer, agent=agent_key(trainer), course=course_code(courses - 1),
                    course_version=None, first_day=BEGAN, why="", recorded_at=uow.now, recorded_by=WHO.name,
                )
            )  # fmt: skip
        uow.commit()
    publish(house, WHO, rules(courses), BEGAN - timedelta(days=400), "首版")


def rules(courses: int) -> tuple[Rule, ...]:
    """One rule for each way a course is held."""
    codes = [course_code(at) for at in range(courses)]
    began = BEGAN - timedelta(days=400)
    good, quarter, year = (
        codes[:FOR_GOOD],
        codes[FOR_GOOD : FOR_GOOD + BY_QUARTER],
        codes[FOR_GOOD + BY_QUARTER :],
    )
    return (
        Rule("GOOD", RuleKind.ENTRY, Where(), tuple(good), began),
        Rule("YEAR", RuleKind.ENTRY, Where(), tuple(year), began, valid_months=MONTHS),
        Rule(
            "QUARTER", RuleKind.PERIODIC, Where(), tuple(quarter), began, valid_days=DAYS,
            grace_days=GRACE_DAYS, due=DueDays(DueEvery.QUARTER_END),
        ),
    )  # fmt: skip


def _people(agents: int, months: int, chance: np.random.Generator) -> pl.DataFrame:
    """Everybody who is ever on a roster; one in twenty joins on the way, one in twenty leaves."""
    whole = (month_of(months - 1).end - BEGAN).days
    turn, on = chance.integers(0, 100, agents), chance.integers(0, whole, agents)
    began = np.datetime64(BEGAN)
    joined = np.where(turn < 5, began + on, began - 500 + on % 300)
    left = np.where((turn >= 5) & (turn < 10), began + on, np.datetime64("NaT"))
    frame = pl.DataFrame({"nr": np.arange(agents), "joined": joined, "left": left})
    return frame.with_columns(
        pl.format("mark{}", pl.col("nr")).alias("mark"),
        pl.format("{}", 100_000 + pl.col("nr")).alias("agent"),
        pl.format("S{}", pl.col("nr") % SITES).alias("site_said"),
        pl.col("joined").cast(pl.Date),
        (pl.col("joined").cast(pl.Date) + timedelta(days=10)).alias("live"),
        pl.col("left").cast(pl.Date),
    )


def _roster(people: pl.DataFrame, month: Period) -> pl.DataFrame:
    here = people.filter(
        (pl.col("joined") < month.end) & (pl.col("left").is_null() | (pl.col("left") >= month.start))
    )
    return _shaped(here.with_columns(pl.lit("l1").alias("role")), ROSTER_ROWS)


def _exams(people: pl.DataFrame, courses: int, at: int, chance: np.random.Generator) -> pl.DataFrame:
    """The exams of a month: each yearly course in a month of the agent's own, quarterly ones each third
    month, the others once."""
    agent, course = (axis.ravel() for axis in np.meshgrid(np.arange(people.height), np.arange(courses)))
    own = (agent * 7 + course * 5) % 12
    quarterly = (course >= FOR_GOOD) & (course < FOR_GOOD + BY_QUARTER)
    now = np.where(
        course < FOR_GOOD, (at == own), np.where(quarterly, (own + at) % 3 == 0, (own + at) % 12 == 0)
    )
    agent, course = agent[now], course[now]
    day = np.datetime64(month_of(at).start) + chance.integers(0, 26, agent.size)
    score = np.where(chance.integers(0, 12, agent.size) == 0, chance.integers(40, 80, agent.size),
                     chance.integers(80, 101, agent.size))  # fmt: skip
    first = pl.DataFrame({"nr": agent, "course": course, "day": day, "score": score, "attempt": 1})
    again = first.filter(pl.col("score") < 80).with_columns(
        pl.col("day") + timedelta(days=2), pl.lit(2).alias("attempt"),
        (pl.col("score") + 25).alias("score"),
    )  # fmt: skip
    exams = pl.concat([first, again], how="vertical_relaxed").with_columns(pl.lit("exam").alias("kind"))
    told = pl.concat([exams, _classes(first, courses)], how="diagonal_relaxed").join(people, on="nr")
    return _shaped(
        told.filter(pl.col("day").cast(pl.Date) >= pl.col("joined")).with_columns(
            pl.format("C{}", (pl.col("course") + 1).cast(pl.String).str.zfill(2)).alias("course_said"),
            pl.col("day").cast(pl.Date), pl.col("score").cast(pl.String),
        ),
        SCHEMA,
    )  # fmt: skip


def _classes(exams: pl.DataFrame, courses: int) -> pl.DataFrame:
    """The classes of the last course, each a day before its exam."""
    taught = exams.filter(pl.col("course") == courses - 1)
    trainer = pl.format("T{}", (pl.col("nr") % len(TRAINERS)).cast(pl.String).str.zfill(2))
    return taught.select(
        "nr", "course", (pl.col("day") - timedelta(days=1)).alias("day"), trainer.alias("trainer"),
        pl.lit("attended").alias("kind"),
    )  # fmt: skip


def _shaped(frame: pl.DataFrame, schema: dict[str, type[pl.DataType]]) -> pl.DataFrame:
    numbered = frame.with_columns(pl.lit("一").alias("sheet"), pl.int_range(2, pl.len() + 2).alias("row"))
    return numbered.select(
        pl.col(name).cast(kind) if name in numbered.columns else pl.lit(None, dtype=kind()).alias(name)
        for name, kind in schema.items()
    )


def _take_in(uow: UnitOfWork, house: House, kind: ListKind, rows: pl.DataFrame, month: Period) -> None:
    id, came = new_ulid(), datetime.combine(month.last_day, time(9), UTC)
    place = people_rows.place_of(VENDOR, id)
    house.lake.put_in_place(house.lake.write_aside(rows), place)
    uow.people_lists.add(
        PeopleListRecord(
            id=id, vendor=VENDOR, kind=kind, source=Source.VENDOR, name=f"{month.start:%Y-%m}.xlsx",
            sha256="0" * 64, day=month.start, day_end=month.end, rows=rows.height, rows_file=place,
            rows_sha256="0" * 64, state=ListState.COMMITTED, received_at=came, received_by=WHO.name,
            committed_at=came, committed_by=WHO.name,
        )
    )  # fmt: skip
