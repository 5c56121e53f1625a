"""Calibration sessions: sealed until both sides are in, opened, compared, minuted, and counted once."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from postgres import BOTH, database_for
from services_example import CONTRACT, empty_house, house_with_contract
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.errors import ConflictError, NotAllowedError, NotFoundError, WrongInputError
from core.period import calendar_month
from core.principal import Role
from qa.calibration.measures import overall
from qa.form.load import shipped_forms
from qa.review.clocks import ReviewRules
from qa.scoring.answers import Answer
from services.audits import spot_check
from services.calibration import calibration, calibration_minutes, calibration_view
from services.calibration.calibration_counts import calibration_rows
from services.calibration.calibration_plan import CalibrationPlan, PickedCall, PickedRater, plan_calibration
from services.contracts.contract_loading import load_contract
from services.forms.form_drafts import form_drafts
from services.judging.assess_month import assess, current
from services.known.people import add_person
from services.results.overview import TaskKind, needs_me
from services.review import audit_cases, audit_review, audit_story, review_rules
from store.records import CalibrationState

FORM = next(form for form in shipped_forms() if form.code == "QUICK_LISTENING")
FULL = {item.code: Answer("full") for _section, item in FORM.items()}
NEEDLESS = FULL | {"NEED": Answer("none")}
CODE, MAY, TODAY = "GOV12345", calendar_month(2026, 5), date(2026, 5, 12)
AT = datetime(2026, 5, 11, 3, tzinfo=UTC)
#: Two promises on calibration and one on our audits, all from what is logged here.
CALIBRATED = CONTRACT.replace(
    "adjustments:",
    """  - {code: GAP, name: 质检偏差, indicator: CALIBRATION_GAP, variant: CAL-ABS, source: audits,
     target: 5}
  - {code: BIAS, name: 偏差方向, indicator: CALIBRATION_GAP, variant: CAL-BIAS, source: audits, target: 5}
  - {code: SAME, name: 校准一致率, indicator: CALIBRATION_AGREE, source: audits, target: 85}
  - {code: PASS, name: 质检合格率, indicator: QA_PASS, source: audits, target: 95}
