"""Our test calls in a vendor's list of calls: found, missing, or told otherwise; never told to the vendor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.catalogue.for_vendors import is_for_vendors
from core.principal import Principal
from importers.draft import Choice
from qa.form.load import shipped_forms
from qa.scoring.answers import Answer
from services.audits.spot_check import CallDraft, log_call
from services.house.bootstrap import House
from services.reports.import_report import stage
from tests.reports_example import line_house

FORM = next(form for form in shipped_forms() if form.code == "QUICK_MYSTERY")
ANSWERS = {item.code: Answer("full") for _, item in FORM.items()}
#: 10:30:20 in Beijing.
CALL = CallDraft(
    vendor="YUNHE", form=FORM.code, at=datetime(2026, 11, 20, 2, 30, 20, tzinfo=UTC), contract="LINE-2026",
    dialled="073112345678", agent="0012", wait_s=12, recording="R-1", answers=ANSWERS,
)  # fmt: skip
HEAD = "来电时间,主叫号码,工号,应答时间,挂机时间,通话结果"
AROUND = [
    "2026-11-20 09:00:00,13800000001,0013,2026-11-20 09:00:05,2026-11-20 09:02:00,接通",
    "2026-11-20 09:30:00,13800000003,,,2026-11-20 09:30:40,放弃",
    "2026-11-20 11:00:00,13800000002,0013,2026-11-20 11:00:05,2026-11-20 11:02:00,接通",
]
ITS = "2026-11-20 10:30:25,13800000009,0012,2026-11-20 10:30:38,2026-11-20 10:33:00,接通"


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[House, Principal]]:
    house, who = line_house(tmp_path / "data")
    yield house, who
    house.close()


def found(line, calls, *listed, head=HEAD, rows=AROUND) -> list[tuple[str, str, str]]:
    """Code, place and sentence of what is said of our calls."""
    house, who = line
    for number, call in enumerate(calls):
        log_call(house, who, replace(call, token=str(number)))
    text = "\n".join([head, *rows, *listed]) + "\n"
    shown = stage(house, who, "通话清单.csv", text.encode(), Choice("YUNHE"))
    said = [f for f in shown.findings if f.code.startswith("own_call")]
    assert not any(is_for_vendors(f.code) for f in said)
    return [(f.code, f.place.in_("zh"), f.sentence("zh")) for f in said]


MISSING = "我方拨测有 1 通在这份通话清单中找不到（前后 5 分钟内）：2026-11-20 10:30 工号 0012。"


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ([ITS], []),
        # Two clocks; an agent's code without its zeros.
        ([ITS.replace("10:30:25", "10:27:00").replace("10:30:38", "10:27:13")], []),
        ([ITS.replace("0012", "12")], []),
        ([ITS.replace("0012", "0013")], [("own_call_not_listed", "通话清单.csv", MISSING)]),
        ([], [("own_call_not_listed", "通话清单.csv", MISSING)]),
    ],
)
def test_a_call_is_found_by_its_agent_and_about_its_time(line, listed, said):
    assert found(line, [CALL], *listed) == said


def test_a_call_listed_as_lost_that_we_noted_as_answered_is_said_with_its_row(line):
    ((code, place, said),) = found(
        line, [CALL], "2026-11-20 10:30:25,13800000009,0012,,2026-11-20 10:30:50,放弃"
    )
    assert (code, place) == ("own_call_differs", "D5")
    assert said == "我方拨测（2026-11-20 10:30 工号 0012）记录为接通，清单D5为未接通。"


def test_a_call_passed_on_to_the_agent_we_noted_is_no_lost_one(line):
    first = ITS.replace("0012", "0044")
    head = f"{HEAD},通话流水号"
    rows = [f"{row},N{n}" for n, row in enumerate(AROUND)]
    assert found(line, [CALL], f"{first},C1", f"{ITS},C1", head=head, rows=rows) == []


@pytest.mark.parametrize(("wait", "said"), [(12, 0), (15, 0), (16, 0), (17, 1), (40, 1)])
def test_a_wait_may_differ_by_three_seconds(line, wait, said):
    codes = [code for code, _, _ in found(line, [replace(CALL, wait_s=wait)], ITS)]
    assert codes == ["own_call_differs"] * said


LOST = replace(CALL, connected=False, agent="", wait_s=None, recording="")


@pytest.mark.parametrize(
    ("listed", "codes"),
    [
        (["2026-11-20 10:31:00,13800000009,,,2026-11-20 10:31:30,放弃"], []),
        ([ITS], ["own_call_not_listed"]),
    ],
)
def test_a_call_nobody_answered_should_be_listed_as_such(line, listed, codes):
    assert [code for code, _, _ in found(line, [LOST], *listed)] == codes


def test_a_list_of_answered_calls_alone_says_nothing_of_others(line):
    assert found(line, [LOST], rows=[AROUND[0], AROUND[2]]) == []


@pytest.mark.parametrize("rows", [AROUND[:2], AROUND[2:]])
def test_a_list_that_does_not_reach_over_its_time_is_silent(line, rows):
    assert found(line, [CALL], rows=rows) == []


def test_a_call_of_another_line_is_not_looked_for(line):
    head = HEAD + ",技能组"
    rows = [f"{row},BILLING" for row in AROUND]
    assert found(line, [replace(CALL, queue="HOTLINE")], head=head, rows=rows) == []
