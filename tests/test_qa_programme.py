"""Mystery-call programmes: quotas, the seeded schedule, exposure rules, matching, promises, guesses."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import WrongInputError
from core.text import Text
from qa.programme.brief import Brief, Promise, Question, brief_findings, in_force, last_day, used_on
from qa.programme.check import matches_of
from qa.programme.commitments import Commitment, CommitmentState, kept_rate
from qa.programme.dayparts import Daypart, Dayparts, clock, spans
from qa.programme.exposure import RECOMMENDED, ExposureRules, exposed
from qa.programme.guesses import Guess, guess_rate
from qa.programme.kinds import Mood, Outcome, ScenarioKind, outcome_of
from qa.programme.matching import ListedCall, MatchRule, MatchState, matched
from qa.programme.quotas import board, dial_next, of_vendor, uneven
from qa.programme.schedule import schedule
from qa.programme.validity import judged
from qa.programme.wave import Blackout, Cell, Standing, Wave
from tests.programme_example import BRIEF, CELL, SHOP, WAVE, shop, shops

NOW = datetime(2026, 12, 1, 9)


def codes(findings) -> list[str]:
    return [finding.code for finding in findings]


# --- The rules of china_practice 5.1, each at its number and one past it -------------------------------


@pytest.mark.parametrize(("n", "said"), [(5, 0), (6, 1), (12, 1)])
def test_a_caller_has_five_samples_a_month(n, said):
    """≤ 5 samples a caller a month."""
    found = exposed(ExposureRules(caller_month=5), shops(n), NOW)
    assert codes(found) == ["caller_often"] * said


def test_an_attempt_that_reached_nobody_is_no_sample():
    calls = [
        *shops(5),
        *(replace(each, key=f"b{i}", outcome=Outcome.BUSY) for i, each in enumerate(shops(9))),
    ]
    assert exposed(ExposureRules(caller_month=5), calls, NOW) == []


def test_samples_of_two_months_are_counted_apart():
    calls = [
        *shops(5),
        *(replace(each, key=f"d{i}", at=each.at + timedelta(days=30)) for i, each in enumerate(shops(5))),
    ]
    assert exposed(ExposureRules(caller_month=5), calls, NOW) == []


@pytest.mark.parametrize(("days", "said"), [(0, 0), (62, 0), (63, 1)])
def test_a_caller_is_renewed_every_two_months(days, said):
    """caller_age_days ≤ 62, from the first call to the last."""
    calls = [shop(), shop(key="s2", at=SHOP.at + timedelta(days=days))]
    assert codes(exposed(ExposureRules(caller_days=62), calls, NOW)) == ["caller_old"] * said


@pytest.mark.parametrize(("n", "said"), [(19, 1), (20, 0)])
def test_twenty_numbers_a_month(n, said):
    """≥ 20 different numbers, of a month that is over; until then more may come."""
    calls = [replace(each, number=f"n{i}") for i, each in enumerate(shops(n))]
    rule = ExposureRules(month_numbers=20)
    assert codes(exposed(rule, calls, NOW)) == ["numbers_few"] * said
    assert exposed(rule, calls, datetime(2026, 11, 30, 23, 59)) == []


@pytest.mark.parametrize(
    ("minutes", "first", "said"),
    [
        (9, Outcome.BUSY, 1),
        (10, Outcome.BUSY, 0),
        (9, Outcome.QUEUE_TIMEOUT, 1),
        # After a call that was answered nobody has to wait.
        (1, Outcome.CONNECTED, 0),
    ],
)
def test_ten_minutes_between_a_busy_line_and_the_next_call(minutes, first, said):
    calls = [shop(outcome=first), shop(key="s2", at=SHOP.at + timedelta(minutes=minutes))]
    assert codes(exposed(ExposureRules(redial_minutes=10), calls, NOW)) == ["redialled_soon"] * said


def test_another_line_may_be_dialled_at_once():
    calls = [shop(outcome="busy"), shop(key="s2", dialled="073****9999", at=SHOP.at + timedelta(minutes=1))]
    assert exposed(ExposureRules(redial_minutes=10), calls, NOW) == []


@pytest.mark.parametrize(("checked", "said"), [(2, 1), (3, 0), (10, 0)])
def test_thirty_percent_are_checked(checked, said):
    """≥ 30 %: three of ten."""
    calls = [
        replace(each, checked_at=each.at + timedelta(hours=47) if i < checked else None)
        for i, each in enumerate(shops(10))
    ]
    assert codes(exposed(ExposureRules(check_percent=Fraction(30)), calls, NOW)) == ["checks_few"] * said


@pytest.mark.parametrize(("hours", "said"), [(48, 0), (49, 1)])
def test_a_check_counts_within_48_hours(hours, said):
    calls = [shop(checked_at=SHOP.at + timedelta(hours=hours))]
    found = codes(exposed(ExposureRules(check_percent=Fraction(30)), calls, NOW))
    assert found == ["checks_few", "callers_unchecked"] * said


def test_what_was_called_today_may_still_be_checked():
    now = SHOP.at + timedelta(hours=47)
    assert exposed(ExposureRules(check_percent=Fraction(30)), [SHOP], now) == []
    later = exposed(ExposureRules(check_percent=Fraction(30)), [SHOP], now + timedelta(hours=1))
    assert codes(later) == ["checks_few", "callers_unchecked"]


def test_every_caller_is_covered():
    calls = [replace(each, checked_at=each.at) for each in shops(9)]
    calls.append(shop(key="x", caller="C2", at=SHOP.at + timedelta(hours=3)))
    [found] = exposed(ExposureRules(check_percent=Fraction(30)), calls, NOW)
    assert (found.code, found.facts["callers"]) == ("callers_unchecked", ["C2"])


@pytest.mark.parametrize(("agents", "said"), [(["1", "2"], 0), (["1", "1"], 1)])
def test_one_call_per_agent_per_month(agents, said):
    calls = [shop(key=str(i), agent=agent, at=SHOP.at + timedelta(days=i)) for i, agent in enumerate(agents)]
    assert codes(exposed(ExposureRules(agent_month=1), calls, NOW)) == ["agent_often"] * said


def test_the_same_code_at_two_vendors_is_two_agents():
    calls = [shop(), shop(key="s2", vendor="ANDA")]
    assert exposed(ExposureRules(agent_month=1), calls, NOW) == []


@pytest.mark.parametrize(
    ("rule", "lacking", "code"),
    [
        ({"recording": True}, {"recording": " "}, "samples_unrecorded"),
        ({"agent_code": True}, {"agent": ""}, "samples_without_agent"),
    ],
)
def test_recording_and_agent_are_present(rule, lacking, code):
    assert exposed(ExposureRules(**rule), [SHOP], NOW) == []
    assert codes(exposed(ExposureRules(**rule), [shop(**lacking)], NOW)) == [code]
    # Nobody was reached: there is no agent, and nothing to record.
    assert exposed(ExposureRules(**rule), [shop(**lacking, outcome="busy")], NOW) == []


def test_rules_are_off_until_a_programme_switches_them_on():
    calls = [shop(key=str(i), recording="", agent="") for i in range(30)]
    assert not ExposureRules().any and RECOMMENDED.any
    assert exposed(ExposureRules(), calls, NOW) == []


def test_a_call_ruled_out_was_heard_all_the_same():
    """No check and no recording is asked of it; but the caller's voice, the number and the agent are used."""
    out = [replace(each, ruled_out="试拨", recording="", agent="0123") for each in shops(6)]
    assert codes(exposed(RECOMMENDED, out, NOW)) == ["caller_often", "numbers_few", "agent_often"]
    busy = shop(outcome="busy", ruled_out="试拨")
    soon = shop(key="s2", at=SHOP.at + timedelta(minutes=9))
    assert codes(exposed(ExposureRules(redial_minutes=10), [busy, soon], NOW)) == ["redialled_soon"]


