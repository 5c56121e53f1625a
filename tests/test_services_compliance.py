"""Our reckoning of training: who is in scope on which day, who holds what, as issued and as known now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.count_names.training import OF_RECORDS
from core.errors import NotFoundError
from core.month import MonthState
from core.principal import Role
from qa.training.matrix import DueDays, Rule, RuleKind, Where
from qa.training.record import Lack
from services.contracts.contracts import load_contract
from services.judging.assess_month import current
from services.judging.month_result import MonthResult
from services.judging.rebuild import rebuild
from services.known.people import add_person
from services.months.month import set_state
from services.training.compliance import TrainingBooks, requirements_of
from services.training.count_rows import compliance_rows
from tests.compliance_example import CLAUSES, OCTOBER, books, examined, with_matrix
from tests.rosters_example import DUE, NOVEMBER, VENDOR, corrected, taken_in
from tests.services_example import Cast, empty_house

EXAMS = "".join(f"000{n},2026-11-1{n},90,合格\n" for n in range(1, 5))


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    found = empty_house(tmp_path / "data", database_url)
    yield found
    found.house.close()


def standing(found: TrainingBooks) -> dict[str, tuple[int, int]]:
    """Site → how many hold everything on the due day, of how many."""
    sites: dict[str, tuple[int, int]] = {}
    for spell in found.at_work(DUE).values():
        ok, of = sites.get(spell.site or "", (0, 0))
        sites[spell.site or ""] = ok + found.certified(spell, DUE), of + 1
    return sites


def test_roster_corrected_later(cast: Cast) -> None:
    """Issued 4 of 5; known now 4 of 4: A 3 of 3, B 1 of 1; asked as known on the 20th 4 of 5 again."""
    with_matrix(cast)
    taken_in(cast)
    cast.clock.at = datetime(2026, 11, 18, 1, tzinfo=UTC)
    examined(cast, EXAMS)
    assert standing(books(cast, NOVEMBER)) == {"A": (4, 5)}
    cast.clock.at = datetime(2026, 11, 25, 1, tzinfo=UTC)
    corrected(cast)
    assert standing(books(cast, NOVEMBER)) == {"A": (3, 3), "B": (1, 1)}
    then = datetime(2026, 11, 20, tzinfo=UTC)
    assert standing(books(cast, NOVEMBER, then)) == {"A": (4, 5)}


def test_requirements_of_an_agent_say_why(cast: Cast) -> None:
    with_matrix(cast)
    taken_in(cast)
    spell, needs = requirements_of(cast.house, cast.manager, VENDOR, "1", DUE)
    assert (spell.agent, [need.course for need in needs]) == ("0001", ["HOTLINE"])
    assert "R1" in needs[0].why[0].en
    found = books(cast, NOVEMBER)
    assert found.lack(spell.mark, needs[0], DUE) is Lack.NO_RECORD
    with pytest.raises(NotFoundError):
        requirements_of(cast.house, cast.manager, VENDOR, "0099", DUE)


def figures(month: MonthResult) -> dict[str, str]:
    """Clause → its figure, as it counts; of clauses nobody reported on nothing."""
    return {
        line.clause.code: str(line.judgement.value)
        for line in month.lines
        if line.judgement.value is not None
    }


def house_of_november(cast: Cast) -> None:
    """Five agents, all hold HOTLINE; PRIVACY is due on the 16th, four passed by then, one at the retake."""
    due = Rule("R2", RuleKind.PERIODIC, Where(), ("PRIVACY",), OCTOBER, due=DueDays(dates=(DUE,)))
    with_matrix(cast, Rule("R1", RuleKind.ENTRY, Where(), ("HOTLINE",), OCTOBER), due)
    taken_in(cast)
    cast.clock.at = datetime(2026, 11, 18, 1, tzinfo=UTC)
    examined(cast, "".join(f"000{n},2026-11-02,90,合格\n" for n in range(1, 6)))
    examined(cast, EXAMS, "PRIVACY")
    load_contract(cast.house, cast.manager, CLAUSES, "line.yaml")


def test_a_closed_month_keeps_what_it_said_when_the_roster_is_put_right(cast: Cast) -> None:
    house_of_november(cast)
    cast.clock.at = datetime(2026, 12, 2, 1, tzinfo=UTC)
    issued = current(cast.house, cast.manager, "LINE-2026", "2026-11")
    assert issued is not None
    said = {"COV": "80", "WORST": "80", "PASS": "80", "CERT": "80", "EXP": "0"}
    assert figures(issued) == said
    boss = add_person(cast.house, "孙总", Role.APPROVER)
    for state in (MonthState.COMMENT, MonthState.APPEAL, MonthState.FINAL):
        set_state(
            cast.house, boss if state is MonthState.FINAL else cast.manager, "LINE-2026", "2026-11", state
        )
    assert rebuild(cast.house, cast.manager, "LINE-2026", "2026-11").is_same
    corrected(cast)
    again = current(cast.house, cast.manager, "LINE-2026", "2026-11")
    assert again is not None and figures(again) == said
    assert rebuild(cast.house, cast.manager, "LINE-2026", "2026-11").is_same
    with cast.house.database.read(cast.manager) as uow:
        rows = compliance_rows(uow, cast.house.lake, VENDOR, NOVEMBER, date(2026, 12, 2))
    known = {(row.scope.site, row.counts["agents_trained"]) for row in rows if "agents_trained" in row.counts}
    assert known == {("A", 3), ("B", 1)}


def test_a_roster_put_right_changes_a_month_that_is_open(cast: Cast) -> None:
    house_of_november(cast)
    cast.clock.at = datetime(2026, 12, 2, 1, tzinfo=UTC)
    first = current(cast.house, cast.manager, "LINE-2026", "2026-11")
    corrected(cast)
    again = current(cast.house, cast.manager, "LINE-2026", "2026-11")
    assert first is not None and again is not None
    assert (figures(first)["COV"], figures(again)["COV"], figures(again)["CERT"]) == ("80", "100", "100")


def test_a_contract_may_ask_for_every_count_that_is_reckoned(cast: Cast) -> None:
    """What is reckoned and what a contract of this source may use are one list."""
    house_of_november(cast)
    with cast.house.database.read(cast.manager) as uow:
        rows = compliance_rows(uow, cast.house.lake, VENDOR, NOVEMBER, date(2026, 12, 2))
    told = {name for row in rows for name in row.counts}
    assert told and told <= OF_RECORDS
