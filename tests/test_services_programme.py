"""Mystery-call programmes in a house: briefs approved, waves planned, calls placed, promises followed up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from services_example import Cast, house_with_contract

from core.errors import ConflictError, NotAllowedError, NotFoundError, RefusedError, WrongInputError
from core.principal import Principal, Role
from core.tally import Flag
from core.text import Text
from importers.draft import Choice
from qa.form.load import shipped_forms
from qa.programme.brief import Brief, Question
from qa.programme.commitments import CommitmentState
from qa.programme.dayparts import Daypart
from qa.programme.exposure import RECOMMENDED, ExposureRules
from qa.programme.kinds import ScenarioKind
from qa.programme.matching import MatchState
from qa.programme.wave import Blackout, Cell, Standing
from qa.review.clocks import ReviewRules
from qa.scoring.answers import Answer
from services.audits import spot_check
from services.judging.assess_month import assess
from services.known import directory
from services.known.people import add_person
from services.mystery import (
    mystery_board,
    mystery_briefs,
    mystery_calls,
    mystery_closing,
    mystery_promises,
    mystery_waves,
)
from services.mystery.mystery_calls import Placing
from services.mystery.mystery_waves import WavePlan
from services.reports.import_report import commit, stage
from services.review import review_rules
from services.workbooks.export_month import export

FORM = next(form for form in shipped_forms() if form.code == "QUICK_MYSTERY")
FULL = {item.code: Answer("full") for _, item in FORM.items()}
NOBODY = {"CONNECT": Answer("none"), "MENU": Answer("full"), "QUEUE": Answer("none")}
#: Monday 11 May 2026, 10:30 in Beijing; the clock of the house stands a day later.
CALL = spot_check.CallDraft(
    vendor="YUNHE", form="QUICK_MYSTERY", at=datetime(2026, 5, 11, 2, 30, tzinfo=UTC), contract="GOV12345",
    project="HOTLINE", dialled="0731-1234 5678", agent="0123", wait_s=12, answers=FULL, recording="R-1",
)  # fmt: skip
BRIEF = Brief(
    "PLAN", 1, Text("套餐咨询", "Tariff enquiry"), ScenarioKind.ENQUIRY, date(2026, 5, 1),
    opening="你好，我想问问套餐。", questions=(Question("流量用完怎么计费？", "=5 元每 GB"),),
)  # fmt: skip
CELL = Cell("YUNHE", "", "PLAN", Daypart.PEAK)
PLAN = WavePlan("W5", "DIAL", date(2026, 5, 4), date(2026, 5, 31), {CELL: 4}, least_n=1)


@pytest.fixture
def cast(data_folder, database_url):
    cast = house_with_contract(data_folder, database_url)
    yield cast
    cast.house.close()


def planned(cast: Cast, plan: WavePlan = PLAN, rules: ExposureRules | None = None) -> None:
    """A brief approved at the beginning of May, and a wave that goes by it."""
    approved(cast, datetime(2026, 5, 1, 2, 30, tzinfo=UTC))
    mystery_waves.save_campaign(cast.house, cast.manager, "DIAL", Text("拨测", "Calls"), rules)
    mystery_waves.save_wave(cast.house, cast.manager, plan)


def approved(cast: Cast, at: datetime) -> None:
    """The brief, approved at an instant."""
    now, cast.clock.at = cast.clock.at, at
    draft = mystery_briefs.save_brief(cast.house, cast.auditor, BRIEF)
    mystery_briefs.approve_brief(cast.house, cast.approver, draft.id, 1)
    cast.clock.at = now


def logged(cast: Cast, **said: object) -> str:
    """One call as it was logged; gives its key."""
    draft = replace(CALL, token=str(sorted(map(str, said.items())))[-80:], **said)
    return spot_check.log_call(cast.house, cast.auditor, draft).record.id


def in_wave(cast: Cast, audit: str, **said: object) -> object:
    given = replace(Placing(audit, "W5", "PLAN", caller="C1", number="13912345678", talk_s=180), **said)
    return mystery_calls.place_call(cast.house, cast.auditor, given)


def view(cast: Cast, who: Principal | None = None) -> mystery_board.WaveView:
    return mystery_board.wave_view(cast.house, who or cast.viewer, "W5")


def test_a_wave_from_the_brief_to_its_figures(cast):
    planned(cast)
    audit = logged(cast)
    assert [each.id for each in mystery_calls.unplaced(cast.house, cast.auditor)] == [audit]
    kept = in_wave(cast, audit)
    assert (kept.brief_number, kept.number_shown, len(kept.number_mark)) == (1, "139****5678", 16)
    assert mystery_calls.unplaced(cast.house, cast.auditor) == []
    found = view(cast)
    [cell] = found.cells
    # Seven of the 20 workdays are over: one call becomes two (2.86, rounded down).
    assert (cell.planned, cell.done, cell.valid, cell.projected) == (4, 1, 1, 2)
    [vendor] = found.vendors
    assert vendor.standing is Standing.OPEN
    assert vendor.counts == {
        "mystery_calls": 1, "mystery_connected": 1, "mystery_passed": 1, "questions_asked": 3,
        "questions_correct": 3, "shop_points": 100_000, "shop_points_applicable": 100_000,
    }  # fmt: skip
    assert vendor.scored == 1
    assert found.dial_next is not None and found.dial_next.cell == CELL
    assert len(found.schedule) == 4 and found.findings == ()
    assert {"mystery_wave", "mystery_brief_approved", "mystery_call_placed"} <= set(cast.journal())


def test_a_brief_approved_after_the_call_is_said_and_the_call_counts(cast):
    """The call was made on the 11th; half past midnight of the 12th in Beijing is still the 11th in UTC."""
    approved(cast, datetime(2026, 5, 11, 16, 30, tzinfo=UTC))
    mystery_waves.save_campaign(cast.house, cast.manager, "DIAL", Text("拨测", "Calls"), None)
    mystery_waves.save_wave(cast.house, cast.manager, PLAN)
    in_wave(cast, logged(cast))
    [call] = view(cast).calls
    assert (call.judged.valid, [f.code for f in call.judged.findings]) == (True, ["shop_brief_late"])
    assert call.judged.findings[0].facts["approved"] == "2026-05-12"


def test_caller_and_number_stay_codes(cast):
    """A name is refused, and of the number only a mark and its masked form are kept."""
    planned(cast)
    audit = logged(cast)
    with pytest.raises(WrongInputError):
        in_wave(cast, audit, caller="张三")
    in_wave(cast, audit)
    with cast.house.database.read() as uow:
        assert "13912345678" not in f"{uow.programme.shops.all()}{uow.journal.all()}"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("139 1234 5678", "139****5678"), ("0731-8455 1234", "073****1234"), ("010-84551234", "010****1234"),
        # A local landline: of eight digits four are hidden, of seven too.
        ("8455 1234", "****1234"), ("845-1234", "****234"), ("95188", "****8"),
        ("+86 139 1234 5678", "861****5678"),
        # A code of the house is none.
        ("SIM-07", "SIM-07"),
    ],
)  # fmt: skip
def test_at_least_four_digits_of_a_callers_number_are_hidden(cast, number, shown):
    used = mystery_calls.used_number(cast.house, cast.auditor, number)
    assert used.shown == shown and len(used.mark) == 16


def test_a_brief_is_written_anew_until_it_is_approved_and_then_followed_by_another(cast):
    first = mystery_briefs.save_brief(cast.house, cast.auditor, replace(BRIEF, opening=""))
    with pytest.raises(RefusedError) as refused:
        mystery_briefs.approve_brief(cast.house, cast.approver, first.id, 1)
    assert [f.code for f in refused.value.findings] == ["brief_lacks"]
    again = mystery_briefs.save_brief(cast.house, cast.auditor, BRIEF)
    assert (again.number, again.version) == (1, 2)
    with pytest.raises(ConflictError):
        mystery_briefs.approve_brief(cast.house, cast.approver, first.id, 1)
    approved = mystery_briefs.approve_brief(cast.house, cast.approver, first.id, 2)
    assert approved.approved_by == "赵总"
    with pytest.raises(WrongInputError):
        mystery_briefs.approve_brief(cast.house, cast.approver, first.id, 3)
    assert mystery_briefs.save_brief(cast.house, cast.auditor, BRIEF).number == 2
    assert [each.number for each in mystery_briefs.briefs(cast.house, cast.viewer)] == [2, 1]


def test_a_brief_is_not_written_over_what_somebody_else_wrote_meanwhile(cast):
    """Two who have it open: the second is told. A new one does not go over a code that is there."""
    mystery_briefs.save_brief(cast.house, cast.auditor, BRIEF, (0, 0))
    mystery_briefs.save_brief(cast.house, cast.auditor, replace(BRIEF, opening="甲"), (1, 1))
    for seen in ((1, 1), (0, 0)):
        with pytest.raises(ConflictError):
            mystery_briefs.save_brief(cast.house, cast.manager, replace(BRIEF, opening="乙"), seen)
    [kept] = mystery_briefs.briefs(cast.house, cast.viewer)
    assert (kept.body["opening"], kept.created_by) == ("甲", "李质检")
    assert mystery_briefs.save_brief(cast.house, cast.manager, BRIEF, (1, 2)).created_by == "王经理"


@pytest.mark.parametrize(
    "change",
    [
        {"name": Text(" ", "")},
        {"until": date(2026, 4, 1)},
        {"max_attempts": 0},
        {"code": "套餐"},
    ],
)
def test_a_brief_that_cannot_be_is_refused(cast, change):
    with pytest.raises(WrongInputError):
        mystery_briefs.save_brief(cast.house, cast.auditor, replace(BRIEF, **change))


def test_a_call_under_an_expired_brief_is_refused_and_one_that_expires_later_is_flagged(cast):
    planned(cast)
    second = replace(BRIEF, since=date(2026, 5, 11))
    early = logged(cast, at=datetime(2026, 5, 8, 2, 30, tzinfo=UTC))
    late = logged(cast)
    in_wave(cast, late)
    kept = mystery_briefs.save_brief(cast.house, cast.auditor, second)
    mystery_briefs.approve_brief(cast.house, cast.approver, kept.id, 1)
    [call] = view(cast).calls
    assert (call.judged.valid, [f.code for f in call.judged.findings]) == (False, ["shop_brief_expired"])
    # Version 2 of that day is taken where none is named; naming the wrong one is refused.
    with pytest.raises(RefusedError) as refused:
        in_wave(cast, early, brief_number=2)
    assert [f.code for f in refused.value.findings] == ["shop_brief_expired"]
    assert in_wave(cast, early).brief_number == 1


def test_an_unapproved_brief_a_day_outside_and_a_second_wave_are_refused(cast):
    planned(cast)
    mystery_briefs.save_brief(cast.house, cast.auditor, replace(BRIEF, code="NEW"))
    audit, before = logged(cast), logged(cast, at=datetime(2026, 5, 2, 2, 30, tzinfo=UTC))
    for key, said, code in (
        (audit, {"brief": "NEW"}, "shop_brief_unapproved"),
        (before, {}, "shop_outside_wave"),
    ):
        with pytest.raises(RefusedError) as refused:
            in_wave(cast, key, **said)
        assert code in [f.code for f in refused.value.findings]
    in_wave(cast, audit)
    with pytest.raises(WrongInputError):
        in_wave(cast, audit)
    with pytest.raises(NotFoundError):
        in_wave(cast, before, brief="NONE")


def test_a_call_in_a_blackout_is_refused(cast):
    out = Blackout(datetime(2026, 5, 11, 8), datetime(2026, 5, 11, 12), "故障")
    planned(cast, replace(PLAN, blackouts=(out,)))
    with pytest.raises(RefusedError) as refused:
        in_wave(cast, logged(cast))
    assert [f.code for f in refused.value.findings] == ["shop_in_blackout"]


def test_a_closed_wave_counts_and_takes_nothing_more(cast):
    planned(cast)
    in_wave(cast, logged(cast))
    [record] = mystery_waves.waves(cast.house, cast.viewer)
    mystery_closing.close_wave(cast.house, cast.manager, "W5", record.version)
    assert view(cast).vendors[0].standing is Standing.FINAL
    later = logged(cast, at=datetime(2026, 5, 11, 3, tzinfo=UTC))
    for act in (
        lambda: in_wave(cast, later),
        lambda: mystery_closing.close_wave(cast.house, cast.manager, "W5", 2),
        lambda: mystery_waves.save_wave(cast.house, cast.manager, PLAN, 2),
    ):
        with pytest.raises(WrongInputError) as refused:
            act()
        assert refused.value.reason == "already_state"


def judged_clause(cast: Cast) -> tuple[str, bool, int]:
    """Verdict of the clause on mystery calls in May, whether it is provisional, and on how many calls."""
    [result] = assess(cast.house, cast.manager, ["2026-05"])
    line = result.line("QA")
    assert line is not None and line.n is not None
    return line.judgement.verdict, Flag.PROVISIONAL in line.judgement.flags, line.n


def test_t4_8_calls_feed_the_clause_provisionally_until_the_wave_is_closed(cast):
    """Closed with fewer valid calls than agreed they stay provisional; with enough they count for good."""
    planned(cast, replace(PLAN, least_n=2))
    first = logged(cast)
    in_wave(cast, first)
    before = judged_clause(cast)
    assert before == ("met", True, 1)
    second = logged(cast, agent="0456")
    in_wave(cast, second)
    third = logged(cast, agent="0789")
    in_wave(cast, third)
    mystery_calls.rule_out(cast.house, cast.auditor, third, "试拨", 1)
    # A call that was ruled out is in no figure.
    assert judged_clause(cast) == ("met", True, 2)
    record = mystery_waves.waves(cast.house, cast.viewer)[0]
    mystery_closing.close_wave(cast.house, cast.manager, "W5", record.version)
    assert judged_clause(cast) == ("met", False, 2)


#: What must never leave: the caller, the number whole and as it is shown, and its mark.
CALLER, NUMBER, SHOWN = "QX77", "13912345678", "139****5678"


def test_caller_and_number_leave_in_no_export_and_stand_in_no_log(cast, data_folder):
    """The month's workbooks in both languages, the journal, and the log of the house."""
    planned(cast, rules=RECOMMENDED)
    for at in range(6):
        call = logged(cast, at=CALL.at + timedelta(minutes=11 * at), agent=f"01{at:02}")
        kept = in_wave(cast, call, caller=CALLER, number=NUMBER)
    # The board, which stays with the client, names the caller who has too many samples.
    assert any(CALLER in finding.sentence("en") for finding in view(cast).findings)
    with pytest.raises(WrongInputError) as refused:
        in_wave(cast, logged(cast, agent="0999"), caller="张三", number=NUMBER)
    assert NUMBER not in f"{refused.value}{refused.value.facts}"
    assess(cast.house, cast.manager, ["2026-05"])
    leaving = [str(refused.value)]
    for lang in ("zh", "en"):
        leaving.append(whole_book(export(cast.house, cast.manager, "GOV12345", "2026-05", lang)[1]))
        leaving.append(whole_book(mystery_board.schedule_file(cast.house, cast.auditor, "W5", lang)[1]))
    with cast.house.database.read() as uow:
        leaving.append(str(uow.journal.all()))
    leaving += [log.read_text("utf-8") for log in (data_folder / "logs").iterdir()]
    for text in leaving:
        assert not [said for said in (CALLER, NUMBER, SHOWN, kept.number_mark) if said in text]


