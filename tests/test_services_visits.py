"""Site visits through the services: planned, answered, submitted, signed, put right, booked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import PlumblineError, RefusedError, WrongInputError
from core.text import Text
from qa.scoring.answers import Answer
from qa.visit.states import Booking, FindingState, Grade, VisitState
from services.audits import spot_check
from services.contracts.contract_loading import load_contract
from services.desk import audit_drafts
from services.judging.assess_month import current
from services.known.directory import save_vendor
from services.records import daily_events
from services.visits import (
    visit_answers,
    visit_bookings,
    visit_findings,
    visit_photos,
    visit_signing,
    visits,
)
from services.visits.visit_bookings import Booked
from services.visits.visit_findings import Found
from services.visits.visit_signing import Signature
from store.records import EventState, VisitFindingRecord
from tests.services_example import CONTRACT, Cast, empty_house
from tests.visits_example import DAY, ITEMS, NA, PLAN, PNG, answered, planned, submitted

PARTLY = Answer("partial")
AT = datetime(2026, 5, 11, 9, tzinfo=UTC)
#: The hand-typed clause made one that counts what the ledger books to it.
LEDGER = CONTRACT.replace(
    "code: HAND, name: {zh: 报表及时率, en: Reports on time}, indicator: REPORT_TIMELY, source: by_hand,",
    "code: SITE, name: {zh: 现场问题, en: Site findings}, indicator: EVENT_COUNT, source: events,",
).replace("target: 100", "target: 0")


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """12 May 2026; the same over SQLite and over PostgreSQL."""
    found = empty_house(tmp_path / "data", database_url)
    load_contract(found.house, found.manager, LEDGER, "gov.yaml")
    yield found
    found.house.close()


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(PlumblineError) as found:
        act()
    return found.value.reason


def found_there(cast: Cast, visit: str, **said: object) -> VisitFindingRecord:
    given = replace(Found("座席区有手机", Grade.SERIOUS, "DESKS", Decimal(2), date(2026, 5, 20)), **said)
    return visit_findings.add_finding(cast.house, cast.auditor, visit, given)


def test_a_visit_from_the_plan_to_the_signature(cast: Cast) -> None:
    visit = planned(cast)
    assert (visit.form, visit.form_version, visit.state) == ("S1", "1", VisitState.OPEN)
    finding = found_there(cast, visit.id)
    picture = visit_photos.add_photo(cast.house, cast.auditor, visit.id, ("手机.png", PNG), finding.id)
    done = submitted(cast, visit.id, DESKS=Answer("none"))
    assert (done.points, done.passed, done.state) == (Decimal(92), True, VisitState.SUBMITTED)
    view = visits.visit(cast.house, cast.viewer, visit.id)
    assert view.receipt and view.receipt.hash == done.receipt and view.receipt.total == 92
    assert visit_photos.photo(cast.house, cast.viewer, picture.id) == ("手机.png", PNG)
    given = Signature("周经理", AT, "现场经理")
    signed = visit_signing.sign_visit(
        cast.house, cast.auditor, visit.id, given, ("签字.pdf", b"%PDF-1.7"), done.version
    )
    assert (signed.state, signed.signer, signed.signed_at) == (VisitState.SIGNED, "周经理", AT)
    assert visit_photos.visit_paper(cast.house, cast.viewer, visit.id) == ("签字.pdf", b"%PDF-1.7")
    assert cast.journal()[-3:] == ["visit_planned", "visit_submitted", "visit_signed"]


def test_who_refuses_to_sign_is_kept_with_the_reason_and_may_still_sign(cast: Cast) -> None:
    done = submitted(cast, planned(cast).id)
    refuse = lambda why: visit_signing.refuse_signature(  # noqa: E731
        cast.house, cast.manager, done.id, Signature("周经理", AT), why, done.version
    )
    assert refused(lambda: refuse(" ")) == "needed"
    kept = refuse("不认可在岗人数")
    assert (kept.state, kept.why) == (VisitState.REFUSED, "不认可在岗人数")
    # What was found stands all the same, and nothing in it changes any more.
    assert refused(lambda: found_there(cast, done.id)) == "visit_over"
    paper = ("签字.png", PNG)
    signed = visit_signing.sign_visit(
        cast.house, cast.manager, done.id, Signature("周经理", AT), paper, kept.version
    )
    assert (signed.state, signed.why) == (VisitState.SIGNED, "")
    again = lambda: visit_signing.refuse_signature(  # noqa: E731
        cast.house, cast.manager, done.id, Signature("周经理", AT), "反悔", signed.version
    )
    assert refused(again) == "already_state"


@pytest.mark.parametrize(
    ("given", "paper", "said"),
    [
        (Signature(" ", AT), ("签.png", PNG), "needed"),
        (Signature("周", AT), None, "needed_file"),
        (Signature("周", AT), ("签.docx", b"PK\x03\x04"), "picture_kind"),
        (Signature("周", AT + timedelta(days=9)), ("签.png", PNG), "future"),
        (Signature("周", AT - timedelta(days=9)), ("签.png", PNG), "visit_due"),
    ],
    ids=["no name", "no paper", "no picture", "to come", "before the visit"],
)
def test_no_signature_without_name_time_and_paper(
    cast: Cast, given: Signature, paper: tuple[str, bytes] | None, said: str
) -> None:
    done = submitted(cast, planned(cast).id)
    act = lambda: visit_signing.sign_visit(cast.house, cast.manager, done.id, given, paper, done.version)  # noqa: E731
    assert refused(act) == said


@pytest.mark.parametrize(
    ("zone", "at", "day"),
    [
        # Half past midnight of the visit's day in Beijing, the evening before in UTC: signed there and then.
        ("Asia/Shanghai", datetime(2026, 5, 10, 16, 30, tzinfo=UTC), None),
        ("Asia/Shanghai", datetime(2026, 5, 10, 15, 59, tzinfo=UTC), DAY - timedelta(days=1)),
        # Where the vendor's contract is kept in London it is the evening before there, too.
        ("Europe/London", datetime(2026, 5, 10, 16, 30, tzinfo=UTC), DAY - timedelta(days=1)),
        ("Europe/London", datetime(2026, 5, 10, 23, 0, tzinfo=UTC), None),
    ],
)
def test_the_day_of_a_signature_is_the_day_at_the_place(
    tmp_path: Path, zone: str, at: datetime, day: date | None
) -> None:
    cast = empty_house(tmp_path / "data")
    load_contract(
        cast.house, cast.manager, LEDGER.replace("  scope:", f"  timezone: {zone}\n  scope:"), "g.yaml"
    )
    done = submitted(cast, planned(cast).id)
    sign = lambda: visit_signing.sign_visit(  # noqa: E731
        cast.house, cast.manager, done.id, Signature("周经理", at), ("签.png", PNG), done.version
    )
    if day is None:
        assert sign().signed_at == at
    else:
        with pytest.raises(WrongInputError, match="visit_due") as found:
            sign()
        assert found.value.facts["day"] == day
    cast.house.close()


def test_nothing_is_signed_before_it_is_submitted(cast: Cast) -> None:
    visit = planned(cast)
    given = Signature("周", AT)
    act = lambda: visit_signing.refuse_signature(  # noqa: E731
        cast.house, cast.manager, visit.id, given, "不", visit.version
    )
    assert refused(act) == "visit_open"


def test_every_item_has_an_answer_before_it_is_submitted(cast: Cast) -> None:
    visit = planned(cast)
    kept = visit_answers.answer_item(cast.house, cast.auditor, visit.id, "DESKS", PARTLY, None)
    with pytest.raises(RefusedError) as found:
        visit_answers.submit_visit(cast.house, cast.auditor, visit.id, kept.version)
    [finding] = found.value.findings
    assert finding.facts["n"] == len(ITEMS) - 1 and "门禁" in finding.sentence("zh")


def test_a_visit_to_come_is_planned_and_not_submitted(cast: Cast) -> None:
    visit = planned(cast, day=date(2026, 5, 20))
    kept = answered(cast, visit.id)
    submit = lambda: visit_answers.submit_visit(cast.house, cast.auditor, visit.id, kept.version)  # noqa: E731
    assert refused(submit) == "future"


def test_two_auditors_on_one_checklist_lose_nothing_in_silence(cast: Cast) -> None:
    visit = planned(cast)
    say = lambda who, answer, seen: visit_answers.answer_item(  # noqa: E731
        cast.house, who, visit.id, "DESKS", answer, seen
    )
    first = say(cast.auditor, PARTLY, None)
    # Who answers without having seen it is told; the same answer again is none.
    assert refused(lambda: say(cast.manager, Answer("none"), None)) == "answer_differs"
    assert say(cast.manager, PARTLY, None).answers == first.answers
    # Another item meanwhile is nobody's loss.
    visit_answers.answer_item(cast.house, cast.manager, visit.id, "ACCESS", PARTLY, None)
    now = say(cast.manager, Answer("none"), first.answers["DESKS"])
    assert now.answers["DESKS"]["choice"] == "none" and "ACCESS" in now.answers
    assert "DESKS" not in say(cast.manager, None, now.answers["DESKS"]).answers
    ticked = visit_answers.tick_fatal(cast.house, cast.auditor, visit.id, ["DATA_OUT"], [])
    assert ticked.fatal == ("DATA_OUT",)
    unseen = lambda: visit_answers.tick_fatal(cast.house, cast.manager, visit.id, ["FALSE_RECORDS"], [])  # noqa: E731
    assert refused(unseen) == "conflict"


@pytest.mark.parametrize(
    ("item", "answer", "said"),
    [
        ("NONE", PARTLY, "draft_what"),
        ("DESKS", Answer("perhaps"), "item_choice"),
        ("DESKS", NA, "item_not_applicable"),
        ("SEATS_TAKEN", Answer("full"), "item_number"),
    ],
)
def test_an_answer_the_checklist_does_not_offer(cast: Cast, item: str, answer: Answer, said: str) -> None:
    visit = planned(cast)
    act = lambda: visit_answers.answer_item(cast.house, cast.auditor, visit.id, item, answer, None)  # noqa: E731
    assert refused(act) == said


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"what": " "}, "needed"),
        ({"item": "NONE"}, "draft_what"),
        ({"points": Decimal("0.005")}, "visit_points"),
        ({"points": Decimal(-1)}, "visit_points"),
        ({"due": DAY - timedelta(days=1)}, "visit_due"),
        ({"grade": Grade.OBSERVATION}, "visit_observation"),  # with two points and a day
    ],
)
def test_what_cannot_be_noted_as_found(cast: Cast, wrong: dict[str, object], said: str) -> None:
    visit = planned(cast)
    assert refused(lambda: found_there(cast, visit.id, **wrong)) == said


def test_what_was_found_is_changed_and_taken_off_while_the_visit_is_open(cast: Cast) -> None:
    visit = planned(cast)
    first, second = found_there(cast, visit.id), found_there(cast, visit.id, what="门禁失效", item="ACCESS")
    said = Found("两部手机", Grade.GENERAL, "DESKS")
    changed = visit_findings.change_finding(cast.house, cast.auditor, first.id, first.version, said)
    stale = lambda: visit_findings.change_finding(cast.house, cast.auditor, first.id, first.version, said)  # noqa: E731
    assert (changed.what, changed.points) == ("两部手机", None) and refused(stale) == "conflict"
    gone = visit_findings.remove_finding(cast.house, cast.auditor, second.id, second.version)
    third = found_there(cast, visit.id)
    # The number of what was taken off is not used again.
    assert [each.number for each in visits.visit(cast.house, cast.viewer, visit.id).findings] == [1, 3]
    visit_findings.put_back_finding(cast.house, cast.auditor, gone.id)
    found = visits.visit(cast.house, cast.viewer, visit.id).findings
    assert [each.id for each in found] == [first.id, second.id, third.id]


def test_what_was_found_is_answered_and_looked_at_again(cast: Cast) -> None:
    visit = planned(cast)
    found_there(cast, visit.id)
    submitted(cast, visit.id)
    [finding] = visits.visit(cast.house, cast.viewer, visit.id).findings
    answer = lambda on, version: visit_findings.answer_finding(  # noqa: E731
        cast.house, cast.manager, finding.id, "已设手机柜", on, version
    )
    assert refused(lambda: answer(DAY - timedelta(days=1), finding.version)) == "visit_due"
    assert refused(lambda: answer(date(2026, 5, 13), finding.version)) == "future"
    said = answer(date(2026, 5, 12), finding.version)
    assert said.state is FindingState.ANSWERED
    closed = visit_findings.close_finding(cast.house, cast.auditor, said.id, "手机柜在用", said.version)
    assert (closed.state, closed.closed_by) == (FindingState.CLOSED, "李质检")
    assert refused(lambda: answer(date(2026, 5, 12), closed.version)) == "already_state"
    again = visit_findings.open_again(cast.house, cast.auditor, said.id, "又见手机", closed.version)
    assert (again.state, again.answer) == (FindingState.OPEN, "已设手机柜")
    assert refused(
        lambda: visit_findings.open_again(cast.house, cast.auditor, said.id, "再看", again.version)
    ) == "already_state"  # fmt: skip


def test_pictures_by_the_name_written_down_on_the_road(cast: Cast) -> None:
    visit = planned(cast)
    finding = found_there(cast, visit.id, photo_names=("IMG_7.png", "IMG_8.png"))
    add = lambda name, data=PNG, to="": visit_photos.add_photo(  # noqa: E731
        cast.house, cast.auditor, visit.id, (name, data), to
    )
    assert add("IMG_7.png").finding == finding.id and add("IMG_9.png").finding == ""
    [now] = visits.visit(cast.house, cast.viewer, visit.id).findings
    assert now.photo_names == ("IMG_8.png",)
    # By its bytes, whatever it is called; and not to a finding of another visit.
    assert refused(lambda: add("录音.png", b"ID3 sound")) == "picture_kind"
    assert refused(lambda: add("IMG_8.png", PNG, "01" * 13)) == "draft_what"
    first = visits.visit(cast.house, cast.viewer, visit.id).photos[0]
    off = visit_photos.remove_photo(cast.house, cast.auditor, first.id, first.version)
    assert len(visits.visit(cast.house, cast.viewer, visit.id).photos) == 1
    visit_photos.put_back_photo(cast.house, cast.auditor, off.id)
    assert len(visits.visit(cast.house, cast.viewer, visit.id).photos) == 2


def test_what_was_found_waits_as_a_draft_and_counts_once_it_is_booked_and_approved(cast: Cast) -> None:
    """The clause that counts events reads it from the ledger; the visit itself feeds none."""
    visit = planned(cast)
    finding = found_there(cast, visit.id)
    found_there(cast, visit.id, grade=Grade.OBSERVATION, points=None, due=None)
    visit_photos.add_photo(cast.house, cast.auditor, visit.id, ("手机.png", PNG), finding.id)
    assert visit_bookings.drafts_to_book(cast.house, cast.manager) == []  # not submitted yet
    submitted(cast, visit.id)
    [draft] = visit_bookings.drafts_to_book(cast.house, cast.manager)  # an observation is nothing to book
    book = lambda code, version: visit_bookings.book_finding(  # noqa: E731
        cast.house, cast.auditor, draft.id, Booked("GOV12345", code), version
    )
    assert refused(lambda: book("NONE", draft.version)) == "not_found"
    booked = book("SITE", draft.version)
    [line] = daily_events.events(cast.house, cast.viewer)
    assert (line.day, line.code, line.evidence_name) == (DAY, "SITE", "手机.png")
    assert line.what == "现场检查 2026-05-11 问题1：座席区有手机" and booked.event == line.id
    assert refused(lambda: book("SITE", booked.version)) == "already_state"
    assert _figure(cast) == 0
    line = daily_events.approve_event(cast.house, cast.approver, line.id, line.version)
    assert _figure(cast) == 1
    # A line that is withdrawn leaves what was found to be booked again.
    daily_events.withdraw_event(cast.house, cast.manager, line.id, line.version, "记错条款")
    assert [each.id for each in visit_bookings.drafts_to_book(cast.house, cast.manager)] == [draft.id]
    assert visit_bookings.event_state(cast.house, cast.viewer, booked) is EventState.WITHDRAWN
    assert book("SITE", booked.version).booking is Booking.BOOKED


def _figure(cast: Cast) -> object:
    result = current(cast.house, cast.manager, "GOV12345", "2026-05")
    line = result.line("SITE") if result else None
    assert line is not None
    return line.judgement.value


def test_what_is_not_booked_says_why_and_can_be_after_all(cast: Cast) -> None:
    visit = planned(cast)
    found_there(cast, visit.id)
    submitted(cast, visit.id)
    [draft] = visit_bookings.drafts_to_book(cast.house, cast.manager)
    drop = lambda why: visit_bookings.drop_booking(cast.house, cast.manager, draft.id, why, draft.version)  # noqa: E731
    assert refused(lambda: drop("")) == "reason_needed"
    dropped = drop("首次，先整改")
    assert visit_bookings.drafts_to_book(cast.house, cast.manager) == []
    visit_bookings.book_after_all(cast.house, cast.manager, draft.id, dropped.version)
    assert len(visit_bookings.drafts_to_book(cast.house, cast.manager)) == 1


def test_another_vendors_contract_books_nothing_of_it(cast: Cast) -> None:
    other = CONTRACT.replace("GOV12345", "OTHER1").replace("YUNHE", "ANDA").replace("云禾", "安达")
    load_contract(cast.house, cast.manager, other.replace("HOTLINE", "ELSE"), "other.yaml")
    visit = planned(cast)
    finding = found_there(cast, visit.id)
    submitted(cast, visit.id)
    book = lambda: visit_bookings.book_finding(  # noqa: E731
        cast.house, cast.auditor, finding.id, Booked("OTHER1", "LEAK"), finding.version
    )
    assert refused(book) == "visit_contract" and daily_events.events(cast.house, cast.viewer) == []


def test_a_visit_is_changed_and_called_off_while_it_is_open(cast: Cast) -> None:
    visit = planned(cast)
    plan = replace(PLAN, day=date(2026, 5, 20), site=None, auditors=("李质检", " 李质检 ", ""))
    changed = visits.change_visit(cast.house, cast.manager, visit.id, visit.version, plan)
    assert (changed.day, changed.site, changed.auditors) == (date(2026, 5, 20), None, ("李质检",))
    off = visits.call_off(cast.house, cast.manager, visit.id, changed.version, "疫情")
    assert (off.state, off.why) == (VisitState.CALLED_OFF, "疫情")
    change = lambda: visits.change_visit(cast.house, cast.manager, visit.id, off.version, plan)  # noqa: E731
    assert refused(change) == "visit_over"


def test_a_visit_goes_to_a_site_of_the_vendor_on_a_checklist(cast: Cast) -> None:
    save_vendor(cast.house, cast.manager, "ANDA", Text("安达", "Anda"))
    assert [form.code for form in visits.checklists(cast.house, cast.viewer)] == ["S1"]
    plan = lambda vendor, form: visits.plan_visit(  # noqa: E731
        cast.house, cast.auditor, replace(PLAN, vendor=vendor), form
    )
    planned(cast)
    assert refused(lambda: plan("ANDA", "S1")) == "not_found"  # CS is a site of YUNHE
    assert refused(lambda: plan("YUNHE", "QUICK_MYSTERY")) == "form_of_calls"
    assert refused(lambda: visits.plan_visit(cast.house, cast.viewer, PLAN, "S1")) == "not_allowed"


def test_no_call_is_scored_on_a_checklist_of_visits(cast: Cast) -> None:
    assert refused(lambda: audit_drafts.open_draft(cast.house, cast.auditor, "YUNHE", "S1")) == "form_of_site"
    call = spot_check.CallDraft(vendor="YUNHE", form="S1", at=AT, answers={})
    assert refused(lambda: spot_check.log_call(cast.house, cast.auditor, call)) == "form_of_site"
