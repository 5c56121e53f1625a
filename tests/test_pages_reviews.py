"""Reviews and appeals through their page: released, appealed for the vendor, ruled, told; zh and en."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
import streamlit as st
from records_pages import field, fine, in_house, opened, pressed, words
from services_example import house_with_contract

from core import language
from core.principal import Role
from qa.form.load import shipped_forms
from qa.review.clocks import ReviewRules
from qa.review.states import ReviewState
from qa.scoring.answers import Answer
from services.audits import spot_check
from services.known.people import add_person
from services.review import audit_cases, audit_notices, audit_review, audit_story, review_rules
from ui import entries, house
from ui.review import review_queue

PAGE = "audits/reviews"
FORM = next(form for form in shipped_forms() if form.code == "QUICK_LISTENING")
FULL = {item.code: Answer("full") for _section, item in FORM.items()}
LANGUAGES = [("zh", "质检复核与申诉"), ("en", "Reviews and appeals")]


@pytest.fixture
def cast(data_folder, monkeypatch):
    with in_house(house_with_contract(data_folder), monkeypatch) as cast:
        yield cast


def logged(cast, percent=0, **said):
    rules = ReviewRules(second_percent=percent)
    review_rules.set_review_rules(cast.house, cast.manager, FORM.code, rules)
    draft = spot_check.CallDraft(
        vendor="YUNHE", form=FORM.code, kind=FORM.kind, at=datetime(2026, 5, 11, 3, tzinfo=UTC),
        contract="GOV12345", answers=FULL | {"NEED": Answer("none")}, recording="R-1", **said,
    )  # fmt: skip
    return spot_check.log_call(cast.house, cast.auditor, draft).record


def tables(app):
    return "\n".join(table.value.to_string() for table in app.table)


def _within(app, key):
    """The words inside the container of that key."""
    found = []

    def walk(block, inside):
        proto = getattr(block, "proto", None)
        inside = inside or key in str(getattr(proto, "id", ""))
        for child in getattr(block, "children", {}).values():
            walk(child, inside)
        if inside and isinstance(getattr(block, "value", None), str):
            found.append(block.value)

    walk(app.main, False)
    return "\n".join(found)


@pytest.mark.parametrize(("lang", "title"), LANGUAGES)
@pytest.mark.parametrize("role", list(Role))
def test_everyone_sees_the_queue_and_only_a_manager_sets_the_windows(cast, role, lang, title):
    logged(cast)
    app = fine(opened(cast, PAGE, role, lang))
    assert app.title[0].value == title
    assert len(app.dataframe[0].value) == 1
    sets = [button for button in app.button if (button.key or "").startswith("rules-save")]
    assert len(sets) == (role is Role.MANAGER)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_call_is_released_appealed_and_ruled_on_the_page(cast, lang):
    call = logged(cast)
    app = fine(pressed(opened(cast, PAGE, lang=lang, record=call.id), "review-release"))
    field(app, "selectbox", "appeal-item").set_value("NEED")
    app = fine(app.run())
    [claim] = [each for each in app.selectbox if "appeal-claim-NEED" in (each.key or "")]
    claim.set_value("full")
    field(app, "text_input", "appeal-caller").set_value("周经理")
    field(app, "text_input", "appeal-reason").set_value("录音 02:10 已复述")
    app = fine(pressed(app.run(), "appeal-save"))
    [line] = audit_story.under_review(cast.house, cast.viewer)
    assert line.standing is ReviewState.DISPUTED and line.open_appeals[0].unconfirmed
    field(app, "button_group", "rule-").set_value("take")
    app = app.run()
    field(app, "text_input", "rule-why").set_value("录音可证")
    app = app.run()
    assert {"zh": "裁定", "en": "Rule on it"}[lang] in [
        each.label for each in app.button
    ]  # not 规则, the noun
    app = fine(pressed(app, "rule-save"))
    assert spot_check.calls(cast.house, cast.viewer)[0].points == 100
    assert "录音可证" in words(app) + tables(app)
    field(app, "text_input", "case-title").set_value("复述")
    field(app, "text_area", "case-reading").set_value("复述即确认")
    fine(pressed(app.run(), "case-save"))
    assert [case.item for case in audit_cases.audit_cases(cast.house, cast.viewer)] == ["NEED"]
    app = fine(opened(cast, PAGE, lang=lang))
    assert "复述即确认" in tables(app)
    assert ("出处" if lang == "zh" else "Comes from") in tables(app), (
        "where a reading is from is no first day"
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_second_scorer_sees_an_empty_form_and_the_difference_is_settled(cast, lang):
    call = logged(cast, 100, remark="语气生硬")
    other = add_person(cast.house, "周质检", Role.AUDITOR)
    app = opened(cast, PAGE, lang=lang, record=call.id)
    app.session_state["person"] = other.id
    app = fine(app.run())
    assert "语气生硬" not in words(app) and not app.metric and "90" not in tables(app)
    audit_review.second_score(cast.house, other, call.id, FULL)
    app = fine(opened(cast, PAGE, lang=lang, record=call.id))
    holds = "已生效" if lang == "zh" else " · counts"
    assert holds not in tables(app), "before the release no version counts"
    field(app, "selectbox", "settle-NEED").set_value("full")
    field(app, "text_input", "settle-why").set_value("听录音")
    app = fine(pressed(app.run(), "settle-save"))
    assert f"3 · {holds.removeprefix(' · ')}" in tables(fine(pressed(app, "review-release")))
    assert spot_check.calls(cast.house, cast.viewer)[0].points == 100


@pytest.mark.parametrize(("lang", "counts"), [("zh", "已生效"), ("en", "counts")])
def test_versions_and_steps_are_cards_on_a_phone(cast, lang, counts):
    """Seven columns broke into single letters at 390 px."""
    call = logged(cast)
    app = fine(pressed(opened(cast, PAGE, lang=lang, record=call.id), "review-release"))
    cards = {key: _within(app, f"narrow-{key}") for key in ("versions", "moves")}
    assert "1 · " in cards["versions"] and counts in cards["versions"] and "李质检" in cards["versions"]
    assert (
        audit_story.story_of(cast.house, cast.viewer, call.id).versions[0].record.receipt[:12]
        in (cards["versions"])
    )
    assert {"zh": "王经理", "en": "released"}[lang] in cards["moves"]
    assert len(app.table) >= 2  # beside them the tables, for what is wider and for paper


@pytest.mark.parametrize(
    ("next_", "left", "said"),
    [
        ("–", "–", "2026-05-12 11:00"),  # finished: nothing comes next, and no day is left
        ("Release", "2 working days", "2026-05-12 11:00 · Release · 2 working days"),
    ],
)
def test_a_card_says_no_dashes(monkeypatch, next_, left, said):
    heard = []
    monkeypatch.setattr(review_queue.st, "caption", heard.append)
    monkeypatch.setattr(review_queue.st, "markdown", lambda _words: None)
    monkeypatch.setattr(review_queue.navigation, "link", lambda *_said, **_more: None)
    row = SimpleNamespace(
        vendor="云禾",
        agent="",
        points="90",
        state="",
        at="2026-05-12 11:00",
        next=next_,
        left=left,
        Index="x",
    )
    review_queue._card(row, None)
    assert [each.replace("\\", "") for each in heard] == [said]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_notice_is_read_and_noted_as_sent(cast, lang, monkeypatch):
    folds, drawn = [], st.expander
    monkeypatch.setattr(
        st, "expander", lambda *said, **more: folds.append(more.get("key")) or drawn(*said, **more)
    )
    logged(cast, fatal=frozenset({"LEAK"}), remark="报出他人地址")
    app = pressed(opened(cast, PAGE, lang=lang), "notice-sent")
    assert app.error, "to whom it was sent is asked for"
    assert any((key or "").startswith("notice-fold") for key in folds), "without a key it folds up over it"
    assert "泄露客户信息" in app.text_area[0].value
    field(app, "text_input", "notice-how").set_value("企业微信 周经理")
    fine(pressed(app.run(), "notice-sent"))
    assert audit_notices.open_notices(cast.house, cast.viewer) == []


def test_a_refusal_is_said_on_the_page(cast):
    call = logged(cast)
    audit_review.release(cast.house, cast.manager, call.id)
    app = pressed(opened(cast, PAGE, record=call.id), "appeal-save")
    assert any("外包商方申诉人" in error.value for error in app.error)
    assert audit_story.under_review(cast.house, cast.viewer)[0].appeals == []


def test_windows_are_set_on_the_page(cast):
    logged(cast)
    app = opened(cast, PAGE)
    field(app, "selectbox", "rules-form").set_value(FORM.code)
    app = app.run()
    field(app, "number_input", "rules-appeal").set_value(5)
    fine(pressed(app.run(), "rules-save"))
    found = review_rules.review_rules(cast.house, cast.viewer, FORM.code)
    assert found is not None and found.appeal_days == 5


def test_what_the_first_scorer_sees_is_not_kept_for_the_second(cast, monkeypatch):
    """The list of calls is kept until something changes, for each person apart: the score stays sealed."""
    call = logged(cast, percent=100)
    other = add_person(cast.house, "周质检", Role.AUDITOR)
    seen = {}
    for who in (cast.auditor, other):
        monkeypatch.setattr(house, "principal", lambda who=who: who)
        seen[who.name] = entries.calls()[0].points
    assert call.points is not None
    assert seen == {cast.auditor.name: call.points, other.name: None}


@pytest.mark.parametrize(
    ("due", "left", "zh", "en"),
    [
        ("2026-05-15", 0, "今天到期 · 2026-05-15", "due today · 2026-05-15"),
        ("2026-05-16", 0, "0 个工作日 · 2026-05-16", "0 working days · 2026-05-16"),  # tomorrow is a Saturday
        ("2026-05-18", 1, "1 个工作日 · 2026-05-18", "1 working day · 2026-05-18"),
        ("2026-05-14", -1, "已超 1 个工作日 · 2026-05-14", "1 working day over · 2026-05-14"),
    ],
)
def test_what_is_due_today_says_so(monkeypatch, due, left, zh, en):
    today = SimpleNamespace(today=lambda: date(2026, 5, 15))
    line = SimpleNamespace(due=date.fromisoformat(due), left=left, standing=ReviewState.SUBMITTED)
    monkeypatch.setattr(house, "house", lambda: today)
    for lang, said in (("zh", zh), ("en", en)):
        monkeypatch.setattr(language, "_resolver", lambda lang=lang: lang)
        assert review_queue.days_left(line) == said