def whole_book(data: bytes) -> str:
    """Every cell of a workbook, and every part of its file as text: comments, names, properties."""
    cells = [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(BytesIO(data)).worksheets]
    with ZipFile(BytesIO(data)) as parts:
        return str(cells) + "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def test_a_wave_closed_with_too_few_calls_stays_provisional(cast):
    planned(cast, replace(PLAN, least_n=30))
    in_wave(cast, logged(cast))
    record = mystery_waves.waves(cast.house, cast.viewer)[0]
    mystery_closing.close_wave(cast.house, cast.manager, "W5", record.version)
    assert view(cast).vendors[0].standing is Standing.FEW
    assert judged_clause(cast) == ("met", True, 1)


def test_what_counts_of_a_wave_is_fixed_when_it_is_closed(cast):
    """A brief that is followed afterwards, from a day before the calls, changes nothing of it."""
    planned(cast)
    in_wave(cast, logged(cast))
    record = mystery_waves.waves(cast.house, cast.viewer)[0]
    mystery_closing.close_wave(cast.house, cast.manager, "W5", record.version)
    kept = mystery_briefs.save_brief(cast.house, cast.auditor, replace(BRIEF, since=date(2026, 5, 2)))
    mystery_briefs.approve_brief(cast.house, cast.approver, kept.id, 1)
    assert (view(cast).cells[0].valid, view(cast).findings) == (1, ())
    assert judged_clause(cast) == ("met", False, 1)


