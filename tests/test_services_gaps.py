"""Gaps: what is lacked, what is due later, what runs out; the list to send, and the page; zh and en."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from core.errors import NotAllowedError, WrongInputError
from core.people_lists import ListKind
from core.period import Period
from core.principal import Role
from core.text import Text
from qa.training.matrix import Rule, RuleKind, Where
from services.known.directory import save_vendor
from services.training import changes, gaps, matrix
from services.training.compliance import books_in
from services.training.gaps import GapKind
from tests.changes_example import VENDOR, at, entered, exams, with_roster
from tests.records_pages import fine, in_house, opened, words
from tests.rosters_example import taken_in
from tests.services_example import empty_house

TODAY = date(2026, 11, 12)
#: 2 is away for a while: on the roster, not at work.
LEAVES = "工号,异动类型,异动日期,休假结束\n0002,休假,2026-11-15,2026-11-20\n"


@pytest.fixture
def cast(data_folder, monkeypatch):
    """An entry rule of 14 days on one course; 1 passed before the change, 2 after it, 3 to 5 never."""
    with in_house(empty_house(data_folder), monkeypatch) as cast:
        with_roster(cast)
        rule = Rule("E1", RuleKind.ENTRY, Where(), ("HOTLINE",), date(2026, 10, 1), valid_days=14)
        matrix.publish(cast.house, cast.manager, [rule], date(2026, 10, 1), "首版")
        entered(cast)
        at(cast, 12)
        exams(cast, (1, 5), (2, 11))
        yield cast


def listed(cast) -> list[tuple[GapKind, str, date | None]]:
    found = gaps.gaps(cast.house, cast.viewer, VENDOR, cast.house.today())
    return [(each.kind, each.spell.agent, each.due) for each in found]


def test_what_is_lacked_what_is_to_come_and_what_runs_out(cast) -> None:
    due = date(2026, 11, 16)
    assert listed(cast) == [
        *((GapKind.OVERDUE, f"000{n}", None) for n in (3, 4, 5)),
        *((GapKind.TO_COME, f"000{n}", due) for n in (1, 3, 4, 5)),
        (GapKind.EXPIRING, "0001", date(2026, 11, 18)),
        (GapKind.EXPIRING, "0002", date(2026, 11, 24)),
    ]


@pytest.mark.parametrize("day", [2, 5, 11, 12, 16, 18, 19, 24, 25, 30])
def test_gaps_are_those_of_a_reading_of_every_record_on_any_day(cast, day: int) -> None:
    """The engine says who need not be looked at; whoever is left out had nothing to be said of."""
    taken_in(cast, LEAVES, "休假.csv", kind=ListKind.CHANGES)
    when = date(2026, 11, day)
    asked = changes.vendor_changes(cast.house, cast.viewer, VENDOR)
    with cast.house.database.read() as uow:
        books = books_in(uow, cast.house, VENDOR, Period(when, when + timedelta(days=1)), changes=asked)
    every = [
        (gap.kind, gap.spell.agent, gap.course, gap.due, gap.lack)
        for spell in books.roster(when).values()
        for need in books.needs(spell, when)
        for gap in gaps._gap(books, spell, need, when)
    ]
    found = gaps.gaps(cast.house, cast.viewer, VENDOR, when)
    assert every
    assert Counter((e.kind, e.spell.agent, e.course, e.due, e.lack) for e in found) == Counter(every)


def test_a_change_called_off_leaves_no_gap(cast) -> None:
    (known,) = changes.changes(cast.house, cast.manager)
    changes.call_off(cast.house, cast.manager, known.change.key, "活动取消")
    assert GapKind.TO_COME not in {kind for kind, _, _ in listed(cast)}


def test_the_list_to_send_names_codes_and_no_other_vendor(cast) -> None:
    save_vendor(cast.house, cast.manager, "ANDA", Text("安达", "Anda"))
    name, data = gaps.gaps_file(cast.house, cast.manager, VENDOR, TODAY, "zh")
    sheet = load_workbook(BytesIO(data)).active
    assert name == "YUNHE_20261112_培训缺口.xlsx" and sheet.title == "培训缺口"
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert cells[0][:3] == ["坐席", "职场", "课程"]
    assert [row[0] for row in cells[1:4]] == ["0003", "0004", "0005"]
    assert "安达" not in str(cells) and cast.journal()[-1] == "gaps_list"
    # A course that is called by another vendor's name does not leave the house.
    save_vendor(cast.house, cast.manager, "HOT", Text("热线流程", "Hotline"))
    with pytest.raises(WrongInputError):
        gaps.gaps_file(cast.house, cast.manager, VENDOR, TODAY, "zh")


def test_who_sees_another_vendor_only_gets_nothing(cast) -> None:
    other = replace(cast.manager, vendors=frozenset({"ANDA"}))
    for act in (gaps.gaps, gaps.grounds, lambda *a: gaps.gaps_file(*a, "zh")):
        with pytest.raises(NotAllowedError):
            act(cast.house, other, VENDOR, TODAY)


@pytest.mark.parametrize(("lang", "said"), [("zh", "应持未持"), ("en", "Lacked")])
@pytest.mark.parametrize("role", list(Role))
def test_the_page_lists_them(cast, role: Role, lang: str, said: str) -> None:
    app = fine(opened(cast, "training/gaps", role, lang, vendor=VENDOR))
    frame = next(each.value for each in app.dataframe if "lack" in each.value)
    assert list(frame.agent[:3]) == ["0003", "0004", "0005"] and frame.state[0] == said


def test_figures_say_of_how_many_and_what_they_rest_on(cast) -> None:
    app = fine(opened(cast, "training/gaps", Role.VIEWER, "en", vendor=VENDOR))
    assert [each.proto.delta for each in app.metric][:1] == ["of 5 on the roster"]
    assert "Reckoned from rosters, matrix and records on 2026-11-12" in words(app)


def test_with_nothing_lacked_the_page_says_of_how_many(cast) -> None:
    (known,) = changes.changes(cast.house, cast.manager)
    changes.call_off(cast.house, cast.manager, known.change.key, "活动取消")
    matrix.publish(cast.house, cast.manager, [], date(2026, 11, 12), "暂停")
    text = words(fine(opened(cast, "training/gaps", Role.VIEWER, "en", vendor=VENDOR)))
    assert "No course is asked of anybody" in text
    lax = Rule("E2", RuleKind.ENTRY, Where(), ("HOTLINE",), date(2026, 10, 1))
    matrix.publish(cast.house, cast.manager, [lax], date(2026, 11, 12), "恢复")
    exams(cast, *((n, 12) for n in range(1, 6)))
    text = words(fine(opened(cast, "training/gaps", Role.VIEWER, "en", vendor=VENDOR)))
    assert "Each of 5 agents holds what is asked on 2026-11-12" in text


def test_without_a_roster_the_page_says_so(cast) -> None:
    save_vendor(cast.house, cast.manager, "ANDA", Text("安达", "Anda"))
    app = fine(opened(cast, "training/gaps", Role.VIEWER, "en", vendor="ANDA"))
    assert "No roster of" in words(app)
