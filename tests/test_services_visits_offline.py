"""A site visit taken along as an Excel form and brought back: round trip, both sides, tampered, twice."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from core.errors import RefusedError, WrongInputError
from core.text import LANGS, Lang
from qa.scoring.answers import Answer
from qa.visit.states import Grade
from services.visits import visit_answers, visit_findings, visit_offline, visit_photos, visits
from services.visits.visit_findings import Found
from services.visits.visit_offline import BroughtBack, Side
from tests.services_example import Cast, house_with_contract
from tests.visits_example import ITEMS, NA, PNG, planned, submitted

#: Sheets by their place: the visit, the checklist, what was found.
VISIT, CHECKLIST, FINDINGS = 0, 1, 2
_SAID = {"zh": ("部分符合", "不适用", "严重问题"), "en": ("Partly", "N/A", "Serious")}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """One house for all; each test has a visit of its own."""
    found = house_with_contract(tmp_path_factory.mktemp("road") / "data")
    yield found
    found.house.close()


@pytest.fixture
def cast(house: Cast) -> Cast:
    return house


def copy_of(cast: Cast, visit: str, lang: Lang = "zh") -> bytes:
    return visit_offline.issue_form(cast.house, cast.auditor, visit, lang)[1]


def filled(data: bytes, *cells: tuple[int, str, object]) -> bytes:
    """The form with something written into cells: (sheet, cell, value)."""
    book = load_workbook(io.BytesIO(data))
    for sheet, cell, value in cells:
        book.worksheets[sheet][cell] = value
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def row(item: str) -> int:
    """The sheet row of an item."""
    return ITEMS.index(item) + 2


def brought(cast: Cast, data: bytes, side: Side = Side.ASK, visit: str | None = None) -> BroughtBack:
    return visit_offline.bring_back(cast.house, cast.auditor, data, "外出.xlsx", side, visit)


def trouble(cast: Cast, data: bytes, visit: str | None = None) -> list[tuple[str, str]]:
    """Code and place of everything that is wrong."""
    with pytest.raises(RefusedError) as found:
        brought(cast, data, visit=visit)
    return [(each.code, f"{each.place.column}{each.place.row or ''}") for each in found.value.findings]


def view_of(cast: Cast, id: str) -> Any:
    return visits.visit(cast.house, cast.viewer, id)


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_filled_in_on_the_road_comes_back(cast: Cast, lang: Lang) -> None:
    visit = planned(cast)
    partly, na, serious = _SAID[lang]
    data = filled(
        copy_of(cast, visit.id, lang),
        (CHECKLIST, f"E{row('DESKS')}", partly), (CHECKLIST, f"F{row('DESKS')}", "两部手机"),
        (CHECKLIST, f"E{row('DRILLED')}", na), (CHECKLIST, f"E{row('SEATS_TAKEN')}", 40),
        (CHECKLIST, f"E{len(ITEMS) + 2}", {"zh": "发现", "en": "Found"}[lang]),
        (FINDINGS, "D2", "桌面有手机"), (FINDINGS, "E2", serious), (FINDINGS, "F2", 1.5),
        (FINDINGS, "G2", date(2026, 5, 20)), (FINDINGS, "H2", "内部"),
        (FINDINGS, "I2", "IMG_1.jpg，IMG_2.png"),
        (VISIT, "C7", "周经理、邓敏"),
    )  # fmt: skip
    assert brought(cast, data, visit=visit.id) == BroughtBack(visit.id, 3, 1, 2)
    view = view_of(cast, visit.id)
    assert view.answers["DESKS"] == Answer("partial", comment="两部手机")
    assert view.answers["DRILLED"].not_applicable and view.answers["SEATS_TAKEN"].number == 40
    assert view.record.fatal == ("DATA_OUT",) and view.record.attendees == ("周经理", "邓敏")
    # What the copy was filled with stays.
    assert view.record.summary == visit.summary
    [finding] = view.findings
    assert (finding.what, finding.grade, finding.points) == ("桌面有手机", Grade.SERIOUS, Decimal("1.5"))
    assert (finding.due, finding.remark) == (date(2026, 5, 20), "内部")
    assert finding.photo_names == ("IMG_1.jpg", "IMG_2.png")
    photo = visit_photos.add_photo(cast.house, cast.auditor, visit.id, ("IMG_2.png", PNG))
    assert photo.finding == finding.id


@pytest.mark.parametrize("lang", LANGS)
def test_an_untouched_form_changes_nothing_of_a_full_visit(cast: Cast, lang: Lang) -> None:
    visit = planned(cast)
    said = {"DESKS": Answer("none", comment="三部"), "SEATS_TAKEN": NA, "ACCESS": Answer("full")}
    for code, answer in said.items():
        visit_answers.answer_item(cast.house, cast.auditor, visit.id, code, answer, None)
    found = Found(
        "=桌面有手机", Grade.SERIOUS, "DESKS", Decimal("2.50"), date(2026, 5, 20), "内部", ("A.jpg",)
    )
    visit_findings.add_finding(cast.house, cast.auditor, visit.id, found)
    visit_answers.tick_fatal(cast.house, cast.auditor, visit.id, ["FALSE_RECORDS"], [])
    before = view_of(cast, visit.id)
    assert brought(cast, copy_of(cast, visit.id, lang)) == BroughtBack(visit.id, 0, 0, 0)
    after = view_of(cast, visit.id)
    assert (after.answers, after.findings) == (before.answers, before.findings)
    assert after.record.fatal == before.record.fatal


def test_each_side_keeps_what_only_it_changed(cast: Cast) -> None:
    visit = planned(cast)
    finding = visit_findings.add_finding(cast.house, cast.auditor, visit.id, Found("门禁失效"))
    data = filled(copy_of(cast, visit.id), (CHECKLIST, f"E{row('DESKS')}", "不符合"), (FINDINGS, "F2", 3))
    visit_answers.answer_item(cast.house, cast.manager, visit.id, "ACCESS", Answer("none"), None)
    assert brought(cast, data).answers == 1
    view = view_of(cast, visit.id)
    assert (view.answers["ACCESS"].choice, view.answers["DESKS"].choice) == ("none", "none")
    assert [(each.id, each.points) for each in view.findings] == [(finding.id, Decimal(3))]


def differing(cast: Cast) -> tuple[str, bytes]:
    """Form and page answer one item, one finding and the summary differently."""
    visit = planned(cast)
    found = visit_findings.add_finding(cast.house, cast.auditor, visit.id, Found("门禁失效"))
    data = filled(
        copy_of(cast, visit.id), (CHECKLIST, f"E{row('DESKS')}", "不符合"),
        (CHECKLIST, f"E{row('ROSTER')}", "符合"), (FINDINGS, "D2", "门禁长开"),
    )  # fmt: skip
    visit_answers.answer_item(cast.house, cast.manager, visit.id, "DESKS", Answer("partial"), None)
    visit_findings.change_finding(cast.house, cast.manager, found.id, found.version, Found("门禁坏了"))
    return visit.id, data


def test_what_both_changed_is_named_and_nothing_comes_in(cast: Cast) -> None:
    visit, data = differing(cast)
    with pytest.raises(RefusedError) as refused:
        brought(cast, data)
    said = [finding.sentence("zh") for finding in refused.value.findings]
    assert said == [
        "“座席区无手机、无纸笔，桌面无客户资料”：表里是“不符合”，下载之后页面上改成了“部分符合”。",
        "“问题”：表里是“门禁长开”，下载之后页面上改成了“门禁坏了”。",
    ]
    assert "ROSTER" not in view_of(cast, visit).answers


@pytest.mark.parametrize(
    ("side", "said"), [(Side.FORM, ("none", "门禁长开")), (Side.PAGE, ("partial", "门禁坏了"))]
)
def test_a_person_says_which_side_holds(cast: Cast, side: Side, said: tuple[str, str]) -> None:
    visit, data = differing(cast)
    brought(cast, data, side)
    view = view_of(cast, visit)
    assert (view.answers["DESKS"].choice, view.findings[0].what) == said
    assert view.answers["ROSTER"].choice == "full"


def test_a_copy_comes_back_once_and_another_may_follow(cast: Cast) -> None:
    visit = planned(cast)
    data = filled(copy_of(cast, visit.id), (CHECKLIST, f"E{row('DESKS')}", "符合"))
    brought(cast, data)
    again = filled(data, (CHECKLIST, f"E{row('DESKS')}", "不符合"))
    for copy in (data, again):
        assert trouble(cast, copy) == [("visit_form_returned", "")]
    brought(cast, filled(copy_of(cast, visit.id), (CHECKLIST, f"E{row('DESKS')}", "不符合")))
    assert view_of(cast, visit.id).answers["DESKS"].choice == "none"
    assert [form.returned_by for form in view_of(cast, visit.id).forms] == ["李质检", "李质检"]


def test_what_was_submitted_meanwhile_takes_no_form(cast: Cast) -> None:
    visit = planned(cast)
    data = copy_of(cast, visit.id)
    submitted(cast, visit.id)
    with pytest.raises(WrongInputError, match="visit_over"):
        brought(cast, data)
    with pytest.raises(WrongInputError, match="visit_over"):
        copy_of(cast, visit.id)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([(VISIT, "A1", None)], [("visit_form_foreign", "")]),
        ([(VISIT, "A1", "plumbline:visit/9:" + "0" * 26)], [("visit_form_old", "")]),
        ([(VISIT, "A1", "plumbline:visit/1:" + "0" * 26)], [("visit_form_unknown", "")]),
        # A code nobody gave: its row is then missing too.
        ([(CHECKLIST, "A2", "ENTRY")], [("visit_row_unknown", "A2"), ("visit_row_missing", "")]),
        ([(CHECKLIST, "A3", "ACCESS")], [("visit_row_twice", "A3"), ("visit_row_missing", "")]),
        # Sorted without the hidden column.
        ([(CHECKLIST, "C2", "别的")], [("visit_row_moved", "A2")]),
        ([(CHECKLIST, "E2", "还行")], [("visit_cell", "E2")]),
        ([(CHECKLIST, f"E{len(ITEMS) + 1}", "四十")], [("visit_cell", f"E{len(ITEMS) + 1}")]),
        ([(FINDINGS, "A2", "0" * 26), (FINDINGS, "D2", "问题")], [("visit_row_unknown", "A2")]),
        ([(FINDINGS, "F2", 3)], [("visit_cell", "F2")]),  # what was found is not said
        (
            [(FINDINGS, "D2", "问题"), (FINDINGS, "C2", "别的"), (FINDINGS, "E2", "很重"),
             (FINDINGS, "F2", "-1"), (FINDINGS, "G2", "下周")],
            [("visit_cell", "C2"), ("visit_cell", "E2"), ("visit_cell", "F2"), ("visit_cell", "G2")],
        ),
    ],
)  # fmt: skip
def test_what_was_changed_that_should_not_be_is_named_cell_by_cell(
    cast: Cast, cells: list[tuple[int, str, object]], said: list[tuple[str, str]]
) -> None:
    visit = planned(cast)
    assert trouble(cast, filled(copy_of(cast, visit.id), *cells)) == said
    assert view_of(cast, visit.id).answers == {} and view_of(cast, visit.id).findings == ()


def test_a_form_of_another_visit_and_what_is_no_workbook(cast: Cast) -> None:
    one, other = planned(cast), planned(cast)
    assert trouble(cast, copy_of(cast, one.id), visit=other.id) == [("visit_form_other", "")]
    assert trouble(cast, b"PK\x03\x04 broken") == [("template_unreadable", "")]


def test_points_beyond_what_there_is_are_refused_by_the_same_rule_as_on_the_page(cast: Cast) -> None:
    visit = planned(cast)
    data = filled(copy_of(cast, visit.id), (FINDINGS, "D2", "问题"), (FINDINGS, "F2", 101))
    with pytest.raises(WrongInputError, match="visit_points"):
        brought(cast, data)
    assert view_of(cast, visit.id).findings == ()


def test_choices_are_lists_codes_are_hidden_and_only_inputs_are_open(cast: Cast) -> None:
    book = load_workbook(io.BytesIO(copy_of(cast, planned(cast).id, "en")))
    sheet = book.worksheets[CHECKLIST]
    assert sheet.column_dimensions["A"].hidden and sheet.protection.sheet
    assert sheet["E2"].protection.locked is False and sheet["A2"].protection.locked
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["E2"].formula1 == '"Meets,Partly,Fails"'
    kinds = {rule.type for rule in book.worksheets[FINDINGS].data_validations.dataValidation}
    assert kinds == {"list", "decimal", "date"}
    assert book.worksheets[3].sheet_state == "hidden"


@pytest.mark.parametrize("lang", LANGS)
def test_a_row_is_as_high_as_its_words_and_cells_to_fill_in_have_lines(cast: Cast, lang: Lang) -> None:
    """Printed, two lines of English ran into the row below, and the yellow cells into one another."""
    _name, data = visit_offline.issue_form(cast.house, cast.auditor, planned(cast).id, lang)
    sheet = load_workbook(io.BytesIO(data)).worksheets[1]
    for row in range(2, sheet.max_row + 1):
        longest = max(len(str(sheet.cell(row, column).value or "")) for column in (3, 4))
        assert (sheet.row_dimensions[row].height or 0) >= (30 if longest > 46 else 15)
        assert sheet.cell(row, 5).border.bottom.style == "thin"
