"""The page of mystery-call programmes: planned, dialled, checked and followed up, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from records_pages import field, fine, in_house, opened, pressed, words
from services_example import Cast, empty_house, house_with_contract

from core.principal import Role
from core.text import Text
from qa.form.load import shipped_forms
from qa.programme.brief import Brief, Question
from qa.programme.dayparts import Daypart
from qa.programme.exposure import RECOMMENDED
from qa.programme.kinds import ScenarioKind
from qa.programme.matching import MatchRule
from qa.programme.wave import Cell
from qa.scoring.answers import Answer
from services.audits import spot_check
from services.desk.audit_drafts import drafts
from services.known import directory
from services.mystery import mystery_board, mystery_briefs, mystery_calls, mystery_waves
from services.mystery.mystery_calls import Placing
from services.mystery.mystery_kept import parts_of, rules_of
from services.mystery.mystery_promises import note_promise
from services.mystery.mystery_waves import WavePlan
from ui import messages
from ui.desk import desk_brief
from ui.desk.desk_brief import Programme

PAGE = "audits/programme"
PARTS = ("board", "schedule", "calls", "matches", "promises", "briefs", "plan")
FORM = next(form for form in shipped_forms() if form.code == "QUICK_MYSTERY")
BRIEF = Brief(
    "PLAN", 1, Text("套餐咨询", "Tariff enquiry"), ScenarioKind.ENQUIRY, date(2026, 5, 1),
    opening="你好，我想问问套餐。", questions=(Question("流量用完怎么计费？", "每 GB 5 元"),),
)  # fmt: skip
CALL = spot_check.CallDraft(
    vendor="YUNHE", form="QUICK_MYSTERY", at=datetime(2026, 5, 11, 2, 30, tzinfo=UTC), contract="GOV12345",
    project="HOTLINE", dialled="0731-1234 5678", agent="0123", wait_s=12, recording="R-1",
    answers={item.code: Answer("full") for _, item in FORM.items()},
)  # fmt: skip


@pytest.fixture(scope="module")
def dialled(tmp_path_factory):
    """A wave of two vendors with a call in it, two promises on that call, and a call beside it; only read."""
    cast = planned(house_with_contract(tmp_path_factory.mktemp("programme") / "data"))
    with pytest.MonkeyPatch.context() as patch, in_house(cast, patch):
        yield cast


@pytest.fixture
def cast(data_folder, monkeypatch):
    with in_house(house_with_contract(data_folder), monkeypatch) as cast:
        yield cast


def planned(cast: Cast) -> Cast:
    directory.save_vendor(cast.house, cast.manager, "ANDA", Text("安达", "Anda"))
    brief = mystery_briefs.save_brief(cast.house, cast.auditor, BRIEF)
    mystery_briefs.approve_brief(cast.house, cast.approver, brief.id, 1)
    mystery_waves.save_campaign(cast.house, cast.manager, "DIAL", Text("热线拨测", "Hotline calls"))
    cells = {Cell(vendor, "", "PLAN", part): 3 for vendor in ("YUNHE", "ANDA") for part in Daypart}
    plan = WavePlan("W5", "DIAL", date(2026, 5, 4), date(2026, 5, 31), cells)
    mystery_waves.save_wave(cast.house, cast.manager, plan)
    calls = [
        spot_check.log_call(cast.house, cast.auditor, replace(CALL, agent=agent, token=agent)).record
        for agent in ("0123", "0456")
    ]
    placing = Placing(calls[0].id, "W5", "PLAN", caller="C1", number="13912345678")
    mystery_calls.place_call(cast.house, cast.auditor, placing)
    due = datetime(2026, 5, 12, 2, tzinfo=UTC)
    note_promise(cast.house, cast.auditor, calls[0].id, "月底前来函", due.replace(day=29))
    note_promise(cast.house, cast.auditor, calls[0].id, "24小时内回电", due)
    return cast


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("role", Role)
def test_an_empty_house_says_what_will_be_here(data_folder, monkeypatch, role, lang):
    with in_house(empty_house(data_folder), monkeypatch) as cast:
        app = fine(opened(cast, PAGE, role, lang))
        assert ("还没有拨测批次" if lang == "zh" else "No wave planned yet") in words(app)


@pytest.mark.parametrize(
    ("role", "lang"),
    [
        (Role.MANAGER, "zh"),
        (Role.MANAGER, "en"),
        (Role.AUDITOR, "zh"),
        (Role.APPROVER, "zh"),
        (Role.VIEWER, "en"),
    ],
)
@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens_for_everyone(dialled, part, role, lang):
    """Planning is the manager's: whoever else asks for it is shown the board."""
    app = fine(opened(dialled, PAGE, role, lang, tab=part))
    plans = any((button.key or "").startswith("close-wave") for button in app.button)
    assert plans == (part == "plan" and role is Role.MANAGER)
    shows_board = part == "board" or (part == "plan" and role is not Role.MANAGER)
    assert any(metric.value == "1 / 24" for metric in app.metric) == shows_board


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "下一通拨：**安达**，套餐咨询 · 忙时；目前 0/3"),
        ("en", "Dial next: **Anda**, Tariff enquiry · Peak; 0 of 3 so far"),
    ],
)
def test_the_board_says_what_to_dial_next(dialled, lang, said):
    """It is half past ten on a Tuesday."""
    app = fine(opened(dialled, PAGE, Role.AUDITOR, lang))
    assert said in words(app)
    assert app.metric[0].value == "1 / 24"
    assert ("所有数字均为暂定" if lang == "zh" else "every figure of it is provisional") in words(app)