def test_a_call_outside_every_wave_counts_as_it_always_did(cast):
    planned(cast)
    logged(cast)
    assert judged_clause(cast) == ("met", False, 1)


def test_a_changed_quota_keeps_the_seed_and_the_calls_drawn(cast):
    planned(cast)
    before = view(cast)
    mystery_waves.save_wave(cast.house, cast.manager, replace(PLAN, quotas={CELL: 6}), before.record.version)
    after = view(cast)
    assert after.record.seed == before.record.seed
    assert set(before.schedule) < set(after.schedule)
    with pytest.raises(ConflictError):
        mystery_waves.save_wave(cast.house, cast.manager, PLAN, before.record.version)
    with pytest.raises(WrongInputError):
        mystery_waves.save_wave(cast.house, cast.manager, PLAN)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"until": date(2026, 5, 1)}, WrongInputError),
        ({"quotas": {}}, WrongInputError),
        ({"quotas": {replace(CELL, vendor="NOBODY"): 1}}, NotFoundError),
        ({"quotas": {replace(CELL, site="NOWHERE"): 1}}, NotFoundError),
        ({"quotas": {replace(CELL, brief="NONE"): 1}}, NotFoundError),
        ({"campaign": "NONE"}, NotFoundError),
        ({"code": "五月"}, WrongInputError),
    ],
)
def test_a_wave_that_cannot_be_is_refused(cast, change, error):
    planned(cast)
    with pytest.raises(error):
        mystery_waves.save_wave(cast.house, cast.manager, replace(PLAN, **{"code": "W6", **change}))


