"""A month goes to the vendor, is answered or not, is closed, signed and settled, each step on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.batch import Source
from core.errors import (
    FrozenMonthError,
    IllegalTransitionError,
    NotAllowedError,
    PlumblineError,
    WrongInputError,
)
from core.month import MonthState
from core.period import MonthRule
from importers.draft import Choice
from services.contracts.contracts import load_contract
from services.judging.assess_month import assess
from services.months.month import month_record, set_state
from services.months.month_papers import (
    Paper,
    decide_objection,
    enter_paper,
    paper_file,
    papers,
    withdraw_paper,
)
from services.months.month_review import month_review
from services.reports.import_report import commit, stage
from services.results.contract_tasks import contract_tasks
from services.vendors.tasks import TaskKind
from sla.follow_up.appeal import AppealStanding
from store.records import PaperKind, PaperState
from tests.services_example import CONTRACT, Cast, empty_house

APRIL, CODE = "2026-04", "GOV12345"
HEAD = "日期,职场,人工请求量,人工接通量,人工放弃量,20秒内接通量\n"
TERMS = CONTRACT.replace("indicator: SL,", "indicator: SL, variant: SL-1,").replace(
    "  scope: {project: HOTLINE}", "  scope: {project: HOTLINE}\n  review: {days: 5}"
)
#: The figures go out on Tuesday 12 May 2026; five working days later is Tuesday 19 May.
LAST_DAY, NEXT_DAY = datetime(2026, 5, 19, 9, tzinfo=UTC), datetime(2026, 5, 20, 1, tzinfo=UTC)
SCAN = ("签章.pdf", b"%PDF-1.4 signed")


@pytest.fixture
def cast(data_folder, database_url) -> Iterator[Cast]:
    cast = empty_house(data_folder, database_url)
    load_contract(cast.house, cast.manager, TERMS, "gov.yaml")
    reported(cast, 700)
    yield cast
    cast.house.close()


def reported(cast: Cast, quick: int) -> None:
    """April's report, its month judged."""
    said = Choice("YUNHE", "HOTLINE", Source.VENDOR, MonthRule().month(APRIL))
    file = f"{HEAD}2026-04-01,长沙,1000,950,50,{quick}\n".encode()
    commit(cast.house, cast.manager, stage(cast.house, cast.manager, "四月.csv", file, said).file.id)
    assess(cast.house, cast.manager, [APRIL])


def sent(cast: Cast) -> None:
    for to in (MonthState.COMMENT, MonthState.APPEAL):
        set_state(cast.house, cast.manager, CODE, APRIL, to)


def closed(cast: Cast) -> None:
    set_state(cast.house, cast.approver, CODE, APRIL, MonthState.FINAL)


def enter(cast: Cast, kind: PaperKind, said: str = "", clauses: tuple[str, ...] = (), evidence=None):
    paper = Paper(kind, date(2026, 5, 12), "云禾 周经理", said, clauses)
    return enter_paper(cast.house, cast.manager, CODE, APRIL, paper, evidence)


def stands(cast: Cast) -> AppealStanding:
    return month_review(cast.house, cast.viewer, CODE, APRIL).standing


def test_a_month_cannot_be_closed_before_the_vendor_was_asked(cast):
    with pytest.raises(WrongInputError) as refused:
        closed(cast)
    assert refused.value.reason == "appeal_open"


def test_silence_closes_the_window_only_after_its_last_day(cast):
    sent(cast)
    review = month_review(cast.house, cast.viewer, CODE, APRIL)
    assert (review.sent, review.last_day.day) == (date(2026, 5, 12), date(2026, 5, 19))
    cast.clock.at = LAST_DAY
    assert stands(cast) is AppealStanding.OPEN
    with pytest.raises(WrongInputError):
        closed(cast)
    cast.clock.at = NEXT_DAY
    assert stands(cast) is AppealStanding.SILENT
    closed(cast)


