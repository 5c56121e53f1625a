"""Calls being filled in: kept per person, nobody else's business, gone once logged."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from services_example import house_with_contract

from core.errors import NotAllowedError
from core.ulid import new_ulid
from qa.scoring.answers import Answer
from services.audits.half_filled import KEPT, half_filled, keep, let_go
from services.audits.spot_check import CallDraft, calls, log_call

BEGUN = CallDraft(
    vendor="YUNHE", form="QUICK_MYSTERY", form_version=2, at=datetime(2026, 5, 11, 3, 0, tzinfo=UTC),
    contract="GOV12345", dialled="12345", agent="0123", wait_s=12,
    answers={"ATTITUDE": Answer("partial"), "Q1": Answer(deductions=(Fraction(1, 3),), comment="慢")},
    fatal=frozenset({"LEAK"}), remark="说到一半",
)  # fmt: skip


@pytest.fixture
def cast(data_folder, database_url):
    cast = house_with_contract(data_folder, database_url)
    yield cast
    cast.house.close()


def begun(cast):
    draft = replace(BEGUN, token=new_ulid())
    keep(cast.house, cast.auditor, draft)
    return draft


def test_what_was_filled_in_comes_back_to_the_letter(cast):
    draft = begun(cast)
    assert [half.draft for half in half_filled(cast.house, cast.auditor)] == [draft]


def test_filling_in_more_keeps_one_and_the_last_comes_first(cast):
    first = begun(cast)
    cast.clock.at += timedelta(minutes=1)
    second = begun(cast)
    cast.clock.at += timedelta(minutes=1)
    more = replace(first, remark="说完了")
    keep(cast.house, cast.auditor, more)
    assert [half.draft for half in half_filled(cast.house, cast.auditor)] == [more, second]


def test_a_full_number_is_masked_before_it_is_kept(cast):
    keep(cast.house, cast.auditor, replace(BEGUN, dialled="138 1234 5678", token=new_ulid()))
    [half] = half_filled(cast.house, cast.auditor)
    assert half.draft.dialled == "138****5678"


def test_nobody_else_sees_it_and_no_figure_or_journal_knows_of_it(cast):
    noted, before = cast.journal(), _version(cast)
    draft = begun(cast)
    assert half_filled(cast.house, cast.manager) == []
    let_go(cast.house, cast.manager, draft.token)  # not theirs: nothing happens
    assert len(half_filled(cast.house, cast.auditor)) == 1
    assert calls(cast.house, cast.auditor) == []
    assert (cast.journal(), _version(cast)) == (noted, before)


def test_logging_the_call_or_letting_it_go_ends_it(cast):
    logged, gone = begun(cast), begun(cast)
    full = {item: Answer("full") for item in ("MENU", "OPENING", "NEED", "COMPLETE", "ATTITUDE", "CLOSING",
                                              "FOLLOW_UP", "Q1", "Q2", "Q3")}  # fmt: skip
    log_call(cast.house, cast.auditor, replace(logged, answers=full))
    let_go(cast.house, cast.auditor, gone.token)
    assert half_filled(cast.house, cast.auditor) == []
    assert len(calls(cast.house, cast.auditor)) == 1


def test_what_nobody_goes_on_with_is_deleted_in_time(cast):
    begun(cast)
    cast.clock.at += KEPT + timedelta(days=1)
    later = begun(cast)
    assert [half.draft.token for half in half_filled(cast.house, cast.auditor)] == [later.token]


@pytest.mark.parametrize("role", ["viewer", "approver"])
def test_who_logs_no_calls_keeps_none(cast, role):
    with pytest.raises(NotAllowedError):
        keep(cast.house, getattr(cast, role), replace(BEGUN, token=new_ulid()))


def _version(cast):
    with cast.house.database.read() as uow:
        return uow.settings.data_version()
