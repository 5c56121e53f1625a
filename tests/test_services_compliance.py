"""Our reckoning of training: who is in scope on which day, who holds what, as issued and as known now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.errors import NotFoundError
from qa.training.record import Lack
from services.training.compliance import TrainingBooks, requirements_of
from tests.compliance_example import books, examined, with_matrix
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
