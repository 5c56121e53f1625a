"""Foreign sheets of audits: a vendor's own checks, an agency's report, the wide export of a form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from fractions import Fraction

import pytest

from core.audit_answer import AuditAnswer
from core.text import Text
from importers.containers.caps import Caps
from importers.draft import Choice, Directory, Known
from importers.form_items import FormItem
from importers.layouts.form_columns import _folded
from importers.read import read
from importers.values.audit_answers import read_answer
from importers.values.cells import Hints, Trouble, read_score
from qa.form.kinds import FormKind, ItemKind
from qa.form.terms import AuditForm, Item, Section
from qa.form.terms import Choice as FormChoice
from qa.scoring.answers import Answer, valued
from services.forms.audit_items import comes_to, items_of
from tests.received_file import received
from tests.scored_forms import shipped_form

F1, F3 = shipped_form("f1_hotline"), shipped_form("f3_telecom")
DIRECTORY = Directory(vendors=(Known("HX", ("恒信",)),), items=items_of(F1))
GREETING = next(item for item in DIRECTORY.items if item.item == "OPENING")
ABUSE = next(item for item in DIRECTORY.items if item.item == "ABUSE")
FULL, PART, NONE = AuditAnswer.FULL, AuditAnswer.PART, AuditAnswer.NONE
NA, FATAL = AuditAnswer.NOT_APPLICABLE, AuditAnswer.FATAL
HEAD = "通话流水号,通话日期,质检得分"


def reading(*rows, directory=DIRECTORY, memory=(), choice=None):
    said = choice or Choice("HX")
    with received("质检明细.csv", ("\n".join(rows) + "\n").encode()) as file:
        return read(file, said, directory, date(2026, 11, 22), memory=memory)


def codes(found):
    return [finding.code for finding in found.findings]


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("是", FULL), ("Yes", FULL), ("√", FULL), ("合格", FULL), ("做到", FULL), ("Done", FULL),
        (True, FULL),
        ("否", NONE), ("No", NONE), ("×", NONE), ("不合格", NONE), ("未做到", NONE), (False, NONE),
        ("部分", PART), ("Partly", PART), ("partial", PART),
        ("NA", NA), ("n/a", NA), ("不适用", NA), ("Ｎ／Ａ", NA),
        ("Fatal", FATAL), ("致命", FATAL), ("一票否决", FATAL),
        # Points: of so many, or of the item's five. One of five is a part, and no yes.
        ("3/5", PART), ("5 / 5", FULL), ("0/5", NONE), (Decimal(5), FULL), (Decimal(1), PART), ("0", NONE),
        ("2.5分", PART),
        ("", None), ("/", None), (None, None),
    ],
)  # fmt: skip
def test_an_answer_is_one_of_five_things(cell, answer):
    assert read_answer(cell, GREETING) is answer


@pytest.mark.parametrize("cell", ["优", "6", "7/5", "5/0", "3月5日"])
def test_what_is_no_answer_is_said_and_not_guessed(cell):
    assert isinstance(read_answer(cell, GREETING), Trouble)


def test_yes_under_a_fatal_fault_says_that_it_happened():
    assert [read_answer(word, ABUSE) for word in ("是", "否", "")] == [FATAL, FULL, None]


def test_the_words_of_a_forms_choices_come_before_yes_and_no():
    """Whether the customer was interrupted: there yes is the failing answer."""
    item = FormItem("T", "CUT_IN", Text("", ""), Text("", ""), Fraction(5), {"是": NONE, "否": FULL})
    assert [read_answer(word, item) for word in ("是", "否")] == [NONE, FULL]


@pytest.mark.parametrize(
    ("cell", "points"),
    [
        ("67 / 72", Fraction(6700, 72)), ("72/72", 100), ("0 / 72", 0), ("67分/72分", Fraction(6700, 72)),
        ("93.1%", Fraction(931, 10)), (Decimal("93.1"), Fraction(931, 10)), ("93分", 93),
    ],
)  # fmt: skip
def test_a_score_is_points_of_a_hundred_however_it_is_written(cell, points):
    assert read_score(cell, Hints()) == points


def test_a_score_of_nothing_to_earn_cannot_be_read():
    assert isinstance(read_score("70 / 0", Hints()), Trouble)


def _choice(code, zh, en, points, **said):
    return FormChoice(code, Text(zh, en), Fraction(points), **said)


#: Seconds in the queue: up to 20 all, up to 60 six, longer nothing.
QUEUE = Item(
    "QUEUE", Text("排队秒数", "Seconds queued"), Fraction(10),
    (_choice("a", "20秒内", "≤ 20 s", 10, up_to=Fraction(20)),
     _choice("b", "60秒内", "≤ 60 s", 6, up_to=Fraction(60)),
     _choice("c", "更久", "longer", 0)), ItemKind.DURATION,
)  # fmt: skip
ASKED = replace(QUEUE, code="ASKED", text=Text("转接次数", "Times passed on"), kind=ItemKind.NUMBER)
#: Faults heard, which come off ten points; one of them is fatal.
FAULTS = Item(
    "FAULTS", Text("禁用行为", "Faults heard"), Fraction(10),
    (_choice("cold", "冷漠", "cold", -4), _choice("evade", "推脱、搪塞", "evasive", -6),
     _choice("abuse", "辱骂", "abuse", -10, fatal=True)), ItemKind.MULTI,
)  # fmt: skip
#: Steps taken, which add up.
STEPS = Item(
    "STEPS", Text("做到的步骤", "Steps taken"), Fraction(0),
    (_choice("greet", "问候", "greeted", 4), _choice("sum", "总结", "summed up", 6)), ItemKind.MULTI,
)  # fmt: skip
NOTE = Item("NOTE", Text("备注内容", "What was said"), Fraction(0), kind=ItemKind.TEXT)
ENDED = Item("ENDED", Text("结束时刻", "When it ended"), Fraction(0), kind=ItemKind.MOMENT)
ALL_KINDS = AuditForm(
    "K", 1, Text("各类题型", "All kinds"), FormKind.LISTENING, Fraction(85),
    (Section("S", Text("大项", "Section"), (QUEUE, ASKED, FAULTS, STEPS, NOTE, ENDED)),),
)  # fmt: skip
OF = {item.item: item for item in items_of(ALL_KINDS)}


@pytest.mark.parametrize(
    ("code", "cell", "ours", "answer"),
    [
        # A time in any writing is seconds, and worth what the item's steps say.
        ("QUEUE", "15", Answer(number=Fraction(15)), FULL),
        ("QUEUE", "20秒", Answer(number=Fraction(20)), FULL),
        ("QUEUE", "0:00:21", Answer(number=Fraction(21)), PART),
        ("QUEUE", time(0, 1, 1), Answer(number=Fraction(61)), NONE),
        ("QUEUE", Decimal(60), Answer(number=Fraction(60)), PART),
        ("ASKED", Decimal(2), Answer(number=Fraction(2)), FULL),
        ("ASKED", "61", Answer(number=Fraction(61)), NONE),
        # Points are said as points.
        ("QUEUE", "6分", Answer(number=Fraction(30)), PART),
        ("ASKED", "10/10", Answer(number=Fraction(3)), FULL),
        ("QUEUE", "NA", Answer(not_applicable=True), NA),
        # Faults come off the item, whatever parts them; the comma within a choice parts nothing.
        ("FAULTS", "冷漠", Answer(choices=("cold",)), PART),
        ("FAULTS", "推脱、搪塞", Answer(choices=("evade",)), PART),
        ("FAULTS", "冷漠；推脱、搪塞", Answer(choices=("cold", "evade")), NONE),
        ("FAULTS", "Cold, evasive", Answer(choices=("cold", "evade")), NONE),
        ("FAULTS", "冷漠\n冷漠", Answer(choices=("cold",)), PART),
        ("FAULTS", "无", Answer(), FULL),
        ("FAULTS", "冷漠|辱骂", Answer(choices=("cold", "abuse")), FATAL),
        # Steps add up.
        ("STEPS", "问候,总结", Answer(choices=("greet", "sum")), FULL),
        ("STEPS", "总结", Answer(choices=("sum",)), PART),
        ("STEPS", "无", Answer(), NONE),
    ],
)  # fmt: skip
def test_a_number_a_time_and_several_choices_come_to_what_ours_come_to(code, cell, ours, answer):
    item = ALL_KINDS.item(code)
    assert read_answer(cell, OF[code]) is answer
    if not ours.not_applicable:
        assert comes_to(item, valued(item, ours)) is answer


@pytest.mark.parametrize(
    ("code", "cell"),
    [
        ("QUEUE", "很久"), ("ASKED", "是"), ("QUEUE", True), ("FAULTS", "冷漠；不耐烦"), ("STEPS", "是"),
        ("STEPS", False),
    ],
)  # fmt: skip
def test_yes_is_no_number_and_an_unknown_fault_is_none(code, cell):
    assert isinstance(read_answer(cell, OF[code]), Trouble)


@pytest.mark.parametrize(
    ("code", "cell"), [("NOTE", "客户情绪激动"), ("ENDED", "14:02"), ("QUEUE", ""), ("FAULTS", "-")]
)
def test_what_is_only_kept_and_what_is_empty_answers_nothing(code, cell):
    assert read_answer(cell, OF[code]) is None


def test_columns_of_every_kind_are_known_and_read():
    directory = replace(DIRECTORY, items=items_of(ALL_KINDS))
    found = reading(
        f"{HEAD},排队秒数,转接次数,禁用行为,备注内容,结束时刻",
        "V-1,2026-10-05,90,0:00:35,1,冷漠；推脱、搪塞,客户着急,14:02", "V-2,2026-10-06,90,8,是,无,,",
        directory=directory,
    )  # fmt: skip
    assert [each.answers for each in found.audits] == [
        {"K": {"QUEUE": PART, "ASKED": FULL, "FAULTS": NONE}},
        {"K": {"QUEUE": FULL, "FAULTS": FULL}},
    ]
    assert "header_unknown" not in codes(found)
    [trouble] = [finding for finding in found.findings if finding.code == "answer_unreadable"]
    assert (trouble.facts["header"], trouble.facts["n"]) == ("转接次数", 1)


@pytest.mark.parametrize(
    "written", ["开头语", "1.开头语（5分）", "Q1. 开头语", "开头语：", "第1项 开头语", "greeting"]
)
def test_a_heading_is_an_items_however_it_is_numbered(written):
    assert _folded(written) in {"开头语", "greeting"}


def test_the_answers_stand_beside_the_figures_of_their_row():
    found = reading(f"{HEAD},开头语,身份核验", "V-1,2026-10-05,67 / 72,是,致命", "V-2,2026-10-06,也许,是,是")
    (draft,) = found.drafts
    assert draft.frame.select("item", "audits", "audit_points").rows() == [("V-1", 1, 93056)]
    # The second row stays out, and so do its answers.
    assert [(each.row, each.answers) for each in found.audits] == [
        (2, {"F1": {"OPENING": FULL, "IDENTITY": FATAL}})
    ]


#: Fatal in no item, in one, in two and marked; nobody marks the last.
SOME_FATAL = ("V-1,2026-10-05,96,是,是", "V-2,2026-10-05,0,是,致命", "V-3,2026-10-06,0,致命,致命",
              "V-4,2026-10-06,0,致命,NA")  # fmt: skip


@pytest.mark.parametrize("caps", [Caps(columnar_bytes=0), Caps(columnar_bytes=10**12)])
@pytest.mark.parametrize(
    ("column", "marks", "critical", "told"),
    [
        # No column says so: the items alone do, each row once.
        ("", ("", "", "", ""), [0, 1, 1, 1], []),
        (",是否致命", (",否", ",是", ",是", ",否"), [0, 1, 1, 1], [1]),
        # Marked by the sheet, fatal in no item: its word counts too.
        (",是否致命", (",是", ",是", ",是", ",是"), [1, 1, 1, 1], []),
        (",是否致命", ("", ",是", "", ""), [0, 1, 1, 1], [2]),
    ],
)
def test_a_row_with_an_item_answered_fatal_is_one_audit_with_a_fatal_error(
    column, marks, critical, told, caps
):
    lines = [f"{row}{mark or ','}" for row, mark in zip(SOME_FATAL, marks, strict=True)]
    text = "\n".join([f"{HEAD},开头语,身份核验{column or ',备注'}", *lines]) + "\n"
    with received("质检明细.csv", text.encode()) as file:
        found = read(file, Choice("HX"), DIRECTORY, date(2026, 11, 22), caps)
    assert found.drafts[0].frame.sort("row")["audits_critical"].to_list() == critical
    assert [f.facts["n"] for f in found.findings if f.code == "fatal_not_marked"] == told


@pytest.mark.parametrize(
    ("items", "said", "critical"),
    [
        # Nothing fatal and no fatal fault asked: such a sheet tells nothing of what is fatal.
        ("开头语,身份核验", "是,否", None),
        # A fatal fault asked of each call and heard in none: none is fatal, those with no answer too.
        ("开头语,辱骂或与客户争吵", "是,否", [0, 0]),
    ],
)
def test_what_is_fatal_is_told_by_an_item_answered_so_or_by_a_fatal_fault(items, said, critical):
    found = reading(f"{HEAD},{items}", f"V-1,2026-10-05,96,{said}", "V-2,2026-10-06,90,是,")
    frame = found.drafts[0].frame
    assert (frame["audits_critical"].to_list() if "audits_critical" in frame.columns else None) == critical


def test_the_form_of_which_most_items_are_there_is_taken_and_said():
    both = replace(DIRECTORY, items=(*items_of(F3), *items_of(F1)))
    found = reading(f"{HEAD},开头语,身份核验,需求确认", "V-1,2026-10-05,90,是,是,是", directory=both)
    said = next(finding for finding in found.findings if finding.code == "form_recognised")
    assert (said.facts["code"], said.facts["n"]) == ("F1", 3)


def test_a_heading_of_no_item_is_left_out_and_said():
    found = reading(f"{HEAD},开头语,禁用语", "V-1,2026-10-05,90,是,是")
    assert "header_unknown" in codes(found)
    assert found.audits[0].answers == {"F1": {"OPENING": FULL}}


def test_a_person_says_which_item_a_column_is_and_the_next_sheet_asks_nothing():
    rows = [f"{HEAD},结束用语", "V-1,2026-10-05,90,是"]
    first = reading(*rows, choice=Choice("HX", columns={"结束用语": "form:F1/CLOSING"}))
    assert first.audits[0].answers == {"F1": {"CLOSING": FULL}}
    memory = [replace(each, vendor="HX") for each in first.mappings]
    assert reading(*rows, memory=memory).audits == first.audits


def test_a_column_of_an_item_no_longer_in_use_is_left_out():
    rows = [f"{HEAD},开头语", "V-1,2026-10-05,90,是"]
    memory = [replace(each, vendor="HX") for each in reading(*rows).mappings]
    assert reading(*rows, memory=memory, directory=replace(DIRECTORY, items=())).audits == ()


@pytest.mark.parametrize(
    ("head", "row"),
    [
        # A list of calls has number and date of the call too: without a score it is none of audits.
        ("通话流水号,通话日期,开头语", "V-1,2026-10-05,是"),
        # A day's report with a column by an item's name.
        ("日期,人工请求量,人工接通量,开头语", "2026-10-05,100,95,是"),
    ],
)
def test_only_a_sheet_of_audits_has_answers(head, row):
    assert reading(head, row).audits == ()


def test_passed_in_yes_and_no_is_of_audits_beside_a_score_and_a_count_beside_trainees():
    heard = reading("Recording number,Call date,QA score,Agent,Passed", "R1,2026-11-02,91,001,Yes")
    assert codes(heard) == []
    assert heard.drafts[0].frame["audits_passed"].to_list() == [1]
    trained = reading("Date,Course,Required,Attended,Passed", "2026-11-02,A,10,9,8")
    assert trained.drafts[0].frame["trainees_passed"].to_list() == [8]
