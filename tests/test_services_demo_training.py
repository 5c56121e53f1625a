"""The demo's training alone: a change that one site does not train in time, and one record without proof."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.clock import FixedClock
from qa.training.change import ChangeState
from services.house.bootstrap import open_house
from services.roster import lists
from services.training import change_board, changes, evidence_audits
from services.work import demo, demo_training
from services.work.demo_stage import Cast


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """The demo's people, vendors and sites, and its training; none of its reports."""
    folder: Path = tmp_path_factory.mktemp("demo") / "data"
    folder.mkdir()
    clock = FixedClock(demo._OPENED)
    found = demo._opened(open_house(folder, clock=clock), clock)
    for step in sorted(demo_training.training_story(), key=lambda step: step.at):
        clock.at = step.at
        step.act(found)
    clock.at = demo._TODAY
    yield found
    found.house.close()


def test_every_line_of_its_lists_is_taken_in_without_a_finding(cast: Cast) -> None:
    taken = lists.listed(cast.house, cast.manager)
    assert len(taken) == 10
    assert [one.name for one in taken if one.rejected or one.findings] == []


def test_one_site_breaches_with_four_and_somebody_is_away(cast: Cast) -> None:
    [known] = [each for each in changes.changes(cast.house, cast.manager) if each.change.vendor == "ANDA"]
    board, _burnt = change_board.change_board(cast.house, cast.manager, known.change.key, "ANDA")
    assert board.standing is not None and board.standing.state is ChangeState.BREACHED
    assert not board.standing.provisional
    assert sorted(each.spell.agent for each in board.lacking) == ["0071", "0078", "0085", "0092"]
    assert {each.spell.site for each in board.lacking} == {"AD-XA"}
    assert [each.spell.agent for each in board.away] == ["0060"]
    # 0088 left before the due day; 0050 was still at the first site then.
    assert [(site.site, site.in_scope, site.trained) for site in board.sites] == [
        ("AD-CD", 50, 50),
        ("AD-XA", 42, 38),
    ]


def test_one_record_of_the_evidence_sample_is_taken_away(cast: Cast) -> None:
    [audit] = evidence_audits.audits(cast.house, cast.manager, "ANDA")
    assert (audit.record.population, audit.record.size) == (94, 10)
    assert len(audit.taken_away) == 1 and audit.looked.open == 0
