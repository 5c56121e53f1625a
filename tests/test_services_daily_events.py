"""The daily ledger: what may be booked, who approves it, and that nothing disappears from it."""

from datetime import date
from decimal import Decimal

import pytest
from services_example import house_with_contract

from core.errors import ConflictError, NotAllowedError, NotFoundError, WrongInputError
from services.records import daily_events as served
from store.records import EventState

CODE, DAY = "GOV12345", date(2026, 5, 8)


@pytest.fixture
def cast(data_folder, database_url):
    cast = house_with_contract(data_folder, database_url)
    yield cast
    cast.house.close()


def booked(cast, **given):
    asked = {"day": DAY, "code": "PRAISE", "what": "市民来信表扬"} | given
    return served.record_event(cast.house, cast.manager, CODE, **asked)


def test_the_contract_says_what_may_be_booked(cast):
    found = served.codes(cast.house, cast.viewer, CODE, "2026-05")
    assert [(code, kind) for code, _, kind in found] == [
        ("PRAISE", "adjustment"),
        ("OTHER", "adjustment"),
        ("LEAK", "veto"),
    ]
    with pytest.raises(NotFoundError) as refused:
        served.codes(cast.house, cast.viewer, CODE, "2025-05")
    assert refused.value.reason == "contract_gap"


@pytest.mark.parametrize(
    ("given", "error", "reason"),
    [
        ({"day": date(2026, 5, 13)}, WrongInputError, "future"),
        ({"day": date(2025, 12, 31)}, NotFoundError, "contract_gap"),
        ({"code": "GIFT"}, NotFoundError, "not_found"),
        ({"times": 0}, WrongInputError, "needed"),
        ({"what": " "}, WrongInputError, "needed"),
        ({"code": "OTHER"}, WrongInputError, "needed"),  # the contract states no points for it
    ],
)
def test_what_cannot_be_booked_is_refused(cast, given, error, reason):
    with pytest.raises(error) as refused:
        booked(cast, **given)
    assert refused.value.reason == reason
    assert served.events(cast.house, cast.viewer) == []


def test_an_event_counts_once_somebody_else_approves_it(cast):
    line = booked(cast, code="OTHER", points=Decimal("-0.5"))
    assert line.state is EventState.RECORDED
    for person in (cast.manager, cast.auditor, cast.viewer):
        with pytest.raises(NotAllowedError):
            served.approve_event(cast.house, person, line.id, line.version)
    approved = served.approve_event(cast.house, cast.approver, line.id, line.version)
    assert (approved.state, approved.approved_by) == (EventState.APPROVED, "赵总")
    assert approved.points == Decimal("-0.5")
    with pytest.raises(WrongInputError):
        served.approve_event(cast.house, cast.approver, line.id, approved.version)


def test_rejecting_and_withdrawing_need_a_reason_and_stay_in_the_ledger(cast):
    first, second = booked(cast), booked(cast)
    with pytest.raises(WrongInputError):
        served.reject_event(cast.house, cast.approver, first.id, first.version, " ")
    served.reject_event(cast.house, cast.approver, first.id, first.version, "证据不足")
    served.withdraw_event(cast.house, cast.manager, second.id, second.version, "重复登记")
    states = [line.state for line in served.events(cast.house, cast.viewer, CODE, "2026-05")]
    assert states == [EventState.REJECTED, EventState.WITHDRAWN]
    assert served.events(cast.house, cast.viewer, CODE, "2026-04") == []
    with cast.house.database.read() as uow:
        changes = uow.journal.states_of("event", second.id)
    assert [(row.from_state, row.to_state, row.why) for row in changes] == [
        (None, "recorded", ""),
        ("recorded", "withdrawn", "重复登记"),
    ]


def test_a_decision_on_a_line_that_changed_meanwhile_is_refused(cast):
    line = booked(cast)
    with pytest.raises(ConflictError):
        served.approve_event(cast.house, cast.approver, line.id, line.version + 1)
    assert served.events(cast.house, cast.viewer)[0].state is EventState.RECORDED


def test_evidence_is_kept_once_under_its_hash(cast):
    line = booked(cast, evidence=("..\\图\\来信.png", b"letter"))
    again = booked(cast, evidence=("again.png", b"letter"))
    assert line.evidence_sha256 == again.evidence_sha256
    assert served.event_evidence(cast.house, cast.viewer, line.id) == ("来信.png", b"letter")
    with pytest.raises(NotFoundError):
        served.event_evidence(cast.house, cast.viewer, booked(cast).id)


def test_a_viewer_and_an_approver_book_nothing(cast):
    for person in (cast.viewer, cast.approver):
        with pytest.raises(NotAllowedError):
            served.record_event(cast.house, person, CODE, DAY, "PRAISE", "表扬")
