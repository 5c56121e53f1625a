"""Clauses judged on our own reckoning of training, from files to scorecard and back: each figure by hand.

YUNHE in November 2026: 0001, 0002, 0003 at A, 0004, 0005 at B, live since February.

CALM, due for all on the 16th, two days of grace     PRIVACY, six months, compliance
  0001 passed on the 11th                              all on 1 August, but 0004 on 1 May: over since
  0002 failed on the 11th, passed on the 13th          31 October
  0003 failed on the 12th, passed on the 18th
  0004 passed on the 16th
  0005 nothing

PROMO, a change of the 9th, in force on the 20th, five working days: due on the 16th; the client owed its
course on the 9th and handed it over on the 13th: due on the 20th. Passed: 0001 on the 11th, 0002 on the
18th and 0003 on the 20th (both excused), 0004 on the 23rd, 0005 never.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from lake_facts import draft, imported

from core.batch import Dataset, Grain
from core.month import MonthState
from core.period import Period
from core.principal import Role
from core.text import Text
from qa.training.course import Category, Course, Provider
from qa.training.matrix import DueDays, Rule, RuleKind, Where
from services.contracts.contracts import load_contract
from services.judging.assess_month import current
from services.judging.rebuild import rebuild
from services.known.people import add_person
from services.months.month import set_state
from services.training import changes
from services.training.changes import EnteredChange
from services.training.courses import publish_course
from services.training.matrix import publish
from tests.compliance_example import OCTOBER, PRIVACY, examined
from tests.rosters_example import DUE, HEAD, VENDOR, corrected, taken_in, with_sites
from tests.services_example import Cast, empty_house

ROSTER = HEAD + "".join(
    f"000{n},王{n},{'甲' if n < 4 else '乙'}职场,热线坐席,2026-01-05,2026-02-02,\n" for n in range(1, 6)
)
CALM = Course("CALM", 1, Text("情绪安抚", "Calm"), Category.SKILL)
PROMO = Course("PROMO", 1, Text("促销规则", "Promotion"), Category.BUSINESS, provider=Provider.CLIENT)
RULES = (
    Rule("R1", RuleKind.ENTRY, Where(), ("PRIVACY",), OCTOBER, valid_months=6),
    Rule("R2", RuleKind.PERIODIC, Where(), ("CALM",), OCTOBER, due=DueDays(dates=(DUE,)), grace_days=2),
)
CALM_EXAMS = (
    "0001,2026-11-11,90,合格\n0002,2026-11-11,50,不合格\n0002,2026-11-13,85,合格\n"
    "0003,2026-11-12,40,不合格\n0003,2026-11-18,88,合格\n0004,2026-11-16,80,合格\n"
)
#: (day, agent, calls). 0095 is on no roster: nobody knows what it holds.
CALLS = (
    (16, "0001", 4), (16, "0003", 3), (16, "0004", 2), (17, "0001", 5), (17, "0003", 5), (17, "0095", 7),
    (18, "0003", 5), (18, "0005", 10),
)  # fmt: skip
#: Clause → (indicator, variant, aggregate, comparison, target) and the figure by hand, in its unit.
FIGURES: dict[str, tuple[tuple[str, str, str, str, int], Fraction]] = {
    # 0001, 0002 and 0004 of five by the 16th; 0003 within grace; B has 0004 of two.
    "COV": (("TRAIN_COVERAGE", "TC-SCOPE", "", ">=", 95), Fraction(60)),
    "WORST": (("TRAIN_COVERAGE", "TC-SCOPE", "worst", ">=", 90), Fraction(50)),
    "GRACE": (("TRAIN_COVERAGE", "TC-GRACE", "", ">=", 95), Fraction(80)),
    "CAME": (("TRAIN_COVERAGE", "TRAIN_COVERAGE", "", ">=", 95), Fraction(80)),
    # Three passed in time of five required, of four examined; two of four at the first attempt.
    "PASS": (("TRAIN_PASS", "TP-1", "", ">=", 90), Fraction(60)),
    "EXAMINED": (("TRAIN_PASS", "TP-2", "", ">=", 90), Fraction(75)),
    "FIRST": (("TRAIN_PASS", "TP-FIRST", "", ">=", 90), Fraction(50)),
    # On the 30th 0004 lacks PRIVACY, 0005 CALM and PROMO.
    "CERT": (("CERTIFIED_SHARE", "", "", ">=", 100), Fraction(60)),
    "EXPIRED": (("COMPLIANCE_EXPIRED", "", "", "<=", 0), Fraction(1)),
    # 16th: 2 of 0004; 17th: 5 of 0003, who passed CALM on the 18th; 18th: 10 of 0005.
    "UNCERT": (("UNCERTIFIED_CONTACTS", "", "", "<=", 0), Fraction(17)),
    # After the 16th CALM was due: 25 contacts, 5 of 0003 on the 17th and 10 of 0005 on the 18th uncovered.
    "EXPOSURE": (("TRAIN_EXPOSURE", "", "", "<=", 5), Fraction(60)),
    "CHANGE": (("CHANGE_TRAINING", "", "", ">=", 100), Fraction(60)),
    "CLIENT": (("CLIENT_COURSE_LATE", "", "", "<=", 0), Fraction(100)),
}


def contract(zone: str = "Asia/Shanghai", project: str = "") -> str:
    """A contract with a clause on every figure."""
    clauses = "".join(
        f"  - {{code: {code}, name: {{zh: {code}, en: {code}}}, indicator: {indicator}, "
        + (f"variant: {variant}, " if variant else "")
        + (f"aggregate: {aggregate}, " if aggregate else "")
        + f"source: compliance, comparison: '{sign}', target: {target}}}\n"
        for code, ((indicator, variant, aggregate, sign, target), _) in FIGURES.items()
    )
    return f"""