def test_an_earlier_wave_counts_and_is_not_told_again():
    """The caller's first call was in the wave before; what that wave broke by itself is told there."""
    before = [shop(key=f"e{i}", at=datetime(2026, 9, 1 + i, 10), recording="") for i in range(6)]
    rules = ExposureRules(caller_month=5, caller_days=62, recording=True)
    found = exposed(rules, [*before, SHOP], NOW, WAVE.since)
    assert codes(found) == ["caller_old"]
    assert codes(exposed(rules, before, NOW, WAVE.since)) == []
    assert codes(exposed(rules, before, NOW)) == ["caller_often", "samples_unrecorded"]


def test_calls_whose_number_nobody_noted_are_no_redials():
    calls = [shop(outcome="busy", dialled=""), shop(key="s2", dialled="", at=SHOP.at + timedelta(minutes=1))]
    assert exposed(ExposureRules(redial_minutes=10), calls, NOW) == []


# --- Briefs ---------------------------------------------------------------------------------------------

SECOND = replace(
    BRIEF, version=2, since=date(2026, 11, 16), questions=(Question("流量用完怎么计费？", "3 元"),)
)


def test_a_later_version_ends_the_one_before_once_it_is_approved():
    draft = replace(SECOND, approved_on=None)
    assert last_day(BRIEF, [BRIEF, draft]) is None
    assert last_day(BRIEF, [BRIEF, SECOND]) == date(2026, 11, 15)
    both = [BRIEF, SECOND]
    assert [b and b.version for b in (in_force(both, "PLAN", date(2026, 11, d)) for d in (15, 16))] == [1, 2]
    assert in_force(both, "PLAN", date(2026, 10, 31)) is None