def test_a_caller_s_whole_number_is_nowhere(dialled):
    app = fine(opened(dialled, PAGE, Role.MANAGER, tab="calls"))
    [table] = app.dataframe
    assert list(table.value["number"]) == ["139****5678"]
    for part in PARTS:
        app = fine(opened(dialled, PAGE, Role.MANAGER, tab=part))
        shown = words(app) + "".join(str(each.value.to_dict()) for each in app.dataframe)
        assert "13912345678" not in shown


def test_promises_that_are_due_stand_first(dialled):
    """Noted last, and due tomorrow: looked at before the one that is due at the end of the month."""
    app = fine(opened(dialled, PAGE, Role.VIEWER, tab="promises"))
    said = [each.value for each in app.markdown if "回电" in each.value or "来函" in each.value]
    assert ["回电" in each for each in said] == [True, False]
    assert "已到期，待核实" in said[0] and "已到期" not in said[1]


def test_a_logged_call_is_placed_in_the_wave(cast):
    planned(cast)
    app = opened(cast, PAGE, Role.AUDITOR, tab="calls")
    field(app, "text_input", "place-caller").set_value("c2")
    fine(pressed(app, "save-place"))
    calls = mystery_board.wave_view(cast.house, cast.viewer, "W5").calls
    assert sorted(call.placed.caller for call in calls) == ["C1", "C2"]


def test_a_name_in_place_of_a_code_is_refused_on_the_page(cast):
    planned(cast)
    app = opened(cast, PAGE, Role.AUDITOR, tab="calls")
    field(app, "text_input", "place-caller").set_value("张三")
    app = pressed(app, "save-place")
    assert app.error and not app.exception


def test_a_brief_is_written_approved_and_a_wave_planned(cast):
    app = fine(opened(cast, PAGE, Role.AUDITOR, tab="briefs"))
    assert "还没有脚本" in words(app)
    mystery_briefs.save_brief(cast.house, cast.auditor, BRIEF)
    app = fine(opened(cast, PAGE, Role.APPROVER, tab="briefs"))
    fine(pressed(app, "approve-brief"))
    [brief] = mystery_briefs.briefs(cast.house, cast.viewer)
    assert brief.approved_by == "赵总"