contract:
  code: LINE-2026
  version: '1'
  name: {{zh: 热线合同, en: Line contract}}
  effective: {{from: 2026-01-01, to: 2026-12-31}}
  timezone: {zone}
  vendors: [{{code: YUNHE, name: {{zh: 云禾, en: Yunhe}}}}]
clauses:
{clauses}"""


def at(cast: Cast, day: int, month: int = 11, hour: int = 2) -> None:
    cast.clock.at = datetime(2026, month, day, hour, tzinfo=UTC)


def promo(cast: Cast, **said: object) -> str:
    """The change of 9 November, 09:00 in Beijing."""
    at(cast, 9)
    given = EnteredChange(
        Text("促销规则", "Promotion"),
        "PROMO",
        datetime(2026, 11, 9, 1, tzinfo=UTC),
        date(2026, 11, 20),
        ("PROMO",),
    )
    return changes.enter_change(cast.house, cast.manager, replace(given, **said), "促销开始").id  # type: ignore[arg-type]


def ruled(cast: Cast) -> None:
    """The courses, the rules and the roster."""
    at(cast, 2)
    with_sites(cast)
    for course in (PRIVACY, CALM, PROMO):
        publish_course(cast.house, cast.manager, course, "首版")
    publish(cast.house, cast.manager, RULES, OCTOBER, "首版")
    taken_in(cast, ROSTER)
    passed = "".join(f"000{n},{'2026-05-01' if n == 4 else '2026-08-01'},90,合格\n" for n in range(1, 6))
    examined(cast, passed, "PRIVACY")


def of_november(cast: Cast) -> str:
    """Everything of the month but the contract; the key of the change."""
    ruled(cast)
    key = promo(cast)
    at(cast, 13)
    changes.deliver(cast.house, cast.manager, key, "PROMO", date(2026, 11, 13))
    at(cast, 25)
    examined(cast, CALM_EXAMS, "CALM")
    days = {1: 11, 2: 18, 3: 20, 4: 23}
    examined(cast, "".join(f"000{n},2026-11-{day},90,合格\n" for n, day in days.items()), "PROMO")
    called(cast)
    return key


def called(cast: Cast) -> None:
    rows = [
        {
            "on": date(2026, 11, day),
            "slot": 540,
            "agent": agent,
            "site": "A",
            "item": f"{at}-{n}",
            "answered": 1,
        }
        for at, (day, agent, calls) in enumerate(CALLS)
        for n in range(calls)
    ]
    span = Period(date(2026, 11, 16), date(2026, 11, 19))
    told = draft(rows, span, grain=Grain.CALL, vendor=VENDOR, dataset=Dataset.CALLS)
    imported(cast.house.database, cast.house.lake, told)


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """The same over SQLite and over PostgreSQL."""
    found = empty_house(tmp_path / "data", database_url)
    yield found
    found.house.close()


def figures(cast: Cast) -> dict[str, Fraction]:
    month = current(cast.house, cast.manager, "LINE-2026", "2026-11")
    assert month is not None
    told = ((line.clause.code, line.judgement.value) for line in month.lines)
    return {code: value for code, value in told if value is not None}


def closed(cast: Cast) -> None:
    boss = add_person(cast.house, "孙总", Role.APPROVER)
    for state in (MonthState.COMMENT, MonthState.APPEAL, MonthState.FINAL):
        set_state(
            cast.house, boss if state is MonthState.FINAL else cast.manager, "LINE-2026", "2026-11", state
        )


def test_every_figure_by_hand_and_the_closed_month_judged_anew(cast: Cast) -> None:
    of_november(cast)
    load_contract(cast.house, cast.manager, contract(), "line.yaml")
    at(cast, 2, month=12)
    expected = {code: figure for code, (_, figure) in FIGURES.items()}
    assert figures(cast) == expected
    closed(cast)
    assert rebuild(cast.house, cast.manager, "LINE-2026", "2026-11").is_same
    corrected(cast)
    assert figures(cast) == expected, "the roster was corrected after the month was closed"
    assert rebuild(cast.house, cast.manager, "LINE-2026", "2026-11").is_same
