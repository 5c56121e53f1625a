"""Sampling a vendor's own call list: repeatable, stratified, nobody chooses, and no caller anywhere."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from core.errors import ConflictError, NotAllowedError, WrongInputError
from core.period import Period, calendar_month
from core.principal import Role
from core.refusals import sentence
from qa.form.load import shipped_forms
from qa.sampling.strata import Allocation, Dimension
from services.audits.spot_check import count_rows, withdraw_call
from services.calibration.calibration_plan import CalibrationPlan, PickedCall, PickedRater, plan_calibration
from services.calibration.calibration_view import choosable
from services.desk.audit_drafts import let_go, save
from services.desk.desk_begun import begin_line
from services.desk.draft_checks import Said
from services.desk.draft_submit import submit
from services.desk.sample_audits import sample_result
from services.known.people import add_person
from services.records.call_lists import call_volume
from services.reports.import_report import commit, stage
from services.sampling.sample_lines import replace_line, sample, samples
from services.sampling.sample_withdrawing import put_back_sample, withdraw_sample, withdrawn_samples
from services.sampling.sampling import MoreOften, SampleWish, draw_sample
from services.workbooks.sample_list import sample_list
from store.records import SampleLineState, SamplePurpose
from tests.reports_example import choice, line_house

NOVEMBER = calendar_month(2026, 11)
HEAD = "通话流水号,来电时间,主叫号码,技能组,工号,应答时间,挂机时间,通话结果"
DIMENSIONS = (Dimension.QUEUE, Dimension.DAYPART)


def listed(n=120, lost=10, agents=6):
    """A list of `n` answered calls by day and at night, of two queues and six agents; and some lost ones."""
    rows = []
    for i in range(n + lost):
        hour = 23 if i % 10 == 0 else 9 + i % 8
        at = f"2026-11-{1 + i % 15:02d} {hour:02d}:{i % 60:02d}"
        queue, agent = ("VIP" if i % 4 == 0 else "STD"), f"00{i % agents:02d}"
        said = f"C{i:04d},{at}:05,1380000{i:04d},{queue}"
        answered = f"{agent},{at}:15,{at}:55,接通" if i < n else f",,{at}:55,放弃"
        rows.append(f"{said},{answered}")
    return rows


def bring(house, who, rows, name="通话清单.csv"):
    text = "\n".join([HEAD, *rows]) + "\n"
    staged = stage(house, who, name, text.encode(), choice("2026-11"))
    assert not any(finding.severity == "blocks" for finding in staged.findings), staged.findings
    commit(house, who, staged.file.id)


@pytest.fixture
def house(data_folder, database_url):
    house, who = line_house(data_folder, database_url)
    bring(house, who, listed())
    yield house, who
    house.close()


def wish(**more):
    return SampleWish(**{"vendor": "YUNHE", "period": NOVEMBER, "size": 24, "seed": "2026-11", **more})


def test_only_answered_calls_can_be_drawn_and_the_list_says_what_it_tells(house):
    found = call_volume(*house, "YUNHE", NOVEMBER, DIMENSIONS)
    assert (found.calls, found.agents) == (120, 6)
    assert set(found.told) == {Dimension.QUEUE, Dimension.DAYPART}
    assert sum(found.strata.values()) == 120
    assert found.strata[("STD", "night")] == 6
    assert found.an_agent(24) == 4
    assert call_volume(*house, "YUNHE", calendar_month(2026, 10)).calls == 0


def test_a_sample_is_kept_with_all_that_draws_it_again(house):
    record = draw_sample(*house, wish(dimensions=DIMENSIONS))
    view = sample(*house, record.id)
    assert len(view.to_hear) == record.size == 24
    assert [part.wanted for part in view.parts] == [part.drawn for part in view.parts]
    # In proportion: a fifth of each stratum.
    assert all(abs(part.wanted - Fraction(part.volume, 5)) < 1 for part in view.parts)
    assert (record.seed, record.dimensions, len(record.list_hash)) == ("2026-11", ("queue", "daypart"), 64)
    assert view.unusable == 0
    assert [each.id for each in samples(*house)] == [record.id]


def test_the_same_list_in_another_order_and_house_gives_the_same_sample(house, tmp_path):
    first = sample(*house, draw_sample(*house, wish(dimensions=DIMENSIONS)).id)
    other, who = line_house(tmp_path / "other")
    bring(other, who, list(reversed(listed())), "倒序.csv")
    second = sample(other, who, draw_sample(other, who, wish(dimensions=DIMENSIONS)).id)
    other.close()
    assert [line.call_key for line in first.lines] == [line.call_key for line in second.lines]
    assert first.record.list_hash == second.record.list_hash


def test_no_caller_and_no_number_is_kept(house):
    record = draw_sample(*house, wish())
    with house[0].database.read() as uow:
        kept = str(uow.samples.all()) + str(uow.samples.lines.all()) + str(uow.journal.all())
    assert "1380000" not in kept
    line = sample(*house, record.id).lines[0]
    assert line.number.startswith("C0") and line.agent and line.length == 40 and line.second % 60 == 5


def test_without_a_seed_one_is_made_that_nobody_could_know(house):
    first, second = (draw_sample(*house, wish(size=5, seed="")).seed for _ in range(2))
    assert first != second and len(first) == 32


def test_a_second_draw_takes_no_call_again(house):
    keys = Counter()
    for number in range(3):
        record = draw_sample(*house, wish(size=10, seed=str(number)))
        keys.update(line.call_key for line in sample(*house, record.id).lines)
    assert max(keys.values()) == 1 and len(keys) == 30
    # What a stratum weighs is the list's, not what was left of it.
    assert sample(*house, record.id).parts[0].volume == 120


def test_the_night_is_heard_three_times_as_often_and_weighs_what_it_has(house):
    more = MoreOften(Dimension.DAYPART, "night", Fraction(3))
    record = draw_sample(*house, wish(dimensions=(Dimension.DAYPART,), more_often=[more]))
    night = next(part for part in sample(*house, record.id).parts if part.stratum == ("night",))
    assert (night.volume, night.wanted) == (12, 6)
    equal = draw_sample(*house, wish(dimensions=(Dimension.QUEUE,), allocation=Allocation.EQUAL, seed="2"))
    assert [part.wanted for part in sample(*house, equal.id).parts] == [12, 12]


def test_whoever_stops_halfway_has_heard_half_of_each_stratum(house):
    view = sample(*house, draw_sample(*house, wish(dimensions=(Dimension.QUEUE,))).id)
    half = Counter(view.part_of(line).stratum for line in view.to_hear[:12])
    assert all(abs(half[part.stratum] - Fraction(part.wanted, 2)) <= 1 for part in view.parts)


def test_the_next_of_the_same_stratum_stands_in_for_an_unusable_recording(house):
    record = draw_sample(*house, wish(dimensions=(Dimension.QUEUE,)))
    line = sample(*house, record.id).to_hear[0]
    stands = replace_line(*house, line.id, " 录音缺失 ", line.version)
    view = sample(*house, record.id)
    assert (stands.replaces, stands.stratum) == (line.id, line.stratum)
    # The next in turn, not one somebody chose.
    assert stands.turn == view.parts[line.stratum].wanted + 1
    old = next(each for each in view.lines if each.id == line.id)
    assert (old.state, old.why, old.changed_by) == (SampleLineState.UNUSABLE, "录音缺失", house[1].name)
    assert len(view.to_hear) == 24
    assert view.unusable == Fraction(1, 25)
    with house[0].database.read() as uow:
        assert [entry.action for entry in uow.journal.all()][-2:] == ["sample_drawn", "sample_line_unusable"]


def test_where_no_reserve_is_left_the_stratum_gives_less(house):
    """The night of VIP and STD together has 12 calls; all of them drawn."""
    record = draw_sample(*house, wish(size=24, dimensions=DIMENSIONS, allocation=Allocation.EQUAL))
    night = next(p for p in sample(*house, record.id).parts if p.stratum == ("STD", "night"))
    while True:
        view = sample(*house, record.id)
        at = next(line for line in view.to_hear if view.part_of(line).stratum == night.stratum)
        if replace_line(*house, at.id, "无声") is None:
            break
    left = next(p for p in sample(*house, record.id).parts if p.stratum == night.stratum)
    assert left.reserve == 0 and left.drawn == night.wanted - 1


def test_a_replaced_call_is_not_replaced_again_and_a_change_in_between_is_seen(house):
    line = sample(*house, draw_sample(*house, wish()).id).to_hear[0]
    with pytest.raises(WrongInputError, match="reason_needed"):
        replace_line(*house, line.id, " ")
    with pytest.raises(ConflictError):
        replace_line(*house, line.id, "无声", version=9)
    replace_line(*house, line.id, "无声")
    with pytest.raises(WrongInputError, match="sample_line_over"):
        replace_line(*house, line.id, "无声")


def test_a_targeted_sample_is_kept_apart(house):
    only = {"agent": "0003"}
    record = draw_sample(*house, wish(size=5, purpose=SamplePurpose.TARGETED, reason="新坐席", only=only))
    view = sample(*house, record.id)
    assert {line.agent for line in view.lines} == {"0003"}
    assert view.parts[0].volume == 20
    # It takes nothing away from what is drawn at random.
    assert sample(*house, draw_sample(*house, wish()).id).parts[0].volume == 120


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"size": 0}, "sample_size"),
        ({"size": 5001}, "sample_size"),
        ({"only": {"queue": "VIP"}}, "sample_narrowed"),
        ({"purpose": SamplePurpose.TARGETED}, "reason_needed"),
        ({"period": calendar_month(2026, 10)}, "no_calls_listed"),
        ({"purpose": SamplePurpose.TARGETED, "reason": "x", "only": {"queue": "NONE"}}, "no_calls_left"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_its_reason(house, more, reason):
    with pytest.raises(WrongInputError, match=reason):
        draw_sample(*house, wish(**more))
    assert samples(*house) == []


def test_a_larger_sample_than_there_are_calls_is_all_of_them(house):
    assert draw_sample(*house, wish(size=500)).size == 120


def test_who_only_looks_draws_nothing(house):
    viewer = add_person(house[0], "陈看", Role.VIEWER)
    with pytest.raises(NotAllowedError):
        draw_sample(house[0], viewer, wish())
    line = sample(*house, draw_sample(*house, wish()).id).to_hear[0]
    with pytest.raises(NotAllowedError):
        replace_line(house[0], viewer, line.id, "无声")


LISTENING = next(form for form in shipped_forms() if form.code == "QUICK_LISTENING")


def hear(house, line, good=True):
    """Score a drawn call as an auditor does: begin, answer everything, log."""
    draft = begin_line(*house, line.id, LISTENING.code, "LINE-2026").record.id
    ends = {item.code: (item.choices[0] if good else item.choices[-1]).code for _, item in LISTENING.items()}
    save(*house, draft, [Said(code, {"choice": choice}) for code, choice in ends.items()])
    return submit(*house, draft).record


def test_a_drawn_call_is_heard_with_what_the_list_tells(house):
    record = draw_sample(*house, wish(dimensions=DIMENSIONS))
    line = sample(*house, record.id).to_hear[0]
    audit = hear(house, line)
    assert (audit.sample, audit.sample_type) == (line.id, "random")
    assert (audit.agent, audit.queue, audit.recording) == (line.agent, line.queue, line.number)
    assert audit.business_date == line.day
    found = sample_result(*house, record.id)
    assert (len(found.audits), found.left) == (1, 23)


def test_a_call_is_heard_once_and_then_no_longer_unusable(house):
    line = sample(*house, draw_sample(*house, wish()).id).to_hear[0]
    audit = hear(house, line)
    for again in (lambda: hear(house, line), lambda: replace_line(*house, line.id, "无声")):
        with pytest.raises(WrongInputError, match="sample_line_heard"):
            again()
    withdraw_call(*house, audit.id, "误登")
    assert hear(house, line).id != audit.id


def test_an_unusable_call_is_not_heard(house):
    line = sample(*house, draw_sample(*house, wish()).id).to_hear[0]
    replace_line(*house, line.id, "无声")
    with pytest.raises(WrongInputError, match="sample_line_over"):
        begin_line(*house, line.id, LISTENING.code)


def test_a_call_somebody_is_scoring_is_offered_to_nobody_else_and_opens_where_it_was_left(house):
    """Two auditors who take the same call share its draft: nobody hears it in vain."""
    record = draw_sample(*house, wish())
    first, *rest = sample(*house, record.id).to_hear
    mine = begin_line(*house, first.id, LISTENING.code)
    second = add_person(house[0], "孙质检", Role.AUDITOR)
    assert begin_line(house[0], second, first.id, LISTENING.code).record.id == mine.record.id
    found = sample_result(*house, record.id)
    assert (found.begun, found.waiting) == ({first.id}, rest)
    assert found.left == 24
    let_go(*house, mine.record.id)
    assert sample_result(*house, record.id).waiting[0].id == first.id


def test_audits_of_an_over_sampled_night_are_weighted_back(house):
    """12 calls at night all fail, 108 by day all pass: 90 % of all, though half of those heard failed."""
    record = draw_sample(
        *house, wish(size=12, dimensions=(Dimension.DAYPART,), more_often=[NIGHT], likeness=Fraction(0))
    )
    assert sample_result(*house, record.id).passed is None
    view = sample(*house, record.id)
    for line in view.to_hear:
        hear(house, line, good=view.part_of(line).stratum != ("night",))
    found = sample_result(*house, record.id)
    nights = next(part for part in view.parts if part.stratum == ("night",))
    assert (found.passed.share, found.effect) == (Fraction(108, 120), 1)
    assert found.passed.pooled == 1 - Fraction(nights.wanted, 12) < found.passed.share
    assert found.passed.n == 12 > found.passed.n_effective
    assert found.passed.low < Fraction(9, 10) < found.passed.high


NIGHT = MoreOften(Dimension.DAYPART, "night", Fraction(9))


def test_several_calls_of_an_agent_widen_what_is_said(house):
    record = draw_sample(*house, wish(size=12))
    for line in sample(*house, record.id).to_hear:
        hear(house, line)
    assert sample_result(*house, record.id).effect > 1


def weights(house):
    """Audited call → how many calls it stands for; None where it has no weight."""
    with house[0].database.read() as uow:
        rows = count_rows(uow, "YUNHE", NOVEMBER)
    return {row.drawn.weight if row.drawn else None for row in rows}


def test_two_draws_of_the_same_days_and_strata_weigh_as_one(house):
    """Two of the 120 calls were heard, one from each draw: each stands for sixty."""
    for _draw in range(2):
        hear(house, sample(*house, draw_sample(*house, wish(size=2)).id).to_hear[0])
    assert weights(house) == {60}


FORTNIGHT = Period(NOVEMBER.start, date(2026, 11, 15))
BY_QUEUE = {"size": 2, "period": FORTNIGHT, "dimensions": (Dimension.QUEUE,)}


def test_calls_of_draws_that_overlap_by_other_strata_have_no_weight(house):
    """A call of the first fortnight could have come by either draw, once one of the second is heard."""
    whole = draw_sample(*house, wish(size=2))
    hear(house, sample(*house, whole.id).to_hear[0])
    queues = draw_sample(*house, wish(**BY_QUEUE))
    # The first was drawn from all calls; of the second nothing is in the figure.
    assert weights(house) == {120}
    hear(house, sample(*house, queues.id).to_hear[0])
    assert weights(house) == {None}


def test_a_draw_takes_nothing_off_the_weights_of_an_earlier_one_before_it_is_heard(house):
    """Nor does another by the same strata from a longer list change what its strata hold."""
    whole = draw_sample(*house, wish(size=2))
    hear(house, sample(*house, whole.id).to_hear[0])
    bring(*house, listed(160), "补全清单.csv")
    assert sample(*house, draw_sample(*house, wish(size=2)).id).parts[0].volume == 160
    assert weights(house) == {120}


def test_a_draw_nobody_heard_had_its_calls_left_by_a_later_one(house):
    """What the first took could not be drawn again: the second was not drawn from all calls."""
    draw_sample(*house, wish(**BY_QUEUE))
    whole = draw_sample(*house, wish(size=2))
    hear(house, sample(*house, whole.id).to_hear[0])
    assert weights(house) == {None}


def test_a_draw_withdrawn_in_time_bears_on_no_other(house):
    queues = draw_sample(*house, wish(**BY_QUEUE))
    withdraw_sample(*house, queues.id, "分层选错")
    whole = draw_sample(*house, wish(size=2))
    hear(house, sample(*house, whole.id).to_hear[0])
    assert weights(house) == {120}


def test_a_draw_withdrawn_after_another_had_to_leave_its_calls_still_bears_on_it(house):
    queues = draw_sample(*house, wish(**BY_QUEUE))
    whole = draw_sample(*house, wish(size=2))
    hear(house, sample(*house, whole.id).to_hear[0])
    withdraw_sample(*house, queues.id, "分层选错")
    assert weights(house) == {None}


def test_a_withdrawn_sample_stays_with_its_reason_and_frees_its_calls(house):
    record = draw_sample(*house, wish(size=120))
    with pytest.raises(WrongInputError, match="no_calls_left"):
        draw_sample(*house, wish())
    word = withdraw_sample(*house, record.id, " 整月误抽 ")
    view = sample(*house, record.id)
    assert (view.withdrawn, view.to_hear, len(view.lines)) == (word, (), 120)
    assert (word.why, word.by_whom) == ("整月误抽", house[1].name)
    assert [each.id for each in samples(*house)] == [record.id]
    assert list(withdrawn_samples(*house, "YUNHE")) == [record.id]
    assert draw_sample(*house, wish()).size == 24
    with house[0].database.read() as uow:
        assert [entry.action for entry in uow.journal.all()][-2:] == ["sample_withdrawn", "sample_drawn"]


def test_nothing_is_done_with_the_calls_of_a_withdrawn_sample(house):
    record = draw_sample(*house, wish())
    line = sample(*house, record.id).to_hear[0]
    withdraw_sample(*house, record.id, "分层选错")
    assert sample_result(*house, record.id).waiting == []
    assert choosable(*house, "YUNHE", LISTENING.code) == []
    for act in (
        lambda: begin_line(*house, line.id, LISTENING.code),
        lambda: replace_line(*house, line.id, "无声"),
        lambda: sample_list(*house, record.id, "zh"),
        lambda: withdraw_sample(*house, record.id, "再撤"),
        lambda: calibrated(house, line.id),
    ):
        with pytest.raises(WrongInputError, match="sample_withdrawn") as refused:
            act()
        assert "分层选错" in sentence(refused.value, "zh")


def calibrated(house, line):
    raters = [PickedRater("甲"), PickedRater("乙")]
    calls = [PickedCall(line=line)]
    plan = CalibrationPlan("YUNHE", "校准", LISTENING.code, date(2026, 12, 31), calls, raters)
    return plan_calibration(*house, plan)


@pytest.mark.parametrize(
    "work",
    [
        lambda house, line: hear(house, line),
        # Withdrawn since, or let go: somebody knows the call all the same.
        lambda house, line: withdraw_call(*house, hear(house, line).id, "误登"),
        lambda house, line: begin_line(*house, line.id, LISTENING.code),
        lambda house, line: let_go(*house, begin_line(*house, line.id, LISTENING.code).record.id),
        # The vendor was asked for the recording.
        lambda house, line: replace_line(*house, line.id, "录音缺失"),
        lambda house, line: calibrated(house, line.id),
    ],
)
def test_a_sample_somebody_worked_on_stays(house, work):
    record = draw_sample(*house, wish())
    work(house, sample(*house, record.id).to_hear[0])
    with pytest.raises(WrongInputError, match="sample_worked_on"):
        withdraw_sample(*house, record.id, "分层选错")
    assert sample(*house, record.id).withdrawn is None


def test_a_withdrawal_needs_a_reason_and_somebody_who_may_draw(house):
    record = draw_sample(*house, wish())
    with pytest.raises(WrongInputError, match="reason_needed"):
        withdraw_sample(*house, record.id, " ")
    viewer = add_person(house[0], "陈看", Role.VIEWER)
    for act in (lambda: withdraw_sample(house[0], viewer, record.id, "x"),
                lambda: put_back_sample(house[0], viewer, record.id)):  # fmt: skip
        with pytest.raises(NotAllowedError):
            act()


def test_a_withdrawal_is_undone_until_other_calls_of_its_days_are_drawn(house):
    record = draw_sample(*house, wish())
    with pytest.raises(WrongInputError, match="sample_in_use"):
        put_back_sample(*house, record.id)
    withdraw_sample(*house, record.id, "误撤")
    put_back_sample(*house, record.id)
    assert len(sample(*house, record.id).to_hear) == 24
    withdraw_sample(*house, record.id, "分层选错")
    # Another purpose takes no call away.
    draw_sample(*house, wish(size=5, purpose=SamplePurpose.TARGETED, reason="新坐席"))
    put_back_sample(*house, record.id)
    withdraw_sample(*house, record.id, "分层选错")
    draw_sample(*house, wish(size=5, dimensions=DIMENSIONS))
    with pytest.raises(WrongInputError, match="sample_drawn_since"):
        put_back_sample(*house, record.id)


def test_only_random_calls_feed_a_clause(house):
    only = {"agent": "0003"}
    targeted = draw_sample(*house, wish(size=3, purpose=SamplePurpose.TARGETED, reason="新坐席", only=only))
    drawn = draw_sample(*house, wish(size=4))
    for record in (targeted, drawn):
        for line in sample(*house, record.id).to_hear:
            hear(house, line)
    with house[0].database.read() as uow:
        counted = count_rows(uow, "YUNHE", NOVEMBER)
    assert sum(row.counts["audits"] for row in counted) == 4
    assert sample_result(*house, targeted.id).passed is None
    assert len(sample_result(*house, targeted.id).audits) == 3