@pytest.mark.parametrize(
    ("brief", "day", "said"),
    [
        (BRIEF, 15, []),
        (BRIEF, 16, ["shop_brief_expired"]),
        (SECOND, 15, ["shop_brief_expired"]),
        (SECOND, 16, []),
        (replace(SECOND, approved_on=None), 16, ["shop_brief_unapproved"]),
    ],
)
def test_t4_1_a_call_under_an_expired_brief_is_rejected(brief, day, said):
    found = used_on(brief, [BRIEF, SECOND], date(2026, 11, day))
    assert codes(found) == said
    assert all(finding.severity == "rejects" for finding in found)


@pytest.mark.parametrize(("day", "said"), [(15, ["shop_brief_late"]), (16, []), (17, [])])
def test_a_version_approved_after_the_call_is_said_and_the_call_counts(day, said):
    """Approved on the 16th: on that day somebody answered for it already."""
    late = replace(BRIEF, approved_on=date(2026, 11, 16))
    found = used_on(late, [late], date(2026, 11, day))
    assert codes(found) == said
    assert all(finding.severity == "warns" for finding in found)


def test_a_brief_is_approved_only_with_its_answers():
    assert brief_findings(BRIEF) == []
    [found] = brief_findings(replace(BRIEF, opening=" ", questions=(Question("多少钱？", ""),)))
    assert found.facts["lacking"] == [
        Text("开场白", "the opening line"),
        Text("问题“多少钱？”的标准答案", "the model answer to “多少钱？”"),
    ]


def test_a_brief_can_say_all_the_reference_asks_of_it():
    whole = Brief(
        "CMP", 1, Text("产品比较", "Compare products"), ScenarioKind.COMPARISON, date(2026, 11, 1),
        mood=Mood.RUDE, product_version="2026-Q4", persona="老用户", promises=(Promise("回电", 24),),
        avoid=("不下单",), data=("测试号 001",), steps=("核身",), critical=("引导至营业厅",), max_attempts=2,
    )  # fmt: skip
    assert (whole.kind.words.zh, whole.mood.words.en, whole.is_approved) == ("产品比较", "Rude", False)