def test_ruling_out_and_withdrawing_take_a_call_off_the_board(cast):
    planned(cast)
    first, second = logged(cast), logged(cast, agent="0456")
    for audit in (first, second):
        in_wave(cast, audit)
    mystery_calls.rule_out(cast.house, cast.auditor, first, "试拨", 1)
    assert (view(cast).cells[0].done, view(cast).cells[0].valid) == (2, 1)
    spot_check.withdraw_call(cast.house, cast.auditor, second, "误登")
    assert (view(cast).cells[0].done, view(cast).cells[0].valid) == (1, 0)


def test_exposure_rules_are_off_and_then_told(cast):
    planned(cast)
    in_wave(cast, logged(cast, recording=""))
    assert view(cast).findings == ()
    [campaign] = mystery_waves.campaigns(cast.house, cast.viewer)
    mystery_waves.save_campaign(
        cast.house, cast.manager, "DIAL", campaign.name, RECOMMENDED, version=campaign.version
    )
    assert [f.code for f in view(cast).findings] == ["samples_unrecorded"]


def test_a_check_is_made_by_somebody_else(cast):
    planned(cast, rules=ExposureRules(check_percent=Fraction(30)))
    audit = logged(cast)
    in_wave(cast, audit)
    cast.clock.at += timedelta(hours=40)
    assert [f.code for f in view(cast).findings] == ["checks_few", "callers_unchecked"]
    with pytest.raises(NotAllowedError):
        mystery_calls.second_check(cast.house, cast.auditor, audit, 1)
    cast.clock.at -= timedelta(hours=40)
    done = mystery_calls.second_check(cast.house, cast.manager, audit, 1)
    assert done.checked_by == "王经理"
    assert view(cast).findings == ()


