"""A house with one vendor and a three-clause contract, and small daily reports to bring into it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from core.batch import Source
from core.clock import FixedClock
from core.period import MonthRule
from core.principal import Principal, Role
from importers.draft import Choice
from services.contracts.contracts import load_contract
from services.house.bootstrap import House, open_house
from services.known.people import add_person
from services.reports.import_report import Committed, Staged, commit, stage

CONTRACT = """
contract:
  code: LINE-2026
  version: '1'
  name: {zh: 热线合同, en: Line contract}
  effective: {from: 2026-01-01, to: 2026-12-31}
  vendors: [{code: YUNHE, name: {zh: 云禾客服, en: Yunhe Service}}]
clauses:
  - {code: SL20, name: {zh: 20秒服务水平, en: Service level}, indicator: SL, variant: SL-1,
     params: {threshold_s: 20}, comparison: '>=', target: 80, weight: 60,
     score: {method: step, unit: 1, deduct: 2, partial: ceil},
     breach_level: serious, breach_rule: {consecutive: 2}}
  - {code: ABN, name: {zh: 放弃率, en: Abandonment}, indicator: ABANDON_RATE, comparison: '<=', target: 5,
     weight: 30, score: {method: full_or_zero}}
  - {code: RPT, name: {zh: 报表及时率, en: Reports on time}, indicator: REPORT_TIMELY, source: by_hand,
     comparison: '>=', target: 100, weight: 10, score: {method: full_or_zero}}
"""
#: What the ledger may book: a bonus, and money whose amount each event names.
LEDGER = """
adjustments:
  - {code: PRAISE, name: {zh: 表扬, en: Praise}, points: 2, cap: 3}
settlement:
  fee: {kind: monthly, amount: 100000}
  deductions:
    - {code: DAMAGE, name: {zh: 赔偿, en: Damages}, basis: events}
"""
HEAD = "Date,Agent requests,Calls answered,Calls abandoned,Answered within 20s"


def line_house(folder: Path, url: str | None = None, contract: str = CONTRACT) -> tuple[House, Principal]:
    """The house with its contract on 22 November 2026, and its manager."""
    house = open_house(folder, url, FixedClock(datetime(2026, 11, 22, 2, tzinfo=UTC)))
    who = add_person(house, "王经理", Role.MANAGER)
    load_contract(house, who, contract, "line.yaml")
    return house, who


def daily_report(label: str, *, within: int = 850, offered: int = 1000, days: int | None = None) -> str:
    """A month of equal days: 1,000 requests, 960 answered, 40 abandoned, 850 within 20 s unless said."""
    month = MonthRule().month(label)
    kept = range(month.days if days is None else days)
    return report([(month.start + timedelta(days=i), offered, 960, 40, within) for i in kept])


def counted_report(label: str) -> str:
    """A month as it is counted, in which nothing is odd: no day is like another."""
    month, rng = MonthRule().month(label), Random(1)
    rows = []
    for i in range(month.days):
        offered = rng.randint(900, 1100)
        answered = sum(rng.random() < 0.96 for _ in range(offered))
        within = sum(rng.random() < 0.88 for _ in range(answered))
        rows.append((month.start + timedelta(days=i), offered, answered, offered - answered, within))
    return report(rows)


def report(rows: Iterable[tuple[date | str, object, object, object, object]]) -> str:
    """Rows of date, offered, answered, abandoned, answered within 20 s as a CSV file."""
    return "\n".join([HEAD, *(",".join(map(str, row)) for row in rows)]) + "\n"


def choice(label: str | None = None, source: Source = Source.VENDOR) -> Choice:
    """What the person says about a file that names neither vendor nor month."""
    return Choice("YUNHE", source=source, period=MonthRule().month(label) if label else None)


def bring(
    house: House, who: Principal, text: str, name: str = "report.csv", said: Choice | None = None
) -> Committed:
    """Stage a report and commit it."""
    return commit(house, who, previewed(house, who, text, name, said).file.id)


def previewed(
    house: House, who: Principal, text: str, name: str = "report.csv", said: Choice | None = None
) -> Staged:
    """Stage a report."""
    return stage(house, who, name, text.encode(), said or choice())
