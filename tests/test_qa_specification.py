"""Process specifications: what a version says, the one in force, its difference, what a change touches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.text import Text
from exports.specification_read import read_workbook
from exports.specification_sheet import specification_workbook
from qa.specification.affected import Affected, Reference, ReferenceKind, Standing, affected
from qa.specification.difference import ChangeKind, applied, difference
from qa.specification.terms import Part, SpecClause, Specification, SpecVersion, in_force
from qa.specification.written import from_plain, plain, read
from qa.specification.yaml_file import dump, load

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = (ROOT / "qa" / "specification" / "examples" / "hotline.yaml").read_text("utf-8")
SECOND = (ROOT / "sample_data" / "specifications" / "hotline_2.yaml").read_text("utf-8")


def spec(*clauses: SpecClause, **changes: object) -> Specification:
    """A specification of these clauses."""
    words = {part.value: Text(part.words.zh, "") for part in Part}
    made = Specification(code="S", name=Text("规范", ""), owner="周明", clauses=clauses, **words)
    return replace(made, **changes)  # type: ignore[arg-type]


def clause(code: str, words: str = "", **changes: object) -> SpecClause:
    return replace(SpecClause(code, Text(words or code, "")), **changes)  # type: ignore[arg-type]


A, B, C, D = (clause(code) for code in "ABCD")
VERSIONS = [
    SpecVersion(spec(A, B, C), 1, date(2026, 1, 1), "首版"),
    SpecVersion(spec(A, clause("B", "另写"), C, D), 2, date(2026, 4, 1), "改写"),
    SpecVersion(
        spec(A, clause("B", "另写"), D), 3, date(2026, 4, 1), "同日更正"
    ),  # governs from the same day
]


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 1, 1), 1),
        (date(2026, 3, 31), 1),
        (date(2026, 4, 1), 3),  # two take effect that day: the one published later holds
        (date(2030, 1, 1), 3),
    ],
)
def test_the_version_in_force_on_a_day(day: date, number: int | None) -> None:
    found = in_force(VERSIONS, day)
    assert (found.number if found else None) == number


K = ChangeKind
#: After (from A, B, C) → what became of each clause.
CHANGES = [
    (spec(A, B, C), {}),
    (spec(A, B, C, D), {"D": [K.ADDED]}),
    (spec(A, C), {"B": [K.REMOVED]}),
    (spec(D, A, B, C), {"D": [K.ADDED]}),  # put in front: the others have not moved
    (spec(A, clause("B", "另写"), C), {"B": [K.REWORDED]}),
    (spec(B, C, A), {"A": [K.MOVED]}),  # the fewest that explain the new order
    (spec(A, B, replace(C, part=Part.METHOD)), {"C": [K.MOVED]}),
    (spec(A, B, replace(C, critical=True)), {"C": [K.CRITICALITY]}),
    (spec(A, B, replace(C, number="9")), {"C": [K.RENUMBERED]}),
    (
        spec(clause("C", "另写", critical=True, number="1"), A, B),
        {"C": [K.REWORDED, K.CRITICALITY, K.MOVED, K.RENUMBERED]},
    ),
]


@pytest.mark.parametrize(("after", "expected"), CHANGES)
def test_what_became_of_each_clause(after: Specification, expected: dict[str, list[ChangeKind]]) -> None:
    found = difference(spec(A, B, C), after)
    assert {change.code: list(change.kinds) for change in found.clauses} == expected
    assert applied(spec(A, B, C), found) == after


def test_what_stands_beside_the_clauses_is_told_by_field() -> None:
    before, after = spec(A), spec(A, owner="李静", method=Text("照知识库", ""), trainings=("服务规范",))
    found = difference(before, after)
    assert [(each.field, each.after) for each in found.fields] == [
        ("owner", "李静"),
        ("method", Text("照知识库", "")),
        ("trainings", ("服务规范",)),
    ]
    assert found and not found.clauses and applied(before, found) == after
    assert not difference(before, before)


TEXTS = st.sampled_from(["一", "二", "三"]).map(lambda words: Text(words, ""))
CLAUSES = st.lists(
    st.builds(
        SpecClause,
        code=st.sampled_from("ABCDEFGH"),
        text=TEXTS,
        number=st.sampled_from(["", "1", "2.1"]),
        part=st.sampled_from(Part),
        critical=st.booleans(),
    ),
    max_size=8,
    unique_by=lambda each: each.code,
)
SPECS = st.builds(
    lambda clauses, owner, scope, vendor: spec(*clauses, owner=owner, scope=scope, vendor=vendor),
    CLAUSES,
    st.sampled_from(["周明", "李静"]),
    TEXTS,
    st.sampled_from([None, "YUNHE"]),
)


@given(SPECS, SPECS)
@settings(max_examples=200, deadline=None)
def test_applying_the_difference_gives_the_new_version(before: Specification, after: Specification) -> None:
    assert applied(before, difference(before, after)) == after


@given(SPECS, SPECS)
@settings(max_examples=100, deadline=None)
def test_a_clause_that_did_not_change_is_in_no_difference(
    before: Specification, after: Specification
) -> None:
    changed = {change.code for change in difference(before, after).clauses}
    for each in after.clauses:
        if each.code not in changed:
            assert before.clause(each.code) == each


def item(code: str, version: int, source: str = "FORM") -> Reference:
    return Reference(
        ReferenceKind.FORM_ITEM, source, Text("项", ""), "S", version, "1", f"I-{code}", clause=code
    )


def course(held: date | None) -> Reference:
    return Reference(ReferenceKind.TRAINING, "服务规范", Text("服务规范", ""), "S", last_held=held)


T = Standing
#: Reference, held against version 3 published on 20 March → standing, and whether its words are the same.
STANDINGS: list[tuple[Reference, Standing, bool]] = [
    (item("A", 3), T.CURRENT, False),
    (item("A", 1), T.TO_REVIEW, True),  # an earlier version, though the clause is word for word the same
    (item("B", 1), T.TO_REVIEW, False),
    (item("B", 2), T.TO_REVIEW, True),  # reworded before the version it names
    (item("C", 1), T.TO_REVIEW, False),  # removed since
    (item("D", 1), T.BROKEN, False),  # version 1 had no such clause
    (item("A", 9), T.BROKEN, False),  # no such version
    (course(None), T.TO_REVIEW, False),
    (course(date(2026, 3, 19)), T.TO_REVIEW, False),
    (course(date(2026, 3, 20)), T.CURRENT, False),  # held on the day it was published
]


@pytest.mark.parametrize(("reference", "standing", "same"), STANDINGS)
def test_where_a_reference_stands_to_a_version(reference: Reference, standing: Standing, same: bool) -> None:
    [found] = against_third([reference])
    assert (found.standing, found.is_same_words) == (standing, same)


def against_third(references: list[Reference], *confirmed: tuple[Reference, int]) -> list[Affected]:
    known = {reference.key: frozenset({number}) for reference, number in confirmed}
    return affected(VERSIONS, VERSIONS[2], date(2026, 3, 20), references, known)


def test_a_confirmation_holds_for_the_version_it_was_made_against() -> None:
    [found] = against_third([item("B", 1)], (item("B", 1), 3))
    assert found.standing is Standing.CONFIRMED
    [earlier] = against_third([item("B", 1)], (item("B", 1), 2))
    assert earlier.standing is Standing.TO_REVIEW
    # Another item of the same clause was not looked at.
    [other] = against_third([item("B", 1, "OTHER")], (item("B", 1), 3))
    assert other.standing is Standing.TO_REVIEW


def test_what_waits_comes_first_and_a_first_version_asks_for_no_training() -> None:
    found = against_third([item("A", 3), item("B", 1), item("D", 1)])
    assert [each.standing for each in found] == [T.BROKEN, T.TO_REVIEW, T.CURRENT]
    [trained] = affected(VERSIONS[:1], VERSIONS[0], date(2026, 1, 1), [course(None)], {})
    assert trained.standing is Standing.CURRENT


def test_the_example_and_its_second_version() -> None:
    """What the demo shows: a promise kept sooner, a recap before the close, the rest as it was."""
    first, second = load(EXAMPLE), load(SECOND)
    assert first.findings == second.findings == ()
    assert first.specification and second.specification
    found = difference(first.specification, second.specification)
    assert {each.code: list(each.kinds) for each in found.clauses} == {
        "PROMISE": [K.REWORDED, K.CRITICALITY],
        "RECAP": [K.ADDED],
        "CLOSE": [K.RENUMBERED],
    }
    assert [each.code for each in found.clauses if not each.is_of_substance] == ["CLOSE"]
    assert [each.field for each in found.fields] == ["procedure", "improves", "review_by"]


TO_AND_FRO: dict[str, Callable[[Specification], Specification | None]] = {
    "yaml": lambda made: load(dump(made)).specification,
    "draft": lambda made: read(from_plain(plain(made))).specification,
    "excel zh": lambda made: read_workbook(specification_workbook(plain(made), "zh"), "a.xlsx").specification,
    "excel en": lambda made: read_workbook(specification_workbook(plain(made), "en"), "a.xlsx").specification,
}


@pytest.mark.parametrize("form", TO_AND_FRO)
@pytest.mark.parametrize("text", [EXAMPLE, SECOND])
def test_it_comes_back_as_it_went_out(form: str, text: str) -> None:
    made = load(text).specification
    assert made and TO_AND_FRO[form](made) == made


def test_a_text_that_begins_like_a_formula_stays_a_text() -> None:
    made = spec(clause("A", "=1+1 次以内接通"), vendor="YUNHE", project="HOTLINE", review_by=date(2026, 9, 1))
    for form in TO_AND_FRO.values():
        assert form(made) == made


#: Head or clause changed → code of the finding, field (zh), place.
WRONG = [
    ("owner: 周明", "owner: 周明、李静", "specification_value", "责任人", "第6行"),
    ("owner: 周明", "", "specification_missing", "责任人", "第1行"),
    ("effective: 2025-10-01", "effective: 2025-13-01", "specification_value", "生效日", "第7行"),
    ("effective: 2025-10-01", "effective: 十月一日", "specification_value", "生效日", "第7行"),
    ("code: HOTLINE-CALL", "code: 热线", "specification_value", "规范编号", "第4行"),
    ("part: method", "part: 附则", "specification_value", "所属", "第41行"),
    ("critical: true", "critical: 很", "specification_value", "关键", "第32行"),
]


@pytest.mark.parametrize(("was", "becomes", "code", "field", "place"), WRONG)
def test_what_is_wrong_is_said_with_its_line(
    was: str, becomes: str, code: str, field: str, place: str
) -> None:
    found = load(EXAMPLE.replace(was, becomes, 1), "hotline.yaml")
    assert found.specification is None
    [finding] = found.findings
    assert (finding.code, finding.facts["field"].zh) == (code, field)  # type: ignore[attr-defined]
    assert finding.place.in_("zh") == place


def test_a_sheet_names_the_cell() -> None:
    made = load(EXAMPLE).specification
    assert made
    kept = plain(made)
    kept["clauses"][1]["critical"] = ""  # type: ignore[index]
    kept["clauses"][2]["code"] = kept["clauses"][0]["code"]  # type: ignore[index]
    kept["head"]["review_by"] = "月底"  # type: ignore[index]
    found = read_workbook(specification_workbook(kept, "zh"), "规范.xlsx")
    said = [(each.code, each.place.in_("zh")) for each in found.findings]
    assert said == [("specification_code_twice", "流程规范!A24"), ("specification_value", "流程规范!B8")]


def test_an_empty_template_is_missing_everything_and_the_example_row_says_nothing() -> None:
    found = read_workbook(specification_workbook(None, "en"), "t.xlsx")
    assert found.specification is None and {each.code for each in found.findings} == {"specification_missing"}