def test_a_promise_is_followed_up_to_its_end(cast):
    planned(cast)
    audit = logged(cast)
    due = CALL.at + timedelta(hours=24)
    kept = mystery_promises.note_promise(cast.house, cast.auditor, audit, "24小时内回电", due)

    def states():
        return [each.state for each in mystery_promises.promises(cast.house, cast.viewer, [audit])]

    assert states() == [CommitmentState.DUE]
    with pytest.raises(WrongInputError):
        mystery_promises.settle_promise(
            cast.house, cast.auditor, kept.id, 1, cast.clock.now() + timedelta(1), "回电"
        )
    mystery_promises.settle_promise(cast.house, cast.auditor, kept.id, 1, due - timedelta(hours=1), "已回电")
    assert states() == [CommitmentState.KEPT]
    mystery_promises.settle_promise(cast.house, cast.auditor, kept.id, 2, None, "来电显示并非该公司")
    assert states() == [CommitmentState.BROKEN]
    with pytest.raises(WrongInputError):
        mystery_promises.note_promise(cast.house, cast.auditor, audit, "回电", CALL.at - timedelta(1))
    with pytest.raises(WrongInputError):
        mystery_promises.note_promise(cast.house, cast.auditor, audit, "回电", datetime(2026, 5, 12))


def test_what_a_vendor_takes_for_a_test(cast):
    planned(cast)
    in_wave(cast, logged(cast))
    guess = mystery_promises.note_guess(
        cast.house, cast.auditor, "W5", "YUNHE", CALL.at + timedelta(seconds=90)
    )
    found = view(cast).vendors[0].guesses
    assert (found.samples, found.recognised, found.named, found.rate) == (1, 1, 1, 100)
    mystery_promises.withdraw_guess(cast.house, cast.auditor, guess.id, 1)
    assert view(cast).vendors[0].guesses.rate == 0


