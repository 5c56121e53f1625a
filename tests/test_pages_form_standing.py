"""Where a score stands on its form is said beside it: its band, the sections that failed, and by what."""

from __future__ import annotations

import pytest
from records_pages import words
from streamlit.testing.v1 import AppTest

from core import language
from qa.form.load import load_form
from ui import formats

FORM = """form: {code: T, version: 1, name: {zh: 表, en: Form}, kind: listening, pass_mark: 62.5}
scoring: {digits: 1, counts: {sections: 1}}
bands:
  - {code: LOW, text: {zh: 待改进, en: To improve}, low: 0, high: 90, colour: amber}
  - {code: TOP, text: {zh: 优秀, en: Excellent}, low: 90, high: 100, colour: green}
scales: {done: [{code: full, text: 做到, share: 1}, {code: half, text: 一半, share: 1/2}]}
sections:
  - {code: S, text: {zh: 业务处理, en: Handling}, pass_mark: 80, items: [{code: A, text: 甲, points: 50, choices: done}]}
  - {code: R, text: {zh: 态度, en: Manner}, items: [{code: B, text: 乙, points: 50, choices: done}]}
"""  # noqa: E501
SAID = {
    "zh": (":orange-badge[待改进]", "业务处理：50%，低于大项合格线 80%", "1 个大项不合格",
           "62.5分", "75.0分"),
    "en": (":orange-badge[To improve]", "Handling: 50 %, under its pass mark 80 %", "1 section failed",
           "62.5 points", "75.0 points"),
}  # fmt: skip


def shown(text: str, lang: str, first: str, complete: bool) -> None:
    from core import language
    from qa.form.load import load_form
    from qa.scoring.answers import Answer
    from qa.scoring.engine import score
    from ui.audits import call_score

    form = load_form(text)[0]
    language.use_resolver(lambda: lang)
    call_score.receipt(form, score(form, {"A": Answer(first), "B": Answer("full")}), complete)


@pytest.fixture(autouse=True)
def in_its_language(monkeypatch):
    """Each run says which language it speaks; the house's own way is put back after it."""
    monkeypatch.setattr(language, "_resolver", language._resolver)


def said(lang: str, first: str = "half", complete: bool = True) -> str:
    app = AppTest.from_function(shown, args=(FORM, lang, first, complete), default_timeout=60).run()
    assert not app.exception
    return words(app).replace("\\:", ":") + "".join(each.value for each in app.metric)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_band_failed_section_and_the_rule_that_fails_the_whole_are_said(lang):
    band, section, rule, _mark, total = SAID[lang]
    told = said(lang)
    assert all(each in told for each in (band, section, rule, total)), told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_score_that_is_not_whole_yet_says_only_what_is_to_be_reached(lang):
    band, section, _rule, mark, _total = SAID[lang]
    told = said(lang, complete=False)
    assert mark in told, "a pass mark of 62.5 was said as 63"
    assert band not in told and section not in told


def test_nothing_is_said_of_what_did_not_fail():
    told = said("zh", "full")
    assert ":green-badge[优秀]" in told and "✕" not in told


def test_a_mark_is_said_as_the_form_has_it():
    form = load_form(FORM)[0]
    assert form is not None
    assert formats.mark(form.pass_mark, "en") == "62.5 points"
    assert formats.mark(form.maximum, "zh") == "100分"