# --- Outcomes -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "connected", "outcome", "reached"),
    [
        ("", True, Outcome.CONNECTED, True),
        ("busy", False, Outcome.BUSY, False),
        ("queue_timeout", False, Outcome.QUEUE_TIMEOUT, False),
        ("deflected", True, Outcome.DEFLECTED, True),
        ("wrong_skill", True, Outcome.WRONG_SKILL, True),
        # As calls were logged before there were programmes.
        ("menu_only", False, Outcome.NO_HUMAN_OPTION, False),
        ("cut_off", False, Outcome.DROPPED, False),
    ],
)
def test_what_became_of_a_call(code, connected, outcome, reached):
    assert outcome_of(code, connected) is outcome
    assert outcome.reached is reached


def test_a_call_that_only_reached_nobody_has_no_outcome():
    assert outcome_of("other", False) is None
    assert not shop(outcome="busy").reached


# --- The quota board ------------------------------------------------------------------------------------

TWO = replace(WAVE, quotas={CELL: 4, replace(CELL, vendor="ANDA"): 4})


def test_t4_2_planned_done_valid_invalid_and_the_wave_s_end():
    """2 to 29 November: after 14 of 28 days 3 valid calls become 6."""
    calls = [*shops(4), shop(key="busy", outcome="busy")]
    found = board(TWO, calls, {"s0"}, date(2026, 11, 15))
    assert [(c.cell.vendor, c.planned, c.done, c.valid, c.invalid, c.projected) for c in found] == [
        ("ANDA", 4, 0, 0, 0, 0),
        ("YUNHE", 4, 4, 3, 1, 6),
    ]
    assert of_vendor(found, "YUNHE", TWO, date(2026, 11, 29)).projected == 3


def test_before_the_first_day_nothing_is_projected():
    found = board(WAVE, [], (), date(2026, 11, 1))
    assert [each.projected for each in found] == [None]
    assert of_vendor(found, "YUNHE", WAVE, date(2026, 11, 1)).projected is None


WEEKEND = replace(CELL, part=Daypart.WEEKEND)


@pytest.mark.parametrize(
    ("span", "today", "valid", "peak", "weekend", "whole"),
    [
        # Saturday 7 to Friday 13: on Monday the weekend is over and brings no more; 1 of 5 peak days is gone.
        ((7, 13), 9, (2, 2), 10, 2, 12),
        # Monday 2 to Sunday 8: on Thursday no weekend was yet; it is taken as planned (4).
        ((2, 8), 5, (4, 0), 5, None, 9),
        # Rounded once, of the sum: 5 × 20/9 and 1 × 8/2 are 11.1 and 4.
        ((2, 29), 12, (5, 1), 11, 4, 15),
        # The last day has what it has.
        ((2, 8), 8, (4, 3), 4, 3, 7),
    ],
)  # fmt: skip
def test_a_cell_goes_on_by_the_days_of_its_own_slot(span, today, valid, peak, weekend, whole):
    wave = replace(
        WAVE, since=date(2026, 11, span[0]), until=date(2026, 11, span[1]), quotas={CELL: 4, WEEKEND: 4}
    )
    day = date(2026, 11, today)
    calls = [shop(key=f"p{i}", at="2026-11-03T10:00") for i in range(valid[0])]
    calls += [shop(key=f"w{i}", at="2026-11-07T10:00") for i in range(valid[1])]
    found = board(wave, calls, (), day)
    assert [each.projected for each in found] == [peak, weekend]
    assert of_vendor(found, "YUNHE", wave, day).projected == whole