HEAD = "来电时间,主叫号码,工号,应答时间,挂机时间,通话结果"
AROUND = [
    "2026-05-11 09:00:00,13800000001,0013,2026-05-11 09:00:05,2026-05-11 09:02:00,接通",
    "2026-05-11 11:00:00,13800000002,0013,2026-05-11 11:00:05,2026-05-11 11:02:00,接通",
]
ITS = "2026-05-11 10:30:40,13800000009,123,2026-05-11 10:30:58,2026-05-11 10:33:58,接通"


def listed(cast: Cast, *rows: str) -> None:
    text = "\n".join([HEAD, *AROUND, *rows]) + "\n"
    shown = stage(cast.house, cast.manager, "通话清单.csv", text.encode(), Choice("YUNHE", "HOTLINE"))
    commit(cast.house, cast.manager, shown.file.id)


def test_calls_are_found_in_the_vendors_list_with_the_difference_in_wait(cast):
    """We waited 12 seconds; the list says 18. The agent's code is written without its zero."""
    planned(cast)
    in_wave(cast, logged(cast))
    assert [m.state for m in mystery_board.wave_matches(cast.house, cast.viewer, "W5")] == [
        MatchState.NO_LIST
    ]
    listed(cast, ITS)
    [match] = mystery_board.wave_matches(cast.house, cast.viewer, "W5")
    assert (match.state, match.wait_difference) == (MatchState.FOUND, 6)


