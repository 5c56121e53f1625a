"""The auditors' page: managers and approvers see everybody, an auditor themselves; zh and en."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from records_pages import fine, in_house, opened, words
from services_example import house_with_contract

from core.language import translated
from core.principal import Role
from qa.form.load import shipped_forms
from qa.review.appeal_rates import AppealRates
from qa.scoring.answers import Answer
from services.audits import spot_check
from services.known.people import add_person
from ui import formats
from ui.review import review_rates

PAGE = "audits/auditors"
FORM = next(form for form in shipped_forms() if form.code == "QUICK_LISTENING")
FULL = {item.code: Answer("full") for _section, item in FORM.items()}


@pytest.fixture
def cast(data_folder, monkeypatch):
    with in_house(house_with_contract(data_folder), monkeypatch) as cast:
        other = add_person(cast.house, "周审", Role.AUDITOR)
        draft = spot_check.CallDraft(
            vendor="YUNHE", form=FORM.code, kind=FORM.kind, at=datetime(2026, 5, 11, 3, tzinfo=UTC),
            answers=FULL, recording="R-1",
        )  # fmt: skip
        for who, answers in ((cast.auditor, FULL), (other, FULL | {"NEED": Answer("none")})):
            spot_check.log_call(cast.house, who, replace(draft, answers=answers))
        yield cast


@pytest.mark.parametrize(
    ("role", "lang", "names"),
    [
        (Role.MANAGER, "zh", {"李质检", "周审"}),
        (Role.APPROVER, "en", {"李质检", "周审"}),
        (Role.AUDITOR, "zh", {"李质检"}),
        (Role.AUDITOR, "en", {"李质检"}),
        (Role.VIEWER, "zh", set()),
    ],
)
def test_who_sees_which_auditors(cast, role, lang, names):
    app = fine(opened(cast, PAGE, role, lang))
    assert app.title[0].value == {"zh": "质检员", "en": "Auditors"}[lang]
    shown = set(app.dataframe[0].value.index) if app.dataframe else set()
    assert shown == names
    if names:
        assert set(app.dataframe[0].value["who"]) == names
    # Nobody's name slips through in the words of the page.
    assert ("周审" in words(app)) == ("周审" in names)


def test_another_span_is_an_address(cast):
    app = fine(opened(cast, PAGE, tab="m1"))
    assert len(app.dataframe[0].value) == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("succeeded", "ruled", "said"),
    [
        (0, 0, {"zh": "–", "en": "–"}),
        (1, 1, {"zh": "100.00%（1/1） · 次数太少，不作判断", "en": "100.00 % (1 / 1) · too few to say"}),
        (0, 4, {"zh": "0.00%（0/4） · 次数太少，不作判断", "en": "0.00 % (0 / 4) · too few to say"}),
        (1, 5, {"zh": "20.00%（1/5）", "en": "20.00 % (1 / 5)"}),  # exactly a fifth
        (2, 5, {"zh": "40.00%（2/5） · 需要再培训", "en": "40.00 % (2 / 5) · train again"}),
    ],
)
def test_appeals_lost_say_what_they_say(monkeypatch, lang, succeeded, ruled, said):
    monkeypatch.setattr(formats, "current", lambda: lang)
    monkeypatch.setattr(review_rates, "_", lambda words: translated(words, lang))
    assert review_rates.lost(AppealRates("李质检", 9, ruled, ruled, ruled, succeeded)) == said[lang]
