"""The page of earlier months: the template, a file with a wrong cell, one that comes in, and its way back."""

import pytest
from pages_visit import LANGS, ROLES, button, come_in, opened, person, sample, visit, well

from core.principal import Role
from services.reports.history import imports
from tests.test_services_history import filled

HISTORY = "records/history"
MAY = ("ANDA-2025", "2026-05", "SL20", "", "达标", 85, 20)
#: The contract's first month; what is older can only be taken over.
OCTOBER = sample("anda_2026-06_daily.csv").replace(b"2026-06", b"2025-10")


@pytest.fixture
def house(tmp_path, monkeypatch):
    yield opened(tmp_path, monkeypatch, "anda_shop")


def handed_in(house, app, *rows):
    app.file_uploader[0].upload("期初.xlsx", filled(*rows))
    button(app, "Take over", "导入期初").click().run()
    return app


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", ROLES)
def test_it_opens_for_whoever_may_record(house, role, lang):
    who = person(house, role)
    if role in (Role.APPROVER, Role.VIEWER):
        with pytest.raises(ValueError):  # not among this person's pages
            visit(HISTORY, who, lang)
        return
    assert well(visit(HISTORY, who, lang))


def test_a_filled_in_template_comes_in_marked_and_is_taken_back(house):
    app = handed_in(house, visit(HISTORY, person(house)), MAY)
    assert well(app) and any("未重算" in each.value for each in app.markdown)
    (view,) = imports(house, person(house))
    assert not view.record.counted
    assert any("ANDA-2025" in each.value for each in app.caption)  # whose months they are
    (row,) = app.dataframe[0].value.to_dict("records")
    assert list(row.values()) == ["ANDA-2025", "2026-05", "SL20", "达标", "85.00", "20.00", "Sheet!C2"]
    next(each for each in app.text_input if view.record.id in each.key).set_value("发错了")
    next(each for each in app.button if view.record.id in each.key).click().run()
    (view,) = imports(house, person(house))
    assert well(app) and view.record.withdrawn_reason == "发错了"


def test_a_wrong_cell_is_named_and_nothing_comes_in(house):
    app = handed_in(house, visit(HISTORY, person(house)), (*MAY[:4], "还行", 85, 20))
    assert any("还行" in each.value for each in app.markdown)
    assert imports(house, person(house)) == []


@pytest.mark.parametrize("where", [{}, {"clause": "SL20"}])
def test_a_sparkline_says_which_of_its_months_were_taken_over(house, where):
    come_in(house, "十月.csv", OCTOBER)
    at = {"contract": "ANDA-2025", "period": "2025-10", **where}
    before = visit("results/scorecard", person(house), **at)
    assert well(before) and not any("未重算" in each.value for each in before.caption)
    handed_in(house, visit(HISTORY, person(house)), ("ANDA-2025", "2025-09", *MAY[2:]))
    app = visit("results/scorecard", person(house), **at)
    assert well(app) and any("2025年9月" in each.value and "未重算" in each.value for each in app.caption)


def test_the_ticked_file_counts(house):
    app = visit(HISTORY, person(house))
    app.checkbox[0].check()
    handed_in(house, app, MAY)
    (view,) = imports(house, person(house))
    assert view.record.counted


@pytest.mark.parametrize("lang", LANGS)
def test_the_scorecard_of_a_month_that_was_only_taken_over_says_what_was(house, lang):
    who = person(house)
    come_in(house, "anda.csv", OCTOBER)
    handed_in(house, visit(HISTORY, who), MAY)
    app = visit("results/scorecard", who, lang, contract="ANDA-2025", period="2026-05")
    assert well(app)
    table = app.dataframe[0].value
    assert [list(row) for row in table.to_numpy()] == [
        {
            "zh": ["20秒服务水平（较差职场）", "85.00%", "✓ 达标"],
            "en": ["Answered within 20 s (worse site)", "85.00 %", "✓ Met"],
        }[lang]
    ]