adjustments:""",
)


@pytest.fixture
def cast(data_folder):
    cast = house_with_contract(data_folder)
    yield cast
    cast.house.close()


def calls(n=2):
    return [PickedCall(at=AT + timedelta(minutes=i), recording=f"R-{i}", agent="0123") for i in range(n)]


def planned(cast, who=None, n=2, raters=None, **said):
    given = CalibrationPlan(
        "YUNHE", "五月校准会", FORM.code, TODAY, calls(n),
        raters or [PickedRater(person=cast.auditor.id), PickedRater("周质检")],
    )  # fmt: skip
    return plan_calibration(cast.house, who or cast.manager, replace(given, **said))


def seen(cast, session, who):
    return calibration_view.calibration(cast.house, who, session.id)


def score_all(cast, session, who, rater, answers=FULL, fatal=()):
    view = seen(cast, session, who)
    return [calibration.give_mark(cast.house, who, rater.id, call.id, answers, fatal) for call in view.calls]


def raters(cast, session):
    return seen(cast, session, cast.manager).raters


@pytest.fixture(params=BOTH)
def either(data_folder, request):
    with database_for(request) as url:
        cast = house_with_contract(data_folder, url)
        yield cast
        cast.house.close()


def test_the_whole_way_of_a_session_across_companies(either):
    """Planned, scored by both sides unseen, opened by the last score, compared, minuted."""
    cast = either
    session = planned(cast)
    ours, theirs = raters(cast, session)
    score_all(cast, session, cast.auditor, ours)
    score_all(cast, session, cast.manager, theirs, NEEDLESS)
    view = seen(cast, session, cast.viewer)
    assert (view.record.state, view.record.opened_on) == (CalibrationState.OPENED, TODAY)
    found = calibration_view.calibration_result(cast.house, cast.viewer, session.id)
    assert (found.bias, found.deviation) == (-10, 10)
    assert [q.item for q in found.questions if q.talk] == ["NEED"]
    assert overall(found, session.id).interval is None
    calibration_minutes.decide(cast.house, cast.auditor, session.id, "NEED", "复述", "复述即算确认")
    assert seen(cast, session, cast.viewer).decisions[0].item == "NEED"
    with pytest.raises(DBAPIError), cast.house.database.write() as uow:
        uow.connection.execute(text("UPDATE calibration_marks SET points = '100'"))


# ---- the seal


def _everything_said(cast, session, who):
    """All a person can be given of a session, as text."""
    view = seen(cast, session, who)
    lists = calibration_view.calibrations(cast.house, who)
    with cast.house.database.read(who) as uow:
        notes = [asdict(note) for note in uow.journal.all()]
    marks = [asdict(mark) for each in (view, *lists) for mark in each.marks]
    return json.dumps([marks, notes], default=str)


def test_a_call_of_another_session_is_not_scored_in_this_one(cast):
    session, other = planned(cast), planned(cast, title="六月校准会")
    ours, _theirs = raters(cast, session)
    with pytest.raises(WrongInputError, match="calibration_over"):
        calibration.give_mark(
            cast.house, cast.auditor, ours.id, seen(cast, other, cast.auditor).calls[0].id, FULL
        )
    assert seen(cast, session, cast.auditor).given == {}


def test_until_both_sides_are_in_nobody_sees_anothers_score(cast):
    session = planned(cast)
    ours, _theirs = raters(cast, session)
    score_all(cast, session, cast.auditor, ours, NEEDLESS)
    assert "none" in _everything_said(cast, session, cast.auditor)  # one's own
    for who in (cast.manager, cast.viewer, cast.approver):
        assert seen(cast, session, who).marks == []
        assert '"none"' not in _everything_said(cast, session, who)
        # That it is in, and its seal, everybody sees.
        assert len(seen(cast, session, who).given) == 2
        with pytest.raises(WrongInputError, match="calibration_sealed"):
            calibration_view.calibration_result(cast.house, who, session.id)
    assert "none" in str(seen(cast, session, cast.auditor).marks[0].answers)


def test_whoever_entered_the_vendors_score_sees_it_no_more_than_others(cast):
    session = planned(cast)
    score_all(cast, session, cast.manager, raters(cast, session)[1], NEEDLESS)
    assert seen(cast, session, cast.manager).marks == []


def test_one_of_ours_scores_before_entering_the_vendors(cast):
    session = planned(cast)
    ours, theirs = raters(cast, session)
    assert seen(cast, session, cast.auditor).mine == {ours.id}
    with pytest.raises(WrongInputError, match="calibration_own_first"):
        score_all(cast, session, cast.auditor, theirs)
    score_all(cast, session, cast.auditor, ours)
    assert seen(cast, session, cast.auditor).mine == {theirs.id}
    score_all(cast, session, cast.auditor, theirs)
    assert seen(cast, session, cast.auditor).is_open


def test_nobody_scores_for_another_of_ours_and_a_viewer_not_at_all(cast):
    session = planned(cast)
    ours, theirs = raters(cast, session)
    with pytest.raises(WrongInputError, match="calibration_own"):
        score_all(cast, session, cast.manager, ours)
    for rater in (ours, theirs):
        with pytest.raises(NotAllowedError):
            score_all(cast, session, cast.viewer, rater)
    assert seen(cast, session, cast.viewer).mine == frozenset()


def test_a_score_that_is_given_stays_and_its_seal_proves_it(cast):
    session = planned(cast)
    ours, theirs = raters(cast, session)
    [first, _second] = score_all(cast, session, cast.auditor, ours)
    with pytest.raises(WrongInputError, match="calibration_marked"):
        score_all(cast, session, cast.auditor, ours, NEEDLESS)
    told = seen(cast, session, cast.viewer).given[ours.id, first.call].seal
    score_all(cast, session, cast.manager, theirs)
    opened = next(m for m in seen(cast, session, cast.viewer).marks if m.id == first.id)
    assert calibration.seal(opened.id, opened.answers, opened.fatal) == told


def test_an_audit_in_a_sealed_session_is_hidden_from_those_who_score_it(cast):
    """Its page, its receipt and its list would tell them the first auditor's answers."""
    other = add_person(cast.house, "周审", Role.AUDITOR)
    review_rules.set_review_rules(cast.house, cast.manager, FORM.code, ReviewRules(second_percent=0))
    audit = logged(cast)
    session = planned(cast, calls=[PickedCall(audit=audit.id)], raters=_two(cast, other))
    [line] = audit_story.under_review(cast.house, other)
    assert line.sealed and line.audit.points is None and not hasattr(line.audit, "answers")
    assert audit_story.audit_story(cast.house, other, audit.id).versions == []
    assert spot_check.calls(cast.house, other)[0].answers == {}
    with pytest.raises(WrongInputError, match="review_sealed"):
        spot_check.receipt_of(cast.house, other, audit)
    # Who takes no part in the session goes on reading.
    assert not audit_story.under_review(cast.house, cast.viewer)[0].sealed
    for who, rater in zip((other, cast.manager), raters(cast, session), strict=True):
        score_all(cast, session, who, rater)
    assert not audit_story.under_review(cast.house, other)[0].sealed


