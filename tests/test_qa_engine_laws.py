"""What holds of every form and all answers: a better answer never costs, weights make the whole, order is
nothing. And the worked forms Q1 to Q5 on the forms that ship."""

from fractions import Fraction as F

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.form.kinds import ErrorClass
from qa.form.load import shipped_forms
from qa.form.policies import Bonus, Compared, FatalScope, FatalTrigger, NaPolicy, Unanswered, WeightMode
from qa.form.terms import FatalRule
from qa.scoring.accuracy import ClassCount, Correctness, accuracy, class_counts
from qa.scoring.answers import Answer
from qa.scoring.as_if import as_if, split
from qa.scoring.engine import score
from tests.scored_forms import NA, answered, form, item, scored, section

LEVELS = (0, 3, 5, 10)
#: Averages over what was answered: there a better answer can lift what does not apply besides.
MODES = st.sampled_from(list(WeightMode))
NAS = st.sampled_from(list(NaPolicy))


def shipped(code):
    return next(each for each in shipped_forms() if each.code == code)


@st.composite
def forms(draw):
    """Up to three sections of up to four items of 10 points, under any mode and policy, bonus and fatal
    items among them."""
    mode, sections = draw(MODES), []
    for s in range(draw(st.integers(1, 3))):
        items = [
            item(
                f"S{s}Q{n}",
                10,
                LEVELS,
                weight=F(draw(st.integers(1, 9))) if mode is WeightMode.QUESTION else None,
                bonus=n > 0 and draw(st.booleans()),
                fatal=draw(
                    st.sampled_from([None, None, FatalRule(FatalTrigger.BELOW, F(50), FatalScope.SECTION)])
                ),
            )
            for n in range(draw(st.integers(1, 4)))
        ]
        of_section = mode in (WeightMode.SECTION, WeightMode.MULTIPLIER)
        sections.append(section(f"S{s}", *items, weight=F(draw(st.integers(1, 9))) if of_section else None))
    return form(*sections, weights=mode, na=draw(NAS), bonus=draw(st.sampled_from(list(Bonus))))


@st.composite
def audits(draw):
    found = draw(forms())
    levels = st.sampled_from((None, *LEVELS))
    return found, {each.code: draw(levels) for _section, each in found.items()}


def receipt(found, points):
    return score(found, {code: answered(each) for code, each in points.items()})


@settings(max_examples=150, deadline=None)
@given(audits(), st.data())
def test_a_better_answer_never_lowers_the_score(audit, data):
    found, points = audit
    code = data.draw(st.sampled_from([code for code in points if points[code] not in (None, 10)] or [""]))
    if not code:
        return
    better = {**points, code: LEVELS[LEVELS.index(points[code]) + 1]}
    before, after = receipt(found, points).total, receipt(found, better).total
    assert (before is None) is (after is None)
    assert before is None or after >= before


@settings(max_examples=150, deadline=None)
@given(audits())
def test_the_weights_applied_make_the_whole_and_the_contributions_the_score(audit):
    found, points = audit
    told = receipt(found, points)
    if told.arithmetic is None:
        return
    assert sum(line.applied_weight for line in told.items) == 100
    assert sum(line.contribution for line in told.items) == told.arithmetic
    assert sum(line.weight for line in told.items) == 100


@settings(max_examples=80, deadline=None)
@given(audits(), st.randoms())
def test_the_order_of_the_answers_does_not_matter(audit, random):
    found, points = audit
    shuffled = list(points.items())
    random.shuffle(shuffled)
    assert receipt(found, dict(shuffled)).hash == receipt(found, points).hash


def full(code, **others):
    """Every item of a shipped form answered with its best choice, some with another."""
    best = {
        each.code: Answer(max(each.choices, key=lambda c: c.points).code)
        for _s, each in shipped(code).items()
    }
    return best | {name: Answer(choice) for name, choice in others.items()}


