"""An audit's score: points, what does not apply, deductions, and both fatal modes."""

from dataclasses import replace
from fractions import Fraction as F

import pytest

from core.errors import WrongInputError
from core.text import Text
from qa.form.kinds import FormKind
from qa.form.policies import FatalScope, Policies
from qa.form.terms import AuditForm, Choice, FatalFault, FatalRule, Item, Section
from qa.scoring.answers import Answer
from qa.scoring.engine import score
from qa.scoring.receipt import LeftOut

NA = Answer(not_applicable=True)


def tenths(points):
    return tuple(Choice(f"S{n}", Text("", ""), F(points) * n / 10) for n in range(11))


def items(*points, **options):
    return tuple(Item("", Text("", ""), F(p), tenths(p), na_allowed=True, **options) for p in points)


def form_of(*sections, mode=FatalScope.FORM, mark=0, faults=()):
    """A form with sections G1, G2, … of items of the given points, coded G1.1, G1.2, …"""
    built = tuple(
        Section(f"G{s}", Text("", ""), tuple(_coded(item, f"G{s}.{i}") for i, item in enumerate(row, 1)))
        for s, row in enumerate(sections, 1)
    )
    policies = Policies(fatal_scope=mode)
    return AuditForm("T", 1, Text("", ""), FormKind.LISTENING, F(mark), built, faults, policies)


def answers_of(form, *tenths):
    """One answer an item in order: tenths of its points, or None for not applicable."""
    given = [NA if t is None else Answer(f"S{t}") for t in tenths]
    return {item.code: answer for (_, item), answer in zip(form.items(), given, strict=True)}


def _coded(item, code):
    return replace(item, code=code)


@pytest.mark.parametrize(
    ("case", "points", "tenths", "total"),
    [
        ("AT-01", [[50, 5, 45]], [10, 0, 5], F("72.5")),
        ("AT-21 not applicable leaves the base", [[10, 10, 10], [10]], [10, 5, None, 4], F(190, 3)),
        ("AT-28 exclude", [[10, 20, 30, 40]], [10, 5, None, 10], F(600, 7)),
        ("AT-48", [[1, 1, 2]], [10, 5, None], F(75)),
        ("AT-15 nothing applies: no score, not 0, not 100", [[1, 1], [1]], [None, None, None], None),
    ],
)
def test_points_are_earned_of_applicable(case, points, tenths, total):
    form = form_of(*(items(*row) for row in points))
    receipt = score(form, answers_of(form, *tenths))
    assert receipt.total == total, case


def test_at_28_the_call_fails_its_mark_of_88_once_not_applicable_is_left_out():
    form = form_of(items(10, 20, 30, 40), mark=88)
    assert score(form, answers_of(form, 10, 5, None, 10)).passed is False


def test_at_21_the_group_alone_stands_at_75():
    form = form_of(items(10, 10, 10), items(10))
    receipt = score(form, answers_of(form, 10, 5, None, 4))
    assert receipt.sections[0].percent == 75
    assert receipt.items[2].left_out is LeftOut.NOT_APPLICABLE


def test_q5_82_of_90_is_91_11_when_the_identity_check_does_not_apply():
    form = form_of(items(10, 90), mark=90)
    receipt = score(form, {"G1.1": NA, "G1.2": Answer(deductions=(F(8),))})
    assert receipt.total == F(8200, 90)
    assert receipt.passed is True


# The game-support form: manner 35 (politeness 10, tone 5, patience 10, warmth 10), skill 10, knowledge 55.
def game_form(mode=FatalScope.SECTION):
    manner, skill, knowledge = (
        items(10, 5, 10, 10, fatal=FatalRule()),
        items(5, 5),
        items(10, 10, 5, 10, 10, 10),
    )
    return form_of(manner, skill, knowledge, mode=mode)


def game_answers(**off):
    given = {item.code: Answer(choice="S10") for _, item in game_form().items()}
    return given | {
        code.replace("_", "."): Answer("S10", tuple(map(F, points))) for code, points in off.items()
    }


@pytest.mark.parametrize(
    ("case", "off", "total"),
    [
        (
            "Q1 no agent number -5, interrupting -10, wrong record -10",
            {"G1_1": [5], "G1_3": [10], "G3_4": [10]},
            75,
        ),
        ("Q2 three times -5 on politeness: never more than its 10", {"G1_1": [5, 5, 5]}, 90),
    ],
)
def test_deductions_never_exceed_their_item(case, off, total):
    assert score(game_form(), game_answers(**off)).total == total, case


@pytest.mark.parametrize(("mode", "total"), [(FatalScope.SECTION, 65), (FatalScope.FORM, 0)])
def test_q3_a_fatal_manner_fault_costs_the_section_or_the_call(mode, total):
    receipt = score(game_form(mode), game_answers(), fatal={"G1.1"})
    assert receipt.total == total
    assert receipt.fatal == ("G1.1",)
    assert receipt.passed is False, "a fatal fault never passes, whatever the points"


def test_q4_four_findings_of_ten_leave_60():
    form = form_of(items(100))
    assert score(form, {"G1.1": Answer(deductions=(F(10),) * 4)}).total == 60


def test_at_06_a_fatal_call_is_zero_and_its_sections_keep_their_points():
    form = form_of(items(60, fatal=FatalRule()), items(40))
    receipt = score(form, answers_of(form, 5, 10), fatal={"G1.1"})
    assert receipt.total == 0
    assert [section.earned for section in receipt.sections] == [30, 40]


def test_a_fatal_fault_of_the_whole_call_zeroes_it_even_where_the_form_zeroes_sections():
    form = form_of(items(60), mode=FatalScope.SECTION, faults=(FatalFault("HANG_UP", Text("", "")),))
    assert score(form, answers_of(form, 10), fatal={"HANG_UP"}).total == 0


def test_flawless_means_nothing_at_all_was_taken_off():
    form = form_of(items(60, 40))
    assert score(form, answers_of(form, 10, None)).flawless is True
    assert score(form, answers_of(form, 10, 9)).flawless is False


@pytest.mark.parametrize(
    ("answers", "fatal", "reason"),
    [
        ({}, (), "item_unanswered"),
        ({"G1.1": Answer("UNKNOWN")}, (), "item_choice"),
        ({"G1.1": Answer("S10", (F(-1),))}, (), "item_deduction"),
        ({"G1.1": Answer("S10")}, ("NOWHERE",), "fatal_unknown"),
    ],
)
def test_what_the_form_does_not_offer_is_refused(answers, fatal, reason):
    with pytest.raises(WrongInputError) as refused:
        score(form_of(items(10)), answers, fatal)
    assert refused.value.reason == reason


def test_not_applicable_is_refused_where_the_form_does_not_allow_it():
    form = form_of((Item("", Text("", ""), F(10), tenths(10)),))
    with pytest.raises(WrongInputError) as refused:
        score(form, {"G1.1": NA})
    assert refused.value.reason == "item_not_applicable"