def _two(cast, other):
    return [PickedRater(person=other.id), PickedRater(person=cast.manager.id)]


def logged(cast, **said):
    draft = spot_check.CallDraft(
        vendor="YUNHE", form=FORM.code, kind=FORM.kind, at=AT, contract=CODE, answers=FULL, recording="R-1",
    )  # fmt: skip
    return spot_check.log_call(cast.house, cast.auditor, replace(draft, **said)).record


# ---- planning


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"raters": [PickedRater("周")]}, "calibration_raters"),
        ({"raters": [PickedRater("周"), PickedRater(" 周 ")]}, "calibration_raters"),
        ({"raters": [PickedRater("周", master=True), PickedRater("陈")]}, "calibration_master"),
        ({"raters": [PickedRater(" "), PickedRater("陈")]}, "needed"),
        ({"calls": []}, "calibration_calls"),
        ({"calls": calls(1) * 2}, "calibration_call_twice"),
        ({"calls": calls(31)}, "calibration_calls"),
        ({"calls": [PickedCall(at=AT)]}, "needed"),
        ({"calls": [PickedCall(at=AT + timedelta(days=9), recording="R")]}, "calibration_call_when"),
        ({"due": date(2026, 5, 11)}, "calibration_due"),
        ({"title": " "}, "needed"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(cast, said, reason):
    with pytest.raises(WrongInputError, match=reason):
        planned(cast, **said)


def test_a_plan_names_people_forms_and_calls_that_are_there(cast):
    for said in ({"form": "NONE"}, {"calls": [PickedCall(audit="X" * 26)]}, {"vendor": "NOBODY"}):
        with pytest.raises(NotFoundError):
            planned(cast, **said)
    with pytest.raises(NotAllowedError):
        planned(cast, raters=[PickedRater(person=cast.viewer.id), PickedRater("周")])
    with pytest.raises(NotAllowedError):
        planned(cast, cast.viewer)


def test_a_released_audit_is_no_call_to_score_blind_with_its_vendor(cast):
    review_rules.set_review_rules(cast.house, cast.manager, FORM.code, ReviewRules(second_percent=0))
    audit = logged(cast)
    audit_review.release(cast.house, cast.manager, audit.id)
    [found] = calibration_view.choosable(cast.house, cast.manager, "YUNHE", FORM.code)
    assert (found.audit, found.told) == (audit.id, True)
    with pytest.raises(WrongInputError, match="calibration_released"):
        planned(cast, calls=[PickedCall(audit=audit.id)])
    # Among our own it may be scored again.
    planned(cast, calls=[PickedCall(audit=audit.id)], raters=_two(cast, cast.auditor))


def test_an_audit_the_vendor_scores_in_a_session_is_not_released_before_it_is_opened(cast):
    """Else it would know our score while it gives its own."""
    review_rules.set_review_rules(cast.house, cast.manager, FORM.code, ReviewRules(second_percent=0))
    audit = logged(cast)
    session = planned(cast, calls=[PickedCall(audit=audit.id)])
    with pytest.raises(WrongInputError, match="calibration_holds"):
        audit_review.release(cast.house, cast.manager, audit.id)
    calibration.cancel(cast.house, cast.manager, session.id, "改期")
    assert audit_review.release(cast.house, cast.manager, audit.id).released_at
    # Among our own it may be released: the vendor gives no score.
    other = logged(cast)
    planned(cast, calls=[PickedCall(audit=other.id)], raters=_two(cast, cast.auditor))
    audit_review.release(cast.house, cast.manager, other.id)


def test_what_is_missing_in_a_score_is_refused(cast):
    session = planned(cast)
    ours, _theirs = raters(cast, session)
    for answers, reason in (({}, "item_unanswered"), (FULL | {"X": Answer("full")}, "draft_what")):
        with pytest.raises(WrongInputError, match=reason):
            score_all(cast, session, cast.auditor, ours, answers)
    with pytest.raises(WrongInputError, match="fatal_unknown"):
        score_all(cast, session, cast.auditor, ours, fatal=("X",))


# ---- opened early, cancelled


def test_the_leader_opens_early_with_a_reason_and_who_is_missing_is_said(cast):
    session = planned(
        cast, raters=[PickedRater(person=cast.auditor.id), PickedRater("周"), PickedRater("陈")]
    )
    ours, zhou, chen = raters(cast, session)
    score_all(cast, session, cast.auditor, ours)
    with pytest.raises(WrongInputError, match="calibration_nothing"):
        calibration.open_early(cast.house, cast.manager, session.id, "等不到")
    score_all(cast, session, cast.manager, zhou)
    with pytest.raises(WrongInputError, match="reason_needed"):
        calibration.open_early(cast.house, cast.manager, session.id, " ")
    with pytest.raises(WrongInputError, match="calibration_leader"):
        calibration.open_early(cast.house, cast.auditor, session.id, "等不到")
    with pytest.raises(ConflictError):
        calibration.open_early(cast.house, cast.manager, session.id, "等不到", version=7)
    after = calibration.open_early(cast.house, cast.manager, session.id, "外包商缺席")
    assert (after.state, after.why) == (CalibrationState.OPENED, "外包商缺席")
    assert seen(cast, session, cast.viewer).missing == {chen.id: 2}
    with pytest.raises(WrongInputError, match="calibration_over"):
        score_all(cast, session, cast.manager, chen)


def test_a_cancelled_session_stays_sealed_and_counts_nothing(cast):
    session = planned(cast)
    score_all(cast, session, cast.auditor, raters(cast, session)[0])
    calibration.cancel(cast.house, cast.manager, session.id, "录音损坏")
    assert seen(cast, session, cast.manager).marks == []
    with pytest.raises(WrongInputError, match="calibration_sealed"):
        calibration_view.calibration_result(cast.house, cast.manager, session.id)
    with pytest.raises(WrongInputError, match="calibration_over"):
        calibration.cancel(cast.house, cast.manager, session.id, "又")
    assert counted(cast) == []


def test_a_session_waits_for_who_scores_and_who_leads_until_it_is_opened(cast):
    def asked(who):
        return [
            (task.kind, task.params) for task in needs_me(cast.house, who) if "calibration" in task.params
        ]

    session = planned(cast)
    waits = [(TaskKind.CALIBRATION_TO_SCORE, {"calibration": session.id})]
    assert (asked(cast.auditor), asked(cast.manager), asked(cast.viewer)) == (waits, waits, [])
    ours, theirs = raters(cast, session)
    score_all(cast, session, cast.auditor, ours)
    # The vendor's are still to come: that is the leader's.
    assert (asked(cast.auditor), asked(cast.manager)) == ([], waits)
    score_all(cast, session, cast.manager, theirs)
    assert asked(cast.manager) == []


def test_after_its_last_day_a_session_is_late(cast):
    session = planned(cast)
    assert not seen(cast, session, cast.viewer).is_late
    cast.clock.at += timedelta(days=1)
    assert seen(cast, session, cast.viewer).is_late


# ---- minutes


def test_a_decision_goes_into_the_case_library_and_the_forms_guidance(cast):
    session = planned(cast)
    ours, theirs = raters(cast, session)
    said = (session.id, "NEED", "复述即确认", "复述过诉求即算确认需求")
    with pytest.raises(WrongInputError, match="calibration_sealed"):
        calibration_minutes.decide(cast.house, cast.auditor, *said)
    score_all(cast, session, cast.auditor, ours)
    score_all(cast, session, cast.manager, theirs)
    kept = calibration_minutes.decide(cast.house, cast.auditor, *said)
    calibration_minutes.decide(
        cast.house, cast.auditor, session.id, "OPENING", "问候", "两可", in_library=False
    )
    assert audit_cases.audit_cases(cast.house, cast.viewer, FORM.code) == [kept]
    with pytest.raises(WrongInputError, match="calibration_item"):
        calibration_minutes.decide(cast.house, cast.auditor, session.id, "X", "问", "答")
    with pytest.raises(NotAllowedError):
        calibration_minutes.into_guidance(cast.house, cast.auditor, kept.id)
    for _twice in range(2):
        draft = calibration_minutes.into_guidance(cast.house, cast.manager, kept.id)
        assert (draft.form.version, draft.findings) == (2, ())
        assert draft.form.item("NEED").guidance.zh == "复述过诉求即算确认需求"
    assert len(form_drafts(cast.house, cast.manager)) == 1


# ---- what it counts for


def counted(cast):
    with cast.house.database.read() as uow:
        return [row.counts for row in calibration_rows(uow, "YUNHE", MAY)]


def test_a_session_with_the_vendor_counts_on_the_day_it_is_opened_and_one_of_ours_never(cast):
    session = planned(cast)
    ours, theirs = raters(cast, session)
    score_all(cast, session, cast.auditor, ours, NEEDLESS)
    assert counted(cast) == []
    cast.clock.at += timedelta(days=1)
    score_all(cast, session, cast.manager, theirs)
    n = len(FULL)
    each = {"calibrations": 1, "calibration_gap": 10_000, "calibration_bias": 10_000}
    assert counted(cast) == [each | {"items_calibrated": n, "items_agreed": n - 1}] * 2
    with cast.house.database.read() as uow:
        assert {row.day for row in calibration_rows(uow, "YUNHE", MAY)} == {date(2026, 5, 13)}
    inside = planned(cast, due=date(2026, 5, 13), raters=_two(cast, cast.auditor))
    for who, rater in zip((cast.auditor, cast.manager), raters(cast, inside), strict=True):
        score_all(cast, inside, who, rater)
    assert len(counted(cast)) == 2


def test_deviation_and_agreement_reach_their_clauses_and_no_other(data_folder):
    cast = empty_house(data_folder)
    load_contract(cast.house, cast.manager, CALIBRATED, "gov.yaml")
    session = planned(cast, project="HOTLINE")
    for who, rater, said in zip(
        (cast.auditor, cast.manager), raters(cast, session), (FULL, NEEDLESS), strict=True
    ):
        score_all(cast, session, who, rater, said)
    logged(cast, project="HOTLINE")
    assess(cast.house, cast.manager, ["2026-05"])
    lines = current(cast.house, cast.manager, CODE, "2026-05").lines
    shown = {line.clause.code: line.judgement for line in lines}
    assert (shown["GAP"].value, shown["BIAS"].value) == (10, -10)
    assert shown["SAME"].value == Decimal(90)
    # Four scores were given in the session and one audit was logged: one audit counts.
    assert (shown["PASS"].numerator, shown["PASS"].denominator) == (1, 1)
    cast.house.close()
