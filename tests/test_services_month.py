"""A contract's month from collecting to final: who may, on what it rests, what is frozen with it."""

from datetime import UTC, date, datetime

import pytest
from services_example import house_with_contract

from core.errors import (
    ConflictError,
    FrozenMonthError,
    IllegalTransitionError,
    NotAllowedError,
    NotFoundError,
    WrongInputError,
)
from core.month import MonthState
from services.months.month import month_history, month_record, month_state, set_state
from services.records.daily_events import record_event
from services.records.manual_figures import enter_figure
from store.records import RunRecord

APRIL, CODE = "2026-04", "GOV12345"


@pytest.fixture
def cast(data_folder, database_url):
    cast = house_with_contract(data_folder, database_url)
    yield cast
    cast.house.close()


def assessed(cast, hash="a"):
    """April judged once, as the assessment keeps it."""
    run = RunRecord(
        contract=CODE, vendor="YUNHE", contract_version="1", rules_version="1", period=APRIL,
        period_from=date(2026, 4, 1), period_to=date(2026, 5, 1), inputs={}, hash=hash,
        run_at=datetime(2026, 5, 12, tzinfo=UTC), run_by="王经理",
    )  # fmt: skip
    with cast.house.database.write(cast.manager) as uow:
        uow.runs.keep(run, [], None)
        uow.commit()
    return run


def test_a_month_nobody_touched_is_collecting(cast):
    assert month_state(cast.house, cast.viewer, CODE, APRIL) is MonthState.COLLECTING
    assert month_record(cast.house, cast.viewer, CODE, APRIL) is None
    assert month_history(cast.house, cast.viewer, CODE, APRIL) == []


def test_a_manager_drafts_and_an_approver_makes_final_resting_on_the_run_he_saw(cast):
    run = assessed(cast)
    set_state(cast.house, cast.manager, CODE, APRIL, MonthState.DRAFT)
    final = set_state(cast.house, cast.approver, CODE, APRIL, MonthState.FINAL, "核对无误", run.id)
    assert (final.state, final.run_id, final.edition) == (MonthState.FINAL, run.id, 1)
    history = month_history(cast.house, cast.viewer, CODE, APRIL)
    assert [(row.from_state, row.to_state, row.who) for row in history] == [
        ("collecting", "draft", "王经理"),
        ("draft", "final", "赵总"),
    ]
    assert history[-1].why == "核对无误"


def test_final_is_not_the_managers_and_draft_not_the_approvers_to_say(cast):
    assessed(cast)
    with pytest.raises(NotAllowedError):
        set_state(cast.house, cast.approver, CODE, APRIL, MonthState.DRAFT)
    set_state(cast.house, cast.manager, CODE, APRIL, MonthState.DRAFT)
    for person in (cast.manager, cast.auditor, cast.viewer):
        with pytest.raises(NotAllowedError):
            set_state(cast.house, person, CODE, APRIL, MonthState.FINAL)
    assert month_state(cast.house, cast.viewer, CODE, APRIL) is MonthState.DRAFT


def test_nothing_is_final_without_an_assessment_or_on_another_than_was_seen(cast):
    set_state(cast.house, cast.manager, CODE, APRIL, MonthState.DRAFT)
    with pytest.raises(WrongInputError) as refused:
        set_state(cast.house, cast.approver, CODE, APRIL, MonthState.FINAL)
    assert refused.value.reason == "needed"
    seen = assessed(cast, "a")
    assessed(cast, "b")
    with pytest.raises(ConflictError):
        set_state(cast.house, cast.approver, CODE, APRIL, MonthState.FINAL, run_id=seen.id)
    assert month_state(cast.house, cast.viewer, CODE, APRIL) is MonthState.DRAFT


def test_a_month_follows_its_states_only(cast):
    assessed(cast)
    with pytest.raises(IllegalTransitionError):
        set_state(cast.house, cast.approver, CODE, APRIL, MonthState.FINAL)
    with pytest.raises(NotFoundError):
        set_state(cast.house, cast.manager, "NOBODY", APRIL, MonthState.DRAFT)
    with pytest.raises(WrongInputError):
        set_state(cast.house, cast.manager, CODE, "April", MonthState.DRAFT)


def test_a_final_month_takes_no_figures_until_it_is_corrected(cast):
    assessed(cast)
    set_state(cast.house, cast.manager, CODE, APRIL, MonthState.DRAFT)
    set_state(cast.house, cast.approver, CODE, APRIL, MonthState.FINAL)
    day = date(2026, 4, 20)
    with pytest.raises(FrozenMonthError):
        record_event(cast.house, cast.manager, CODE, day, "PRAISE", "市民来信表扬")
    with pytest.raises(FrozenMonthError):
        enter_figure(cast.house, cast.manager, CODE, APRIL, "HAND", 4, 4, "台账")
    with pytest.raises(WrongInputError, match="reason_needed"):
        set_state(cast.house, cast.approver, CODE, APRIL, MonthState.CORRECTED, "  ")
    corrected = set_state(cast.house, cast.approver, CODE, APRIL, MonthState.CORRECTED, "数据更正")
    assert corrected.edition == 2
    assert record_event(cast.house, cast.manager, CODE, day, "PRAISE", "市民来信表扬").code == "PRAISE"
