"""The reporting plan over real files: board, extension, real arrival, reminder, the clause judged from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest

from core.batch import Dataset, Grain
from core.errors import NotAllowedError, NotFoundError, WrongInputError
from core.refusals import sentence
from core.text import Text
from importers.draft import Choice
from services.contracts.contracts import load_contract
from services.judging.assess_month import assess
from services.known.directory import save_site
from services.reports import reporting_plan
from services.reports.import_report import commit, stage, withdraw
from services.results.overview import TaskKind, needs_me
from sla.follow_up.reporting import DueKind, DueRule, Frequency, ReportState
from tests.services_example import CONTRACT, Cast, empty_house

WORKING_5 = DueRule(DueKind.WORKING_DAY, 5)
MAY = "2026-05"
#: Judged from the plan: due in May are April's monthly report and the daily ones.
PLANNED = CONTRACT.replace("REPORT_TIMELY, source: by_hand", "REPORT_TIMELY, source: reports")


@pytest.fixture
def cast(tmp_path: Path) -> Cast:
    found = empty_house(tmp_path)
    load_contract(found.house, found.manager, PLANNED, "gov.yaml")
    return found


def at(cast: Cast, day: str, hour: int = 2) -> None:
    """The clock, in UTC."""
    cast.clock.at = datetime.fromisoformat(f"{day}T{hour:02d}:00").replace(tzinfo=UTC)


def monthly(cast: Cast, **more):
    said = {"grain": Grain.DAY, "starts": date(2026, 4, 1), **more}
    return reporting_plan.save_plan(
        cast.house, cast.manager, "GOV12345", Text("话务月报", "Monthly traffic"), Dataset.TRAFFIC,
        Frequency.MONTHLY, WORKING_5, **said,
    )  # fmt: skip


def days(first: int, last: int, month: int = 4, answered: int = 90) -> bytes:
    lines = [f"2026-{month:02d}-{day:02d},100,{answered},80" for day in range(first, last + 1)]
    return ("日期,人工请求量,人工接通量,20秒内接通量\n" + "\n".join(lines)).encode()


def send(cast: Cast, data: bytes) -> str:
    choice = Choice(vendor="YUNHE", project="HOTLINE")
    file = stage(cast.house, cast.manager, f"{len(data)}.csv", data, choice).file
    return commit(cast.house, cast.manager, file.id).batches[0].id


def only(cast: Cast):
    (line,) = reporting_plan.board(cast.house, cast.viewer, MAY)
    return line


def judged(cast: Cast) -> tuple[str, str]:
    (month,) = assess(cast.house, cast.manager, [MAY])
    line = next(each for each in month.lines if each.clause.code == "HAND")
    said = line.judgement
    return f"{said.numerator}/{said.denominator}", said.verdict.value


def test_aprils_report_is_due_on_the_fifth_working_day_of_may(cast: Cast) -> None:
    # 1 to 5 May are holidays, Saturday the 9th is worked: 6, 7, 8, 9, 11 May.
    monthly(cast)
    at(cast, "2026-05-04")
    line = only(cast)
    assert line.owed.due.day == date(2026, 5, 11)
    assert line.owed.standing.state is ReportState.WAITING


def test_board_and_clause_follow_what_comes(cast: Cast) -> None:
    monthly(cast)
    at(cast, "2026-05-06")
    send(cast, days(1, 20))
    assert only(cast).owed.standing.state is ReportState.PARTIAL
    at(cast, "2026-05-11", 15)  # 23:00 in Beijing
    second = send(cast, days(21, 30))
    assert only(cast).owed.standing.state is ReportState.RECEIVED
    assert judged(cast) == ("1/1", "met")
    at(cast, "2026-05-12")
    withdraw(cast.house, cast.manager, second, "数字有误")
    assert only(cast).owed.standing.state is ReportState.PARTIAL
    assert judged(cast) == ("0/1", "missed")
    send(cast, days(21, 30, answered=91))
    assert only(cast).owed.standing.state is ReportState.LATE


def test_a_missing_report_is_missed_once_its_day_is_over_and_called_to_mind(cast: Cast) -> None:
    monthly(cast)
    at(cast, "2026-05-11", 15)
    assert judged(cast)[1] == "not_reported"
    at(cast, "2026-05-11", 16)  # midnight in Beijing
    assert only(cast).owed.standing.state is ReportState.MISSING
    assert judged(cast) == ("0/1", "missed")
    (task,) = [task for task in needs_me(cast.house, cast.manager) if task.kind is TaskKind.REPORT_OVERDUE]
    assert (task.vendor, task.due, task.subject.zh) == ("YUNHE", date(2026, 5, 11), "话务月报")


def test_a_file_that_comes_too_late_says_so_and_one_sent_again_in_time_does_not(cast: Cast) -> None:
    monthly(cast)

    def late(data: bytes) -> list[str]:
        file = stage(cast.house, cast.manager, "四月.csv", data, Choice(vendor="YUNHE", project="HOTLINE"))
        return [f.sentence("zh") for f in file.findings if f.code == "report_late"]

    at(cast, "2026-05-11", 15)  # 23:00 in Beijing
    assert late(days(1, 30)) == []
    at(cast, "2026-05-11", 16)  # midnight
    assert late(days(1, 30)) == ["“话务月报”（2026-04）应于 2026-05-11 前报送，已迟 1 天（合同 GOV12345）。"]
    at(cast, "2026-05-11", 15)
    send(cast, days(1, 30))
    at(cast, "2026-05-20")
    assert late(days(1, 30, answered=91)) == []
    assert late(days(1, 30, month=3)) == []


@pytest.mark.parametrize(
    ("until", "taken"), [("2026-05-07", False), ("2026-05-11", True), ("2026-05-12", True)]
)
def test_more_time_that_ends_before_the_report_is_due_is_refused(cast: Cast, until: str, taken: bool) -> None:
    plan = monthly(cast)
    at(cast, "2026-05-06")
    assert only(cast).owed.due.day == date(2026, 5, 11)
    granted = partial(reporting_plan.extend, cast.house, cast.manager, plan.id, date(2026, 4, 1))
    if taken:
        granted(date.fromisoformat(until), "停电")
        assert only(cast).owed.due.day == date.fromisoformat(until)
        return
    with pytest.raises(WrongInputError) as refused:
        granted(date.fromisoformat(until), "停电")
    assert sentence(refused.value, "zh") == "展期到 2026-05-07 没有意义：报表本来就到 2026-05-11 才到期。"
    assert not only(cast).owed.notes


def test_an_extension_says_who_granted_it_and_counts(cast: Cast) -> None:
    plan = monthly(cast)
    at(cast, "2026-05-13")
    send(cast, days(1, 30))
    assert only(cast).owed.standing.state is ReportState.LATE
    with pytest.raises(WrongInputError):
        reporting_plan.extend(cast.house, cast.manager, plan.id, date(2026, 4, 1), date(2026, 5, 15), " ")
    with pytest.raises(NotAllowedError):
        reporting_plan.extend(cast.house, cast.viewer, plan.id, date(2026, 4, 1), date(2026, 5, 15), "停电")
    reporting_plan.extend(cast.house, cast.manager, plan.id, date(2026, 4, 1), date(2026, 5, 15), "停电")
    owed = only(cast).owed
    assert owed.standing.state is ReportState.RECEIVED and owed.due.day == date(2026, 5, 15)
    assert [(note.noted_by, note.reason) for note in owed.notes] == [("王经理", "停电")]
    assert judged(cast) == ("1/1", "met")
    assert cast.journal()[-1] == "report_extension"


def test_who_imports_late_does_not_make_the_vendor_late(cast: Cast) -> None:
    plan = monthly(cast)
    at(cast, "2026-05-14")
    send(cast, days(1, 30))
    came = datetime(2026, 5, 9, 8, 0, tzinfo=UTC)
    reporting_plan.arrived(cast.house, cast.manager, plan.id, date(2026, 4, 1), came, "邮件5月9日收到")
    assert only(cast).owed.standing.state is ReportState.RECEIVED
    assert only(cast).owed.arrived_at == came
    with pytest.raises(WrongInputError):
        later = datetime(2026, 5, 20, tzinfo=UTC)
        reporting_plan.arrived(cast.house, cast.manager, plan.id, date(2026, 4, 1), later, "x")


def test_a_report_sent_again_is_in_time_but_not_right_the_first_time(cast: Cast) -> None:
    monthly(cast)
    at(cast, "2026-05-06")
    send(cast, days(1, 30))
    at(cast, "2026-05-20")
    send(cast, days(3, 3, answered=95))
    owed = only(cast).owed
    assert owed.standing.state is ReportState.RESENT
    assert owed.standing.on_time and not owed.standing.accurate


def test_calls_and_surveys_of_the_same_days_are_two_reports(cast: Cast) -> None:
    calls = monthly(cast, counts=("offered",))
    replies = monthly(cast, counts=("survey_replied", "satisfied"))
    at(cast, "2026-05-06")
    send(cast, days(1, 30))
    board = {line.owed.plan.id: line for line in reporting_plan.board(cast.house, cast.viewer, MAY)}
    assert board[calls.id].owed.standing.state is ReportState.RECEIVED
    assert board[replies.id].owed.standing.state is ReportState.WAITING
    lines = "\n".join(f"2026-04-{day:02d},{40 + day},{30 + day // 2}" for day in range(1, 31))
    send(cast, f"日期,评价量,满意量\n{lines}".encode())
    for line in reporting_plan.board(cast.house, cast.viewer, MAY):
        assert (line.owed.standing.state, line.owed.standing.accurate) == (ReportState.RECEIVED, True)


def test_a_report_is_known_by_counts_there_are(cast: Cast) -> None:
    with pytest.raises(WrongInputError):
        monthly(cast, counts=("no_such_count",))
    known = reporting_plan.counts_of(cast.house, cast.viewer, "GOV12345")
    assert {"answered", "abandoned"} <= set(known)


def test_only_the_figures_that_were_planned_answer_a_report(cast: Cast) -> None:
    monthly(cast, grain=Grain.MONTH)
    at(cast, "2026-05-06")
    send(cast, days(1, 30))
    assert only(cast).owed.standing.state is ReportState.WAITING


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh", ("话务月报", "2026-05-11", "周女士")), ("en", ("Monthly traffic", "2026-05-11", "周女士"))],
)
def test_a_reminder_names_report_period_due_date_and_whom(cast: Cast, lang, words) -> None:
    from services.known.contacts import save_contact

    contact = save_contact(cast.house, cast.manager, "YUNHE", "周女士")
    monthly(cast, contact=contact.id)
    at(cast, "2026-05-06")
    ahead = reporting_plan.reminder(only(cast), lang, cast.clock.now())
    send(cast, days(1, 29))
    at(cast, "2026-05-12")
    overdue = reporting_plan.reminder(only(cast), lang, cast.clock.now())
    assert all(word in text for word in words for text in (ahead, overdue))
    assert "04-30" in overdue and overdue != ahead


def site_days(*sites: str, last: int = 30) -> bytes:
    lines = [f"2026-04-{day:02d},{site},100,90,80" for day in range(1, last + 1) for site in sites]
    return ("日期,职场,人工请求量,人工接通量,20秒内接通量\n" + "\n".join(lines)).encode()


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh", "尚缺 南昌职场（全部日期） 的数据"), ("en", "lacks these days: Nanchang (all days)")],
)
def test_a_report_due_of_each_site_is_partial_until_the_last_is_in(cast: Cast, lang, words) -> None:
    for code, zh, en in (("CS", "长沙职场", "Changsha"), ("NC", "南昌职场", "Nanchang")):
        save_site(cast.house, cast.manager, "YUNHE", code, Text(zh, en))
    monthly(cast, sites=["NC", "CS"])
    at(cast, "2026-05-06")
    send(cast, site_days("长沙职场"))
    at(cast, "2026-05-12")
    line = only(cast)
    assert line.owed.standing.state is ReportState.PARTIAL
    assert words in reporting_plan.reminder(line, lang, cast.clock.now())
    send(cast, site_days("南昌职场", last=28))
    line = only(cast)
    assert reporting_plan.lacking(line, "en") == "Nanchang (04-29, 04-30)"
    send(cast, site_days("长沙职场", "南昌职场"))
    assert only(cast).owed.standing.state is ReportState.LATE


def test_a_site_the_vendor_has_not_cannot_owe_a_report(cast: Cast) -> None:
    with pytest.raises(NotFoundError):
        monthly(cast, sites=["NOWHERE"])


def test_a_plan_changes_at_the_version_seen_and_is_journaled(cast: Cast) -> None:
    plan = monthly(cast)
    changed = monthly(cast, id=plan.id, version=plan.version, active=False)
    assert not changed.active and reporting_plan.board(cast.house, cast.viewer, MAY) == []
    assert [each.id for each in reporting_plan.plans(cast.house, cast.viewer)] == [plan.id]
    assert cast.journal()[-1] == "report_plan_saved"


def test_nobody_sees_or_plans_another_vendors_reports(cast: Cast) -> None:
    plan = monthly(cast)
    elsewhere = replace(cast.manager, vendors=frozenset({"ANDA"}))
    assert reporting_plan.plans(cast.house, elsewhere) == []
    assert reporting_plan.board(cast.house, elsewhere, MAY) == []
    with pytest.raises(Exception, match="not"):
        reporting_plan.extend(cast.house, elsewhere, plan.id, date(2026, 4, 1), date(2026, 5, 30), "x")
    with pytest.raises(NotAllowedError):
        reporting_plan.board(cast.house, elsewhere, MAY, "YUNHE")
