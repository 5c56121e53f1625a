"""Auditors as the database sums them: first scores, nothing sealed, oneself only; both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from postgres import BOTH, database_for
from services_example import house_with_contract

from core.period import calendar_month
from core.principal import Role
from qa.auditors.leniency import Lean
from qa.form.load import shipped_forms
from qa.review.appeals import Channel
from qa.review.clocks import ReviewRules
from qa.review.rulings import Ruling
from qa.scoring.answers import Answer
from services.audits import spot_check
from services.calibration.auditors import auditors
from services.calibration.calibration_plan import CalibrationPlan, PickedCall, PickedRater, plan_calibration
from services.known.people import add_person
from services.review import audit_appeals, audit_review, review_rules

FORM = next(form for form in shipped_forms() if form.code == "QUICK_LISTENING")
FULL = {item.code: Answer("full") for _section, item in FORM.items()}
LOW = FULL | {"NEED": Answer("none")}
LEFT_OUT = FULL | {"RECORD": Answer(not_applicable=True, comment='"not_applicable":true')}
MAY = calendar_month(2026, 5)


@pytest.fixture(params=BOTH)
def cast(data_folder, request):
    with database_for(request) as url:
        cast = house_with_contract(data_folder, url)
        yield cast
        cast.house.close()


def logged(cast, who, answers=FULL, n=1, **said):
    draft = spot_check.CallDraft(
        vendor="YUNHE", form=FORM.code, kind=FORM.kind, at=datetime(2026, 5, 11, 3, tzinfo=UTC),
        answers=answers, recording="R-1",
    )  # fmt: skip
    return [spot_check.log_call(cast.house, who, replace(draft, **said)).record for _each in range(n)][-1]


def shown(cast, who):
    return {each.name: each for each in auditors(cast.house, who, MAY)}


def test_the_sums_are_those_of_the_audits(cast):
    """100 and 90 make a mean of 95; one N/A of twenty answers, whatever a comment says."""
    other = add_person(cast.house, "周审", Role.AUDITOR)
    logged(cast, cast.auditor, LEFT_OUT)
    logged(cast, cast.auditor, LOW)
    logged(cast, other)
    withdrawn = logged(cast, other, LOW)
    spot_check.withdraw_call(cast.house, other, withdrawn.id, "误录")
    found = shown(cast, cast.manager)
    li = found["李质检"]
    assert (li.audits, li.mean, li.not_applicable) == (2, 95, (1, 2 * len(FULL)))
    assert li.others_not_applicable == (0, len(FULL))
    assert (li.leniency.lean, li.leniency.n, li.leniency.bias) == (Lean.TOO_FEW, 2, -5)
    assert found["周审"].leniency.bias == 5
    # An auditor sees themselves alone, a viewer nobody.
    assert shown(cast, other).keys() == {"周审"} and shown(cast, cast.viewer) == {}
    assert shown(cast, cast.approver).keys() == {"李质检", "周审"}


def test_an_audit_somebody_is_to_score_in_a_session_is_not_in_the_sums_they_see(cast):
    """From the sums before and after they could reckon its score."""
    logged(cast, cast.auditor)
    held = logged(cast, cast.auditor, LOW)
    other = add_person(cast.house, "周审", Role.AUDITOR)
    scorers = [PickedRater(person=cast.manager.id), PickedRater(person=other.id)]
    day = date(2026, 5, 20)
    plan = CalibrationPlan("YUNHE", "五月校准会", FORM.code, day, [PickedCall(audit=held.id)], scorers)
    plan_calibration(cast.house, cast.manager, plan)
    assert (shown(cast, cast.manager)["李质检"].audits, shown(cast, cast.manager)["李质检"].mean) == (1, 100)
    assert (shown(cast, cast.approver)["李质检"].audits, shown(cast, cast.approver)["李质检"].mean) == (2, 95)


def test_a_ruling_does_not_change_what_the_auditor_gave(cast):
    review_rules.set_review_rules(cast.house, cast.manager, FORM.code, ReviewRules(second_percent=0))
    audit = logged(cast, cast.auditor, LOW)
    audit_review.release(cast.house, cast.manager, audit.id)
    appeal = audit_appeals.Appeal(
        audit.id, "NEED", Channel.MAIL, "周经理", cast.clock.now(), "已复述", Answer("full")
    )
    entered = audit_appeals.enter_appeal(cast.house, cast.manager, appeal)
    audit_appeals.rule_appeal(cast.house, cast.manager, entered.id, Ruling.TAKE, "录音可证")
    found = shown(cast, cast.manager)["李质检"]
    assert found.mean == 90
    assert (found.appeals.succeeded, found.appeals.ruled, found.appeals.retrain) == (1, 1, False)


def test_a_score_that_somebody_is_to_repeat_blind_is_in_no_sum(cast):
    review_rules.set_review_rules(cast.house, cast.manager, FORM.code, ReviewRules(second_percent=100))
    logged(cast, cast.auditor, LOW)
    assert shown(cast, cast.manager) == {}


def test_enough_scores_beside_others_say_who_is_milder(cast):
    other = add_person(cast.house, "周审", Role.AUDITOR)
    for who, answers in ((cast.auditor, FULL), (other, LOW)):
        logged(cast, who, answers, n=20)
    found = shown(cast, cast.manager)
    assert (found["李质检"].leniency.lean, found["李质检"].leniency.bias) == (Lean.MILDER, 10)
    assert found["周审"].leniency.lean is Lean.STRICTER
    # Of another way of sampling nobody else has one: that audit stays out of the comparison.
    logged(cast, cast.auditor, LOW, sample_type=spot_check.SampleType.TARGETED)
    again = shown(cast, cast.manager)["李质检"]
    assert (again.audits, again.leniency.n, again.mean) == (21, 20, Fraction(2090, 21))