def test_q1_points_off_inside_their_items():
    receipt = score(shipped("F2"), full("F2", POLITE="partial", PATIENCE="none", RECORD="none"))
    assert (receipt.total, receipt.passed) == (75, False)


def test_q2_three_faults_of_five_never_cost_more_than_the_item():
    answers = full("F2") | {"POLITE": Answer("full", deductions=(F(5),) * 3)}
    assert score(shipped("F2"), answers).total == 90


@pytest.mark.parametrize(("mode", "total"), [("section_zero", 65), ("call_zero", 0)])
def test_q3_a_complaint_caused_by_the_manner_costs_the_section_or_the_call(mode, total):
    from dataclasses import replace

    f2 = shipped("F2")
    scope = FatalScope.SECTION if mode == "section_zero" else FatalScope.FORM
    found = replace(f2, policies=replace(f2.policies, fatal_scope=scope))
    assert score(found, full("F2"), {"CAUSED_COMPLAINT"}).total == total


def test_q4_four_findings_of_ten_leave_60_and_twelve_leave_nothing():
    four = dict.fromkeys(("AGENT_NUMBER", "MISLEADING", "NOT_ENTERED", "TONE"), "once")
    receipt = score(shipped("F3"), full("F3", **four))
    assert (receipt.total, receipt.base_contribution) == (60, 100)
    assert receipt.item("TONE").contribution == -10
    every = {each.code: "thrice" for _s, each in shipped("F3").items()}
    assert score(shipped("F3"), full("F3", **every)).total == 0
    assert score(shipped("F3"), full("F3")).flawless


def test_q5_82_of_90_where_the_identity_check_does_not_apply():
    answers = full("F1", NEED="partial", RECORD="partial") | {"IDENTITY": NA}
    answers["RECORD"] = Answer("full", deductions=(F(3),))
    receipt = score(shipped("F1"), answers)
    assert receipt.total == F(8200, 90)
    assert (receipt.band, receipt.passed) == ("PASSED", True)
    assert receipt.item("IDENTITY").applied_weight == 0


def test_accuracy_is_by_contact_and_not_by_error():
    """GT-06: 120 contacts, 9 of them carry 14 customer-critical errors."""
    errors = [2, 2, 2, 2, 2, 1, 1, 1, 1] + [0] * 111
    told = accuracy(ClassCount(opportunities=3, errors=each) for each in errors)
    assert (told.with_error, told.errors, told.by_contact) == (9, 14, F("92.5"))


def test_non_critical_errors_are_told_by_opportunity():
    """33 errors in 120 contacts of 12 opportunities each."""
    told = accuracy(ClassCount(opportunities=12, errors=each) for each in [1] * 33 + [0] * 87)
    assert round(told.by_opportunity, 2) == F("97.71")


def test_a_contact_where_a_class_does_not_apply_is_in_no_base():
    found = form(
        section(
            "A",
            item("C", 10, error_class=ErrorClass.CUSTOMER, undetermined_allowed=True),
            item("L", 10, error_class=ErrorClass.COMPLIANCE),
        )
    )
    one = class_counts(scored(found, 0, None))
    open_ = class_counts(score(found, {"C": Answer(undetermined=True), "L": answered(10)}))
    assert one == {ErrorClass.CUSTOMER: ClassCount(1, 1)}
    assert open_[ErrorClass.CUSTOMER] == ClassCount(undetermined=1)
    told = accuracy(each[ErrorClass.CUSTOMER] for each in (one, open_))
    assert (told.contacts, told.undetermined, told.by_contact) == (1, 1, 0)


@pytest.mark.parametrize(
    ("cases", "percent", "after"),
    [
        ((15, 3, 2, 0), 75, 75),  # S89: deficient and undetermined within what is forgiven
        ((14, 0, 4, 2), 70, 60),  # 5 points of deficient beyond 15 %, 5 of undetermined beyond 5 %
        ((0, 0, 0, 0), None, None),
    ],
)
def test_correct_of_all_cases_with_those_nobody_could_tell(cases, percent, after):
    told = Correctness(*cases)
    assert (told.percent, told.percent_after_tolerance) == (percent, after)