def test_a_call_outside_the_plan_is_a_row_of_its_own():
    night = shop(at="2026-11-10T22:00")
    assert [(c.cell.part, c.planned, c.done) for c in board(WAVE, [night], (), date(2026, 11, 10))] == [
        (Daypart.NIGHT, 0, 1),
        (Daypart.PEAK, 4, 0),
    ]


def test_what_to_dial_next_is_the_emptiest_cell_of_this_slot():
    now = datetime(2026, 11, 12, 10)
    counts = board(TWO, shops(3), (), now.date())
    assert dial_next(TWO, counts, now).cell.vendor == "ANDA"
    dark = replace(TWO, blackouts=(Blackout(now, now + timedelta(hours=1), "故障", "ANDA"),))
    assert dial_next(dark, counts, now).cell.vendor == "YUNHE"
    assert dial_next(TWO, counts, now.replace(hour=22)) is None
    assert dial_next(replace(TWO, closed=True), counts, now) is None
    assert dial_next(TWO, counts, datetime(2026, 11, 30, 10)) is None
    full = board(WAVE, shops(4), (), now.date())
    assert dial_next(WAVE, full, now) is None


def test_vendors_are_asked_the_same():
    assert uneven(TWO) == []
    # A vendor with two sites is compared as a whole.
    sites = {replace(CELL, site=site): 2 for site in ("CS", "WH")}
    assert uneven(replace(TWO, quotas={**sites, replace(CELL, vendor="ANDA"): 4})) == []
    assert codes(uneven(replace(TWO, quotas={**TWO.quotas, replace(CELL, part=Daypart.NIGHT): 1}))) == [
        "quota_uneven"
    ]


@pytest.mark.parametrize(
    ("closed", "valid", "standing"),
    [(False, 99, Standing.OPEN), (True, 29, Standing.FEW), (True, 30, Standing.FINAL)],
)
def test_t4_8_calls_count_once_the_wave_is_closed_and_large_enough(closed, valid, standing):
    assert replace(WAVE, closed=closed, least_n=30).standing(valid) is standing


# --- Where a call belongs -------------------------------------------------------------------------------


def verdict(call, wave=WAVE, listed=()):
    matches = matches_of(wave, [call], [("YUNHE", row) for row in listed])
    [found] = judged(wave, [call], [BRIEF], matches)
    return found.valid, codes(found.findings)


SITES = replace(WAVE, quotas={replace(CELL, site="CS"): 4})
ROW = ListedCall(datetime(2026, 11, 10, 10, 0, 30), agent="123", talk_s=Fraction(183), wait_s=Fraction(14))
AROUND = [replace(ROW, start=datetime(2026, 11, 10, hour), agent="9") for hour in (9, 11)]


@pytest.mark.parametrize(
    ("call", "wave", "listed", "valid", "said"),
    [
        (SHOP, WAVE, (), True, []),
        (shop(at="2026-11-29T10:00"), WAVE, (), True, []),
        (shop(at="2026-11-30T10:00"), WAVE, (), False, ["shop_outside_wave"]),
        (SHOP, SITES, (), False, ["shop_unattributable"]),
        (shop(site="CS"), SITES, (), True, []),
        # Of an attempt that reached nobody no site can be known.
        (shop(outcome="busy", agent=""), SITES, (), True, []),
        (SHOP, WAVE, AROUND, True, ["shop_not_listed"]),
        # On a number that leads to several vendors only the list says whose call it was.
        (SHOP, replace(WAVE, shared_line=True), AROUND, False, ["shop_unattributable"]),
        (SHOP, replace(WAVE, shared_line=True), [ROW], True, []),
        (shop(ruled_out="试拨"), WAVE, (), False, []),
        (shop(brief_version=7), WAVE, (), False, ["shop_brief_unapproved"]),
    ],
)  # fmt: skip
def test_a_call_that_nobody_can_attribute_is_invalid(call, wave, listed, valid, said):
    assert verdict(call, wave, listed) == (valid, said)


