"""The desk's page without a browser: its list, its evidence, what the component is told."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from records_pages import field, fine, in_house, opened, pressed
from services_example import house_with_contract

from core import language
from core.errors import WrongInputError
from core.principal import Role
from services.desk.audit_drafts import draft, drafts, open_draft, save
from services.desk.draft_checks import Said
from services.desk.draft_standing import AuditDraft
from services.desk.draft_submit import left_open, so_far
from services.forms import form_drafts
from ui import navigation
from ui.desk import desk_labels, desk_view
from ui.desk.desk_evidence import seconds_of
from ui.desk.desk_words import TURN_KEYS, told

PAGE = "audits/desk"


@pytest.fixture
def cast(data_folder, monkeypatch):
    with in_house(house_with_contract(data_folder), monkeypatch) as cast:
        yield cast


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.MANAGER])
def test_a_call_is_begun_gone_on_with_and_let_go(cast, lang, role):
    app = fine(pressed(opened(cast, PAGE, role, lang), "desk-new"))
    [begun] = drafts(cast.house, cast.viewer)
    assert begun.record.id in app.query_params["record"]
    app = fine(opened(cast, PAGE, role, lang))
    fine(pressed(app, "desk-let-go"))
    assert drafts(cast.house, cast.viewer) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_another_persons_call_is_taken_over(cast, lang):
    id = open_draft(cast.house, cast.auditor, "YUNHE", "QUICK_MYSTERY").record.id
    app = fine(opened(cast, PAGE, Role.MANAGER, lang, record=id))
    fine(pressed(app, "take-over"))
    assert draft(cast.house, cast.manager, id).record.owner == cast.manager.id


def test_an_approver_and_a_viewer_have_no_desk(cast):
    for role in (Role.APPROVER, Role.VIEWER):
        with pytest.raises(ValueError, match="navigation page"):
            opened(cast, PAGE, role)


def test_a_place_in_the_recording_is_evidence(cast):
    id = open_draft(cast.house, cast.auditor, "YUNHE", "QUICK_MYSTERY").record.id
    save(cast.house, cast.auditor, id, [Said("@recording", "R-1")])
    app = opened(cast, PAGE, Role.AUDITOR, record=id)
    field(app, "text_input", "evidence-mark").set_value("02:14")
    fine(pressed(app, "add-evidence"))
    [proof] = draft(cast.house, cast.auditor, id).evidence
    assert (proof.mark_s, proof.sha256) == (134, None)


@pytest.mark.parametrize(("written", "seconds"), [("02:14", 134), ("2：14", 134), ("134", 134), (" ", None)])
def test_a_place_is_written_in_minutes_and_seconds(written, seconds):
    assert seconds_of(written) == seconds


def test_no_place_is_said_so():
    with pytest.raises(WrongInputError):
        seconds_of("halfway")


@pytest.mark.parametrize("code", ["F1", "F2", "F3", "F4", "F5", "M1"])
def test_every_shipped_form_is_told_to_the_component(cast, code):
    """All kinds of items, with what is asked of failing answers."""
    started = form_drafts.start_shipped(cast.house, cast.manager, code)
    form_drafts.publish(cast.house, cast.manager, started.id, started.version)
    found = open_draft(cast.house, cast.auditor, "YUNHE", code)
    data = told(found, cast.auditor.id, [], "", with_score=True)
    asked = [item for section in data["sections"] for item in section["items"]]
    assert asked and all(item["text"] for item in asked)
    assert data["owned"] and not data["score"]
    # What is ticked says what went wrong: no topic of an item alone, which would read as if it were a fault.
    topics = {item.text.zh for _section, item in found.form.items()}
    assert not [fault for fault in data["faults"] if fault["text"] in topics]
    if code == "F1":
        assert "身份核验：致命差错" in [fault["text"] for fault in data["faults"]]


def test_at_35_blind_scoring_shows_neither_the_score_nor_that_of_a_question(cast):
    """Until it is submitted, unless the auditor asks to see it; then the receipt has both."""
    id = open_draft(cast.house, cast.auditor, "YUNHE", "QUICK_MYSTERY").record.id
    found = save(cast.house, cast.auditor, id, [Said("ATTITUDE", {"choice": "partial"})])
    blind, seen = (told(found, cast.auditor.id, [], "", with_score=each) for each in (False, True))
    assert blind["score"] == "" != seen["score"]
    items = [item for section in blind["sections"] for item in section["items"]]
    assert not {"earned", "value", "contribution"} & {key for item in items for key in item}


def test_a_failing_answer_asks_for_its_cause_and_a_passing_one_does_not(cast):
    id = open_draft(cast.house, cast.auditor, "YUNHE", "QUICK_MYSTERY").record.id
    for choice, failing in (("full", False), ("partial", True), ("none", True)):
        found = save(cast.house, cast.auditor, id, [Said("ATTITUDE", {"choice": choice})])
        assert _item(found, cast, "ATTITUDE")["failing"] is failing


def test_what_reaches_nobody_is_asked_nothing_more(cast):
    """Conditions and sections show and hide with the answer before."""
    id = open_draft(cast.house, cast.auditor, "YUNHE", "QUICK_MYSTERY").record.id
    found = save(cast.house, cast.auditor, id, [Said("@connected", False)])
    data = told(found, cast.auditor.id, [], "", with_score=False)
    assert "ATTITUDE" not in {item["code"] for section in data["sections"] for item in section["items"]}
    assert "@outcome" in {each["what"] for each in data["header"]}


def test_everything_that_was_said_of_the_call_can_be_told_in_words(cast):
    """Marks of the watch, promises, moments and a masked number, for whoever chooses between two answers."""
    due = "2026-05-13T10:00:00+08:00"
    said = {
        "@watch": [["ring", 0], ["talk", 5000]],
        "@promises": [{"what": "回电", "due": due}],
        "@behaviours": ["COLDNESS"],
        "@ending": "bad",
        "@worst": "ATTITUDE",
        "@number": "13912345678",
    }
    id = open_draft(cast.house, cast.auditor, "YUNHE", "QUICK_MYSTERY").record.id
    found = save(cast.house, cast.auditor, id, [Said(what, value) for what, value in said.items()])
    words = {what: each["said"] for what, each in told(found, "", [], "", False)["standing"].items()}
    assert (words["@promises"], words["@behaviours"], words["@number"]) == ("回电", "冷漠", "139****5678")
    assert words["@ending"] == "不欢而散" and words["@worst"] == found.form.item("ATTITUDE").text.zh


def test_no_key_means_two_things():
    others = [key for key, _what in desk_labels.key_words() if len(key) == 1]
    assert len(others) == len(set(others))
    assert not set(TURN_KEYS.values()) & {*others, *"JK"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_my_next_is_the_call_i_began_first(cast, lang):
    first = open_draft(cast.house, cast.auditor, "YUNHE", "QUICK_MYSTERY").record.id
    cast.clock.at += timedelta(minutes=1)
    open_draft(cast.house, cast.auditor, "YUNHE", "QUICK_MYSTERY")
    open_draft(cast.house, cast.manager, "YUNHE", "QUICK_MYSTERY")
    app = fine(pressed(opened(cast, PAGE, Role.AUDITOR, lang), "desk-next-draft"))
    assert first in app.query_params["record"]


@pytest.mark.parametrize("code", ["F1", "F3", "M1"])
def test_the_best_of_every_item_earns_all_there_is(cast, code):
    """What the button of a section answers is no worse than any other answer."""
    started = form_drafts.start_shipped(cast.house, cast.manager, code)
    form_drafts.publish(cast.house, cast.manager, started.id, started.version)
    found = open_draft(cast.house, cast.auditor, "YUNHE", code)
    asked = [item for section in told(found, "", [], "", False)["sections"] for item in section["items"]]
    said = [Said(item["code"], item["best"]) for item in asked if item["best"] and not item["known"]]
    found = save(cast.house, cast.auditor, found.record.id, [*said, Said("@wait", 0)])
    assert left_open(found) == []
    assert so_far(found).total == 100


def _item(found: AuditDraft, cast, code):
    data = told(found, cast.auditor.id, [], "", with_score=False)
    return next(item for section in data["sections"] for item in section["items"] if item["code"] == code)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "有致命项：即时通报草稿已生成，请于2026-05-14前在“质检复核与申诉”中发出。"),
        ("en", "Fatal: the vendor’s immediate notice is drafted. Send it by 2026-05-14, under “{page}”."),
    ],
)
def test_whoever_submits_something_fatal_is_told_of_the_notice(monkeypatch, lang, said):
    """Of this call's only, and nothing where none waits."""
    waiting = [SimpleNamespace(audit=audit, due=date(2026, 5, day)) for audit, day in (("A", 14), ("B", 15))]
    heard: list[str] = []
    monkeypatch.setattr(desk_view.house, "house", lambda: None)
    monkeypatch.setattr(desk_view.house, "principal", lambda: None)
    monkeypatch.setattr(desk_view.audit_notices, "open_notices", lambda *_: waiting)
    monkeypatch.setattr(desk_view.messages, "notice", lambda _kind, words: heard.append(words))
    monkeypatch.setattr(language, "_resolver", lambda: lang)
    for audit in ("A", "C"):
        desk_view._told_at_once(audit)
    assert heard == [said.format(page=language._(navigation.entry("reviews").title))]
