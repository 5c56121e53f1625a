"""Spot-check calls: masked, logged once, scored on a form that can be read again, withdrawn with a reason."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from services_example import CONTRACT, empty_house, house_with_contract

from core.errors import ConflictError, NotAllowedError, NotFoundError, RefusedError, WrongInputError
from core.period import calendar_month
from core.refusals import sentence
from qa.form.kinds import FormKind
from qa.form.load import IN_USE, shipped_forms
from qa.scoring.answers import Answer
from services.audits import spot_check as served
from services.contracts.contract_loading import load_contract
from services.forms.audit_forms import form_of, forms
from services.months.month import set_state
from services.records.kept_audits import audit_of
from store.records import EntryState

FORM = next(form for form in shipped_forms() if form.code == "QUICK_MYSTERY")
FULL = {item.code: Answer("full") for _, item in FORM.items()}
CALL = served.CallDraft(
    vendor="YUNHE", form="QUICK_MYSTERY", at=datetime(2026, 5, 11, 3, 0, tzinfo=UTC), contract="GOV12345",
    project="HOTLINE", dialled="0731-1234 5678", agent="0123", wait_s=12, answers=FULL, recording="R-1",
    token="t1",
)  # fmt: skip
NOBODY = {"CONNECT": Answer("none"), "MENU": Answer("full"), "QUEUE": Answer("none")}
BUSY = replace(CALL, connected=False, answers=NOBODY, recording="", token="t2")


@pytest.fixture
def cast(data_folder, database_url):
    cast = house_with_contract(data_folder, database_url)
    yield cast
    cast.house.close()


def test_a_call_is_scored_and_its_number_masked_before_it_is_kept(cast):
    logged = served.log_call(cast.house, cast.auditor, CALL)
    assert (logged.record.points, logged.record.passed) == (Decimal("100.00"), True)
    assert logged.record.dialled == "073****5678"
    assert logged.receipt.total == 100
    assert logged.findings == ()
    [kept] = served.calls(cast.house, cast.viewer, "YUNHE", "2026-05")
    assert kept == logged.record
    with cast.house.database.read() as uow:
        assert "12345678" not in str(uow.journal.all()) + str(uow.audits.all())


def test_pressing_the_button_twice_logs_one_call(cast):
    first = served.log_call(cast.house, cast.auditor, CALL)
    second = served.log_call(cast.house, cast.auditor, CALL)
    assert (second.record.id, second.again, second.receipt) == (first.record.id, True, first.receipt)
    assert len(served.calls(cast.house, cast.viewer)) == 1
    assert cast.journal().count("call_logged") == 1


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (replace(CALL, at=datetime(2026, 5, 12, 3, 0, tzinfo=UTC)), "audit_future"),
        (replace(CALL, answers={"CONNECT": Answer("full")}), "audit_unanswered"),
    ],
)
def test_a_call_that_cannot_be_is_refused_with_its_findings(cast, draft, code):
    with pytest.raises(RefusedError) as refused:
        served.log_call(cast.house, cast.auditor, draft)
    assert [finding.code for finding in refused.value.findings] == [code]
    assert served.calls(cast.house, cast.viewer) == []
    # The token is still free: the corrected call can be logged with it.
    assert not served.log_call(cast.house, cast.auditor, CALL).again


def test_an_answer_to_what_the_form_does_not_ask_is_refused(cast):
    with pytest.raises(WrongInputError) as refused:
        served.log_call(cast.house, cast.auditor, replace(CALL, answers=FULL | {"NOWHERE": Answer("full")}))
    assert (refused.value.reason, refused.value.facts["what"]) == ("draft_what", "NOWHERE")
    assert served.calls(cast.house, cast.viewer) == []


def test_a_call_kept_before_with_such_an_answer_is_still_read(cast):
    # Earlier versions kept it beside the others; it never counted, and its receipt is the same without it.
    logged = served.log_call(cast.house, cast.auditor, CALL)
    stray = {**logged.record.answers, "NOWHERE": logged.record.answers["CLOSING"]}
    kept = replace(logged.record, answers=stray)
    assert served.receipt_of(cast.house, cast.viewer, kept) == logged.receipt


def test_a_warning_is_handed_back_and_the_call_is_kept(cast):
    served.log_call(cast.house, cast.auditor, BUSY)
    soon = replace(CALL, at=CALL.at + timedelta(minutes=5), recording="")
    logged = served.log_call(cast.house, cast.auditor, soon)
    assert [finding.code for finding in logged.findings] == ["audit_no_recording", "audit_redial"]
    assert len(served.calls(cast.house, cast.viewer)) == 2


def test_a_call_that_reached_nobody_has_no_points(cast):
    record = served.log_call(cast.house, cast.auditor, BUSY).record
    assert (record.points, record.passed, record.connected) == (None, None, False)


def test_something_fatal_is_logged_only_with_its_reason(cast):
    """As its own reason or in the remark of the call; blanks are none."""
    fatal = replace(CALL, fatal=frozenset({"HANG_UP"}), token="", remark=" ")
    with pytest.raises(WrongInputError) as refused:
        served.log_call(cast.house, cast.auditor, fatal)
    assert refused.value.reason == "fatal_reason"
    fault = next(each for each in FORM.fatal_faults if each.code == "HANG_UP")
    assert fault.text.zh in sentence(refused.value, "zh") and fault.text.en in sentence(refused.value, "en")
    assert served.calls(cast.house, cast.viewer) == []
    served.log_call(cast.house, cast.auditor, replace(fatal, reasons={"HANG_UP": "客户说到一半被挂断"}))
    served.log_call(cast.house, cast.auditor, replace(fatal, remark="客户说到一半被挂断"))
    assert [call.critical for call in served.calls(cast.house, cast.viewer)] == [True, True]


def test_fatal_faults_and_deductions_come_back_as_they_were_ticked(cast):
    answers = FULL | {"NEED": Answer("partial", comment="未复述"), "FOLLOW_UP": Answer(not_applicable=True)}
    draft = replace(CALL, answers=answers, fatal=frozenset({"HANG_UP"}), remark="客户说到一半被挂断")
    record = served.log_call(cast.house, cast.auditor, draft).record
    assert (record.critical, record.points) == (True, Decimal("0.00"))
    [kept] = served.calls(cast.house, cast.viewer)
    assert audit_of(kept).answers == answers
    assert served.receipt_of(cast.house, cast.viewer, kept).fatal == ("HANG_UP",)
    assert form_of(cast.house, cast.viewer, kept) == FORM


def test_live_calls_are_counted_and_withdrawn_ones_are_not(cast):
    record = served.log_call(cast.house, cast.auditor, CALL).record
    served.log_call(cast.house, cast.auditor, BUSY)
    with pytest.raises(WrongInputError):
        served.withdraw_call(cast.house, cast.auditor, record.id, " ")
    with pytest.raises(ConflictError):
        served.withdraw_call(cast.house, cast.auditor, record.id, "误登", version=7)
    with cast.house.database.read() as uow:
        counted = served.count_rows(uow, "YUNHE", calendar_month(2026, 5))
    assert [sum(row.counts[name] for row in counted) for name in ("mystery_calls", "mystery_passed")] == [
        2,
        1,
    ]
    withdrawn = served.withdraw_call(cast.house, cast.auditor, record.id, "误登")
    assert withdrawn.state is EntryState.WITHDRAWN
    with cast.house.database.read() as uow:
        assert len(served.count_rows(uow, "YUNHE", calendar_month(2026, 5))) == 1
        assert uow.journal.states_of("audit", record.id)[0].why == "误登"
    with pytest.raises(WrongInputError) as refused:
        served.withdraw_call(cast.house, cast.auditor, record.id, "再次")
    assert refused.value.reason == "already_state"


def test_forms_are_the_shipped_ones_until_others_are_kept(cast):
    assert {form.code for form in forms(cast.house, cast.viewer)} == set(IN_USE)
    kinds = {form.kind for form in forms(cast.house, cast.viewer, FormKind.LISTENING)}
    assert kinds == {FormKind.LISTENING}
    served.log_call(cast.house, cast.auditor, CALL)
    with cast.house.database.read() as uow:
        assert [form.code for form in uow.audits.forms.all()] == ["QUICK_MYSTERY"]


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (replace(CALL, vendor=" "), WrongInputError),
        (replace(CALL, vendor="NOBODY"), NotFoundError),
        (replace(CALL, form="NONE"), NotFoundError),
        (replace(CALL, form_version=9), NotFoundError),
        (replace(CALL, contract="NONE"), NotFoundError),
        (replace(CALL, at=datetime(2025, 12, 1, tzinfo=UTC)), NotFoundError),  # before the contract
    ],
)
def test_an_unknown_vendor_form_or_contract_is_refused(cast, draft, error):
    with pytest.raises(error):
        served.log_call(cast.house, cast.auditor, draft)


def test_an_approver_and_a_viewer_log_nothing(cast):
    for person in (cast.approver, cast.viewer):
        with pytest.raises(NotAllowedError):
            served.log_call(cast.house, person, CALL)


def test_the_day_of_a_call_is_the_contracts_own(cast):
    """One minute past midnight in Beijing is the evening before in UTC."""
    late = replace(CALL, at=datetime(2026, 5, 10, 16, 1, tzinfo=UTC))
    assert f"{served.log_call(cast.house, cast.auditor, late).record.business_date}" == "2026-05-11"
    assert set_state(cast.house, cast.manager, "GOV12345", "2026-05", "draft").state == "draft"


@pytest.mark.parametrize(
    ("at", "day"),
    [
        # Half past midnight in Beijing, where the version in force keeps its days.
        (datetime(2026, 5, 10, 16, 30, tzinfo=UTC), "2026-05-11"),
        (datetime(2026, 5, 10, 15, 59, tzinfo=UTC), "2026-05-10"),
        # Version 2 keeps London's: half an hour past midnight there, and half an hour before.
        (datetime(2026, 6, 9, 23, 30, tzinfo=UTC), "2026-06-10"),
        (datetime(2026, 6, 9, 22, 30, tzinfo=UTC), "2026-06-09"),
        # Beijing has begun version 2's first day, and London has not: the later version's clock decides.
        (datetime(2026, 5, 31, 16, 30, tzinfo=UTC), "2026-05-31"),
    ],
)
def test_the_day_of_a_call_is_that_of_the_version_in_force(tmp_path, at, day):
    cast = empty_house(tmp_path / "data")
    cast.clock.at = datetime(2026, 6, 12, 2, 30, tzinfo=UTC)
    first = CONTRACT.replace("to: 2026-12-31", "to: 2026-05-31")
    load_contract(cast.house, cast.manager, first, "v1.yaml")
    second = CONTRACT.replace("version: '1'", "version: '2'").replace("from: 2026-01-01", "from: 2026-06-01")
    london = second.replace("  scope:", "  timezone: Europe/London\n  scope:")
    load_contract(cast.house, cast.manager, london, "v2.yaml")
    assert f"{served.log_call(cast.house, cast.auditor, replace(CALL, at=at)).record.business_date}" == day
    cast.house.close()


def test_the_facts_of_a_call_have_the_last_word_over_what_was_ticked(cast):
    slow = replace(CALL, wait_s=45, answers={**FULL, "QUEUE": Answer("full")})
    kept = served.log_call(cast.house, cast.auditor, slow).record
    assert kept.answers["QUEUE"]["choice"] == "partial"
    assert kept.points == 96
