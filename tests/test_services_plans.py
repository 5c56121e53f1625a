"""Improvement plans: complete before they are handed in, legal moves only, closed on a verified effect."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from services_example import house_with_contract

from core import workdays
from core.errors import ConflictError, IllegalTransitionError, NotAllowedError, NotFoundError, WrongInputError
from core.refusals import sentence
from core.verdict import Verdict
from services.contracts.contracts import governing
from services.improvement import plans as served
from services.judging.misses import misses, record_misses
from services.results.overview import TaskKind, needs_me
from services.work.doctor import examine
from sla.follow_up.misses import MonthVerdict
from sla.follow_up.plans import PlanStatus

SAID = {
    "problem": "20秒接通率连续两月未达标", "root_cause": "晚高峰排班不足", "corrective": "增加晚班6席",
    "preventive": "每周预测复核", "owner": "周女士",
}  # fmt: skip
S = PlanStatus


@pytest.fixture
def cast(data_folder, database_url):
    cast = house_with_contract(data_folder, database_url)
    contract = governing(cast.house, cast.viewer, "GOV12345", "2026-04")
    missed = [MonthVerdict("2026-03", Verdict.MISSED), MonthVerdict("2026-04", Verdict.MISSED)]
    with cast.house.database.write(cast.manager) as uow:
        record_misses(uow, cast.manager, contract, {"SL": missed, "QA": missed[1:]})
        uow.commit()
    yield cast
    cast.house.close()


def miss_ids(cast):
    return [view.record.id for view in misses(cast.house, cast.viewer)]


def opened(cast, **given):
    asked = SAID | {"working_days": 10} | given
    return served.open_plan(cast.house, cast.manager, miss_ids(cast), **asked)


def moved(cast, view, to, why="", verification=None, who=None):
    asked = (view.record.id, view.record.version, to, why, verification)
    return served.move_plan(cast.house, who or cast.manager, *asked)


def test_a_plan_answers_one_or_more_misses_and_is_due_on_working_days(cast):
    view = opened(cast)
    assert {miss.id for miss in view.misses} == set(miss_ids(cast))
    # Ten working days after Tuesday 12 May 2026.
    assert (view.record.due, view.record.due_certain) == (date(2026, 5, 26), True)
    assert (view.status, view.next_states, view.overdue) == (S.DRAFT, (S.SUBMITTED,), False)
    assert all(
        plan_ids == (view.record.id,) for plan_ids in (v.plan_ids for v in misses(cast.house, cast.viewer))
    )


def test_a_due_date_beyond_the_published_calendar_says_so(cast):
    view = opened(cast, working_days=400)
    assert not view.record.due_certain
    assert [finding.code for finding in view.findings] == ["calendar_unpublished"]
    assert "待核" in view.findings[0].sentence("zh")


@pytest.fixture
def before_publication(monkeypatch):
    """As long as it is set, the calendar of 2026 is not published."""
    with monkeypatch.context() as known:
        known.setattr(workdays, "published_years", lambda: frozenset({2024, 2025}))
        yield known


def test_a_due_date_is_counted_again_once_the_calendar_is_published(cast, before_publication):
    # Thirty weekdays after Tuesday 12 May; Friday 19 June 2026 is a holiday nobody knows of yet.
    view = opened(cast, working_days=30)
    assert (view.record.due, view.record.due_certain) == (date(2026, 6, 23), False)
    before_publication.undo()
    [later] = served.plans(cast.house, cast.viewer)
    assert (later.record.due, later.record.due_certain, later.findings) == (date(2026, 6, 24), True, ())
    assert served.plan(cast.house, cast.viewer, view.record.id) == later


def test_saving_the_day_that_was_shown_leaves_it_counted(cast, before_publication):
    view = opened(cast, working_days=30)
    said = (view.record.id, view.record.version)
    again = served.save_plan(cast.house, cast.manager, *said, owner="李先生", due=view.record.due)
    assert (again.record.working_days, again.record.due_certain) == (30, False)
    named = served.save_plan(
        cast.house, cast.manager, view.record.id, again.record.version, due=date(2026, 6, 30)
    )
    assert (named.record.due, named.record.due_certain) == (date(2026, 6, 30), True)
    assert (named.record.working_days, named.record.counted_from) == (None, None)


def test_doctor_says_what_is_to_be_checked_and_keeps_what_the_calendar_has(cast, before_publication):
    view = opened(cast, working_days=30)
    [unsure] = examine(cast.house, cast.manager)
    assert unsure.code == "calendar_unpublished" and "待核" in unsure.sentence("zh")
    before_publication.undo()
    [moved] = examine(cast.house, cast.manager)
    assert (moved.code, moved.facts["before"], moved.facts["after"]) == (
        "plan_due_counted", "2026-06-23", "2026-06-24",
    )  # fmt: skip
    assert examine(cast.house, cast.manager) == []
    with cast.house.database.read() as uow:
        kept = uow.plans.get(view.record.id)
        [noted] = [entry for entry in uow.journal.all() if entry.action == "plan_due_counted"]
    assert (kept.due, kept.due_certain) == (date(2026, 6, 24), True)
    assert (noted.before, noted.after, noted.who) == ("2026-06-23", "2026-06-24", "王经理")


def test_the_first_page_counts_on_the_day_the_calendar_has(cast, before_publication):
    opened(cast, working_days=30)
    before_publication.undo()
    cast.clock.at = datetime(2026, 6, 24, 1, 0, tzinfo=UTC)
    tasks = {task.kind: task.due for task in needs_me(cast.house, cast.viewer)}
    assert tasks.get(TaskKind.PLAN_DUE) == date(2026, 6, 24)  # on its day, not overdue since yesterday
    assert TaskKind.PLAN_OVERDUE not in tasks


def test_the_whole_way_to_a_verified_close(cast):
    view = opened(cast)
    for to in (S.SUBMITTED, S.APPROVED, S.UNDERWAY, S.TO_VERIFY):
        view = moved(cast, view, to)
    view = moved(cast, view, S.CLOSED, verification="5月接通率92.1%")
    assert (view.status, view.verification, view.next_states) == (S.CLOSED, "5月接通率92.1%", (S.REOPENED,))
    assert [(row.from_state, row.to_state) for row in view.history] == [
        (None, "draft"), ("draft", "submitted"), ("submitted", "approved"), ("approved", "underway"),
        ("underway", "to_verify"), ("to_verify", "closed"),
    ]  # fmt: skip
    again = moved(cast, view, S.REOPENED, "6月再次未达标")
    assert (again.verification, again.history[-1].why) == ("", "6月再次未达标")


@pytest.mark.parametrize("to", [state for state in S if state is not S.SUBMITTED])
def test_a_draft_can_only_be_handed_in(cast, to):
    view = opened(cast)
    with pytest.raises(IllegalTransitionError):
        moved(cast, view, to, "因为", "好")
    assert served.plan(cast.house, cast.viewer, view.record.id) == view


@pytest.mark.parametrize(
    ("given", "missing"),
    [({"root_cause": ""}, "根本原因"), ({"owner": " "}, "责任人"), ({"working_days": None}, "完成期限")],
)
def test_an_incomplete_plan_is_not_handed_in(cast, given, missing):
    view = opened(cast, **given)
    with pytest.raises(WrongInputError) as refused:
        moved(cast, view, S.SUBMITTED)
    assert refused.value.reason == "plan_incomplete"
    assert missing in sentence(refused.value, "zh")


def test_returning_needs_a_reason_and_closing_a_result(cast):
    view = moved(cast, opened(cast), S.SUBMITTED)
    with pytest.raises(WrongInputError) as refused:
        moved(cast, view, S.RETURNED)
    assert refused.value.reason == "reason_needed"
    view = moved(cast, moved(cast, view, S.APPROVED), S.UNDERWAY)
    view = moved(cast, view, S.TO_VERIFY)
    with pytest.raises(WrongInputError) as refused:
        moved(cast, view, S.CLOSED, "看起来好了", "  ")
    assert refused.value.reason == "plan_unverified"


def test_what_was_agreed_is_not_rewritten(cast):
    view = moved(cast, opened(cast), S.SUBMITTED)
    with pytest.raises(WrongInputError) as refused:
        served.save_plan(cast.house, cast.manager, view.record.id, view.record.version, owner="别人")
    assert refused.value.reason == "already_state"
    returned = moved(cast, view, S.RETURNED, "措施不具体")
    asked = (returned.record.id, returned.record.version)
    saved = served.save_plan(cast.house, cast.manager, *asked, corrective="增加8席", working_days=5)
    assert (saved.record.corrective, saved.record.owner) == ("增加8席", "周女士")
    assert saved.record.due == date(2026, 5, 19)


def test_two_people_do_not_overwrite_each_other(cast):
    view = opened(cast)
    served.save_plan(cast.house, cast.manager, view.record.id, view.record.version, owner="甲")
    with pytest.raises(ConflictError):
        served.save_plan(cast.house, cast.manager, view.record.id, view.record.version, owner="乙")
    with pytest.raises(ConflictError):
        moved(cast, view, S.SUBMITTED)


def test_a_plan_is_overdue_after_its_day_until_it_is_closed(cast):
    view = opened(cast, working_days=None, due=date(2026, 5, 12))
    assert not view.overdue
    cast.clock.at = datetime(2026, 5, 12, 16, 0, tzinfo=UTC)  # midnight in Beijing
    assert served.plan(cast.house, cast.viewer, view.record.id).overdue


def test_misses_of_nobody_or_of_two_contracts_are_not_answered_together(cast):
    with pytest.raises(WrongInputError):
        served.open_plan(cast.house, cast.manager, [], **SAID)
    with pytest.raises(NotFoundError):
        served.open_plan(cast.house, cast.manager, ["01JUNKNOWN"], **SAID)


def test_an_approver_agrees_but_does_not_write_and_others_do_neither(cast):
    view = moved(cast, opened(cast), S.SUBMITTED)
    for person in (cast.viewer, cast.auditor):
        with pytest.raises(NotAllowedError):
            moved(cast, view, S.APPROVED, who=person)
    agreed = moved(cast, view, S.APPROVED, who=cast.approver)
    assert agreed.history[-1].who == "赵总"
    with pytest.raises(NotAllowedError):
        moved(cast, agreed, S.UNDERWAY, who=cast.approver)
    elsewhere = replace(cast.manager, vendors=frozenset({"ANDA"}))
    with pytest.raises(NotFoundError):
        moved(cast, agreed, S.UNDERWAY, who=elsewhere)
    assert served.plans(cast.house, elsewhere) == []
