"""A report sent back for a new one: it counts provisionally, the board says so, the new report ends it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from core.batch import Dataset
from core.errors import NotAllowedError, WrongInputError
from core.period import MonthRule
from core.principal import Principal, Role
from core.tally import Flag
from core.text import Text
from core.verdict import Verdict
from services.house.bootstrap import House
from services.judging.assess_month import current
from services.known.people import add_person
from services.reports import returns
from services.reports.import_report import withdraw
from services.reports.received import received_file, states
from services.reports.reporting_plan import board, overdue, reminder, save_plan
from sla.follow_up.reporting import DueKind, DueRule, Frequency, ReportState
from tests.reports_example import bring, daily_report, line_house, report

NOVEMBER = MonthRule().month("2026-11")
WHY = "放弃量与接通量之和超过请求量"


@pytest.fixture
def line(tmp_path: Path, database_url: str | None) -> Iterator[tuple[House, Principal]]:
    """The house with the line's contract, over SQLite and over a real PostgreSQL."""
    house, who = line_house(tmp_path / "data", database_url)
    yield house, who
    house.close()


def flags(house: House, who: Principal) -> frozenset[Flag]:
    """Without the mark of figures that were sent anew, which is tested elsewhere."""
    found = current(house, who, "LINE-2026", "2026-10").line("SL20").judgement.flags
    return found - {Flag.RESTATED}


def planned(house: House, who: Principal) -> None:
    rule = DueRule(DueKind.CALENDAR_DAY, 22)
    name = Text("十月日报汇总", "October's days")
    save_plan(
        house, who, "LINE-2026", name, Dataset.TRAFFIC, Frequency.MONTHLY, rule, starts=date(2026, 10, 1)
    )


def standing(house: House, who: Principal):
    (line,) = board(house, who, "2026-11")
    return line


def test_a_returned_report_counts_provisionally_until_the_new_one_is_in(line):
    house, who = line
    done = bring(house, who, daily_report("2026-10"))
    assert flags(house, who) == frozenset()
    returns.send_back(house, who, done.file.id, WHY)
    assert flags(house, who) == {Flag.PROVISIONAL}
    assert current(house, who, "LINE-2026", "2026-10").line("SL20").judgement.verdict is Verdict.MET
    bring(house, who, daily_report("2026-10", within=900), "十月更正.csv")
    assert flags(house, who) == frozenset()
    assert received_file(house, who, done.file.id).awaited == ()


def test_taking_the_new_report_back_leaves_the_return_standing(line):
    house, who = line
    done = bring(house, who, daily_report("2026-10"))
    returns.send_back(house, who, done.file.id, WHY)
    new = bring(house, who, daily_report("2026-10", within=900), "十月更正.csv")
    withdraw(house, who, new.batches[0].id, "发错了")
    assert received_file(house, who, done.file.id).awaited and flags(house, who) == {Flag.PROVISIONAL}


def test_a_return_taken_back_leaves_everything_as_it_was_and_its_history(line):
    house, who = line
    done = bring(house, who, daily_report("2026-10"))
    returns.send_back(house, who, done.file.id, WHY)
    returns.take_return_back(house, who, done.file.id)
    assert flags(house, who) == frozenset()
    assert received_file(house, who, done.file.id).awaited == ()
    told = [(change.to_state, change.why, change.who) for change in states(house, who, done.batches[0].id)]
    assert told[-2:] == [("returned", WHY, "王经理"), ("return_undone", "", "王经理")]


def test_a_new_report_for_some_of_the_days_does_not_end_the_return(line):
    house, who = line
    done = bring(house, who, daily_report("2026-10"))
    returns.send_back(house, who, done.file.id, WHY)
    first = date(2026, 10, 1)
    days = [(first + timedelta(days=i), 1000, 960, 40, 900) for i in range(3)]
    bring(house, who, report(days), "三天.csv")
    assert received_file(house, who, done.file.id).awaited
    assert flags(house, who) == {Flag.PROVISIONAL}


def test_the_board_says_returned_then_sent_again(line):
    house, who = line
    planned(house, who)
    done = bring(house, who, daily_report("2026-10"))
    returns.send_back(house, who, done.file.id, WHY)
    shown = standing(house, who)
    assert (shown.owed.standing.state, shown.owed.standing.returned) == (ReportState.RETURNED, WHY)
    assert not shown.owed.standing.accurate and shown.is_open
    assert WHY in reminder(shown, "zh", house.clock.now())
    assert WHY in reminder(shown, "en", house.clock.now()) and overdue(house, who, NOVEMBER) == []
    house.clock.at += timedelta(hours=1)
    bring(house, who, daily_report("2026-10", within=900), "十月更正.csv")
    now = standing(house, who).owed.standing
    assert (now.state, now.resent, now.returned, now.accurate) == (ReportState.RESENT, 1, "", False)


def test_the_text_for_the_vendor_names_file_days_and_reason_in_both_languages(line):
    house, who = line
    done = bring(house, who, daily_report("2026-10"))
    returns.send_back(house, who, done.file.id, WHY)
    view = received_file(house, who, done.file.id)
    name = Text("云禾客服", "Yunhe Service")
    zh, en = (returns.letter(view, name, "2026-10", "2026-11-22", lang) for lang in ("zh", "en"))
    assert zh.startswith("云禾客服：贵司于 2026-11-22 报送的“report.csv”（2026-10）退回重报") and WHY in zh
    assert en.startswith("Yunhe Service: your report “report.csv” for 2026-10") and WHY in en


@pytest.mark.parametrize(("why", "reason"), [("", "reason_needed"), ("   ", "reason_needed")])
def test_a_return_needs_a_reason(line, why, reason):
    house, who = line
    done = bring(house, who, daily_report("2026-10"))
    with pytest.raises(WrongInputError) as refused:
        returns.send_back(house, who, done.file.id, why)
    assert refused.value.reason == reason


def test_what_is_returned_withdrawn_or_not_returned_cannot_be_so_again(line):
    house, who = line
    done = bring(house, who, daily_report("2026-10"))
    with pytest.raises(WrongInputError):
        returns.take_return_back(house, who, done.file.id)
    returns.send_back(house, who, done.file.id, WHY)
    with pytest.raises(WrongInputError):
        returns.send_back(house, who, done.file.id, WHY)
    withdraw(house, who, done.batches[0].id, "发错了")
    assert received_file(house, who, done.file.id).awaited == ()


def test_a_viewer_may_not_return_a_report(line):
    house, who = line
    done = bring(house, who, daily_report("2026-10"))
    viewer = add_person(house, "陈看", Role.VIEWER)
    with pytest.raises(NotAllowedError):
        returns.send_back(house, viewer, done.file.id, WHY)