def test_a_programme_is_set_up_with_the_rules_that_are_switched_on(cast):
    app = fine(opened(cast, PAGE, Role.MANAGER, tab="plan"))
    field(app, "text_input", "campaign-code").set_value("dial")
    field(app, "text_input", "campaign-zh").set_value("热线拨测")
    field(app, "toggle", "campaign-on-caller_month").set_value(True)
    fine(pressed(app, "save-campaign"))
    [campaign] = mystery_waves.campaigns(cast.house, cast.viewer)
    assert (campaign.code, campaign.rules) == ("DIAL", {"caller_month": 5, **ALWAYS})


#: Numbers that ask nothing by themselves, kept as they stood.
ALWAYS = {"check_hours": 48, "start_s": 120, "talk_s": 5}


def test_a_further_programme_stands_beside_the_first(cast):
    """Its own code, name and rules; those of the first stay as they are."""
    planned(cast)
    app = fine(opened(cast, PAGE, Role.MANAGER, tab="plan"))
    app.session_state["campaign-fold-new"] = app.session_state["campaign-fold-DIAL"] = True
    app = fine(app.run())
    assert field(app, "text_input", "campaign-code").value == "DIAL"
    field(app, "text_input", "campaign-new-code").set_value("night")
    field(app, "text_input", "campaign-new-zh").set_value("夜间拨测")
    field(app, "toggle", "campaign-new-on-agent_month").set_value(True)
    fine(pressed(app, "save-campaign-new"))
    rules = {each.code: each.rules for each in mystery_waves.campaigns(cast.house, cast.viewer)}
    assert rules == {"DIAL": ALWAYS, "NIGHT": {"agent_month": 1, **ALWAYS}}
    for lang, said in (
        ("zh", ["计划的规则 · 热线拨测", "计划的规则 · 夜间拨测", "新建拨测计划"]),
        (
            "en",
            ["Rules of the programme · Hotline calls", "Rules of the programme · 夜间拨测", "New programme"],
        ),
    ):
        app = fine(opened(cast, PAGE, Role.MANAGER, lang, tab="plan"))
        assert [each.label for each in app.expander][-3:] == said


def test_the_button_to_plan_marks_planning_among_the_parts(cast):
    planned(cast)
    app = fine(pressed(opened(cast, PAGE, Role.MANAGER), "action"))
    [part] = [each for each in app.get("button_group") if "programme-part" in (each.key or "")]
    assert part.value == "plan"


RULES = {
    "caller_month": 5, "caller_days": 62, "month_numbers": 20, "redial_minutes": 10, "check_percent": "30",
    "agent_month": 1, "recording": True, "agent_code": True, "listed": True,
}  # fmt: skip


def test_every_rule_of_the_practice_can_be_switched_on_and_none_is_on_before(cast):
    """china_practice 5.1, rule by rule; the check within 48 hours goes with its share."""
    app = fine(opened(cast, PAGE, Role.MANAGER, tab="plan"))
    field(app, "text_input", "campaign-code").set_value("dial")
    field(app, "text_input", "campaign-zh").set_value("热线拨测")
    for name, usual in RULES.items():
        toggle = field(app, "toggle", f"campaign-{name}" if usual is True else f"campaign-on-{name}")
        assert toggle.value is False
        toggle.set_value(True)
    fine(pressed(app, "save-campaign"))
    [campaign] = mystery_waves.campaigns(cast.house, cast.viewer)
    assert {**campaign.rules, "check_percent": str(campaign.rules["check_percent"])} == {
        **RULES,
        **ALWAYS,
    }
    assert rules_of(campaign.rules) == RECOMMENDED


def test_how_far_our_note_and_the_vendors_may_lie_apart_is_set_on_the_page(cast):
    app = fine(opened(cast, PAGE, Role.MANAGER, tab="plan"))
    field(app, "text_input", "campaign-code").set_value("dial")
    field(app, "text_input", "campaign-zh").set_value("热线拨测")
    for name, seconds in (("start_s", 60), ("talk_s", 9)):
        assert field(app, "number_input", f"campaign-{name}").value == ALWAYS[name]
        field(app, "number_input", f"campaign-{name}").set_value(seconds)
    fine(pressed(app, "save-campaign"))
    [campaign] = mystery_waves.campaigns(cast.house, cast.viewer)
    assert rules_of(campaign.rules).match_rule == MatchRule(60, 9)
    # Seconds alone ask nothing.
    assert not rules_of(campaign.rules).any


