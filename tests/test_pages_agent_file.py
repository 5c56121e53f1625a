"""The page of an agent's file: found by code or roster, what is asked and why, as known; zh, en, by role."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.period import MonthRule
from core.principal import Role
from core.privacy import AgentRule
from core.text import Text
from qa.scoring.answers import Answer
from services.audits import spot_check
from services.forms import form_drafts
from services.forms.audit_forms import forms
from services.known.directory import save_site, save_vendor
from services.roster import lists
from services.roster.lists import ListSaid
from services.training.agent_file import mark_of
from tests.records_example import VENDOR, exams_in, with_training
from tests.records_pages import field, fine, in_house, opened, words
from tests.services_example import Cast, empty_house

PAGE = "training/agents"
DAY = "2026-11-20"


@pytest.fixture
def cast(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """22 November 2026: a roster, a matrix, two courses, and a list of exams taken in on that day."""
    with in_house(empty_house(data_folder), monkeypatch) as cast:
        cast.clock.at = datetime(2026, 11, 22, 2, tzinfo=UTC)
        with_training(cast)
        exams_in(cast)
        yield cast


def of(cast: Cast, code: str) -> str:
    return mark_of(cast.house, cast.viewer, VENDOR, code)


def table(app, column: str):  # type: ignore[no-untyped-def]
    """The table that has such a column."""
    return next(each.value for each in app.dataframe if column in each.value)


def asked(app) -> list[list[str]]:  # type: ignore[no-untyped-def]
    """What is asked, line by line: course, state, days, due, why."""
    return [[str(cell).replace("\\", "") for cell in line] for line in app.table[0].value.to_numpy()]


@pytest.mark.parametrize(
    ("lang", "held", "lacking", "sentence"),
    [
        ("zh", "✓ 有效 · 60天后", "✕ 无记录", "2026-11-20：0001 缺 热线流程 (无记录)。"),
        ("en", "✓ Held · Later", "✕ No record", "2026-11-20: 0001 lacks Hotline procedure (No record)."),
    ],
)
@pytest.mark.parametrize("role", list(Role))
def test_what_is_asked_with_why_and_how_it_stands(
    cast: Cast, role: Role, lang: str, held: str, lacking: str, sentence: str
) -> None:
    app = fine(opened(cast, PAGE, role, lang, vendor=VENDOR, agent=of(cast, "1"), day=DAY))
    states = {line[0]: (line[1], line[-1]) for line in asked(app)}
    assert [states[name][0] for name in sorted(states, key=lambda n: "热线" in n or "Hotline" in n)] == [
        held,
        lacking,
    ]
    assert all("R1" in why for _state, why in states.values())
    assert sentence in [each.value for each in app.code]
    assert list(table(app, "where")["result"]) == (
        ["88 · 通过", "92 · 通过"] if lang == "zh" else ["88 · passed", "92 · passed"]
    )
    assert len(table(app, "known")) >= 1


def test_the_file_is_found_by_code_however_it_is_written(cast: Cast) -> None:
    app = fine(opened(cast, PAGE, vendor=VENDOR, day=DAY))
    assert "查看谁的档案" in words(app)
    app = fine(field(app, "text_input", "agent-code").set_value(" 1 ").run())
    assert app.query_params["agent"] == of(cast, "0001")
    assert "0001" in app.subheader[0].value


def test_the_file_is_chosen_from_the_roster_of_the_day(cast: Cast) -> None:
    app = fine(opened(cast, PAGE, vendor=VENDOR, day=DAY))
    app = fine(field(app, "selectbox", "agent-choose").set_value(of(cast, "0002")).run())
    assert [each.value for each in app.metric] == ["在岗", "2", "0", "2"]
    assert "✕ 考核未通过" in [line[1] for line in asked(app)]


def test_before_a_list_came_it_was_not_known(cast: Cast) -> None:
    app = fine(opened(cast, PAGE, vendor=VENDOR, agent=of(cast, "0001"), day=DAY))
    app = fine(field(app, "date_input", "agent-known").set_value(date(2026, 11, 21)).run())
    # Neither roster nor exams were in the day before.
    assert "没有该坐席的信息" in words(app)


@pytest.mark.parametrize(("lang", "left"), [("zh", "已离职"), ("en", "Left")])
def test_who_left_is_asked_nothing(cast: Cast, lang: str, left: str) -> None:
    app = fine(opened(cast, PAGE, Role.VIEWER, lang, vendor=VENDOR, agent=of(cast, "0003"), day=DAY))
    assert app.metric[0].value == left and app.metric[1].value == "0"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_code_nobody_knows_has_no_file(cast: Cast, lang: str) -> None:
    app = fine(opened(cast, PAGE, Role.VIEWER, lang, vendor=VENDOR, agent=of(cast, "9999"), day=DAY))
    assert ("没有该坐席的信息" if lang == "zh" else "Nothing is known of this agent") in words(app)


def test_under_a_rule_that_keeps_marks_only_no_code_is_shown(cast: Cast) -> None:
    save_vendor(cast.house, cast.manager, "YUNHE", Text("云禾", "Yunhe"))
    save_site(cast.house, cast.manager, "YUNHE", "CS", Text("长沙", "Changsha"), agents=AgentRule.HASH)
    text = "工号,姓名,职场,岗位,入职日期\n7001,王某,长沙,热线坐席,2026-01-05\n"
    said = ListSaid("YUNHE", days=MonthRule().month("2026-11"))
    staged = lists.stage(cast.house, cast.manager, "名单.csv", text.encode(), said)
    assert staged.record
    lists.commit(cast.house, cast.manager, staged.record.id)
    mark = mark_of(cast.house, cast.viewer, "YUNHE", "7001")
    app = fine(opened(cast, PAGE, Role.VIEWER, "zh", vendor="YUNHE", agent=mark, day=DAY))
    shown = words(app) + "".join(each.value.to_csv() for each in app.dataframe)
    assert "7001" not in shown and "王" not in shown and "~" in app.subheader[0].value
    assert "安达" not in shown


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "无证处理 0 通；1 个质检样本中 1 个有失分项。"),
        ("en", "0 contacts handled uncertified; 1 of 1 audits have a failed item."),
    ],
)
def test_the_months_calls_stand_below_with_what_failed_and_why(cast: Cast, lang: str, said: str) -> None:
    draft = form_drafts.start_shipped(cast.house, cast.manager, "F1")
    form_drafts.publish(cast.house, cast.manager, draft.id, draft.version)
    [form] = [each for each in forms(cast.house, cast.auditor) if each.code == "F1"]
    answers = {each.code: Answer("none" if each.code == "VOICE" else "full") for _, each in form.items()}
    call = spot_check.CallDraft(
        vendor=VENDOR, form="F1", kind=form.kind, at=datetime(2026, 11, 20, 3, tzinfo=UTC), answers=answers,
        recording="R-1", agent="0001",
    )  # fmt: skip
    spot_check.log_call(cast.house, cast.auditor, call)
    app = fine(opened(cast, PAGE, Role.VIEWER, lang, vendor=VENDOR, agent=of(cast, "0001"), day=DAY))
    assert said in words(app)
    [failed] = [table.value for table in app.table if table.value.shape == (1, 5)][-1:]
    assert failed.iloc[0].iloc[2] == ("未建关联" if lang == "zh" else "No link to a course")
