"""Reports of parts of one month stand beside each other, whichever comes first; a whole one replaces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from core.principal import Principal
from importers.draft import QuestionKind
from services.house.bootstrap import House
from services.judging.assess_month import current
from services.reports import import_again, import_files
from services.reports.import_report import commit
from services.reports.sent_in_part import SUBJECT, Part
from tests.reports_example import bring, choice, line_house, previewed

MONTH = list(range(1, 32))
TENS = (MONTH[:10], MONTH[10:20], MONTH[20:])
HALVES = (MONTH[:15], MONTH[15:])


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[House, Principal]]:
    """The house with the line's contract."""
    house, who = line_house(tmp_path / "data")
    yield house, who
    house.close()


def volume(house: House, who: Principal) -> int:
    return current(house, who, "LINE-2026", "2026-10").line("SL20").judgement.n


def report(title: str, days: Sequence[int], written: str = "2026-10-{:02d}", offered: int = 100) -> str:
    rows = [f"{written.format(day)},{offered},{offered - 4},4,85" for day in days]
    return "\n".join([title, "日期,人工请求量,人工接通量,放弃量,20秒接通量", *rows]) + "\n"


TITLES = {
    "ten days": ("2026年10月{0}话务日报", ("上旬", "中旬", "下旬"), TENS),
    "ten days in brackets": ("2026年10月份（{0}）话务日报", ("上旬", "中旬", "下旬"), TENS),
    "halves": ("2026年10月{0}话务日报", ("上半月", "下半月"), HALVES),
    "English halves": ("Daily report Oct 2026 ({0} half)", ("first", "second"), HALVES),
    "bare days": ("2026年10月日报（{0}日）", ("1-10", "11-20", "21-31"), TENS),
    "issues, which name no day": ("2026年10月话务日报 第{0}期", ("1", "2", "3"), TENS),
    "days of the month": (
        "2026年10月话务日报 {0}",
        ("10月1日至10日", "10月11日至20日", "10月21日至31日"),
        TENS,
    ),
}


@pytest.mark.parametrize("backwards", [False, True], ids=["in order", "backwards"])
@pytest.mark.parametrize("written", ["2026-10-{:02d}", "10月{}日", "{}日"])
@pytest.mark.parametrize("said", TITLES.values(), ids=TITLES)
def test_files_of_parts_of_a_month_stand_beside_each_other(line, said, written, backwards):
    house, who = line
    title, names, parts = said
    files = [report(title.format(name), days, written) for name, days in zip(names, parts, strict=True)]
    for at, file in enumerate(reversed(files) if backwards else files):
        bring(house, who, file, f"{at}.csv")
    assert volume(house, who) == 3_100


def test_the_files_name_may_say_the_part(line):
    house, who = line
    for name, days in zip(("上旬", "下旬"), (TENS[0], TENS[2]), strict=True):
        bring(house, who, report("2026年10月话务日报", days), f"恒信日报_{name}.csv")
    assert volume(house, who) == 2_100


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (MONTH[15:], None),
        ([*range(16, 20), *range(22, 32)], ["2026-10-20 至 2026-10-21"]),
        (MONTH[20:], ["2026-10-16 至 2026-10-20"]),
    ],
    ids=["the other half", "a gap of its own", "days that nobody reports"],
)
def test_days_that_no_report_holds_are_still_missed(line, days, said):
    house, who = line
    bring(house, who, report("2026年10月话务日报", MONTH[:15]), "first.csv")
    staged = previewed(house, who, report("2026年10月话务日报", days), "second.csv")
    missed = [[each.zh for each in f.facts["days"]] for f in staged.findings if f.code == "days_missing"]
    assert missed == ([said] if said else [])


RESENT = {"a month under way, longer each time": (MONTH[:10], MONTH[:20]), "a whole month": (MONTH, MONTH)}


@pytest.mark.parametrize("sent", RESENT.values(), ids=RESENT)
@pytest.mark.parametrize("title", ["2026年10月话务日报", "2026年10月话务日报（更正）"])
def test_a_report_sent_again_takes_the_place_of_what_it_restates(line, title, sent):
    house, who = line
    bring(house, who, report("2026年10月话务日报", sent[0]), "first.csv")
    bring(house, who, report(title, sent[1], offered=97), "again.csv")
    assert volume(house, who) == len(sent[1]) * 97


