"""The figures that benchmarks/training.py times are those of plain pandas, at a size that tests can bear."""

from __future__ import annotations

from benchmarks.training import MONTHS, by_plumbline, paths_of
from benchmarks.training_house import VENDOR, WHO, month_of, open_agents
from benchmarks.training_pandas import by_pandas
from services.training.held_month import month_in

AGENTS, COURSES = 150, 14


def test_a_month_of_training_is_what_pandas_makes_of_the_same_files(tmp_path):
    house = open_agents(tmp_path / "house", AGENTS, COURSES, MONTHS)
    ours = by_plumbline(house)
    theirs = by_pandas(paths_of(house, "roster")[-2], paths_of(house, "exams"), COURSES, MONTHS - 2)
    assert ours.cells == theirs.cells
    assert ours.days == theirs.days
    assert ours.dues == theirs.dues
    # Enough of everything that the figures could differ: people who lack a course, who failed, who had grace.
    assert any(of > ok > 0 for of, ok in ours.cells.values())
    assert any(trained < grace for _of, trained, grace, *_exams in ours.dues.values())
    assert any(examined > first for *_due, examined, first in ours.dues.values())
    # Nothing in it is left to be read record by record: the time is the engine's.
    with house.database.read(WHO) as uow:
        assert not month_in(uow, house, VENDOR, month_of(MONTHS - 2)).held.odd
    house.close()