@pytest.mark.parametrize(
    ("ours", "theirs", "state"),
    [
        # Ours at 00:00:30 on the 12th; the vendor's switch took it at 23:59:10 on the 11th: 80 s before.
        ("2026-05-11T16:00:30", "2026-05-11 23:59:10", MatchState.FOUND),
        # Ours at 23:59:30 on the 11th; the switch says 00:00:50 on the 12th.
        ("2026-05-11T15:59:30", "2026-05-12 00:00:50", MatchState.FOUND),
        # 121 s over midnight are too many, and at the day's edge no list speaks against it.
        ("2026-05-11T16:00:30", "2026-05-11 23:58:29", MatchState.NO_LIST),
    ],
)
def test_a_call_about_midnight_is_looked_for_on_both_days(cast, ours, theirs, state):
    planned(cast, replace(PLAN, quotas={replace(CELL, part=Daypart.NIGHT): 4}))
    at = datetime.fromisoformat(ours).replace(tzinfo=UTC)
    in_wave(cast, logged(cast, at=at))
    ended = datetime.fromisoformat(theirs) + timedelta(seconds=198)
    answered = datetime.fromisoformat(theirs) + timedelta(seconds=18)
    listed(cast, f"{theirs},13800000009,123,{answered},{ended},接通")
    [match] = mystery_board.wave_matches(cast.house, cast.viewer, "W5")
    assert match.state is state


NO_CALLERS = "通话流水号,来电时间,工号,等待时长(秒),通话时长(秒),通话结果"
#: Calls around ours, and one 140 seconds after it, by the same agent.
BY_AGENT = [
    "A1,2026-05-11 09:00{s},0013,5,120,接通",
    "A2,2026-05-11 10:32{ours},0123,18,180,接通",
    "A3,2026-05-11 11:00{s},0013,5,120,接通",
]


@pytest.mark.parametrize(
    ("seconds", "state"),
    [
        # 140 s after our start: too late to the second, within the minute where the list tells no more.
        ({"s": ":07", "ours": ":20"}, MatchState.NOT_FOUND),
        ({"s": ":07", "ours": ":00"}, MatchState.FOUND),
        ({"s": "", "ours": ""}, MatchState.FOUND),
    ],
)
def test_a_list_without_callers_is_held_to_the_second_where_it_tells_it(cast, seconds, state):
    planned(cast)
    in_wave(cast, logged(cast))
    text = "\n".join([NO_CALLERS, *(row.format(**seconds) for row in BY_AGENT)]) + "\n"
    shown = stage(cast.house, cast.manager, "通话清单.csv", text.encode(), Choice("YUNHE", "HOTLINE"))
    commit(cast.house, cast.manager, shown.file.id)
    [match] = mystery_board.wave_matches(cast.house, cast.viewer, "W5")
    assert match.state is state


def test_the_vendors_list_is_held_against_the_calls_once_the_programme_asks_for_it(cast):
    """A call its list lacks is told on the board, and counts all the same: leaving calls out must not pay."""
    planned(cast)
    in_wave(cast, logged(cast))
    listed(cast)
    assert view(cast).findings == ()
    [campaign] = mystery_waves.campaigns(cast.house, cast.viewer)
    mystery_waves.save_campaign(
        cast.house, cast.manager, "DIAL", campaign.name, ExposureRules(listed=True), version=campaign.version
    )
    assert [f.code for f in view(cast).findings] == ["shop_not_listed"]
    assert view(cast).cells[0].valid == 1


