"""What a draft would say with last month's figures: as the scorecard says now, as the what-if says then."""

from __future__ import annotations

from decimal import Decimal

import pytest
from test_services_what_if import PRICED, edited, line  # noqa: F401

from core.verdict import Verdict
from services.contracts.contract_drafts import start_ready_made, start_version
from services.contracts.draft_edits import with_clause, with_head, with_new_clause
from services.judging.assess_month import current
from services.results.draft_preview import preview
from services.results.what_if import what_if
from sla.load import load_contracts


@pytest.fixture
def begun(line):  # noqa: F811
    house, who = line
    return house, who, start_version(house, who, "LINE-2026", "1").body


def test_the_newest_month_that_is_over_is_shown_as_it_is_judged_now(begun):
    house, who, body = begun
    found = preview(house, who, body)
    now = current(house, who, "LINE-2026", "2026-10")
    assert found.label == "2026-10"
    for side in (found.before, found.after):
        assert (side.total, side.payable) == (now.score.total, now.settled.payable)
        values = {code: each.judgement.value for code, each in side.lines.items()}
        assert values == {each.clause.code: each.judgement.value for each in now.lines}


def test_a_changed_target_says_what_the_what_if_says(begun):
    house, who, body = begun
    found = preview(house, who, with_clause(body, "SL20", {"target": "86"}))
    [month] = what_if(house, who, "LINE-2026", edited(house, who, SL20={"target": "86"}), ["2026-10"]).months
    assert (found.before.total, found.after.total) == (month.total_before, month.total_after)
    assert (found.before.payable, found.after.payable) == (month.payable_before, month.payable_after)
    assert found.after.lines["SL20"].judgement.verdict is Verdict.MISSED
    assert found.after.earned["SL20"] == Decimal("58.00")


def test_a_new_clause_is_judged_on_figures_that_are_there_already(begun):
    house, who, body = begun
    body, code = with_new_clause(body, "ANSWER_RATE")
    found = preview(house, who, with_clause(body, code, {"target": "90"}))
    assert found.after.lines[code].judgement.is_judged and code not in found.before.lines


def test_weights_that_do_not_sum_yet_keep_no_preview_away_and_a_field_that_cannot_be_read_does(begun):
    house, who, body = begun
    uneven = with_head(body, {"weighted": "true", "full_mark": "150"}, None)
    assert preview(house, who, uneven) is not None
    assert preview(house, who, with_clause(body, "SL20", {"target": "ninety"})) is None


def test_a_vendor_without_figures_has_no_preview(begun):
    house, who, _ = begun
    assert preview(house, who, start_ready_made(house, who, "hotline").body) is None


def test_looking_keeps_nothing(begun):
    house, who, body = begun
    before = house.data_version()
    preview(house, who, with_clause(body, "SL20", {"target": "86"}))
    assert house.data_version() == before
    assert load_contracts(PRICED)[0][0].clause("SL20").target != 86
