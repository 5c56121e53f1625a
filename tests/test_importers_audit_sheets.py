"""Foreign sheets of audits: a vendor's own checks, an agency's report, the wide export of a form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from core.audit_answer import AuditAnswer
from core.text import Text
from importers.draft import Choice, Directory, Known
from importers.form_items import FormItem
from importers.layouts.form_columns import _folded
from importers.read import read
from importers.values.audit_answers import read_answer
from importers.values.cells import Hints, Trouble, read_score
from services.forms.audit_items import items_of
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