# --- Matching with the vendor's list ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (ROW, MatchState.FOUND),
        # ± 120 s, both ends included.
        (replace(ROW, start=datetime(2026, 11, 10, 10, 2, 0)), MatchState.FOUND),
        (replace(ROW, start=datetime(2026, 11, 10, 10, 2, 1)), MatchState.NOT_FOUND),
        (replace(ROW, start=datetime(2026, 11, 10, 9, 58, 0)), MatchState.FOUND),
        (replace(ROW, start=datetime(2026, 11, 10, 9, 57, 59)), MatchState.NOT_FOUND),
        # A list kept to the minute: 9:57 may have been 9:57:59.9 and is not; 9:58 is within reach.
        (replace(ROW, start=datetime(2026, 11, 10, 9, 57), within_s=59), MatchState.NOT_FOUND),
        (replace(ROW, start=datetime(2026, 11, 10, 9, 57, 1), within_s=59), MatchState.FOUND),
        # ± 5 s of talk.
        (replace(ROW, talk_s=Fraction(185)), MatchState.FOUND),
        (replace(ROW, talk_s=Fraction(186)), MatchState.NOT_FOUND),
        (replace(ROW, talk_s=None), MatchState.FOUND),
        # The agent, with or without zeros; not told, it keeps nothing out.
        (replace(ROW, agent="0124"), MatchState.NOT_FOUND),
        (replace(ROW, agent=""), MatchState.FOUND),
        # An answered call is no lost one.
        (replace(ROW, answered=False), MatchState.NOT_FOUND),
    ],
)  # fmt: skip
def test_a_call_is_found_by_start_length_and_agent(row, state):
    [found] = matched([SHOP], [*AROUND, row], MatchRule())
    assert found.state is state


@pytest.mark.parametrize(
    ("called", "listed", "state"),
    [
        (
            "2026-11-11T00:01",
            datetime(2026, 11, 10, 23, 59),
            MatchState.FOUND,
        ),  # ours next day, theirs the day before
        ("2026-11-10T23:59", datetime(2026, 11, 11, 0, 1), MatchState.FOUND),
        ("2026-11-11T00:01", datetime(2026, 11, 11, 23, 59), MatchState.NO_LIST),
    ],
)
def test_a_call_about_midnight_is_looked_for_on_both_days(called, listed, state):
    [found] = matched([shop(at=called)], [replace(ROW, start=listed)], MatchRule())
    assert found.state is state


def test_a_minute_list_about_midnight_reaches_into_the_next_day():
    """A row of 23:58 may have come at 23:58:59."""
    row = replace(ROW, start=datetime(2026, 11, 10, 23, 58), within_s=59)
    assert [matched([shop(at="2026-11-11T00:00")], [row], MatchRule())[0].state] == [MatchState.FOUND]


def test_the_difference_in_wait_is_theirs_less_ours():
    [found] = matched([SHOP], [ROW], MatchRule())
    assert found.wait_difference == 2
    [silent] = matched([shop(wait_s=None)], [ROW], MatchRule())
    assert silent.wait_difference is None


def test_two_rows_that_fit_are_said_and_not_chosen_between():
    [found] = matched([shop(agent="")], [ROW, replace(ROW, agent="9")], MatchRule())
    assert (found.state, len(found.rows), found.wait_difference) == (MatchState.AMBIGUOUS, 2, None)


def test_two_calls_that_want_the_same_row_are_both_undecided():
    later = shop(key="s2", at="2026-11-10T10:01")
    assert [m.state for m in matched([SHOP, later], [ROW], MatchRule())] == [MatchState.AMBIGUOUS] * 2


