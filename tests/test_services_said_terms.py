"""What a contract agrees beside its clauses is said whole, in the words of its form, in both languages."""

from __future__ import annotations

import pytest

from services.contracts.contract_beside import SHOWN, beside
from services.contracts.contract_differences import differences
from services.contracts.said_terms import said_of
from services.contracts.term_words import LABELS, NOTHING
from sla.contract_file.layout import CONTRACT
from sla.load import load_contracts
from tests.services_example import CONTRACT as TEXT

HEAD = "  scope: {project: HOTLINE}\n"


def contract(head: str):
    """The example's contract with more said of it as a whole."""
    assert HEAD in TEXT
    (found,), _, problems = load_contracts(TEXT.replace(HEAD, HEAD + head))
    assert not problems
    return found


@pytest.mark.parametrize(
    ("path", "value", "zh", "en"),
    [
        # What stands before it says the same: no label twice.
        ("contract.cut_month", "last_day", "按末日生效的版本", None),
        ("contract.full_mark", "100", "100", "100"),
        ("contract.year", {"combine": "worst"}, "取最差的一个月", "the worst month"),
        # A month's kind follows from its first day.
        ("contract.period", {"kind": "settlement", "first_day": "26"}, "26", "26"),
        ("contract.grades", [{"grade": "A", "value": "95"}, {"grade": "B", "value": "0"}], "A，", "; B, "),
        # By its name in the reader's language, the code only where it has none.
        (
            "vetoes",
            [{"code": "LEAK", "name": {"zh": "泄露信息", "en": "Leak"}, "total": "0"}],
            "泄露信息，",
            "Leak, ",
        ),
        ("vetoes", [{"code": "LEAK", "total": "0"}], "LEAK，", "LEAK, "),
        ("contract.review", {"days": "5", "silence": "accepted"}, "逾期未提异议视为认可", "acceptance"),
        # No form has a field for it: told key by key.
        ("contract.unknown", {"days": "3"}, "3", "3"),
    ],
)
def test_a_term_is_said_as_its_form_says_it(path, value, zh, en):
    said = said_of(path, value)
    assert zh in said.zh and (en or "") in said.en
    assert "_" not in said.zh + said.en and "None" not in said.zh


@pytest.mark.parametrize("nothing", [None, [], {}])
def test_what_is_not_agreed_is_a_dash(nothing):
    assert said_of("contract.relief", nothing) is NOTHING


def test_no_key_of_a_contract_is_left_out_of_its_page():
    """Each is said on the page elsewhere, or has a name of its own to be said under."""
    keys = set(CONTRACT.keys)
    assert keys >= SHOWN
    assert keys - SHOWN <= set(LABELS)


def test_the_page_says_what_the_file_does_and_nothing_of_an_ordinary_month():
    terms = contract(head="  review: {days: 7, silence: not_accepted}\n  relief: {within_working_days: 3}\n")
    said = [line.zh for line in beside(terms)]
    assert any(line.startswith("申诉期：") and "7" in line and "须书面确认" in line for line in said)
    assert any(line.startswith("免责约定：") and "3" in line for line in said)
    assert not any(line.startswith("考核月") for line in said)


def test_versions_differ_in_the_same_words():
    before, after = (contract(head=f"  review: {{days: {days}}}\n") for days in (5, 3))
    (change,) = differences(before, after)
    (line,) = change.lines
    assert line.label.zh == "申诉期" and "5" in line.before.zh and "3" in line.after.zh
    assert "silence" not in line.after.zh + line.after.en


@pytest.mark.parametrize(("days", "en"), [(30, "30 days from the day of joining"), (1, "the day of joining")])
def test_page_and_versions_say_how_long_new_hires_are_left_out_of_a_clause(days, en):
    plain, spared = "indicator: MYSTERY_PASS,", f"indicator: MYSTERY_PASS, new_hires: {{days: {days}}},"
    (before,), _, _ = load_contracts(TEXT)
    (found,), _, problems = load_contracts(TEXT.replace(plain, spared))
    assert not problems
    (line,) = [each for each in beside(found) if "New hires" in each.en]
    assert line.en.endswith(f"New hires left out: {en}") and f"到岗当日起 {days} 天" in line.zh
    (change,) = differences(before, found)
    assert [(said.before, said.after.zh, said.after.en) for said in change.lines] == [
        (NOTHING, f"到岗当日起 {days} 天", en)
    ]
