"""A house with four people and one contract, for the tests of the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from core.clock import FixedClock
from core.principal import Principal, Role
from services.contracts.contracts import load_contract
from services.house.bootstrap import House, open_house
from services.known.people import add_person

#: Three promises, one bonus, one veto; the month runs from the 1st.
CONTRACT = """
contract:
  code: GOV12345
  version: '1'
  name: {zh: 政务热线外包合同, en: Government hotline contract}
  effective: {from: 2026-01-01, to: 2026-12-31}
  vendors:
    - {code: YUNHE, name: {zh: 云禾客服, en: Yunhe Service}, aliases: [云禾]}
  scope: {project: HOTLINE}
clauses:
  - {code: SL, name: {zh: 20秒接通率, en: Service level}, indicator: SL, target: 90, weight: 40,
     breach_level: serious, breach_rule: {consecutive: 2}, score: {method: full_or_zero}}
  - {code: QA, name: {zh: 拨测合格率, en: Mystery calls passed}, indicator: MYSTERY_PASS, source: audits,
     target: 95, weight: 30, score: {method: full_or_zero}}
  - {code: HAND, name: {zh: 报表及时率, en: Reports on time}, indicator: REPORT_TIMELY, source: by_hand,
     target: 100, weight: 30, score: {method: full_or_zero}}
adjustments:
  - {code: PRAISE, name: {zh: 表扬加分, en: Praise}, points: 1, cap: 3}
  - {code: OTHER, name: {zh: 其他扣分, en: Other deductions}}
vetoes:
  - {code: LEAK, name: {zh: 泄露客户信息, en: Customer data disclosed}, total: 0}
"""


@dataclass(frozen=True)
class Cast:
    """The house and who acts in it."""

    house: House
    clock: FixedClock
    manager: Principal
    auditor: Principal
    approver: Principal
    viewer: Principal

    def journal(self) -> list[str]:
        """What was noted, oldest first."""
        with self.house.database.read() as uow:
            return [entry.action for entry in uow.journal.all()]


def empty_house(folder: Path, url: str | None = None) -> Cast:
    """A house with a manager, an auditor, an approver and a viewer, at half past ten in Beijing.

    Its books are in the database at `url`, else in the SQLite file of the folder.
    """
    clock = FixedClock(datetime(2026, 5, 12, 2, 30, tzinfo=UTC))
    house = open_house(folder, url, clock)
    names = {"王经理": Role.MANAGER, "李质检": Role.AUDITOR, "赵总": Role.APPROVER, "陈看": Role.VIEWER}
    people = [add_person(house, name, role) for name, role in names.items()]
    return Cast(house, clock, *people)


def house_with_contract(folder: Path, url: str | None = None) -> Cast:
    """The same with the contract loaded, and through it the vendor and the project."""
    cast = empty_house(folder, url)
    load_contract(cast.house, cast.manager, CONTRACT, "gov.yaml")
    return cast
