"""A matrix file is held against today's rosters before it is published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.training import matrix_file
from qa.training.matrix import Rule, RuleKind, Where
from services.training import matrix_files
from tests.compliance_example import HOTLINE, OCTOBER, PRIVACY, with_matrix
from tests.rosters_example import taken_in
from tests.services_example import Cast, empty_house

SOUND = Rule("R1", RuleKind.ENTRY, Where(), ("HOTLINE",), OCTOBER)
NOBODY = Rule("R2", RuleKind.ENTRY, Where(projects=frozenset({"REPAIR"})), ("PRIVACY",), OCTOBER)


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """A matrix and two courses, no roster yet."""
    found = empty_house(tmp_path / "data", database_url)
    with_matrix(found)
    yield found
    found.house.close()


def warned(cast: Cast, *rules: Rule) -> list[object]:
    text = matrix_file.dump((PRIVACY, HOTLINE), rules)
    found = matrix_files.read_file(cast.house, cast.manager, text.encode(), "matrix.yaml")
    assert found.read.findings == ()
    return [each.facts["rule"] for each in found.nobody]


def test_a_rule_for_nobody_is_said_and_may_be_published(cast: Cast) -> None:
    taken_in(cast)
    assert warned(cast, SOUND, NOBODY) == ["R2"]
    text = matrix_file.dump((PRIVACY, HOTLINE), (SOUND, NOBODY))
    done = matrix_files.publish_file(cast.house, cast.manager, text.encode(), "matrix.yaml", OCTOBER, "新增")
    assert done.matrix is not None and done.matrix.number == 2


def test_before_the_first_roster_nothing_is_said(cast: Cast) -> None:
    assert warned(cast, NOBODY) == []


def test_a_rule_that_is_over_is_for_nobody_by_right_and_one_to_come_is_looked_at(cast: Cast) -> None:
    taken_in(cast)
    assert warned(cast, replace(NOBODY, last_day=date(2026, 11, 1))) == []
    assert warned(cast, replace(NOBODY, first_day=date(2027, 1, 1))) == ["R2"]