def test_two_calls_within_120_seconds_are_told_apart_by_what_is_left():
    """Ours at 10:00 fits two rows. The second is the only one that fits ours of 10:03, so it is no longer
    open: the first is ours of 10:00, whichever way round the list stands."""
    first, second = ROW, replace(ROW, start=datetime(2026, 11, 10, 10, 1, 30), place="B")
    later = shop(key="s2", at="2026-11-10T10:03")
    for rows in ([first, second], [second, first]):
        found = matched([SHOP, later], rows, MatchRule())
        assert [(m.state, m.rows) for m in found] == [
            (MatchState.FOUND, (first,)), (MatchState.FOUND, (second,))
        ]  # fmt: skip
    # A minute apart each fits both rows, and nothing tells which is which.
    near = shop(key="s2", at="2026-11-10T10:01")
    assert [(m.state, len(m.rows)) for m in matched([SHOP, near], [first, second], MatchRule())] == [
        (MatchState.AMBIGUOUS, 2)
    ] * 2
    # A talk that differs by more than five seconds tells them apart.
    talks = [first, replace(second, talk_s=Fraction(90))]
    found = matched([SHOP, replace(near, talk_s=92)], talks, MatchRule())
    assert [m.rows for m in found] == [(talks[0],), (talks[1],)]


def test_a_programme_may_ask_for_a_closer_match():
    [found] = matched([SHOP], [*AROUND, ROW], ExposureRules(start_s=29).match_rule)
    assert found.state is MatchState.NOT_FOUND
    [found] = matched([SHOP], [*AROUND, ROW], ExposureRules(start_s=30, talk_s=2).match_rule)
    assert found.state is MatchState.NOT_FOUND
    [found] = matched([SHOP], [*AROUND, ROW], ExposureRules(start_s=30, talk_s=3).match_rule)
    assert found.state is MatchState.FOUND


def test_a_list_that_does_not_reach_over_the_call_is_silent():
    assert [m.state for m in matched([SHOP], AROUND[:1], MatchRule())] == [MatchState.NO_LIST]
    assert [m.state for m in matched([SHOP], [], MatchRule())] == [MatchState.NO_LIST]


# --- Guesses and promises ---------------------------------------------------------------------------------


def test_how_often_a_vendor_recognises_our_calls():
    calls = shops(4)
    named = [
        Guess("YUNHE", calls[0].at + timedelta(seconds=120)),
        Guess("YUNHE", calls[1].at, "0009"),
        Guess("ANDA", calls[2].at),
    ]
    found = guess_rate("YUNHE", calls, named)
    # The second names another agent.
    assert (found.samples, found.recognised, found.named) == (4, 1, 2)
    assert (found.rate, found.right) == (25, 50)
    assert guess_rate("ANDA", [], []).rate is None


DUE = datetime(2026, 11, 11, 10)
PROMISE = Commitment("c", "s1", "YUNHE", "24小时内回电", DUE)


@pytest.mark.parametrize(
    ("said", "now", "state"),
    [
        ({}, DUE - timedelta(seconds=1), CommitmentState.OPEN),
        ({}, DUE, CommitmentState.DUE),
        ({"done": DUE}, DUE, CommitmentState.KEPT),
        ({"done": DUE + timedelta(seconds=1)}, NOW, CommitmentState.BROKEN),
        ({"failed": True}, DUE, CommitmentState.BROKEN),
    ],
)
def test_t4_9_a_promise_is_kept_broken_due_or_open(said, now, state):
    assert replace(PROMISE, **said).state(now) is state


def test_the_share_of_promises_kept_leaves_out_what_nobody_looked_at():
    known = [PROMISE, replace(PROMISE, done=DUE), replace(PROMISE, failed=True)]
    assert kept_rate(known, NOW) == (1, 2, Fraction(50))
    assert kept_rate([PROMISE], NOW) == (0, 0, None)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("09:00–12:00, 14:00–18:00", ((540, 720), (840, 1080))),
        ("9-12、14:30至18点", ((540, 720), (870, 1080))),
        ("９:00~12:00", ((540, 720),)),
        # Over midnight it falls into two, and is one again where it is shown.
        ("21:00–08:00", ((0, 480), (1260, 1440))),
        ("22:00–24:00", ((1320, 1440),)),
        ("22:00–00:00", ((1320, 1440),)),
        ("", ()),
    ],
)
def test_hours_of_a_slot_are_read_as_they_are_typed(typed, found):
    assert spans(typed) == found
    assert spans(clock(found)) == found or not found