def test_an_old_audit_under_another_version_of_its_form():
    old = form(section("A", item("GREETING", 50), item("ANSWER", 50)))
    new = form(section("A", item("ANSWER", 80), item("RECORD", 20)))
    answers = {"GREETING": answered(0), "ANSWER": Answer("P80")}
    found = as_if(new, answers)
    assert found.receipt.total == 100
    assert (found.not_asked, found.dropped) == (("RECORD",), ("GREETING",))
    assert found.receipt.form_hash == new.hash != old.hash


@pytest.mark.parametrize("na", NaPolicy)
def test_an_item_the_old_audit_was_never_asked_leaves_the_base_under_every_policy(na):
    """What does not apply may count in full or as nothing; what nobody asked counts as neither."""
    new = form(section("A", item("ANSWER", 80, (40,)), item("RECORD", 20)), na=na)
    found = as_if(new, {"ANSWER": Answer("P40")})
    assert (found.receipt.total, found.not_asked) == (50, ("RECORD",))


@pytest.mark.parametrize(("blank", "total"), [(Unanswered.ZERO, 50), (Unanswered.NOT_APPLICABLE, 100)])
def test_an_item_that_was_asked_and_left_blank_is_what_the_form_makes_of_blanks(blank, total):
    own = form(section("A", item("ANSWER", 50), item("RECORD", 50)), unanswered=blank)
    answers = {"ANSWER": answered(50)}
    found = as_if(own, answers, asked=("ANSWER", "RECORD"))
    assert found.receipt.total == score(own, answers).total == total


def test_an_audit_without_a_score_under_either_form_is_no_change_of_the_form():
    """The second has none under the new one: it falls out of both means, and the form did nothing."""
    told = split([F(90), F(10)], [F(90), None], [F(95)])
    assert (told.before, told.of_form, told.of_service) == (90, 0, 5)


def test_a_change_of_the_mean_is_split_into_form_and_service():
    told = split([F(80), F(90)], [F(70), F(84)], [F(79), F(85), None])
    assert (told.of_form, told.of_service, told.whole) == (-8, 5, -3)
    assert split([F(80)], [None], [F(90)]) is None


@pytest.mark.parametrize(
    ("earned", "compared", "passed"),
    [
        ("89.996", Compared.EXACT, False),  # shown as 90.00 and not passed, unless the form says so
        ("89.996", Compared.ROUNDED, True),
        ("89.994", Compared.ROUNDED, False),
        ("90", Compared.EXACT, True),
    ],
)
def test_the_pass_mark_is_met_by_the_exact_or_by_the_rounded_figure(earned, compared, passed):
    found = form(section("A", item("A1", 100, (earned,))), mark=90, compared=compared)
    receipt_ = scored(found, earned)
    assert (receipt_.total, receipt_.passed) == (F(earned), passed)


@pytest.mark.parametrize(
    ("mode", "item_weights", "section_weights"),
    [
        (WeightMode.QUESTION, (F(100), F(0)), (None, None)),
        (WeightMode.SECTION, (None, None), (F(100), F(0))),
        (WeightMode.MULTIPLIER, (None, None), (F(3), F(0))),
    ],
)
def test_what_weighs_nothing_brings_nothing_and_is_no_score_by_itself(mode, item_weights, section_weights):
    """A weight of 0 is asked and kept: ten points of ten in it are neither 10 percent points nor 0 of 0."""
    pairs = zip("AB", item_weights, section_weights, strict=True)
    parts = [section(code, item(code * 2, 10, weight=of), weight=share) for code, of, share in pairs]
    found = form(*parts, weights=mode)
    assert [scored(found, first, 10).total for first in (10, 0, None)] == [100, 0, None]
    assert scored(found, None, 10).passed is None