def test_an_acceptance_closes_it_early_but_only_of_the_figures_it_saw(cast):
    sent(cast)
    enter(cast, PaperKind.ACCEPTED)
    assert stands(cast) is AppealStanding.ACCEPTED
    # The vendor sends other figures after it has accepted the first ones.
    reported(cast, 600)
    assert stands(cast) is AppealStanding.OPEN
    cast.clock.at = NEXT_DAY
    assert stands(cast) is AppealStanding.CHANGED
    with pytest.raises(WrongInputError):
        closed(cast)


def test_an_objection_holds_the_month_until_an_approver_decides_it_with_a_reason(cast):
    sent(cast)
    kept = enter(cast, PaperKind.OBJECTION, "4月3日线路中断", ("SL",))
    cast.clock.at = NEXT_DAY
    assert stands(cast) is AppealStanding.CONTESTED
    with pytest.raises(NotAllowedError):
        decide_objection(cast.house, cast.manager, kept.id, kept.version, PaperState.REJECTED, "无证据")
    with pytest.raises(WrongInputError):
        decide_objection(cast.house, cast.approver, kept.id, kept.version, PaperState.REJECTED, " ")
    decided = decide_objection(
        cast.house, cast.approver, kept.id, kept.version, PaperState.REJECTED, "无中断记录"
    )
    assert (decided.state, stands(cast)) == (PaperState.REJECTED, AppealStanding.DECIDED)
    closed(cast)
    with pytest.raises(FrozenMonthError):
        decide_objection(cast.house, cast.approver, kept.id, decided.version, PaperState.UPHELD, "改判")


def test_the_first_page_asks_for_the_decision_and_for_closing_once_nothing_holds_the_month(cast):
    def asked():
        return [task.kind for task in contract_tasks(cast.house, cast.viewer, APRIL)]

    sent(cast)
    assert asked() == []
    objection = enter(cast, PaperKind.OBJECTION, "断电两小时")
    cast.clock.at = NEXT_DAY
    assert asked() == [TaskKind.OBJECTION_TO_DECIDE]
    decide_objection(cast.house, cast.approver, objection.id, 1, PaperState.REJECTED, "已核对")
    assert asked() == [TaskKind.MONTH_TO_CLOSE]
    closed(cast)
    assert TaskKind.MONTH_TO_CLOSE not in asked()


def test_an_objection_that_came_late_is_kept_and_says_so(cast):
    sent(cast)
    cast.clock.at = NEXT_DAY
    paper = Paper(PaperKind.OBJECTION, date(2026, 5, 20), "云禾 周经理", "数据有误")
    kept = enter_paper(cast.house, cast.manager, CODE, APRIL, paper)
    review = month_review(cast.house, cast.viewer, CODE, APRIL)
    assert review.undecided == (kept,) and review.is_late(kept)


@pytest.mark.parametrize(
    ("paper", "reason"),
    [
        (Paper(PaperKind.OBJECTION, date(2026, 5, 13), "周", "有误"), "future"),
        (Paper(PaperKind.OBJECTION, date(2026, 5, 12), " ", "有误"), "needed"),
        (Paper(PaperKind.OBJECTION, date(2026, 5, 12), "周", ""), "needed"),
        (Paper(PaperKind.OBJECTION, date(2026, 5, 12), "周", "有误", ("NONE",)), "not_found"),
        # Nothing is signed while it can still be contested.
        (Paper(PaperKind.SIGNED, date(2026, 5, 12), "周"), "paper_out_of_place"),
    ],
)
def test_a_paper_that_does_not_fit_is_refused(cast, paper, reason):
    sent(cast)
    with pytest.raises(PlumblineError) as refused:
        enter_paper(cast.house, cast.manager, CODE, APRIL, paper)
    assert refused.value.reason == reason
    assert papers(cast.house, cast.viewer, CODE, APRIL) == []


