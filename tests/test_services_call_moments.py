"""Worst point, ending and behaviours: asked, kept with the audit, told of a month; sealed with the score."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from records_pages import field, fine, in_house, opened, pressed, words
from services_example import house_with_contract

from core.errors import WrongInputError
from core.principal import Role
from qa.form.kinds import FORBIDDEN_BEHAVIOURS
from qa.moments import Ending, Moments
from qa.review.clocks import ReviewRules
from qa.speed_and_errors import Pace
from services.audits.call_moments import call_moments
from services.audits.half_filled import half_filled, keep
from services.audits.spot_check import CallDraft, calls
from services.desk.audit_drafts import open_draft, save
from services.desk.draft_checks import Said
from services.desk.draft_submit import left_open, submit
from services.forms import form_drafts
from services.review.review_rules import set_review_rules

FULL = {"choice": "full"}
MAY, APRIL = "2026-05-11T10:00:00+08:00", "2026-04-13T10:00:00+08:00"


@pytest.fixture
def cast(data_folder, database_url):
    cast = house_with_contract(data_folder, database_url)
    yield cast
    cast.house.close()


def scored(cast, *said, at=MAY, form="QUICK_MYSTERY"):
    id = open_draft(cast.house, cast.auditor, "YUNHE", form).record.id
    facts = [Said("@recording", "R-1"), Said("@wait", 12), Said("@agent", "0123"), Said("@at", at)]
    found = save(cast.house, cast.auditor, id, [*facts, *said])
    save(cast.house, cast.auditor, id, [Said(code, FULL) for code in left_open(found)])
    return submit(cast.house, cast.auditor, id).record


NOTED = (
    Said("@ending", "bad"),
    Said("@behaviours", ["COLDNESS"]),
    Said("@behaviour", "叹气"),
    Said("@talk", 95),
)


def noted(cast):
    form = open_draft(cast.house, cast.auditor, "YUNHE", "QUICK_MYSTERY").form
    item = next(item.code for _section, item in form.items() if item.is_scored and not item.known_from)
    return item, [Said("@worst", item), *NOTED]


def test_what_was_noted_is_kept_with_the_audit_and_told_of_its_month(cast):
    item, said = noted(cast)
    record = scored(cast, *said)
    assert record.moments == {"worst": item, "ending": "bad", "behaviours": ["COLDNESS"], "other": "叹气"}
    assert record.outcome_facts == {"talk_s": 95}
    scored(cast)
    told = call_moments(cast.house, cast.viewer, "YUNHE", "2026-05").remembered
    assert (told.calls, told.even, told.endings) == (2, 1, {Ending.BAD: 1})
    assert told.worst == {("QUICK_MYSTERY", item): 1}
    assert (told.behaviours, told.misbehaved, told.others) == ({"COLDNESS": 1}, 1, ["叹气"])


@pytest.mark.parametrize(
    ("what", "value"),
    [("@worst", "NOBODY"), ("@ending", "fine"), ("@behaviours", ["RUDE"]), ("@behaviours", [["COLDNESS"]])],
)
def test_what_the_form_does_not_know_is_not_noted(cast, what, value):
    id = open_draft(cast.house, cast.auditor, "YUNHE", "QUICK_MYSTERY").record.id
    with pytest.raises(WrongInputError):
        save(cast.house, cast.auditor, id, [Said(what, value)])


def test_a_call_that_reached_nobody_leaves_nothing(cast):
    _item, said = noted(cast)
    record = scored(cast, *said, Said("@connected", False), Said("MENU", {"choice": "none"}))
    assert record.moments is None
    assert call_moments(cast.house, cast.viewer, "YUNHE", "2026-05").remembered.calls == 0


def test_speed_stands_beside_errors_month_by_month(cast):
    """120 s and right in April; 60 s and failed in May: faster, and worse."""
    scored(cast, Said("@talk", 120), at=APRIL)
    wrong = [Said(code, {"choice": "none"}) for code in ("ATTITUDE", "NEED")]
    assert scored(cast, Said("@talk", 60), *wrong).passed is False
    april, may = call_moments(cast.house, cast.viewer, "YUNHE", "2026-05").speed
    assert (april.mean, may.mean, may.wrong, may.pace) == (120, 60, 1, Pace.FASTER_WORSE)


def test_a_second_scorer_does_not_see_what_the_first_one_noted(cast):
    set_review_rules(cast.house, cast.manager, "QUICK_MYSTERY", ReviewRules(second_percent=100))
    _item, said = noted(cast)
    scored(cast, *said)
    [seen] = calls(cast.house, cast.manager)
    assert seen.moments is None
    assert call_moments(cast.house, cast.manager, "YUNHE", "2026-05").remembered.calls == 0


def test_a_half_filled_call_keeps_what_was_noted(cast):
    draft = CallDraft(
        vendor="YUNHE", form="QUICK_MYSTERY", at=datetime(2026, 5, 11, 2, tzinfo=UTC), token="T" * 26,
        moments=Moments("NEED", Ending.GOOD, ("COLDNESS",), "叹气"),
    )  # fmt: skip
    keep(cast.house, cast.auditor, draft)
    [half] = half_filled(cast.house, cast.auditor)
    assert half.draft.moments == draft.moments
    keep(cast.house, cast.auditor, replace(draft, moments=Moments()))
    assert half_filled(cast.house, cast.auditor)[0].draft.moments == Moments()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_quick_form_asks_and_the_page_tells(data_folder, monkeypatch, lang):
    with in_house(house_with_contract(data_folder), monkeypatch) as cast:
        app = opened(cast, "audits/spot_check", Role.AUDITOR, lang)
        pressed(app, "fill-rest")
        field(app, "button_group", "call-ending").set_value("bad").run()
        field(app, "button_group", "call-behaviours").set_value(["COLDNESS"]).run()
        field(app, "number_input", "call-talk").set_value(95).run()
        fine(pressed(app, "log-call"))
        [call] = calls(cast.house, cast.viewer)
        assert call.moments == {"ending": "bad", "behaviours": ["COLDNESS"]}
        shown = words(fine(opened(cast, "audits/spot_check", Role.AUDITOR, lang, record=call.id)))
        assert FORBIDDEN_BEHAVIOURS["COLDNESS"].in_(lang) in shown
        app = fine(opened(cast, "audits/moments", Role.VIEWER, lang, vendor="YUNHE", period="2026-05"))
        assert app.metric[0].value == "1"
        tables = " ".join(str(table.value) for table in app.table)
        assert FORBIDDEN_BEHAVIOURS["COLDNESS"].in_(lang) in tables


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("role", Role)
def test_a_month_without_audits_says_what_will_be_here(data_folder, monkeypatch, role, lang):
    with in_house(house_with_contract(data_folder), monkeypatch) as cast:
        app = fine(opened(cast, "audits/moments", role, lang))
        assert ("本月没有" if lang == "zh" else "No audited call of this month") in words(app)


def test_items_of_two_forms_that_read_alike_say_which_form(cast):
    """The quick form and the standard one both end with the same words; alone, neither says its form."""
    scored(cast, Said("@worst", "CLOSING"))
    [words] = [text for place, text in _named(cast).items() if place == ("QUICK_MYSTERY", "CLOSING")]
    assert words.zh == "结束语与满意度邀请"
    draft = form_drafts.start_shipped(cast.house, cast.manager, "M1")
    form_drafts.publish(cast.house, cast.manager, draft.id, draft.version)
    scored(cast, form="M1")
    names = _named(cast)
    alike = [text for text in names.values() if text.zh.startswith("结束语与满意度邀请")]
    assert {text.zh for text in alike} == {
        "结束语与满意度邀请（拨测快速登记）", "结束语与满意度邀请（拨测评分表）"
    }  # fmt: skip
    assert len(alike) == 2 and "(Quick mystery call)" in names["QUICK_MYSTERY", "CLOSING"].en


def _named(cast):
    return call_moments(cast.house, cast.viewer, "YUNHE", "2026-05").names
