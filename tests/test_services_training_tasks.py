"""What waits because of training: a change nearly due, one breached, what runs out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qa.training.matrix import Rule, RuleKind, Where
from services.results.overview import needs_me
from services.training import matrix
from services.vendors.tasks import TaskKind
from tests.changes_example import at, entered, exams, with_roster
from tests.services_example import Cast, empty_house

OURS = {TaskKind.CHANGE_DUE, TaskKind.CHANGE_BREACHED, TaskKind.COURSES_RUN_OUT}


@pytest.fixture
def cast(tmp_path: Path) -> Iterator[Cast]:
    found = empty_house(tmp_path / "data")
    with_roster(found)
    yield found
    found.house.close()


def tasks(cast: Cast) -> list[tuple[TaskKind, date | None, int]]:
    found = needs_me(cast.house, cast.viewer)
    return [(each.kind, each.due, each.count) for each in found if each.kind in OURS]


def test_a_change_is_called_to_mind_breached_and_forgotten_once_everybody_passed(cast: Cast) -> None:
    due = date(2026, 11, 16)
    entered(cast)
    assert tasks(cast) == []
    at(cast, 13)
    exams(cast, (1, 11), (2, 11))
    assert tasks(cast) == [(TaskKind.CHANGE_DUE, due, 3)]
    at(cast, 17)
    assert tasks(cast) == []  # provisional: records of the 16th are not in
    exams(cast, (3, 16))
    assert tasks(cast) == [(TaskKind.CHANGE_BREACHED, due, 2)]
    at(cast, 18)
    exams(cast, (4, 18), (5, 18))
    assert tasks(cast) == []


def test_what_runs_out_within_a_week_is_one_line(cast: Cast) -> None:
    rule = Rule("E1", RuleKind.ENTRY, Where(), ("HOTLINE",), date(2026, 10, 1), valid_days=14)
    matrix.publish(cast.house, cast.manager, [rule], date(2026, 10, 1), "首版")
    at(cast, 12)
    exams(cast, (1, 5), (2, 6), (3, 11))
    assert tasks(cast) == [(TaskKind.COURSES_RUN_OUT, date(2026, 11, 18), 2)]
