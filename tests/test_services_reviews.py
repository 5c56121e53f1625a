"""An audit's way from submission to its last ruling: blind second score, release T+1, appeals, notices."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from postgres import BOTH, database_for
from services_example import house_with_contract
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.errors import (
    ConflictError,
    FrozenMonthError,
    IllegalTransitionError,
    NotAllowedError,
    NotFoundError,
    WrongInputError,
)
from core.month import MonthState
from core.period import calendar_month
from core.principal import Role
from core.text import Text
from qa.form.load import shipped_forms
from qa.review.appeals import AppealState, Channel, VersionKind
from qa.review.clocks import ReviewRules
from qa.review.notice import NoticeState
from qa.review.rulings import Ruling
from qa.review.states import ReviewState
from qa.scoring.answers import Answer
from services.audits import spot_check
from services.judging.assess_month import assess, current
from services.known.people import add_person
from services.review import audit_appeals, audit_cases, audit_notices, audit_review, audit_story, review_rules

FORM = next(form for form in shipped_forms() if form.code == "QUICK_LISTENING")
FULL = {item.code: Answer("full") for _section, item in FORM.items()}
LOW = FULL | {"NEED": Answer("none"), "OPENING": Answer("none")}
CODE, MAY = "GOV12345", calendar_month(2026, 5)
RULES = ReviewRules(second_percent=0)
RIGHT = Answer("full")


@pytest.fixture(params=BOTH)
def cast(data_folder, request):
    with database_for(request) as url:
        cast = house_with_contract(data_folder, url)
        yield cast
        cast.house.close()


@pytest.fixture
def other(cast):
    """A second auditor."""
    return add_person(cast.house, "周质检", Role.AUDITOR)


def logged(cast, answers=LOW, **said):
    draft = spot_check.CallDraft(
        vendor="YUNHE", form=FORM.code, kind=FORM.kind, at=datetime(2026, 5, 11, 3, tzinfo=UTC),
        contract=CODE, answers=answers, recording="R-1", agent="0123",
    )  # fmt: skip
    return spot_check.log_call(cast.house, cast.auditor, replace(draft, **said)).record


def reviewed(cast, rules=RULES):
    review_rules.set_review_rules(cast.house, cast.manager, FORM.code, rules)


def released(cast, answers=LOW, **said):
    reviewed(cast)
    record = logged(cast, answers, **said)
    audit_review.release(cast.house, cast.manager, record.id)
    return record


def appeal(cast, audit, item="NEED", claimed=RIGHT, channel=Channel.MAIL, **said):
    given = audit_appeals.Appeal(
        audit, item, channel, "周经理", cast.clock.now(), "录音 02:10 已复述", claimed
    )
    return audit_appeals.enter_appeal(cast.house, cast.manager, replace(given, **said))


def counted(cast):
    with cast.house.database.read() as uow:
        rows = spot_check.count_rows(uow, "YUNHE", MAY)
    return [row.counts["audit_points"] for row in rows]


def later(cast, **time):
    cast.clock.at = cast.clock.now() + timedelta(**time)


def test_a_form_without_rules_counts_as_it_is_logged(cast):
    record = logged(cast)
    assert counted(cast) == [85000] and audit_story.under_review(cast.house, cast.viewer) == []
    with pytest.raises(WrongInputError, match="needed"):
        audit_review.release(cast.house, cast.manager, record.id)


def test_under_review_it_counts_from_its_release_on_and_once_more_as_ruled(cast):
    reviewed(cast)
    record = logged(cast)
    assert counted(cast) == []
    after = audit_review.release(cast.house, cast.manager, record.id)
    assert (after.state, after.appeal_due) == (ReviewState.RELEASED, date(2026, 5, 14))
    assert counted(cast) == [85000]
    found = audit_appeals.rule_appeal(
        cast.house, cast.manager, appeal(cast, record.id).id, Ruling.TAKE, "录音可证"
    )
    assert (found.version_before, found.version_after, found.changed) == (1, 2, True)
    assert counted(cast) == [95000]
    story = audit_story.audit_story(cast.house, cast.viewer, record.id)
    assert [str(each.receipt.total) for each in story.versions] == ["85", "95"]
    # The receipts before and after can be reckoned again.
    assert [each.receipt.hash for each in story.versions] == [found.receipt_before, found.receipt_after]
    assert story.line.standing is ReviewState.REVISED
    assert [move.to_state for move in story.moves] == ["submitted", "released", "disputed", "revised"]


def test_the_release_is_due_the_next_working_day_and_late_shows(cast):
    reviewed(cast)
    logged(cast)
    [line] = audit_story.under_review(cast.house, cast.viewer)
    assert (line.due, line.left) == (date(2026, 5, 13), 1)
    later(cast, days=3)
    [line] = audit_story.under_review(cast.house, cast.viewer)
    assert line.left == -2


def test_nobody_releases_their_own_and_a_viewer_nothing(cast):
    reviewed(cast)
    record = logged(cast)
    with pytest.raises(WrongInputError, match="review_own"):
        audit_review.release(cast.house, cast.auditor, record.id)
    for person in (cast.viewer, cast.approver):
        with pytest.raises(NotAllowedError):
            audit_review.release(cast.house, person, record.id)


def test_silence_makes_it_final_and_a_late_appeal_needs_a_reason(cast):
    record = released(cast)
    later(cast, days=3)
    assert audit_story.under_review(cast.house, cast.viewer)[0].standing is ReviewState.FINAL
    with pytest.raises(WrongInputError, match="appeal_late"):
        appeal(cast, record.id)
    assert appeal(cast, record.id, late_reason="系统故障期间收到").late_reason == "系统故障期间收到"
    assert audit_story.under_review(cast.house, cast.viewer)[0].standing is ReviewState.DISPUTED


def test_what_waits_is_always_there_and_of_what_is_through_the_last_few(cast):
    """Three went final by silence, one waits for its release, one was withdrawn."""
    old = []
    for number in range(3):
        old.append(released(cast, recording=f"R-{number}"))
        later(cast, seconds=1)
    later(cast, days=3)
    waits, gone = logged(cast, recording="R-8"), logged(cast, recording="R-9")
    spot_check.withdraw_call(cast.house, cast.auditor, gone.id, "录音错误")

    def queue(settled):
        return [line.audit.id for line in audit_story.under_review(cast.house, cast.viewer, settled)]

    assert queue(0) == [waits.id]
    assert queue(2) == [waits.id, old[1].id, old[2].id]
    assert queue(200) == [waits.id, *(record.id for record in old)]
    # What the list leaves out still has its address; what was withdrawn or never submitted has none.
    assert audit_story.story_of(cast.house, cast.viewer, old[0].id).line.standing is ReviewState.FINAL
    assert audit_story.story_of(cast.house, cast.viewer, gone.id) is None
    assert audit_story.story_of(cast.house, cast.viewer, "nothing") is None


def test_a_month_is_counted_from_what_was_kept_and_older_calls_are_reckoned_anew(cast):
    """A call logged before its counts were kept is read with its answers; every other one without."""
    new, old = logged(cast), logged(cast, FULL, recording="R-2")
    kept = counted(cast)
    with cast.house.database.write() as uow:
        uow.audits.update(replace(uow.audits.get(old.id), counts=None))
        uow.commit()
    assert counted(cast) == kept == [85000, 100000]
    assert [call.id for call in spot_check.calls(cast.house, cast.viewer, "YUNHE", "2026-05")] == [
        new.id,
        old.id,
    ]
    assert spot_check.calls(cast.house, cast.viewer, "YUNHE", "2026-04") == []


def test_the_clock_runs_from_receipt_not_from_entry(cast):
    """Received on the last day, entered the day after: in time, and due two days after receipt."""
    record = released(cast)
    later(cast, days=3)
    received = datetime(2026, 5, 14, 9, tzinfo=UTC)
    kept = appeal(cast, record.id, received_at=received, channel=Channel.TELEPHONE)
    assert (kept.late_reason, kept.due, kept.unconfirmed) == ("", date(2026, 5, 18), True)
    mail = ("确认.eml", b"confirmed")
    after = audit_appeals.confirm_in_writing(cast.house, cast.manager, kept.id, mail, kept.version)
    assert not after.unconfirmed
    [[sha, name]] = after.evidence
    assert audit_appeals.appeal_evidence(cast.house, cast.viewer, kept.id, sha) == (name, b"confirmed")
    with pytest.raises(NotFoundError):
        audit_appeals.appeal_evidence(cast.house, cast.viewer, kept.id, "0" * 64)


@pytest.mark.parametrize("at", [datetime(2026, 5, 12, 2, 29, tzinfo=UTC), datetime(2026, 5, 13, tzinfo=UTC)])
def test_an_appeal_comes_after_the_release_and_not_in_the_future(cast, at):
    record = released(cast)
    with pytest.raises(WrongInputError, match=r"appeal_early|future"):
        appeal(cast, record.id, received_at=at)


def test_each_item_has_one_appeal(cast):
    record = released(cast)
    first = appeal(cast, record.id)
    with pytest.raises(WrongInputError, match="appeal_twice"):
        appeal(cast, record.id)
    second = appeal(cast, record.id, "OPENING")
    audit_appeals.rule_appeal(cast.house, cast.manager, first.id, Ruling.KEEP, "录音不符")
    # The other one waits still.
    assert audit_story.under_review(cast.house, cast.viewer)[0].standing is ReviewState.DISPUTED
    with pytest.raises(WrongInputError, match="appeal_twice"):
        appeal(cast, record.id)
    audit_appeals.rule_appeal(cast.house, cast.manager, second.id, Ruling.KEEP, "未问候")
    assert audit_story.under_review(cast.house, cast.viewer)[0].standing is ReviewState.UPHELD
    assert counted(cast) == [85000]
    with cast.house.database.read() as uow:
        assert [each.kind for each in uow.reviews.versions_of(record.id)] == [VersionKind.SCORED]


def test_the_second_level_is_both_managers_and_final(cast):
    record = released(cast)
    kept = appeal(cast, record.id)
    with pytest.raises(WrongInputError, match="already_state"):
        audit_appeals.next_level(cast.house, cast.manager, kept.id, cast.clock.now(), "不服")
    audit_appeals.rule_appeal(cast.house, cast.manager, kept.id, Ruling.KEEP, "录音不符")
    later(cast, hours=2)
    up = audit_appeals.next_level(cast.house, cast.manager, kept.id, cast.clock.now(), "不服")
    assert (up.level, up.state, up.due) == (2, AppealState.OPEN, date(2026, 5, 15))
    with pytest.raises(NotAllowedError):
        audit_appeals.rule_appeal(cast.house, cast.manager, kept.id, Ruling.TAKE, "改", with_vendor="周经理")
    with pytest.raises(WrongInputError, match="needed"):
        audit_appeals.rule_appeal(cast.house, cast.approver, kept.id, Ruling.TAKE, "改")
    half = Answer("full", deductions=(Fraction(5),))
    found = audit_appeals.rule_appeal(
        cast.house, cast.approver, kept.id, Ruling.THIRD, "部分复述", half, with_vendor="周经理"
    )
    assert (found.level, found.with_vendor, counted(cast)) == (2, "周经理", [90000])
    with pytest.raises(WrongInputError, match="ruling_final"):
        audit_appeals.next_level(cast.house, cast.manager, kept.id, cast.clock.now(), "再申诉")
    with pytest.raises(WrongInputError, match="already_state"):
        audit_appeals.rule_appeal(cast.house, cast.approver, kept.id, Ruling.KEEP, "再", with_vendor="周经理")


def test_the_next_level_has_its_window_too(cast):
    record = released(cast)
    kept = appeal(cast, record.id)
    audit_appeals.rule_appeal(cast.house, cast.manager, kept.id, Ruling.KEEP, "录音不符")
    later(cast, days=6)
    now = cast.clock.now()
    with pytest.raises(WrongInputError, match="appeal_late"):
        audit_appeals.next_level(cast.house, cast.manager, kept.id, now, "不服")
    assert audit_appeals.next_level(cast.house, cast.manager, kept.id, now, "不服", "双方同意").level == 2


def test_whoever_scored_does_not_rule_and_a_reason_is_needed(cast):
    kept = appeal(cast, released(cast).id)
    with pytest.raises(WrongInputError, match="review_own"):
        audit_appeals.rule_appeal(cast.house, cast.auditor, kept.id, Ruling.KEEP, "不变")
    with pytest.raises(WrongInputError, match="reason_needed"):
        audit_appeals.rule_appeal(cast.house, cast.manager, kept.id, Ruling.KEEP, " ")
    with pytest.raises(ConflictError):
        audit_appeals.rule_appeal(cast.house, cast.manager, kept.id, Ruling.KEEP, "不变", version=9)


def test_what_the_vendor_accepted_is_appealed_no_more(cast):
    record = released(cast)
    audit_review.acknowledge(cast.house, cast.manager, record.id, "周经理")
    assert audit_story.under_review(cast.house, cast.viewer)[0].standing is ReviewState.FINAL
    with pytest.raises(IllegalTransitionError):
        appeal(cast, record.id)


def test_the_second_scorer_sees_nothing_of_the_first(cast, other):
    reviewed(cast, ReviewRules(second_percent=100))
    record = logged(cast, remark="语气生硬")
    for person in (other, cast.manager, cast.viewer):
        [call] = spot_check.calls(cast.house, person)
        assert (call.answers, call.points, call.passed, call.remark, call.counts) == (
            {},
            None,
            None,
            "",
            None,
        )
        story = audit_story.audit_story(cast.house, person, record.id)
        assert story.line.sealed and story.versions == [] and story.line.audit.answers == {}
        with pytest.raises(WrongInputError, match="review_sealed"):
            spot_check.receipt_of(cast.house, person, record)
    assert spot_check.calls(cast.house, cast.auditor)[0].points == 85
    with pytest.raises(WrongInputError, match="review_second_needed"):
        audit_review.release(cast.house, cast.manager, record.id)
    with pytest.raises(WrongInputError, match="review_own"):
        audit_review.second_score(cast.house, cast.auditor, record.id, LOW)
    after = audit_review.second_score(cast.house, other, record.id, LOW)
    assert (after.state, after.scorers) == (ReviewState.REVIEWED, ("李质检", "周质检"))
    assert spot_check.calls(cast.house, other)[0].points == 85


def test_no_score_after_the_first_answers_what_the_form_does_not_ask(cast, other):
    stray = {"NOWHERE": Answer("full")}
    reviewed(cast, replace(RULES, second_percent=100))
    record = logged(cast)
    with pytest.raises(WrongInputError, match="draft_what"):
        audit_review.second_score(cast.house, other, record.id, FULL | stray)
    audit_review.second_score(cast.house, other, record.id, FULL)
    with pytest.raises(WrongInputError, match="draft_what"):
        audit_review.adjudicate(cast.house, cast.manager, record.id, stray, (), "重听 02:10，需求已复述")


def test_who_may_rule_is_asked_again_where_the_appeal_moved_on_meanwhile(cast, monkeypatch):
    found = appeal(cast, released(cast).id)
    audit_appeals.rule_appeal(cast.house, cast.manager, found.id, Ruling.KEEP, "录音 02:10 未复述需求")
    later(cast, days=1)
    audit_appeals.next_level(cast.house, cast.manager, found.id, cast.clock.now(), "仍不认可")
    third = add_person(cast.house, "吴质检", Role.AUDITOR)
    # As it was read before somebody else took it to the second level, which is an approver's.
    monkeypatch.setattr(audit_appeals, "_level_now", lambda *_said: 1)
    with pytest.raises(NotAllowedError):
        audit_appeals.rule_appeal(
            cast.house, third, found.id, Ruling.KEEP, "录音 02:10 未复述需求", with_vendor="周经理"
        )


def test_where_two_scorers_differ_a_third_person_settles_it(cast, other):
    reviewed(cast, ReviewRules(second_percent=100))
    record = logged(cast)
    audit_review.second_score(cast.house, other, record.id, FULL | {"NEED": Answer("none")})
    story = audit_story.audit_story(cast.house, cast.manager, record.id)
    assert (story.differ, story.line.standing) == (["OPENING"], ReviewState.TO_ADJUDICATE)
    with pytest.raises(IllegalTransitionError):
        audit_review.release(cast.house, cast.manager, record.id)
    for person in (cast.auditor, other):
        with pytest.raises(WrongInputError, match="review_own"):
            audit_review.adjudicate(cast.house, person, record.id, {"OPENING": RIGHT}, (), "听录音")
    audit_review.adjudicate(cast.house, cast.manager, record.id, {"OPENING": RIGHT}, (), "听录音")
    audit_review.release(cast.house, cast.manager, record.id)
    story = audit_story.audit_story(cast.house, cast.manager, record.id)
    assert [each.record.kind for each in story.versions] == [
        VersionKind.SCORED, VersionKind.SECOND, VersionKind.ADJUDICATED,
    ]  # fmt: skip
    assert counted(cast) == [90000] and story.counting.record.number == 3
    # Whoever scored second is a scorer: a ruling is somebody else's.
    with pytest.raises(WrongInputError, match="review_own"):
        audit_appeals.rule_appeal(cast.house, other, appeal(cast, record.id).id, Ruling.KEEP, "不变")


def test_a_second_score_leaves_nothing_unanswered(cast, other):
    reviewed(cast, ReviewRules(second_percent=100))
    record = logged(cast)
    with pytest.raises(WrongInputError, match="item_unanswered"):
        audit_review.second_score(cast.house, other, record.id, {"NEED": RIGHT})


def test_a_fatal_fault_opens_a_notice_the_same_day(cast):
    fault = FORM.fatal_faults[0]
    record = logged(cast, FULL, fatal=frozenset({fault.code}), remark="听录音确认")
    [notice] = audit_notices.open_notices(cast.house, cast.viewer)
    assert (notice.audit, notice.due, notice.state) == (record.id, date(2026, 5, 12), NoticeState.DRAFT)
    assert fault.text.zh in notice.text.zh and fault.text.en in notice.text.en
    assert "2026-05-11 11:00" in notice.text.zh and "李质检" not in notice.text.zh
    logged(cast, FULL)
    assert len(audit_notices.open_notices(cast.house, cast.viewer)) == 1
    with pytest.raises(WrongInputError, match="needed"):
        audit_notices.send_notice(cast.house, cast.manager, notice.id, " ")
    told = Text("请立即核实", "Verify at once")
    sent = audit_notices.send_notice(cast.house, cast.manager, notice.id, "企业微信 周经理", told)
    assert (sent.state, sent.text, sent.ended_by) == (NoticeState.SENT, told, "王经理")
    with pytest.raises(WrongInputError, match="already_state"):
        audit_notices.drop_notice(cast.house, cast.manager, notice.id, "重复")


def test_a_call_that_stays_fatal_when_it_is_ruled_on_has_its_one_notice(cast):
    record = released(cast, fatal=frozenset({FORM.fatal_faults[0].code}), remark="坐席先挂机")
    kept = appeal(cast, record.id)
    assert audit_appeals.rule_appeal(cast.house, cast.manager, kept.id, Ruling.TAKE, "录音可证").changed
    assert len(audit_notices.open_notices(cast.house, cast.viewer)) == 1


def test_what_is_fatal_only_after_adjudication_opens_its_notice_too(cast, other):
    """The first scorer ticked nothing, the second did; the notice is due the day it is settled."""
    fault = FORM.fatal_faults[0].code
    reviewed(cast, ReviewRules(second_percent=100))
    record = logged(cast, FULL)
    audit_review.second_score(cast.house, other, record.id, FULL, {fault})
    assert audit_notices.open_notices(cast.house, cast.manager) == []
    cast.clock.at += timedelta(days=1)
    audit_review.adjudicate(cast.house, cast.manager, record.id, {}, {fault}, "听录音：确有此事")
    [notice] = audit_notices.open_notices(cast.house, cast.viewer)
    assert (notice.audit, notice.due) == (record.id, date(2026, 5, 13))


def test_an_appealed_fatal_fault_is_taken_off_and_the_score_comes_back(cast):
    fault = FORM.fatal_faults[0].code
    reviewed(cast)
    record = logged(cast, FULL, fatal=frozenset({fault}), remark="听录音确认")
    audit_review.release(cast.house, cast.manager, record.id)
    assert counted(cast) == [0]
    kept = appeal(cast, record.id, fault, None)
    audit_appeals.rule_appeal(cast.house, cast.manager, kept.id, Ruling.TAKE, "另一通电话")
    assert counted(cast) == [100000]


def test_a_final_month_takes_a_corrected_edition_before_a_score_changes(cast):
    record = released(cast)
    kept = appeal(cast, record.id)
    with cast.house.database.write() as uow:
        month = uow.months.opened(CODE, "YUNHE", "2026-05")
        uow.months.update(replace(month, state=MonthState.FINAL))
        uow.commit()
    with pytest.raises(FrozenMonthError):
        audit_appeals.rule_appeal(cast.house, cast.manager, kept.id, Ruling.TAKE, "录音可证")
    # What changes no figure can be ruled all the same.
    assert not audit_appeals.rule_appeal(cast.house, cast.manager, kept.id, Ruling.KEEP, "不符").changed


def test_a_ruling_changes_the_inputs_of_its_month(cast):
    """The same run while nothing changed; another one after the ruling."""
    record = released(cast)
    assess(cast.house, cast.manager, ["2026-05"])
    first = current(cast.house, cast.manager, CODE, "2026-05")
    assess(cast.house, cast.manager, ["2026-05"])
    with cast.house.database.read() as uow:
        runs = [uow.runs.latest(CODE, "2026-05").hash]
    kept = appeal(cast, record.id)
    audit_appeals.rule_appeal(cast.house, cast.manager, kept.id, Ruling.TAKE, "录音可证")
    assess(cast.house, cast.manager, ["2026-05"])
    with cast.house.database.read() as uow:
        runs.append(uow.runs.latest(CODE, "2026-05").hash)
    assert first is not None and runs[0] != runs[1]


def test_an_earlier_call_is_taken_into_review_by_hand(cast):
    record = logged(cast)
    audit_review.submit_for_review(cast.house, cast.manager, record.id)
    assert counted(cast) == []
    with pytest.raises(WrongInputError, match="already_state"):
        audit_review.submit_for_review(cast.house, cast.manager, record.id)
    audit_review.release(cast.house, cast.manager, record.id)
    assert counted(cast) == [85000]


def test_what_is_withdrawn_leaves_the_queue_and_stays_on_record(cast):
    record = released(cast)
    with cast.house.database.read() as uow:
        version = uow.audits.get(record.id).version
    spot_check.withdraw_call(cast.house, cast.auditor, record.id, "误登", version)
    assert audit_story.under_review(cast.house, cast.viewer) == [] and counted(cast) == []
    assert len(audit_story.audit_story(cast.house, cast.viewer, record.id).versions) == 1
    with pytest.raises(WrongInputError, match="already_state"):
        appeal(cast, record.id)


def test_a_ruled_item_goes_into_the_case_library(cast):
    kept = appeal(cast, released(cast).id)
    ruling = audit_appeals.rule_appeal(cast.house, cast.manager, kept.id, Ruling.TAKE, "录音可证")
    case = audit_cases.keep_case(cast.house, cast.manager, ruling.id, "复述即确认", "复述过诉求即算确认需求")
    assert (case.form, case.item) == (FORM.code, "NEED")
    assert audit_cases.audit_cases(cast.house, cast.viewer, FORM.code, "NEED") == [case]
    assert audit_cases.audit_cases(cast.house, cast.viewer, item="OPENING") == []
    with pytest.raises(WrongInputError, match="case_twice"):
        audit_cases.keep_case(cast.house, cast.manager, ruling.id, "又", "又")


def test_rates_of_the_vendor_and_of_who_scored(cast):
    first, second = released(cast), released(cast)
    kept = appeal(cast, first.id)
    audit_appeals.rule_appeal(cast.house, cast.manager, kept.id, Ruling.TAKE, "录音可证")
    [vendor] = audit_story.vendor_appeal_rates(cast.house, cast.viewer)
    assert (vendor.of, vendor.appeal_rate, vendor.success_rate) == ("YUNHE", Fraction(1, 2), 1)
    [auditor] = audit_story.auditor_appeal_rates(cast.house, cast.manager)
    assert (auditor.of, auditor.released, auditor.retrain) == ("李质检", 2, False)
    # An auditor is told of themselves; who reads only, of nobody.
    assert audit_story.auditor_appeal_rates(cast.house, cast.auditor) == [auditor]
    assert audit_story.auditor_appeal_rates(cast.house, cast.viewer) == []
    assert second.id != first.id


def test_rules_are_the_managers_and_what_began_goes_on_as_it_began(cast):
    with pytest.raises(NotAllowedError):
        review_rules.set_review_rules(cast.house, cast.auditor, FORM.code, RULES)
    with pytest.raises(NotFoundError):
        review_rules.set_review_rules(cast.house, cast.manager, "NONE", RULES)
    reviewed(cast)
    record = logged(cast)
    reviewed(cast, replace(RULES, appeal_days=5))
    assert review_rules.review_rules(cast.house, cast.viewer, FORM.code).appeal_days == 5
    assert audit_review.release(cast.house, cast.manager, record.id).appeal_due == date(2026, 5, 14)
    reviewed(cast, None)
    assert review_rules.review_rules(cast.house, cast.viewer, FORM.code) is None
    logged(cast)
    assert len(audit_story.under_review(cast.house, cast.viewer)) == 1


@pytest.mark.parametrize("table", ["review_rules", "audit_versions"])
def test_versions_and_rules_are_never_changed(cast, table):
    released(cast)
    with cast.house.database.write() as uow, pytest.raises(DBAPIError, match="append-only"):
        uow.connection.execute(text(f"DELETE FROM {table}"))


def test_each_step_is_in_the_journal(cast):
    kept = appeal(cast, released(cast).id)
    ruling = audit_appeals.rule_appeal(cast.house, cast.manager, kept.id, Ruling.TAKE, "录音可证")
    audit_cases.keep_case(cast.house, cast.manager, ruling.id, "例", "口径")
    noted = cast.journal()
    assert noted[noted.index("review_rules_set") :] == [
        "review_rules_set", "call_logged", "audit_released", "appeal_entered", "appeal_ruled", "case_kept",
    ]  # fmt: skip
