"""The page of the reporting plan: empty, with a plan, for every role and in both languages."""

from __future__ import annotations

from datetime import date

import pytest
from records_pages import field, fine, in_house, opened, pressed, words
from services_example import empty_house, house_with_contract

from core.batch import Dataset
from core.principal import Role
from core.text import Text
from importers.draft import Choice
from services.known.directory import save_site
from services.reports import reporting_plan, returns
from services.reports.import_report import commit, stage
from sla.follow_up.reporting import DueKind, DueRule, Frequency

PAGE = "reports/reporting_plan"


@pytest.fixture
def empty(data_folder, monkeypatch):
    with in_house(empty_house(data_folder), monkeypatch) as cast:
        yield cast


@pytest.fixture
def cast(data_folder, monkeypatch):
    with in_house(house_with_contract(data_folder), monkeypatch) as cast:
        yield cast


def planned(cast):
    return reporting_plan.save_plan(
        cast.house, cast.manager, "GOV12345", Text("话务月报", "Monthly traffic"), Dataset.TRAFFIC,
        Frequency.MONTHLY, DueRule(DueKind.WORKING_DAY, 5), starts=date(2026, 1, 1),
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("role", list(Role))
def test_an_empty_house_says_what_will_be_here(empty, role, lang):
    app = fine(opened(empty, PAGE, role, lang))
    said = {"zh": "还没有报送计划", "en": "No report planned yet"}[lang]
    assert said in words(app)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("role", list(Role))
def test_everyone_sees_the_board_and_only_a_manager_grants_time(cast, role, lang):
    plan = planned(cast)
    app = fine(opened(cast, PAGE, role, lang, record=plan.id, day="2026-04-01"))
    board = app.dataframe[0].value
    assert len(board) == 1 and board["due"].iloc[0] == "2026-05-11"
    assert {"zh": "✕ 缺报", "en": "✕ Missing"}[lang] == board["state"].iloc[0]
    grants = [each for each in app.button if "grant" in (each.key or "")]
    assert bool(grants) is (role is Role.MANAGER)
    reminders = "".join(code.value for code in app.code)
    assert "话务月报" in reminders and "Monthly traffic" in reminders


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_manager_plans_a_report(cast, lang):
    app = fine(opened(cast, PAGE, Role.MANAGER, lang, tab="plan"))
    field(app, "text_input", "due-new-zh").set_value("话务月报")
    field(app, "selectbox", "due-new-kind").set_value("calendar_day")
    field(app, "number_input", "due-new-count").set_value(10)
    fine(pressed(app, "save-due-new"))
    (plan,) = reporting_plan.plans(cast.house, cast.viewer)
    assert (plan.name.zh, plan.rule, plan.starts) == (
        "话务月报", DueRule(DueKind.CALENDAR_DAY, 10), date(2026, 4, 1),
    )  # fmt: skip


def test_a_report_is_planned_for_each_site_and_the_board_names_the_one_that_lacks(cast):
    for code, name in (("CS", "长沙职场"), ("NC", "南昌职场")):
        save_site(cast.house, cast.manager, "YUNHE", code, Text(name, name))
    plan = planned(cast)
    app = fine(opened(cast, PAGE, Role.MANAGER, "zh", tab="plan"))
    field(app, "multiselect", f"due-{plan.id}-sites").set_value(["YUNHE/CS", "YUNHE/NC"])
    app = fine(pressed(app, f"save-due-{plan.id}"))
    assert "长沙职场、南昌职场分别报送" in words(app)
    lines = "\n".join(f"2026-04-{day:02d},长沙职场,100,90,80" for day in range(1, 31))
    data = ("日期,职场,人工请求量,人工接通量,20秒内接通量\n" + lines).encode()
    staged = stage(cast.house, cast.manager, "四月.csv", data, Choice(vendor="YUNHE", project="HOTLINE"))
    commit(cast.house, cast.manager, staged.file.id)
    app = fine(opened(cast, PAGE, Role.MANAGER, "zh", record=plan.id, day="2026-04-01"))
    assert app.dataframe[0].value["state"].iloc[0] == "◐ 部分 · 缺南昌职场"
    assert "南昌职场（全部日期）" in words(app)


def test_more_time_needs_a_reason_and_is_kept(cast):
    plan = planned(cast)
    app = fine(opened(cast, PAGE, Role.MANAGER, "zh", record=plan.id, day="2026-04-01"))
    refused = pressed(app, "grant")
    assert refused.error
    field(app, "text_input", "extend").set_value("停电")
    app = fine(pressed(app, "grant"))
    assert "停电" in words(app) and app.dataframe[0].value["due"].iloc[0].startswith("2026-05-12")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_overview_leads_to_the_overdue_report(cast, lang):
    planned(cast)
    lines = "\n".join(f"2026-04-{day:02d},100,90,80" for day in range(1, 21))
    data = ("日期,人工请求量,人工接通量,20秒内接通量\n" + lines).encode()
    staged = stage(cast.house, cast.manager, "四月.csv", data, Choice(vendor="YUNHE", project="HOTLINE"))
    commit(cast.house, cast.manager, staged.file.id)
    app = fine(opened(cast, "results/overview", Role.MANAGER, lang))
    said = {"zh": "话务月报", "en": "Monthly traffic"}[lang]
    assert said in words(app)


def test_a_report_that_went_back_is_not_counted_as_whole_and_in_time(cast):
    plan = planned(cast)
    report = "日期,人工请求量,人工接通量,20秒接通量\n" + "".join(
        f"2026-04-{day:02d},100,90,85\n" for day in range(1, 31)
    )
    said = Choice(vendor="YUNHE", project="HOTLINE")
    shown = stage(cast.house, cast.manager, "四月.csv", report.encode(), said)
    commit(cast.house, cast.manager, shown.file.id)

    def strip() -> list[str]:
        app = fine(opened(cast, PAGE, Role.MANAGER, "zh", record=plan.id, day="2026-04-01"))
        return [metric.value for metric in app.metric]

    came = strip()
    returns.send_back(cast.house, cast.manager, shown.file.id, "请重报")
    went = strip()
    assert (came[3], went[3]) == ("0", "1") and sum(map(int, went[1:])) == int(went[0])
