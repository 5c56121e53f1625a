"""The desk opened for a wave or from the quick form: placed in the wave, promises noted, nothing lost."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from services_example import house_with_contract
from test_pages_programme import CALL, planned

from core.errors import RefusedError, WrongInputError
from qa.programme.dayparts import Daypart
from qa.programme.wave import Cell
from qa.scoring.answers import Answer
from services.audits import half_filled
from services.desk.audit_drafts import draft, open_draft, save
from services.desk.desk_begun import Dialled, begin_dial, begin_half
from services.desk.draft_checks import NUMBER, Said
from services.desk.draft_submit import as_call, left_open, submit
from services.mystery import mystery_board, mystery_closing
from services.mystery.mystery_promises import promises

DIALLED = Dialled("W5", Cell("YUNHE", "", "PLAN", Daypart.PEAK), "QUICK_MYSTERY")
FULL = {"choice": "full"}
DUE = datetime(2026, 5, 13, 2, tzinfo=UTC)


@pytest.fixture
def cast(data_folder, database_url):
    cast = planned(house_with_contract(data_folder, database_url))
    yield cast
    cast.house.close()


def dialled(cast, *said):
    """A call of the wave with every item in full."""
    id = begin_dial(cast.house, cast.auditor, DIALLED, "GOV12345").record.id
    facts = [Said("@wait", 12), Said("@agent", "0777"), Said("@recording", "R-7"), *said]
    found = save(cast.house, cast.auditor, id, facts)
    return save(cast.house, cast.auditor, id, [Said(code, FULL) for code in left_open(found)]).record.id


def in_wave(cast, agent="0777"):
    found = mystery_board.wave_view(cast.house, cast.viewer, "W5").calls
    return [call for call in found if call.audit.agent == agent]


def test_a_call_of_a_wave_is_placed_when_it_is_submitted(cast):
    watch = [["ring", 0], ["talk", 8000], ["end", 68000]]
    id = dialled(cast, Said("@caller", "c7"), Said(NUMBER, "13912345678"), Said("@watch", watch))
    submit(cast.house, cast.auditor, id)
    [call] = in_wave(cast)
    placed = call.placed
    assert (placed.caller, placed.number_shown, placed.talk_s) == ("C7", "139****5678", 60)
    assert (call.audit.sample_type, call.audit.wave, call.audit.brief_version) == ("mystery", "W5", 1)
    assert call.judged.valid


def test_equal_numbers_meet_by_their_mark_however_they_were_entered(cast):
    """One placed on the programme's page, one on the desk."""
    submit(cast.house, cast.auditor, dialled(cast, Said(NUMBER, "139-1234-5678")))
    [other], [mine] = in_wave(cast, "0123"), in_wave(cast)
    assert mine.placed.number_mark == other.placed.number_mark != ""


def test_a_caller_s_whole_number_is_in_no_answer_of_the_draft(cast):
    id = dialled(cast, Said(NUMBER, "13912345678"))
    with cast.house.database.read() as uow:
        assert "13912345678" not in str(uow.audit_drafts.said(id))


def test_promises_heard_become_follow_ups_with_their_due_times(cast):
    heard = [{"what": "24小时内回电", "due": DUE.isoformat()}, {"what": " ", "due": DUE.isoformat()}]
    logged = submit(cast.house, cast.auditor, dialled(cast, Said("@promises", heard)))
    found = promises(cast.house, cast.viewer, [logged.record.id])
    assert [(each.record.what, each.record.due_at) for each in found] == [("24小时内回电", DUE)]


def test_a_promise_due_before_the_call_keeps_everything_back(cast):
    """Nothing is half done: no call, no place in the wave, the draft as it was."""
    before = [{"what": "回电", "due": "2026-05-01T10:00:00+08:00"}]
    id = dialled(cast, Said("@promises", before))
    with pytest.raises(WrongInputError, match="period_order"):
        submit(cast.house, cast.auditor, id)
    assert in_wave(cast) == [] and draft(cast.house, cast.auditor, id).record.audit is None


@pytest.mark.parametrize("said", [[{"what": "回电"}], [{"what": 3, "due": DUE.isoformat()}], ["回电"]])
def test_a_promise_without_words_or_time_is_not_kept(cast, said):
    id = begin_dial(cast.house, cast.auditor, DIALLED).record.id
    with pytest.raises(WrongInputError):
        save(cast.house, cast.auditor, id, [Said("@promises", said)])


def test_a_call_no_brief_was_in_force_for_is_not_submitted_until_it_leaves_the_wave(cast):
    """The brief begins on 1 May; a call of 30 April is before it, and before the wave."""
    id = dialled(cast, Said("@at", "2026-04-30T10:00:00+08:00"))
    with pytest.raises(RefusedError) as refused:
        submit(cast.house, cast.auditor, id)
    assert "shop_brief_expired" in {finding.code for finding in refused.value.findings}
    save(cast.house, cast.auditor, id, [Said("@wave", None)])
    assert submit(cast.house, cast.auditor, id).record.wave is None


def test_a_closed_wave_is_dialled_no_more(cast):
    wave = mystery_board.wave_view(cast.house, cast.manager, "W5").record
    mystery_closing.close_wave(cast.house, cast.manager, "W5", wave.version)
    with pytest.raises(WrongInputError, match="already_state"):
        begin_dial(cast.house, cast.auditor, DIALLED)


def test_a_wrong_skill_group_reached_an_agent_and_is_kept_as_that(cast):
    id = dialled(cast, Said("@outcome", "wrong_skill"))
    assert submit(cast.house, cast.auditor, id).record.outcome == "wrong_skill"


def test_an_outcome_that_contradicts_whether_an_agent_came_on_is_not_kept(cast):
    id = begin_dial(cast.house, cast.auditor, DIALLED).record.id
    assert as_call(save(cast.house, cast.auditor, id, [Said("@outcome", "busy")])).outcome == ""


def test_the_next_call_of_the_wave_begins_with_its_brief_and_number(cast):
    id = dialled(cast, Said("@caller", "C7"), Said(NUMBER, "13912345678"))
    again = open_draft(cast.house, cast.auditor, "YUNHE", "QUICK_MYSTERY", None, id)
    assert [again.fact(name) for name in ("@wave", "@brief", "@caller")] == ["W5", "PLAN", "C7"]
    assert again.fact(NUMBER)["shown"] == "139****5678" and again.fact("@agent") is None


def test_a_call_goes_on_on_the_desk_with_all_that_was_filled_in_on_the_quick_form(cast):
    call = replace(CALL, agent="0888", token="T" * 26, remark="说到一半", fatal=frozenset({"LEAK"}))
    call = replace(call, answers={**call.answers, "ATTITUDE": Answer("none", comment="打断")})
    half_filled.keep(cast.house, cast.auditor, call)
    found = begin_half(cast.house, cast.auditor, call)
    assert half_filled.half_filled(cast.house, cast.auditor) == []
    moved = as_call(found)
    for same in ("vendor", "contract", "project", "at", "agent", "wait_s", "answers", "fatal", "remark"):
        assert getattr(moved, same) == getattr(call, same), same
    assert moved.dialled == "073****5678"


def test_a_day_later_the_draft_still_says_when_the_call_was(cast):
    found = begin_half(cast.house, cast.auditor, CALL)
    cast.clock.at += timedelta(days=1)
    assert as_call(draft(cast.house, cast.auditor, found.record.id)).at == CALL.at