def test_the_hours_of_the_slots_and_of_calling_are_set_on_the_page(cast):
    app = fine(opened(cast, PAGE, Role.MANAGER, tab="plan"))
    said = {"code": "dial", "zh": "热线拨测", "peak": "10:00–12:00, 15:00–17:00", "open": "8:30–21:30"}
    for name, typed in {**said, "night": "11:00–08:00"}.items():
        field(app, "text_input", f"campaign-{name}").set_value(typed)
    app = pressed(app, "save-campaign")
    assert "重叠" in app.error[0].value and not mystery_waves.campaigns(cast.house, cast.viewer)
    field(app, "text_input", "campaign-night").set_value("20-9")
    fine(pressed(app, "save-campaign"))
    [campaign] = mystery_waves.campaigns(cast.house, cast.viewer)
    parts = parts_of(campaign.parts)
    assert parts.peak == ((600, 720), (900, 1020)) and parts.open == (510, 1290)
    assert parts.night == ((0, 540), (1200, 1440))


def test_a_suspected_call_is_noted_and_taken_back_again(cast):
    planned(cast)
    app = opened(cast, PAGE, Role.AUDITOR, tab="matches")
    fine(pressed(app, "save-guess"))

    def named():
        found = mystery_board.wave_view(cast.house, cast.viewer, "W5").vendors
        return sum(vendor.guesses.named for vendor in found)

    assert named() == 1
    fine(pressed(app, "undo"))
    assert named() == 0


def test_a_wave_is_closed_once(cast):
    planned(cast)
    app = fine(opened(cast, PAGE, Role.MANAGER, tab="plan"))
    app = fine(pressed(app, "close-wave"))
    assert mystery_board.wave_view(cast.house, cast.viewer, "W5").wave.closed
    assert not [button for button in app.button if (button.key or "").startswith("close-wave")]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_board_opens_the_desk_with_wave_and_brief_filled_in(cast, lang):
    planned(cast)
    fine(pressed(opened(cast, PAGE, Role.AUDITOR, lang), "dial-now"))
    [begun] = drafts(cast.house, cast.auditor)
    assert (begun.record.vendor, begun.fact("@wave"), begun.fact("@brief")) == ("ANDA", "W5", "PLAN")
    known = Programme(
        mystery_waves.waves(cast.house, cast.viewer),
        mystery_waves.campaigns(cast.house, cast.viewer),
        mystery_briefs.briefs(cast.house, cast.viewer),
    )
    told = desk_brief.beside(begun, known)
    assert told and told["questions"][0]["answer"] == "每 GB 5 元"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_desk_offers_what_the_wave_lacks_as_the_next_call(cast, lang):
    planned(cast)
    app = fine(opened(cast, "audits/desk", Role.AUDITOR, lang))
    assert ("目前0/3" if lang == "zh" else "0 of 3 so far") in words(app)
    fine(pressed(app, "desk-next-dial"))
    [begun] = drafts(cast.house, cast.auditor)
    assert begun.fact("@wave") == "W5"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_call_is_logged_straight_into_the_wave(cast, lang):
    """The quick form with the wave chosen; one press logs and places the call."""
    planned(cast)
    wave = mystery_waves.waves(cast.house, cast.viewer)[0]
    app = fine(opened(cast, "audits/spot_check", Role.AUDITOR, lang, vendor="YUNHE", record=wave.id))
    field(app, "text_input", "call-caller").set_value("C9")
    field(app, "text_input", "call-recording").set_value("R-9")
    field(app, "text_input", "call-agent").set_value("0999")
    app = fine(pressed(app, "fill-rest"))
    fine(pressed(app, "log-call"))
    found = mystery_board.wave_view(cast.house, cast.viewer, "W5").calls
    assert [call.placed.caller for call in found if call.audit.agent == "0999"] == ["C9"]


