"""An answer in the words of a review: of every kind of item, what was left out and what could not be told."""

from __future__ import annotations

from fractions import Fraction

import pytest
from streamlit.testing.v1 import AppTest
from test_pages_forms import ASKING

from core.language import current, use_resolver
from qa.form.load import load_form, shipped_forms
from qa.form.terms import AuditForm
from qa.scoring.answers import Answer
from ui.audits import call_score
from ui.review.review_answers import named, said

CASES = [
    ("REFUND", Answer("full"), "是", "是"),
    ("REFUND", Answer("full", deductions=(Fraction(5, 2),)), "是 −2.5", "是 −2.5"),
    ("REFUND", Answer(not_applicable=True), "不适用", "N/A"),
    ("REFUND", Answer(undetermined=True), "无法判断", "Cannot be told"),
    ("FAULTS", Answer(choices=("LATE", "RUDE")), "迟、粗", "迟, 粗"),
    # Nothing chosen of several is an answer too.
    ("FAULTS", Answer(), "都没有", "None of them"),
    ("HOLD", Answer(number=Fraction(30)), "30", "30"),
    ("NOTE", Answer(text="语速快"), "语速快", "语速快"),
    ("NOTE", None, "–", "–"),
]


@pytest.fixture
def form() -> AuditForm:
    made, findings = load_form(ASKING)
    assert made is not None, findings
    return made


@pytest.mark.parametrize(("code", "answer", "zh", "en"), CASES)
def test_an_answer_is_said_in_words(form, code, answer, zh, en):
    try:
        for lang, words in (("zh", zh), ("en", en)):
            use_resolver(lambda lang=lang: lang)
            assert said(form, code, answer) == words
    finally:
        use_resolver(lambda: "zh")


def _page(code: str, written: str) -> None:
    """A page of nothing but the field."""
    import streamlit as st

    from qa.form.load import load_form
    from ui.review.review_answers import asked

    item = load_form(written)[0].item(code)  # type: ignore[union-attr]
    st.session_state["given"] = asked(item, "评分", "it")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("chosen", "answer"),
    [
        ([], None),
        (["LATE"], Answer(choices=("LATE",))),
        # A second scorer who heard no fault can be followed.
        (["none of them"], Answer()),
    ],
)
def test_of_several_choices_none_can_be_the_answer(chosen, answer):
    app = AppTest.from_function(_page, args=("FAULTS", ASKING), default_timeout=60).run()
    app.multiselect[0].set_value(chosen)
    app.run()
    assert not app.exception and app.session_state["given"] == answer


def test_an_item_that_can_be_fatal_keeps_its_name_where_it_was_merely_answered():
    """Only what is ticked or raised as fatal is called failed."""
    form = next(form for form in shipped_forms() if form.code == "F1")
    assert named(form, "IDENTITY") == form.names["IDENTITY"].in_(current())
    assert call_score.fault_name(form, "IDENTITY") == form.fatal_names()["IDENTITY"].in_(current())
    assert named(form, "IDENTITY") != call_score.fault_name(form, "IDENTITY")
