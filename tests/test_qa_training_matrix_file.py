"""The training matrix in YAML: what is written is read back to the same, and a slip is named with its row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.people_lists import AgentRole, RecordKind
from core.text import Text
from qa.training import matrix_file
from qa.training.course import Category, Course, Delivery, Provider, Taught, Topic
from qa.training.evidence import EvidenceKind
from qa.training.matrix import DueDays, DueEvery, Rule, RuleKind, Where
from qa.training.written import plain_course, plain_rule, read
from tests.training_matrix_example import COURSES

DOC = Path(__file__).resolve().parent.parent / "docs" / "writing_training_matrix.md"

codes = st.from_regex(r"[A-Z0-9][A-Z0-9_-]{0,8}", fullmatch=True)
# Texts that YAML could take for something else, and both languages.
words = st.sampled_from(
    ["培训", "on", "2026-10-01", "null", "a: b", "# no", "- x", "Night shift", "007", "“引号”", "~"]
)
texts = st.builds(Text, words, words)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
courses = st.builds(
    Course,
    code=codes,
    number=st.just(1),
    name=texts,
    category=st.sampled_from(Category),
    topics=st.frozensets(st.sampled_from(Topic)),
    called=st.lists(words, unique=True).map(tuple),
    provider=st.sampled_from(Provider),
    compliance=st.booleans(),
    carries_over=st.booleans(),
    full_mark=st.decimals("0.5", "200", places=1),
    material=words | st.just(""),
    material_sha256=st.just("") | st.just("ab" * 32),
    teaches=st.lists(
        st.builds(Taught, codes, st.lists(codes, unique=True, max_size=2).map(tuple)), max_size=2
    ).map(tuple),
)
names = st.frozensets(words, max_size=2)
code_sets = st.frozensets(codes, max_size=2)
wheres = st.builds(
    Where,
    roles=st.frozensets(st.sampled_from(AgentRole)),
    projects=code_sets,
    sites=code_sets,
    channels=names,
    languages=names,
    segments=names,
    vendors=code_sets,
    product=st.none() | codes,
    product_version=st.none() | st.integers(1, 99),
)
dues = st.builds(DueDays, st.sampled_from(DueEvery)) | st.lists(days, min_size=1, unique=True).map(
    lambda several: DueDays(dates=tuple(sorted(several)))
)


def some(least: int, most: int) -> Any:
    return st.none() | st.integers(least, most)


rules = st.builds(
    Rule,
    code=codes,
    kind=st.sampled_from(RuleKind),
    where=wheres,
    courses=st.lists(st.sampled_from(sorted(COURSES)), min_size=1, unique=True).map(tuple),
    first_day=days,
    last_day=st.none() | st.just(date(2040, 1, 1)),
    valid_months=some(1, 120),
    valid_days=some(1, 400),
    pass_mark=st.decimals("0.5", "100", places=1),
    attempts=some(1, 9),
    delivery=st.frozensets(st.sampled_from(Delivery)),
    evidence=st.frozensets(st.sampled_from(EvidenceKind)),
    grace_days=st.integers(0, 7),
    every_days=some(1, 400),
    due=st.none() | dues,
    within=some(0, 30),
    before_effective=st.booleans(),
    long_leave=st.integers(1, 90),
    minutes=some(1, 600),
    certified_trainer=st.booleans(),
    holds_by=st.frozensets(st.sampled_from(RecordKind), min_size=1),
    min_version=st.dictionaries(st.sampled_from(sorted(COURSES)), st.integers(1, 9), max_size=2),
)


@given(
    st.lists(courses, max_size=3, unique_by=lambda one: one.code),
    st.lists(rules, max_size=3, unique_by=lambda one: one.code),
    st.none() | days,
    words | st.just(""),
)
def test_what_is_written_is_read_back(
    some_courses: list[Course], some_rules: list[Rule], effective: date | None, why: str
) -> None:
    text = matrix_file.dump(some_courses, some_rules, effective, why)
    found = matrix_file.load(text, "", sorted(COURSES))
    assert found.findings == ()
    assert (list(found.courses), list(found.rules)) == (some_courses, some_rules)
    assert (found.effective, found.why) == (effective, why)


@given(courses, rules)
def test_what_the_store_keeps_is_read_back(made: Course, row: Rule) -> None:
    kept = {"courses": [plain_course(made)], "rules": [plain_rule(row)]}
    found = read(kept, known=sorted(COURSES))
    assert (found.findings, found.courses, found.rules) == ((), (made,), (row,))


def test_the_example_of_the_manual_is_sound() -> None:
    text = DOC.read_text("utf-8")
    example = text.split("```yaml\n", 1)[1].split("```", 1)[0]
    found = matrix_file.load(example)
    assert found.findings == () and len(found.rules) >= 5 and found.effective


COURSE = "courses:\n  - {code: P, name: 甲, category: skill}\n"


@pytest.mark.parametrize(
    ("rule", "code", "facts"),
    [
        ("{code: r1, kind: entry, courses: P, first_day: 2026-10-01}", "matrix_value", {"value": "r1"}),
        ("{code: R, kind: daily, courses: P, first_day: 2026-10-01}", "matrix_value", {"value": "daily"}),
        ("{code: R, kind: entry, first_day: 2026-10-01}", "matrix_missing", {}),
        ("{code: R, kind: entry, courses: P, first_day: 1.10.2026}", "matrix_value", {"value": "1.10.2026"}),
        ("{code: R, kind: entry, courses: P, first_day: 2026-02-30}", "matrix_value", {}),
        ("{code: R, kind: entry, courses: P, first_day: 2026-10-01, pass_mark: 101}", "matrix_value", {}),
        ("{code: R, kind: entry, courses: P, first_day: 2026-10-01, pass_mark: nan}", "matrix_value", {}),
        ("{code: R, kind: entry, courses: P, first_day: 2026-10-01, grace_days: 8}", "matrix_value", {}),
        ("{code: R, kind: entry, courses: P, first_day: 2026-10-01, valid_months: ６}", "matrix_value", {}),
        (
            "{code: R, kind: entry, courses: P, first_day: 2026-10-01, last_day: 2026-09-30}",
            "matrix_value",
            {"value": "2026-09-30"},
        ),
        (
            "{code: R, kind: entry, courses: P, first_day: 2026-10-01, where: {role: l1}}",
            "matrix_key_unknown",
            {},
        ),
        ("just words", "matrix_value", {"value": "just words"}),
    ],
)
def test_a_slip_is_named_with_its_row(rule: str, code: str, facts: dict[str, str]) -> None:
    found = matrix_file.load(f"{COURSE}rules:\n  - {rule}\n", "m.yaml")
    [one] = found.findings
    assert one.code == code and one.place.row == 4 and found.rules == () and found.courses == ()
    assert facts.items() <= one.facts.items()


def test_a_rule_without_a_first_day_begins_with_the_version() -> None:
    text = f"effective: 2026-12-01\n{COURSE}rules:\n  - {{code: R, kind: entry, courses: [P]}}\n"
    found = matrix_file.load(text)
    assert found.rules[0].first_day == date(2026, 12, 1) and found.rules[0].pass_mark == Decimal(80)


def test_a_rule_for_changes_may_name_no_course() -> None:
    found = matrix_file.load("rules:\n  - {code: R, kind: change, within: 5, first_day: 2026-10-01}\n")
    assert found.findings == () and found.rules[0].courses == ()


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"- a\n", b"", b"rules: [\n", b"a: \x07"])
def test_what_is_no_matrix_is_said_to_be_none(data: bytes) -> None:
    [one] = matrix_file.load(data, "m.yaml").findings
    assert one.code == "matrix_unreadable"


def test_empty_parts_are_no_trouble() -> None:
    assert matrix_file.load("courses:\nrules: []\n").findings == ()
