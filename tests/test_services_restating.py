"""What a contract says of correcting a closed month: its limit and what is material, said and not applied."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.month import MonthState
from core.principal import Role
from core.text import Text
from core.verdict import Verdict
from services.judging.assess_month import current
from services.judging.moved import MovedClause, MovedMonth
from services.known.people import add_person
from services.months.month import set_state
from services.reports.restatement import would_move
from services.reports.restating import corrected_until, is_material, restating
from services.results.editions import against_edition_before
from sla.contract_file.plain import contract_as_dict
from sla.load import contract_of, contract_to_yaml
from tests.reports_example import CONTRACT, bring, daily_report, line_house, previewed
from tests.test_sla_small_print import _judgement

RULE = CONTRACT.replace("clauses:\n", "  restatement: {months: 12, points: 0.5}\nclauses:\n", 1)
SHORT = RULE.replace("months: 12", "months: 1")


def _moved(before, after, verdict=Verdict.MET):
    clause = MovedClause(
        "SL20", Text("服务水平", "Service level"), _judgement("SL20", Verdict.MET),
        _judgement("SL20", verdict), None, None,
    )  # fmt: skip
    return MovedMonth(
        "LINE-2026", Text("合同", "Contract"), "YUNHE", "2026-09", (clause,), Decimal(before), Decimal(after),
        is_final=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "verdict", "material", "said"),
    [
        ("95.00", "95.50", Verdict.MET, False, "no more than 0.5"),  # exactly half a point is not more
        ("95.00", "95.51", Verdict.MET, True, "moves by 0.51 points, more than 0.5"),
        ("95.00", "94.40", Verdict.MET, True, "moves by 0.6 points, more than 0.5"),
        ("95.00", "95.00", Verdict.MISSED, True, "A verdict turns (Service level)"),
    ],
)
def test_material_is_a_verdict_that_turns_or_more_than_half_a_point(before, after, verdict, material, said):
    contract, moved = contract_of(RULE), _moved(before, after, verdict)
    assert is_material(contract, moved) is material
    assert said in restating(contract, "2026-09", date(2026, 11, 1), moved)[-1].en


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2027, 9, 30), "By the contract it may be corrected until 2027-09-30."),
        (
            date(2027, 10, 1),
            "The contract lets a month be corrected for 12 months after its end: that ended on 2027-09-30, "
            "and a correction on 2027-10-01 takes the agreement of both sides.",
        ),
    ],
)
def test_the_limit_is_twelve_months_after_the_months_end(day, said):
    contract = contract_of(RULE)
    assert corrected_until(contract, "2026-09") == date(2027, 9, 30)
    assert restating(contract, "2026-09", day)[0].en == said


def test_a_contract_that_says_nothing_is_silent_and_written_as_before():
    plain = contract_of(CONTRACT)
    assert restating(plain, "2026-09", date(2030, 1, 1), _moved("1", "99")) == ()
    assert "restatement" not in contract_as_dict(plain)["contract"]
    assert contract_of(contract_to_yaml(contract_of(RULE))) == contract_of(RULE)


def test_after_the_limit_a_month_is_still_corrected_by_a_person_and_that_it_was_late_is_said(
    tmp_path, database_url
):
    house, who = line_house(tmp_path / "data", database_url, SHORT)
    boss = add_person(house, "赵总", Role.APPROVER)
    bring(house, who, daily_report("2026-09"), "m09.csv")
    current(house, who, "LINE-2026", "2026-09")
    set_state(house, boss, "LINE-2026", "2026-09", MonthState.FINAL, "核对无误")
    (before,) = would_move(house, who, previewed(house, who, daily_report("2026-09", within=700)).file.id)
    assert [said.zh[:5] for said in before.restated] == ["合同约定的", "判定有变（"]
    set_state(house, boss, "LINE-2026", "2026-09", MonthState.CORRECTED, "漏报")
    bring(house, who, daily_report("2026-09", within=700), "again.csv")
    current(house, who, "LINE-2026", "2026-09")
    found = against_edition_before(house, who, "LINE-2026", "2026-09")
    assert found.total_after is not None
    assert "a correction on 2026-11-22 takes the agreement of both sides" in found.restated[0].en
    assert found.restated[1].en == "A verdict turns (Service level): the change is material."
    assert len(found.as_dict()["restatement"]) == 2
    house.close()
