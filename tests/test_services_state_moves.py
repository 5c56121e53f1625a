"""Whatever moves from one state to another leaves who, when, why, and from what to what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from core.batch import Source
from core.month import MonthState
from core.period import MonthRule
from importers.draft import Choice
from qa.form.load import shipped_forms
from qa.scoring.answers import Answer
from services.audits import spot_check
from services.contracts.contracts import load_contract
from services.house import jobs
from services.improvement import plans
from services.judging.assess_month import assess
from services.judging.misses import misses
from services.months import month
from services.records import daily_events, manual_figures
from services.reports import import_report
from sla.follow_up.plans import PlanStatus
from store.records import JournalRecord, StateChangeRecord
from tests.services_example import CONTRACT, Cast, empty_house

CODE, APRIL = "GOV12345", "2026-04"
HEAD = "日期,职场,人工请求量,人工接通量,人工放弃量,20秒内接通量\n"
FORM = next(form for form in shipped_forms() if form.code == "QUICK_MYSTERY")

#: What the journal calls each move, and its states before and after.
MOVES = [
    ("committed", "staged", "committed"),
    ("withdrawn", "committed", "withdrawn"),
    ("discarded", "staged", "discarded"),
    ("event_approved", "recorded", "approved"),
    ("event_rejected", "recorded", "rejected"),
    ("event_withdrawn", "recorded", "withdrawn"),
    ("figure_withdrawn", "live", "withdrawn"),
    ("call_withdrawn", "live", "withdrawn"),
    ("miss_voided", "open", "voided"),
    ("plan_moved", "draft", "submitted"),
    ("month_state", "collecting", "draft"),
    ("job_cancelled", "queued", "cancelled"),
]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """A house in which everything that can move has moved once."""
    cast = empty_house(tmp_path_factory.mktemp("moves") / "data")
    terms = CONTRACT.replace("indicator: SL,", "indicator: SL, variant: SL-1,")
    load_contract(cast.house, cast.manager, terms, "gov.yaml")
    _files_and_misses(cast)
    _ledger(cast)
    month.set_state(cast.house, cast.manager, CODE, "2026-03", MonthState.DRAFT)
    job = jobs.submit(cast.house, cast.manager, jobs.JobKind.ASSESS, {"labels": [APRIL]})
    jobs.cancel(cast.house, cast.manager, job.id)
    yield cast
    cast.house.close()


def _files_and_misses(cast: Cast) -> None:
    """A report that misses its target, answered by a plan, and taken back; another that is let go."""
    said = Choice("YUNHE", "HOTLINE", Source.VENDOR, MonthRule().month(APRIL))
    low = f"{HEAD}2026-04-01,长沙,1000,950,50,700\n".encode()
    first = import_report.stage(cast.house, cast.manager, "四月.csv", low, said)
    done = import_report.commit(cast.house, cast.manager, first.file.id)
    missed = [view.record.id for view in misses(cast.house, cast.manager)]
    words = dict.fromkeys(("problem", "root_cause", "corrective", "preventive", "owner"), "已写明")
    plan = plans.open_plan(cast.house, cast.manager, missed, working_days=5, **words)
    plans.move_plan(cast.house, cast.manager, plan.record.id, plan.record.version, PlanStatus.SUBMITTED)
    import_report.withdraw(cast.house, cast.manager, done.batches[0].id, "发错版本")
    assess(cast.house, cast.manager, [APRIL])
    other = import_report.stage(cast.house, cast.manager, "又.csv", low.replace(b"700", b"800"), said)
    import_report.discard(cast.house, cast.manager, other.file.id)


def _ledger(cast: Cast) -> None:
    """Three events, each ended in its own way; a figure and a call, both taken back."""
    book = [
        daily_events.record_event(cast.house, cast.manager, CODE, date(2026, 5, 2), "PRAISE", "表扬")
        for _ in range(3)
    ]
    daily_events.approve_event(cast.house, cast.approver, book[0].id, book[0].version)
    daily_events.reject_event(cast.house, cast.approver, book[1].id, book[1].version, "证据不足")
    daily_events.withdraw_event(cast.house, cast.manager, book[2].id, book[2].version, "重复")
    figure = manual_figures.enter_figure(cast.house, cast.manager, CODE, APRIL, "HAND", 4, 4, "台账")
    manual_figures.withdraw_figure(cast.house, cast.manager, figure.id, "录错月份")
    draft = spot_check.CallDraft(
        vendor="YUNHE", form="QUICK_MYSTERY", at=datetime(2026, 5, 11, 3, tzinfo=UTC), contract=CODE,
        wait_s=12, answers={item.code: Answer("full") for _, item in FORM.items()}, recording="R-1",
    )  # fmt: skip
    call = spot_check.log_call(cast.house, cast.auditor, draft).record
    spot_check.withdraw_call(cast.house, cast.auditor, call.id, "误登")


@pytest.mark.parametrize(("action", "before", "after"), MOVES)
def test_the_journal_says_from_what_to_what(lived: Cast, action: str, before: str, after: str) -> None:
    """By whom and when as well."""
    [noted] = [entry for entry in _journal(lived) if entry.action == action][:1]
    assert (_state(noted.before), _state(noted.after)) == (before, after)
    assert noted.who and noted.who_id and noted.at == lived.house.clock.now()


@pytest.mark.parametrize(
    ("action", "why"),
    [("withdrawn", "发错版本"), ("event_rejected", "证据不足"), ("event_withdrawn", "重复"),
     ("figure_withdrawn", "录错月份"), ("call_withdrawn", "误登")],
)  # fmt: skip
def test_the_journal_keeps_the_reason(lived: Cast, action: str, why: str) -> None:
    """Of whatever takes something back or keeps it from counting."""
    assert [entry.why for entry in _journal(lived) if entry.action == action] == [why]


def test_every_change_of_state_has_its_person_and_what_stood_before(lived: Cast) -> None:
    """Only the first of a thing comes from nothing."""
    with lived.house.database.read() as uow:
        changes: list[StateChangeRecord] = uow.journal.changes.all()
    begun: set[tuple[str, str, str]] = set()
    for change in changes:
        thing = (change.entity, change.entity_id, change.what)
        assert change.who and change.who_id and change.to_state, change
        assert change.from_state or (thing not in begun), change
        begun.add(thing)
    moved = {change.entity for change in changes if change.from_state}
    assert moved == {"batch", "event", "figure", "audit", "miss", "plan", "month"}


def _journal(cast: Cast) -> list[JournalRecord]:
    with cast.house.database.read() as uow:
        return uow.journal.all()


def _state(said: object) -> object:
    return said["state"] if isinstance(said, dict) else said