def test_it_is_signed_with_its_scan_and_settled_only_after_that(cast):
    sent(cast)
    enter(cast, PaperKind.ACCEPTED)
    closed(cast)
    for to, reason in ((MonthState.SIGNED, "not_signed"), (MonthState.SETTLED, "illegal_transition")):
        with pytest.raises(PlumblineError) as refused:
            set_state(cast.house, cast.approver, CODE, APRIL, to)
        assert refused.value.reason == reason
    with pytest.raises(WrongInputError):
        enter(cast, PaperKind.SIGNED)
    signed = enter(cast, PaperKind.SIGNED, evidence=SCAN)
    assert paper_file(cast.house, cast.viewer, signed.id) == SCAN
    set_state(cast.house, cast.approver, CODE, APRIL, MonthState.SIGNED)
    with pytest.raises(FrozenMonthError):
        withdraw_paper(cast.house, cast.manager, signed.id, signed.version, "扫描不清")
    set_state(cast.house, cast.approver, CODE, APRIL, MonthState.SETTLED)


def test_a_paper_taken_back_no_longer_counts_but_stays_to_be_seen(cast):
    sent(cast)
    kept = enter(cast, PaperKind.ACCEPTED)
    gone = withdraw_paper(cast.house, cast.manager, kept.id, kept.version, "录错月份")
    assert stands(cast) is AppealStanding.OPEN
    assert papers(cast.house, cast.viewer, CODE, APRIL) == [gone]
    with pytest.raises(IllegalTransitionError):
        withdraw_paper(cast.house, cast.manager, kept.id, gone.version, "再撤")


def test_a_corrected_edition_starts_with_no_papers_and_goes_out_again(cast):
    sent(cast)
    enter(cast, PaperKind.ACCEPTED)
    closed(cast)
    set_state(cast.house, cast.approver, CODE, APRIL, MonthState.CORRECTED, "供应商补报")
    review = month_review(cast.house, cast.viewer, CODE, APRIL)
    assert (review.standing, review.papers) == (AppealStanding.NOT_SENT, ())
    with pytest.raises(WrongInputError):
        closed(cast)
    sent(cast)
    enter(cast, PaperKind.ACCEPTED)
    closed(cast)
    assert month_record(cast.house, cast.viewer, CODE, APRIL).edition == 2


def test_a_contract_without_a_window_closes_as_before_but_never_over_an_objection(cast):
    plain = TERMS.replace("  review: {days: 5}", "").replace(CODE, "PLAIN")
    load_contract(cast.house, cast.manager, plain, "plain.yaml")
    assess(cast.house, cast.manager, [APRIL])
    set_state(cast.house, cast.manager, "PLAIN", APRIL, MonthState.COMMENT)
    paper = Paper(PaperKind.OBJECTION, date(2026, 5, 12), "云禾 周经理", "不同意")
    kept = enter_paper(cast.house, cast.manager, "PLAIN", APRIL, paper)
    with pytest.raises(WrongInputError):
        set_state(cast.house, cast.approver, "PLAIN", APRIL, MonthState.FINAL)
    withdraw_paper(cast.house, cast.manager, kept.id, kept.version, "供应商撤回")
    set_state(cast.house, cast.approver, "PLAIN", APRIL, MonthState.FINAL)


def test_the_month_keeps_the_hash_of_the_figures_it_was_closed_with(cast):
    sent(cast)
    enter(cast, PaperKind.ACCEPTED)
    assert month_record(cast.house, cast.viewer, CODE, APRIL).figures_hash is None
    closed(cast)
    final = month_record(cast.house, cast.viewer, CODE, APRIL)
    assert final.figures_hash is not None and len(final.figures_hash) == 64
    set_state(cast.house, cast.approver, CODE, APRIL, MonthState.CORRECTED, "补报")
    assert month_record(cast.house, cast.viewer, CODE, APRIL).figures_hash is None


def test_only_those_who_see_the_vendor_see_its_papers(cast):
    sent(cast)
    enter(cast, PaperKind.ACCEPTED)
    stranger = replace(cast.viewer, vendors=frozenset({"OTHER"}))
    assert papers(cast.house, stranger, CODE, APRIL) == []