def test_a_part_sent_again_takes_the_place_of_that_part(line):
    house, who = line
    bring(house, who, report("2026年10月话务日报", MONTH), "first.csv")
    bring(house, who, report("2026年10月上旬话务日报", TENS[0], offered=97), "again.csv")
    assert volume(house, who) == 10 * 97 + 21 * 100


CORRECTED = ("（更正10月8日、9日）", "(8日、9日更正)", "（补发 8日 数据）", " - corrected Oct 8")


@pytest.mark.parametrize("words", CORRECTED)
def test_a_correction_of_single_days_speaks_for_these_days(line, words):
    house, who = line
    bring(house, who, report("2026年10月话务日报", MONTH), "first.csv")
    bring(house, who, report(f"2026年10月话务日报{words}", [8, 9], offered=97), "again.csv")
    assert volume(house, who) == 2 * 97 + 29 * 100


@pytest.mark.parametrize("days", [[8], [8, 9], [3, 8, 21]])
def test_a_correction_may_come_first(line, days):
    house, who = line
    again = report("2026年10月话务日报（更正10月8日）", days, offered=97)
    bring(house, who, again, "again.csv")
    assert volume(house, who) == len(days) * 97


def test_files_that_name_the_month_alone_stand_beside_each_other_where_they_share_no_day(line):
    house, who = line
    for at in (1, 0, 2):
        bring(house, who, report("2026年10月话务日报", TENS[at]), f"{at}.csv")
    assert volume(house, who) == 3_100
    shown = previewed(house, who, report("2026年10月话务日报", TENS[1], offered=97), "1-again.csv")
    assert [found.code for found in shown.findings if found.code == "days_beside"] == ["days_beside"]
    commit(house, who, shown.file.id)
    assert volume(house, who) == 2_100 + 10 * 97


FEW = {
    "two days of a month": (MONTH, [8, 9]),
    "days apart": (MONTH, [3, 9, 21]),
    "one day in common": (MONTH[:10], MONTH[9:20]),
}


@pytest.mark.parametrize(("first", "second"), FEW.values(), ids=FEW)
def test_few_days_of_a_report_under_the_months_name_wait_for_a_person(line, first, second):
    house, who = line
    bring(house, who, report("2026年10月话务日报", first), "first.csv")
    few, title = "few.csv", "2026年10月话务日报"
    asked = previewed(house, who, report(title, second, offered=97), few)
    assert asked.blocked and [(q.kind, q.subject) for q in asked.questions] == [(QuestionKind.DAYS, SUBJECT)]
    assert import_again.questions(house, who, asked.file.id, choice()) == asked.questions
    these = replace(choice(), words={SUBJECT: Part.THESE})
    bring(house, who, report(title, second, offered=97), few, these)
    assert volume(house, who) == 97 * len(second) + 100 * len(set(first) - set(second))
    anew = replace(choice(), words={SUBJECT: Part.MONTH})
    bring(house, who, report(title, second, offered=98), few, anew)
    assert volume(house, who) == 98 * len(second)


def test_the_command_line_answers_which_days_a_file_speaks_for(line, tmp_path):
    house, who = line
    bring(house, who, report("2026年10月话务日报", MONTH), "first.csv")
    file = tmp_path / "few.csv"
    file.write_text(report("2026年10月话务日报", [8, 9], offered=97), encoding="utf-8")
    asked = import_files.bring_in(house, who, file, import_files.choice(house, who, "YUNHE"))
    assert asked.refused
    answers = [answer for question in asked.staged.questions for answer in import_files.answers_to(question)]
    assert answers == [f"{SUBJECT}=these_days", f"{SUBJECT}=whole_month"]
    said = import_files.choice(house, who, "YUNHE", answers=answers[:1])
    assert not import_files.bring_in(house, who, file, said).refused
    assert volume(house, who) == 2 * 97 + 29 * 100