@pytest.mark.parametrize("typed", ["morning", "9", "25:00–26:00", "09:75–10:00", "09:00–09:00", "9-12-15"])
def test_hours_that_are_none_are_refused(typed):
    with pytest.raises(WrongInputError, match="clock_span"):
        spans(typed)


def test_peak_and_night_never_overlap_and_somebody_may_be_called():
    with pytest.raises(WrongInputError, match="slots_overlap"):
        Dayparts(peak=((540, 1320),), night=((1260, 1440),))
    with pytest.raises(WrongInputError, match="slots_closed"):
        Dayparts(open=(1320, 480))
    assert clock(Dayparts().night) == "21:00–08:00"


# --- The schedule -----------------------------------------------------------------------------------------

CELLS = st.builds(
    Cell, st.sampled_from(["YUNHE", "ANDA"]), st.sampled_from(["", "CS"]), st.sampled_from(["PLAN", "CMP"]),
    st.sampled_from(Daypart),
)  # fmt: skip
NIGHT_OUT = Blackout(datetime(2026, 11, 10, 8), datetime(2026, 11, 12, 20), "割接")
WAVES = st.builds(
    Wave, st.just("W11"), st.just(date(2026, 11, 2)), st.dates(date(2026, 11, 8), date(2026, 12, 31)),
    st.dictionaries(CELLS, st.integers(0, 40), max_size=6), seed=st.text("0123456789", max_size=6),
    blackouts=st.sampled_from([(), (NIGHT_OUT,)]),
    parts=st.sampled_from([Dayparts(), Dayparts(open=(480, 1260))]),
)  # fmt: skip


@given(WAVES)
@settings(max_examples=60, deadline=None)
def test_every_call_lies_in_its_slot_its_wave_and_no_blackout(wave):
    dials, found = schedule(wave)
    for dial in dials:
        assert wave.since <= dial.at.date() <= wave.until
        assert wave.parts.of(dial.at) is dial.cell.part
        assert wave.parts.open[0] <= dial.at.hour * 60 + dial.at.minute < wave.parts.open[1]
        assert not any(blackout.hits(dial.at, dial.cell.vendor) for blackout in wave.blackouts)
    planned = Counter({cell: n for cell, n in wave.quotas.items() if n})
    made = Counter(dial.cell for dial in dials)
    assert made == planned or codes(found) == ["schedule_no_room"]
    assert schedule(wave)[0] == dials


@given(WAVES, CELLS, st.integers(1, 5))
@settings(max_examples=40, deadline=None)
def test_another_quota_moves_no_call_that_was_drawn(wave, cell, more):
    longer = replace(wave, quotas={**wave.quotas, cell: wave.quotas.get(cell, 0) + more})
    assert set(schedule(wave)[0]) <= set(schedule(longer)[0])


def test_the_schedule_of_a_seed_is_the_same_on_any_machine():
    """Written down once: no library's generator decides it."""
    assert [f"{dial.at:%m-%d %H:%M}" for dial in schedule(WAVE)[0]] == [
        "11-02 09:27",
        "11-03 14:36",
        "11-13 11:07",
        "11-26 10:07",
    ]
    assert schedule(replace(WAVE, seed="2026-12"))[0] != schedule(WAVE)[0]


def test_calls_are_spread_over_weekdays():
    """Ten calls in peak hours: two on each working day of the week."""
    dials = schedule(replace(WAVE, quotas={CELL: 10}))[0]
    assert sorted(Counter(dial.at.isoweekday() for dial in dials).items()) == [
        (day, 2) for day in range(1, 6)
    ]
