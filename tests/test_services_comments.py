"""Comments a form asks for where points are lost: refused without, kept out of the receipt."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from records_pages import field, fine, in_house, opened, pressed
from services_example import house_with_contract

from core.errors import WrongInputError
from core.principal import Role
from qa.form.kinds import ItemKind
from qa.form.load import shipped_forms
from qa.form.policies import Commented
from qa.review.clocks import ReviewRules
from qa.scoring.answers import Answer
from qa.scoring.commented import uncommented
from qa.scoring.engine import score
from services.audits.half_scored import half_scored
from services.audits.spot_check import CallDraft, calls, log_call
from services.desk.audit_drafts import drafts, open_draft, save
from services.desk.draft_checks import Said
from services.desk.draft_submit import left_open, submit
from services.forms import form_drafts
from services.forms.audit_forms import forms
from services.known.people import add_person
from services.review import audit_review
from services.review.audit_story import audit_story
from services.review.review_rules import set_review_rules
from ui.desk.desk_words import told


@pytest.fixture
def cast(data_folder, monkeypatch):
    with in_house(house_with_contract(data_folder), monkeypatch) as cast:
        asked(cast)
        yield cast


def asked(cast):
    """The form of mystery calls, asking for comments."""
    draft = form_drafts.start_shipped(cast.house, cast.manager, "M1")
    head, sections, rest = draft.text.partition("\nsections:")
    text = f"{head}\nscoring:\n  comments: failing\n{sections}{rest}"
    saved = form_drafts.save(cast.house, cast.manager, draft.id, draft.version, text)
    form = form_drafts.publish(cast.house, cast.manager, saved.id, saved.version)
    assert form.policies.comments is Commented.FAILING


def test_a_call_with_points_lost_needs_its_comments(cast):
    id = open_draft(cast.house, cast.auditor, "YUNHE", "M1").record.id
    said = [Said("@recording", "R-1"), Said("@wait", 90), Said("ATTITUDE", {"choice": "none"})]
    found = save(cast.house, cast.auditor, id, said)
    best = {item["code"]: item["best"] for item in _items(found)}
    found = save(cast.house, cast.auditor, id, [Said(code, best[code]) for code in left_open(found)])
    # The long wait was measured, nobody judged it: it needs no words.
    assert uncommented(found.form, found.answers, True) == ["ATTITUDE"]
    assert [item["code"] for item in _items(found) if item["comment"]] == ["ATTITUDE"]
    with pytest.raises(WrongInputError, match="comment_needed"):
        submit(cast.house, cast.auditor, id)
    save(cast.house, cast.auditor, id, [Said("ATTITUDE", {"choice": "none", "comment": "打断客户"})])
    assert submit(cast.house, cast.auditor, id).record.points is not None


def _items(found):
    return [item for part in told(found, "", [], "", False)["sections"] for item in part["items"]]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_quick_form_has_no_room_for_comments_and_hands_the_call_on(cast, lang):
    app = opened(cast, "audits/spot_check", Role.AUDITOR, lang, tab="m1")
    pressed(app, "fill-rest")
    field(app, "button_group", "ATTITUDE").set_value("none").run()
    fine(pressed(app, "to-desk"))
    [begun] = drafts(cast.house, cast.auditor)
    assert begun.answers["ATTITUDE"].choice == "none" and calls(cast.house, cast.viewer) == []


def test_what_is_asked_beside_the_score_is_in_no_receipt():
    """The receipts of calls logged before there was the switch stay what they were."""
    form = next(form for form in shipped_forms() if form.code == "QUICK_MYSTERY")
    asking = replace(form, policies=replace(form.policies, comments=Commented.FAILING))
    answers = {item.code: Answer("full") for _section, item in form.items()}
    assert "comments" not in score(form, answers).policies
    assert score(asking, answers).policies == score(form, answers).policies


def logged_on_m1(cast):
    """A call on the form, all in full; every call is scored a second time."""
    set_review_rules(cast.house, cast.manager, "M1", ReviewRules(second_percent=100))
    form = form_drafts_form(cast)
    full = {
        item.code: Answer("full")
        for _section, item in form.items()
        if item.kind is ItemKind.SINGLE and not item.known_from
    }
    at = datetime(2026, 5, 11, 3, tzinfo=UTC)
    draft = CallDraft("YUNHE", "M1", at, recording="R-1", agent="0123", wait_s=31, answers=full)
    return log_call(cast.house, cast.auditor, draft).record, full


def form_drafts_form(cast):
    return next(form for form in forms(cast.house, cast.viewer) if form.code == "M1")


def test_a_second_score_needs_its_comments_as_the_first_one_did(cast):
    """And the wait is a fact, which the second scorer judges as little as the first."""
    other = add_person(cast.house, "周质检", Role.AUDITOR)
    record, full = logged_on_m1(cast)
    again = full | {"ATTITUDE": Answer("none")}
    with pytest.raises(WrongInputError, match="comment_needed"):
        audit_review.second_score(cast.house, other, record.id, again)
    again["ATTITUDE"] = Answer("none", comment="打断客户")
    audit_review.second_score(cast.house, other, record.id, again)
    story = audit_story(cast.house, cast.manager, record.id)
    assert story.differ == ["ATTITUDE"]
    assert story.second.answers["QUEUE"] == story.versions[0].answers["QUEUE"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_second_score_half_given_outlives_a_reload_with_its_comment(cast, lang):
    other = add_person(cast.house, "周质检", Role.AUDITOR)
    record, full = logged_on_m1(cast)

    def page():
        app = opened(cast, "audits/reviews", Role.AUDITOR, lang, record=record.id)
        app.session_state["person"] = other.id
        return fine(app.run())

    app = page()
    for item in full:
        field(app, "button_group", f"item-M1-{item}").set_value("none" if item == "ATTITUDE" else "full")
    app = fine(app.run())
    assert next(b for b in app.button if (b.key or "").startswith("second-save")).disabled
    field(app, "text_input", "comment-M1-ATTITUDE").set_value("打断客户")
    fine(app.run())
    app = page()  # F5: a new session
    assert field(app, "button_group", "item-M1-ATTITUDE").value == "none"
    assert field(app, "text_input", "comment-M1-ATTITUDE").value == "打断客户"
    fine(pressed(app, "second-save"))
    story = audit_story(cast.house, cast.manager, record.id)
    assert story.second.answers["ATTITUDE"].comment == "打断客户"
    assert half_scored(cast.house, other, f"second:{record.id}") is None
