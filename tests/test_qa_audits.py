"""A logged call: what is odd about it, how its number is shown, and the counts it makes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction as F

import pytest

from core.period import calendar_month
from core.scope import Scope
from core.text import LANGS
from qa.audit import Audit, check, mask_number, scored
from qa.form.kinds import FormKind
from qa.form.load import SHIPPED, load_form, shipped_forms
from qa.scoring.answers import Answer
from qa.scoring.engine import score
from qa.scoring.receipt import Receipt
from qa.tallies import AUDITS, CountRow, CountSource, audit_counts, audit_row, by_day, told_by

FORM = next(form for form in shipped_forms() if form.code == "QUICK_MYSTERY")
NOON = datetime(2026, 10, 5, 4, 0, tzinfo=UTC)
FULL = {item.code: Answer("full") for _, item in FORM.items()}
CALL = Audit(
    key="01", when=NOON, scope=Scope("YUNHE", "GOV12345", "YH-CS"), kind=FormKind.MYSTERY, form=FORM.code,
    form_version=1, auditor="AUD1", answers=FULL, dialled="073112345678", agent="0123", recording="R-1",
)  # fmt: skip
NOBODY = {"CONNECT": Answer("none"), "MENU": Answer("full"), "QUEUE": Answer("none")}
BUSY = replace(CALL, key="02", connected=False, answers=NOBODY)
OCTOBER = calendar_month(2026, 10)


def codes(audit, earlier=(), now=NOON + timedelta(hours=1)):
    findings = check(FORM, audit, earlier, now)
    assert all(finding.sentence(lang) and finding.remedy(lang) for finding in findings for lang in LANGS)
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("audit", "found"),
    [
        (CALL, []),
        (replace(CALL, recording=" "), ["audit_no_recording"]),
        (replace(BUSY, recording=""), []),  # nobody answered: there is nothing to record
        (replace(CALL, when=NOON + timedelta(hours=2)), ["audit_future"]),
        (replace(CALL, answers={}), ["audit_unanswered"]),
    ],
)
def test_an_audit_is_checked_before_it_is_logged(audit, found):
    assert codes(audit) == found


@pytest.mark.parametrize(
    ("minutes", "found"),
    [(0, ["audit_redial"]), (9, ["audit_redial"]), (10, []), (-5, [])],
)
def test_a_busy_line_is_not_dialled_again_within_ten_minutes(minutes, found):
    assert codes(replace(CALL, when=NOON + timedelta(minutes=minutes)), [BUSY]) == found


def test_a_second_call_after_an_answered_one_is_no_redial():
    assert codes(replace(CALL, key="03"), [CALL]) == []


@pytest.mark.parametrize(
    ("number", "shown"),
    [("13812345678", "138****5678"), ("0731-8888 1234", "073****1234"), ("10086", "10086"), ("", "")],
)
def test_telephone_numbers_are_masked(number, shown):
    assert mask_number(number) == shown


def test_a_passed_mystery_call_makes_its_counts():
    assert audit_row(CALL, scored(FORM, CALL), "Asia/Shanghai").counts == {
        "mystery_calls": 1,
        "mystery_connected": 1,
        "mystery_passed": 1,
        "questions_asked": 3,
        "questions_correct": 3,
        # Each call's score is of 100, so that scores are averaged.
        "shop_points": 100_000,
        "shop_points_applicable": 100_000,
    }


def test_a_call_that_reached_nobody_counts_in_the_connection_rate_only():
    row = audit_row(BUSY, scored(FORM, BUSY), "Asia/Shanghai")
    assert (row.counts["mystery_calls"], row.counts["mystery_connected"]) == (1, 0)
    assert row.counts["questions_asked"] == 0
    assert "audits" not in row.counts


def test_a_partly_right_answer_is_asked_but_not_correct():
    half = replace(CALL, answers=FULL | {"Q2": Answer("partial"), "Q3": Answer(not_applicable=True)})
    counts = audit_row(half, scored(FORM, half), "Asia/Shanghai").counts
    assert (counts["questions_asked"], counts["questions_correct"]) == (2, 1)


def test_a_score_a_fatal_fault_took_earned_no_points_of_those_possible():
    found = next(form for form in shipped_forms() if form.code == "QUICK_LISTENING")
    full = {item.code: Answer("full") for _, item in found.items()}
    taken = score(found, full, frozenset({found.fatal_faults[0].code}))
    counts = audit_counts(FormKind.LISTENING, True, taken)
    assert (counts["audit_points"], counts["form_points"]) == (0, 0)
    assert counts["form_points_possible"] == 100_000


def test_the_business_day_is_local():
    late = replace(CALL, when=datetime(2026, 9, 30, 16, 30, tzinfo=UTC))
    assert audit_row(late, scored(FORM, late), "Asia/Shanghai").day == date(2026, 10, 1)


def listened(total, fatal=(), passed=True):
    return Receipt(
        form="F",
        version=1,
        form_hash="",
        items=(),
        sections=(),
        fatal=tuple(fatal),
        fatal_reasons=(),
        total=total,
        arithmetic=total,
        maximum=F(100),
        critical=None,
        passed=passed,
        flawless=total == 100,
        band=None,
        questions_asked=0,
        questions_correct=0,
    )


def test_at_40_the_mean_of_scores_is_52_972():
    scores = [F("100"), F("9.91"), F("63.96"), F("90.99"), F(0)]
    rows = [
        CountRow(CALL.scope, date(2026, 10, 1), audit_counts(FormKind.LISTENING, True, listened(total)))
        for total in scores
    ]
    [day] = by_day(rows)
    assert F(day.counts["audit_points"], 1000) / day.counts["audits"] == F("52.972")
    assert day.counts["audits_flawless"] == 1


def test_at_15_an_audit_where_nothing_applied_is_no_audit():
    assert audit_counts(FormKind.LISTENING, True, listened(None, passed=None)) == {}


def test_sums_follow_scope_period_and_the_day_they_are_asked_for():
    rows = [
        CountRow(Scope("A", site="S1"), date(2026, 10, 1), {"audits": 3, "audits_passed": 2}, "x"),
        CountRow(Scope("A", site="S2"), date(2026, 10, 9), {"audits": 5}, "y"),
        CountRow(Scope("A"), date(2026, 9, 30), {"audits": 100}),
        CountRow(Scope("B"), date(2026, 10, 1), {"audits": 100}),
    ]
    source, wanted = CountSource(AUDITS, rows), ["audits", "audits_passed", "mystery_calls"]
    [sums] = source.tallies(wanted, Scope("A"), OCTOBER, date(2026, 10, 31))
    assert sums.totals == {"audits": 8, "audits_passed": 2}, "a count nobody reported is absent, not 0"
    assert sums.rows == {"audits": 2, "audits_passed": 1}
    assert sums.origins == ("x", "y")
    [early] = source.tallies(wanted, Scope("A"), OCTOBER, date(2026, 10, 5))
    assert early.totals["audits"] == 3
    assert source.tallies(["mystery_calls"], Scope("A"), OCTOBER, date(2026, 10, 31)) == []
    sites = source.by("site").tallies(wanted, Scope("A"), OCTOBER, date(2026, 10, 31))
    assert [(part.scope.site, part.totals["audits"]) for part in sites] == [("S1", 3), ("S2", 5)]


CLASSES = [
    # (what the identity check came to, counts of the compliance class: applies, with an error)
    (Answer("full"), (1, 0)),
    (Answer("none"), (1, 1)),
    # Nobody could have failed: in no base.
    (Answer(not_applicable=True), (0, None)),
    # Nobody could tell: in no base either, and no error.
    (Answer(undetermined=True), (0, 0)),
]


@pytest.mark.parametrize(("identity", "expected"), CLASSES)
def test_a_contact_counts_for_a_class_of_errors_where_the_class_applies(identity, expected):
    text = (SHIPPED / "f1_hotline.yaml").read_text(encoding="utf-8")
    form, _ = load_form(
        text.replace("na: true, phase: before", "na: true, undetermined: true, phase: before")
    )
    answers = {item.code: Answer("full") for _, item in form.items()} | {"IDENTITY": identity}
    counts = audit_counts(FormKind.LISTENING, True, score(form, answers, frozenset(), True))
    told = counts["audits_compliance_applicable"], counts.get("audits_compliance_critical")
    assert told == expected
    # The other classes of the form apply as ever.
    assert (counts["audits_customer_applicable"], counts["audits_customer_critical"]) == (1, 0)
    assert told_by(form) <= counts.keys()
