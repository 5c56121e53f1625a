"""The appeal window of a month, as contracts write it: working days, silence, objections."""

from __future__ import annotations

from datetime import date

import pytest

from core.workdays import WorkCalendar
from sla.follow_up.appeal import APPEAL_NAMES, Answers, AppealStanding, closes, standing
from sla.terms.review import Review, Silence

ACCEPTS = Review(5, Silence.ACCEPTED)
WRITTEN = Review(5, Silence.NOT_ACCEPTED)
LAST = date(2024, 2, 21)
BEFORE, AFTER = date(2024, 2, 21), date(2024, 2, 22)


@pytest.mark.parametrize(
    ("country", "sent", "days", "last"),
    [
        # china_practice §7.1: the 9th works, 10th to 17th is holiday, Sunday the 18th works.
        ("CN", date(2024, 2, 8), 5, date(2024, 2, 21)),
        # Sent on a Saturday: that day never counts, and Monday is the first.
        ("CN", date(2024, 3, 9), 1, date(2024, 3, 11)),
        # Good Friday and Easter Monday lie between.
        ("GB", date(2024, 3, 28), 5, date(2024, 4, 5)),
    ],
)
def test_the_window_counts_working_days_of_the_contracts_calendar(country, sent, days, last):
    assert closes(Review(days), WorkCalendar(country), sent).day == last


def test_a_window_into_a_year_not_yet_published_says_so():
    found = closes(Review(5), WorkCalendar("CN"), date(2031, 12, 29))
    assert not found.certain


CASES = [
    # (contract, last day, answers, today) → where it stands, and whether the month may close.
    (ACCEPTS, None, Answers(), AFTER, AppealStanding.NOT_SENT, False),
    # The last day itself still belongs to the vendor.
    (ACCEPTS, LAST, Answers(), BEFORE, AppealStanding.OPEN, False),
    (ACCEPTS, LAST, Answers(), AFTER, AppealStanding.SILENT, True),
    (WRITTEN, LAST, Answers(), AFTER, AppealStanding.AWAITED, False),
    # An answer ends the window early, whatever silence would mean.
    (ACCEPTS, LAST, Answers(accepted=True), BEFORE, AppealStanding.ACCEPTED, True),
    (WRITTEN, LAST, Answers(accepted=True), AFTER, AppealStanding.ACCEPTED, True),
    # An objection nobody decided holds the month, also after a later acceptance.
    (ACCEPTS, LAST, Answers(objections=1, undecided=1), AFTER, AppealStanding.CONTESTED, False),
    (ACCEPTS, LAST, Answers(True, 2, 1), AFTER, AppealStanding.CONTESTED, False),
    # A decided one does not end it early: another may come until the last day.
    (ACCEPTS, LAST, Answers(objections=1), BEFORE, AppealStanding.OPEN, False),
    (WRITTEN, LAST, Answers(objections=1), AFTER, AppealStanding.DECIDED, True),
    # Nobody was silent about figures that never went out.
    (ACCEPTS, LAST, Answers(unchanged=False), AFTER, AppealStanding.CHANGED, False),
    (ACCEPTS, LAST, Answers(objections=1, unchanged=False), AFTER, AppealStanding.DECIDED, True),
]


@pytest.mark.parametrize(("review", "last", "answers", "today", "found", "may_close"), CASES)
def test_where_the_window_stands(review, last, answers, today, found, may_close):
    assert standing(review, last, answers, today) is found
    assert found.may_close is may_close


def test_every_standing_is_reached_by_a_case_and_named():
    assert {case[4] for case in CASES} == set(AppealStanding) == set(APPEAL_NAMES)