def test_a_call_that_does_not_fit_the_wave_stays_logged_and_says_why(cast):
    planned(cast)
    wave = mystery_waves.waves(cast.house, cast.viewer)[0]
    app = opened(cast, "audits/spot_check", Role.AUDITOR, vendor="YUNHE", record=wave.id)
    field(app, "text_input", "call-caller").set_value("李四")
    fine(pressed(app, "fill-rest"))
    app = pressed(app, "log-call")
    assert "已登记，但未归入批次" in words(app)
    assert len(mystery_calls.unplaced(cast.house, cast.auditor)) == 2


@pytest.mark.parametrize(("choice", "kept"), [("theirs", "他们写的"), ("mine", "我写的")])
def test_a_brief_somebody_else_changed_is_not_written_over_unseen(cast, choice, kept):
    """In Chinese only: AppTest writes the options of a drop-down in the language of the test's own thread."""
    mystery_briefs.save_brief(cast.house, cast.auditor, BRIEF)
    app = fine(opened(cast, PAGE, Role.AUDITOR, tab="briefs"))
    app.session_state["brief-change-PLAN"] = True
    app = fine(app.run())
    mystery_briefs.save_brief(cast.house, cast.manager, replace(BRIEF, opening="他们写的"))
    field(app, "text_input", "brief-PLAN-opening").set_value("我写的")
    app = pressed(app, "save-brief-PLAN")
    assert app.error, "the second to save is told"
    assert field(app, "text_input", "brief-PLAN-opening").value == "我写的"
    app = pressed(app, f"{choice}-brief")
    fine(pressed(app, "save-brief-PLAN"))
    [brief] = mystery_briefs.briefs(cast.house, cast.viewer)
    assert brief.body["opening"] == kept


@pytest.mark.parametrize(
    ("table", "typed", "said"),
    [
        # Hours nobody typed are no number that is wrong.
        ("promises", {"what": "专人回电"}, "请填写承诺的时限（小时）。"),
        # What was typed is not left out in silence because the first column is empty.
        ("promises", {"hours": "24"}, "请填写应作出的承诺。"),
        ("questions", {"answer": "三个工作日内"}, "请填写问题。"),
    ],
)
def test_a_half_typed_row_of_a_brief_is_asked_for_and_nothing_is_lost(cast, table, typed, said):
    """In Chinese only, as above."""
    mystery_briefs.save_brief(cast.house, cast.auditor, BRIEF)
    app = fine(opened(cast, PAGE, Role.AUDITOR, tab="briefs"))
    app.session_state["brief-change-PLAN"] = True
    app = fine(app.run())
    [editor] = [each for each in app.data_editor if f"PLAN-{table}" in each.key]
    app.session_state[editor.key] = {"edited_rows": {}, "added_rows": [typed], "deleted_rows": []}
    app = pressed(app, "save-brief-PLAN")
    assert [error.value for error in app.error] == [messages.escaped(said)]
    [kept] = mystery_briefs.briefs(cast.house, cast.viewer)
    assert kept.version == 1


def test_a_blackout_begins_at_a_time_and_not_on_a_first_day(dialled):
    [wave] = mystery_waves.waves(dialled.house, dialled.manager)
    app = fine(opened(dialled, PAGE, tab="plan", record=wave.id))
    assert field(app, "datetime_input", "blackout-start").label == "开始时间"


def test_a_wave_without_calls_names_the_page_that_logs_one_as_the_menu_does(cast):
    planned(cast)
    plan = WavePlan(
        "W6", "DIAL", date(2026, 6, 1), date(2026, 6, 30), {Cell("ANDA", "", "PLAN", Daypart.PEAK): 1}
    )
    wave = mystery_waves.save_wave(cast.house, cast.manager, plan)
    app = fine(opened(cast, PAGE, tab="calls", record=wave.id))
    assert "“拨测登记”" in words(app) and "抽检拨测" not in words(app)