def test_on_a_shared_number_a_call_nobody_lists_is_invalid(cast):
    planned(cast)
    [campaign] = mystery_waves.campaigns(cast.house, cast.viewer)
    mystery_waves.save_campaign(
        cast.house, cast.manager, "DIAL", campaign.name, shared_line=True, version=campaign.version
    )
    in_wave(cast, logged(cast))
    assert view(cast).cells[0].valid == 1
    listed(cast)
    assert [f.code for f in view(cast).findings] == ["shop_unattributable"]
    assert view(cast).cells[0].valid == 0


def test_the_schedule_leaves_as_a_workbook_for_the_callers(cast):
    planned(cast)
    name, data = mystery_board.schedule_file(cast.house, cast.auditor, "W5", "zh")
    book = load_workbook(BytesIO(data))
    assert (name, book.sheetnames) == ("W5-拨测排期.xlsx", ["排期", "脚本"])
    calls, briefs = book.worksheets
    assert calls.max_row == 2 + 4
    assert [cell.value for cell in calls[3]][3:8] == ["云禾客服", None, "PLAN v1", "套餐咨询", "平静"]
    # What somebody wrote never becomes a formula.
    assert briefs["F3"].value == "=5 元每 GB" and briefs["F3"].data_type == "s"
    with pytest.raises(NotAllowedError):
        mystery_board.schedule_file(cast.house, cast.viewer, "W5", "zh")


def test_who_sees_one_vendor_sees_its_cells_alone(cast):
    directory.save_vendor(cast.house, cast.manager, "ANDA", Text("安达", "Anda"))
    other = replace(CELL, vendor="ANDA")
    planned(cast, replace(PLAN, quotas={CELL: 4, other: 4}))
    in_wave(cast, logged(cast))
    anda = Principal("01JANDA", "安达专员", Role.AUDITOR, "zh", frozenset({"ANDA"}))
    found = view(cast, anda)
    assert [cell.cell.vendor for cell in found.cells] == ["ANDA"]
    assert {dial.cell.vendor for dial in found.schedule} == {"ANDA"} and found.calls == ()
    assert mystery_board.wave_matches(cast.house, anda, "W5") == []
    nobody = replace(anda, vendors=frozenset())
    assert mystery_waves.waves(cast.house, nobody) == mystery_waves.campaigns(cast.house, nobody) == []
    with pytest.raises(NotFoundError):
        view(cast, nobody)


def test_a_score_somebody_is_to_give_again_unseen_stays_sealed_on_the_board(cast):
    planned(cast)
    review_rules.set_review_rules(cast.house, cast.manager, FORM.code, ReviewRules(second_percent=100))
    second = add_person(cast.house, "周质检", Role.AUDITOR)
    audit = logged(cast)
    for who, seen in ((cast.auditor, True), (second, False)):
        [call] = mystery_calls.unplaced(cast.house, who)
        assert (call.points is not None, bool(call.answers)) == (seen, seen)
    in_wave(cast, audit)
    for who, seen in ((cast.auditor, True), (second, False)):
        [shown] = view(cast, who).calls
        assert (shown.audit.points is not None, bool(shown.audit.answers)) == (seen, seen)
        # Whether it counts does not hang on who looks.
        assert shown.judged.valid and view(cast, who).vendors[0].counts["mystery_calls"] == 1


@pytest.mark.parametrize("role", ["approver", "viewer"])
def test_who_may_only_look_plans_and_places_nothing(cast, role):
    planned(cast)
    audit, who = logged(cast), getattr(cast, role)
    for act in (
        lambda: mystery_briefs.save_brief(cast.house, who, BRIEF),
        lambda: mystery_waves.save_wave(cast.house, who, replace(PLAN, code="W6")),
        lambda: mystery_waves.save_campaign(cast.house, who, "X", Text("x", "x")),
        lambda: mystery_calls.place_call(cast.house, who, Placing(audit, "W5", "PLAN")),
        lambda: mystery_promises.note_promise(cast.house, who, audit, "回电", CALL.at),
    ):
        with pytest.raises(NotAllowedError):
            act()
