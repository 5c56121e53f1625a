"""Renaming, exit and succession of a vendor in the middle of a contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from core.batch import Dataset, Source
from core.errors import PlumblineError
from core.month import MonthState
from core.text import Text
from importers.draft import Choice
from services.contracts.contract_versions import governing, must_govern
from services.contracts.contracts import load_contract
from services.improvement.plans import open_plan
from services.judging.assess_month import current
from services.judging.misses import misses
from services.known.directory import directory, save_vendor
from services.known.vendor_names import Renaming, name_on, rename_vendor
from services.months.month import set_state
from services.records.daily_events import events, record_event
from services.reports.import_report import commit, stage
from services.reports.received import calendar
from services.reports.reporting_plan import board, save_plan
from services.results.month_pace import month_pace
from services.results.overview import TaskKind, needs_me
from services.vendors.exit_open import OpenKind
from services.vendors.exits import Exit, act_file, exits, record_deletion_proof, record_exit, undo_exit
from services.vendors.succession import Succession, hand_over, successions
from services.workbooks.export_month import export
from sla.follow_up.reporting import DueKind, DueRule, Frequency, ReportState
from tests.services_example import CONTRACT, Cast, empty_house, house_with_contract

CODE, YUNHE = "GOV12345", "YUNHE"
HEAD = "日期,职场,人工请求量,人工接通量,人工放弃量,20秒内接通量\n"
NEW = Text("云禾科技", "Yunhe Tech")
PLAN = dict.fromkeys(("problem", "root_cause", "corrective", "preventive", "owner"), "已写明")


@pytest.fixture
def cast(tmp_path: Path) -> Iterator[Cast]:
    found = house_with_contract(tmp_path / "data")
    yield found
    found.house.close()


def _rename(cast: Cast, name: Text, day: date, version: int = 1) -> object:
    given = Renaming(name, day, "工商变更")
    return rename_vendor(cast.house, cast.manager, YUNHE, given, version, ("执照.pdf", b"%PDF"))


def _bring(cast: Cast, *days: str, vendor: str | None = YUNHE, column: str = "") -> list[str]:
    """Take a report of these days in; the codes of what was found."""
    head = f"外包商,{HEAD}" if column else HEAD
    lead = f"{column}," if column else ""
    body = head + "".join(f"{lead}{day},长沙,100,90,10,60\n" for day in days)
    staged = stage(
        cast.house, cast.manager, f"{days[0]}.csv", body.encode(), Choice(vendor, "HOTLINE", Source.VENDOR)
    )
    assert not staged.blocked, staged.findings
    commit(cast.house, cast.manager, staged.file.id)
    return [found.code for found in staged.findings]


def _leave(cast: Cast, last: date = date(2026, 5, 10)) -> str:
    return record_exit(cast.house, cast.manager, Exit(CODE, last, date(2026, 5, 31), "提前终止")).id


def _refused(act: Callable[[], object]) -> str:
    with pytest.raises(PlumblineError) as refused:
        act()
    return refused.value.reason


def test_a_file_that_names_the_vendor_by_its_old_name_is_still_its_own(cast: Cast) -> None:
    _rename(cast, NEW, date(2026, 5, 1))
    for name in ("云禾客服", "Yunhe Service", "云禾", "云禾科技"):
        (known,) = [each for each in directory(cast.house, cast.manager).vendors if name in each.names]
        assert known.code == YUNHE
    _bring(cast, "2026-05-02", vendor=None, column="云禾客服")


def test_a_document_bears_the_name_of_its_day(cast: Cast) -> None:
    _bring(cast, "2026-04-01")
    _bring(cast, "2026-05-01")
    _rename(cast, NEW, date(2026, 5, 5))
    _rename(cast, Text("云禾数智", "Yunhe AI"), date(2026, 5, 9), version=2)
    with cast.house.database.read() as uow:
        on = [name_on(uow, YUNHE, date(2026, 5, day)).zh for day in (4, 5, 8, 9)]
    assert on == ["云禾客服", "云禾科技", "云禾科技", "云禾数智"]
    for label, called in (("2026-04", "云禾客服"), ("2026-05", "云禾数智")):
        assert called in _cells(export(cast.house, cast.manager, CODE, label, "zh")[1])
    assert "云禾数智" not in _cells(export(cast.house, cast.manager, CODE, "2026-04", "zh")[1])


def test_a_renaming_that_says_nothing_new_or_runs_backwards_is_refused(cast: Cast) -> None:
    save_vendor(cast.house, cast.manager, "ANDA", Text("安达", "Anda"))
    day = date(2026, 5, 5)
    assert _refused(lambda: _rename(cast, Text("云禾客服", "Yunhe Service"), day)) == "same_name"
    assert _refused(lambda: _rename(cast, Text("安达", ""), day)) == "taken"
    assert _refused(lambda: _rename(cast, NEW, date(2026, 5, 13))) == "future"
    assert _refused(lambda: _rename(cast, NEW, day, version=7)) == "conflict"
    _rename(cast, NEW, day)
    assert _refused(lambda: _rename(cast, Text("再改", ""), date(2026, 5, 4), version=2)) == "period_order"


def test_after_the_last_day_no_month_is_judged_and_no_report_is_owed(cast: Cast) -> None:
    save_plan(
        cast.house, cast.manager, CODE, Text("日报", "Daily"), Dataset.TRAFFIC, Frequency.DAILY,
        DueRule(DueKind.CALENDAR_DAY, 1), starts=date(2026, 4, 20),
    )  # fmt: skip
    save_plan(
        cast.house, cast.manager, CODE, Text("月报", "Monthly"), Dataset.TRAFFIC, Frequency.MONTHLY,
        DueRule(DueKind.CALENDAR_DAY, 5), starts=date(2026, 4, 1),
    )  # fmt: skip
    days = [f"2026-04-{day:02}" for day in range(1, 24)]
    _bring(cast, *days)
    _leave(cast, date(2026, 4, 23))
    assert current(cast.house, cast.manager, CODE, "2026-04") is not None
    assert current(cast.house, cast.manager, CODE, "2026-05") is None
    assert governing(cast.house, cast.manager, CODE, "2026-05") is None
    owed = [line.owed for label in ("2026-04", "2026-05") for line in board(cast.house, cast.manager, label)]
    assert max(each.period.last_day for each in owed) == date(2026, 4, 23)
    # The monthly report is whole with the days that were worked: not 7 days short for ever.
    assert {each.standing.state for each in owed} <= {ReportState.LATE, ReportState.RECEIVED}
    (line,) = calendar(cast.house, cast.manager, "2026-04")
    assert (line.have, line.expected) == (23, 23)
    pressing = {task.kind for task in needs_me(cast.house, cast.manager)}
    assert not pressing & {TaskKind.REPORT_OVERDUE, TaskKind.COVERAGE_GAP}


#: Fee of the contract → what must be said of a part of a month.
FEES = [
    ("", "the contract settles no fee"),
    ("{kind: monthly, amount: 310000}", "it counts whole unless you agree otherwise"),
    ("{kind: seat_month, amount: 1200000, months: 12}", "an instalment of a total"),
    (
        "{kind: per_seat, amount: 9000, volume: headcount_on_duty}",
        "by seats and days on duty",
    ),
    ("{kind: per_call, amount: 0.85, volume: answered}", "what was served up to the last day"),
]


@pytest.mark.parametrize(("fee", "said"), FEES)
def test_the_last_part_month_says_what_the_contracts_own_rules_make_of_it(
    tmp_path: Path, fee: str, said: str
) -> None:
    cast = empty_house(tmp_path / "data")
    load_contract(
        cast.house, cast.manager, CONTRACT + (f"settlement:\n  fee: {fee}\n" if fee else ""), "c.yaml"
    )
    _leave(cast)
    (found,) = exits(cast.house, cast.viewer, YUNHE)
    assert (found.part.month.label, found.part.worked, found.part.share) == ("2026-05", 10, Fraction(10, 31))
    assert said in found.part.fee.en and not found.part.is_whole
    cast.house.close()


def test_what_is_open_is_kept_with_the_exit_and_followed_after_it(cast: Cast) -> None:
    _bring(cast, "2026-04-01")
    (miss,) = [each for each in misses(cast.house, cast.manager) if each.record.clause == "SL"]
    plan = open_plan(cast.house, cast.manager, [miss.record.id], title="接通率整改", working_days=5, **PLAN)
    _leave(cast)
    (found,) = exits(cast.house, cast.manager, YUNHE)
    kinds = [each.kind for each in found.open_then]
    assert kinds.count(OpenKind.PLAN) == 1 and kinds.count(OpenKind.MISS) >= 1
    months = [each.id for each in found.open_then if each.kind is OpenKind.MONTH]
    assert months == [f"2026-0{n}" for n in range(1, 6)]  # up to the month of the last day
    assert found.open_now == found.open_then
    assert plan.record.id in [each["id"] for each in found.as_dict()["open_then"]]


def test_days_after_the_last_one_are_said_and_those_before_are_not(cast: Cast) -> None:
    _leave(cast, date(2026, 4, 20))
    assert "after_exit" not in _bring(cast, "2026-04-19", "2026-04-20")
    assert "after_exit" in _bring(cast, "2026-04-21")


def test_a_vendor_that_left_one_of_two_contracts_goes_on_under_the_other(cast: Cast) -> None:
    load_contract(cast.house, cast.manager, CONTRACT.replace(CODE, "GOV2"), "gov2.yaml")
    _leave(cast, date(2026, 4, 20))
    assert "after_exit" not in _bring(cast, "2026-04-21")
    assert governing(cast.house, cast.manager, "GOV2", "2026-05") is not None


def test_an_event_after_the_last_day_is_refused_and_one_booked_before_is_still_listed(cast: Cast) -> None:
    record_event(cast.house, cast.manager, CODE, date(2026, 4, 22), "PRAISE", "来电表扬")
    _leave(cast, date(2026, 4, 20))
    assert [each.what for each in events(cast.house, cast.manager, CODE, "2026-04")] == ["来电表扬"]
    again = (CODE, date(2026, 4, 23), "PRAISE", "又一次")
    assert _refused(lambda: record_event(cast.house, cast.manager, *again)) == "after_last_day"


def test_events_of_months_after_the_last_one_are_still_listed(cast: Cast) -> None:
    record_event(cast.house, cast.manager, CODE, date(2026, 5, 2), "PRAISE", "来电表扬")
    _leave(cast, date(2026, 4, 20))
    assert [each.what for each in events(cast.house, cast.manager, CODE, "2026-05")] == ["来电表扬"]


def test_the_pace_of_the_last_month_looks_no_further_than_the_last_day(cast: Cast) -> None:
    _bring(cast, *[f"2026-05-{day:02}" for day in range(1, 11)])
    (before,) = month_pace(cast.house, cast.manager, "2026-05")
    _leave(cast, date(2026, 5, 15))
    (after,) = month_pace(cast.house, cast.manager, "2026-05")
    assert (before.days_left, after.days_left) == (21, 5)


def test_an_exit_taken_back_leaves_everything_as_it_was(cast: Cast) -> None:
    id = _leave(cast, date(2026, 4, 20))
    undo_exit(cast.house, cast.manager, id, "续签")
    assert exits(cast.house, cast.manager, YUNHE) == []
    assert "after_exit" not in _bring(cast, "2026-04-21")
    with cast.house.database.read() as uow:
        assert must_govern(uow, CODE, "2026-05").code == CODE
    assert _refused(lambda: undo_exit(cast.house, cast.manager, id, "再撤")) == "not_found"
    _leave(cast)  # and can be entered anew


def test_an_exit_stays_once_the_part_month_it_left_is_final(cast: Cast) -> None:
    _bring(cast, "2026-04-01")
    id = _leave(cast, date(2026, 4, 20))
    current(cast.house, cast.manager, CODE, "2026-04")
    set_state(cast.house, cast.approver, CODE, "2026-04", MonthState.FINAL)
    assert _refused(lambda: undo_exit(cast.house, cast.manager, id, "续签")) == "exit_before_final"


def test_the_proof_of_deletion_is_asked_for_until_the_paper_is_in(cast: Cast) -> None:
    id = _leave(cast)
    assert _proofs(cast) == [(date(2026, 5, 31), CODE)]
    record = record_deletion_proof
    day = date(2026, 5, 12)
    assert _refused(lambda: record(cast.house, cast.manager, id, day, "SJ-1", None)) == "needed"
    paper = ("销毁证明.pdf", b"%PDF")
    early = date(2026, 5, 9)
    assert _refused(lambda: record(cast.house, cast.manager, id, early, "SJ-1", paper)) == "period_order"
    kept = record(cast.house, cast.manager, id, day, "SJ-1", paper)
    assert _proofs(cast) == [] and act_file(cast.house, cast.viewer, kept.id) == paper
    assert exits(cast.house, cast.viewer, YUNHE)[0].as_dict()["proof_day"] == "2026-05-12"
    assert _refused(lambda: record(cast.house, cast.manager, id, day, "SJ-2", paper)) == "taken"
    assert _refused(lambda: undo_exit(cast.house, cast.manager, id, "晚了")) == "exit_settled"


def test_a_proof_is_not_asked_for_before_the_last_day_is_over(cast: Cast) -> None:
    _leave(cast, date(2026, 5, 12))
    assert _proofs(cast) == []


def test_an_exit_that_cannot_be_is_refused(cast: Cast) -> None:
    late = Exit(CODE, date(2026, 5, 10), date(2026, 5, 9), "x")
    assert _refused(lambda: record_exit(cast.house, cast.manager, late)) == "period_order"
    outside = Exit(CODE, date(2027, 5, 10), date(2027, 5, 11), "x")
    assert _refused(lambda: record_exit(cast.house, cast.manager, outside)) == "contract_gap"
    _bring(cast, "2026-03-01")
    current(cast.house, cast.manager, CODE, "2026-03")
    set_state(cast.house, cast.approver, CODE, "2026-03", MonthState.FINAL)
    for last in (date(2026, 2, 10), date(2026, 3, 30)):
        assert _refused(lambda last=last: _leave(cast, last)) == "exit_before_final"
    _leave(cast, date(2026, 3, 31))  # the whole of the final month stays as it is
    assert _refused(lambda: _leave(cast)) == "exit_twice"


def test_a_successor_takes_the_open_plans_and_misses_on_by_a_recorded_act(cast: Cast) -> None:
    save_vendor(cast.house, cast.manager, "ANDA", Text("安达", "Anda"))
    _bring(cast, "2026-04-01")
    (miss,) = [each for each in misses(cast.house, cast.manager) if each.record.clause == "SL"]
    plan = open_plan(cast.house, cast.manager, [miss.record.id], title="接通率整改", working_days=5, **PLAN)
    given = Succession(CODE, "ANDA", date(2026, 5, 11), "招标结果")
    assert _refused(lambda: hand_over(cast.house, cast.manager, given)) == "exit_needed"
    _leave(cast)
    too_early = replace(given, day=date(2026, 5, 10))
    assert _refused(lambda: hand_over(cast.house, cast.manager, too_early)) == "exit_needed"
    itself = replace(given, successor=YUNHE)
    assert _refused(lambda: hand_over(cast.house, cast.manager, itself)) == "taken"
    hand_over(cast.house, cast.manager, given)
    for vendor in (YUNHE, "ANDA"):
        (found,) = successions(cast.house, cast.manager, vendor)
        assert plan.record.id in found.still_open and miss.record.id in found.still_open
        assert found.handed_over[0].kind is OpenKind.PLAN
    some = replace(cast.manager, vendors=frozenset({"ANDA"}))
    assert successions(cast.house, some, "ANDA") == []  # the other vendor's plans are not theirs to see
    assert _refused(lambda: hand_over(cast.house, cast.manager, given)) == "taken"


def _proofs(cast: Cast) -> list[tuple[date | None, str | None]]:
    found = needs_me(cast.house, cast.manager)
    return [(task.due, task.contract) for task in found if task.kind is TaskKind.DELETION_PROOF]


def _cells(content: bytes) -> str:
    book = load_workbook(BytesIO(content))
    return " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
