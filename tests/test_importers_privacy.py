"""Personal numbers and agents at the door: nothing that is derived from a file carries them."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import Workbook

from core.privacy import AgentRule, Privacy, is_citizen_number, masked
from importers.draft import Choice, Directory, Known, Reading
from importers.read import read
from tests.received_file import received

KEY = b"k" * 32


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("13800138000", "138****8000"),
        ("客户13800138000投诉", "客户138****8000投诉"),
        ("138 0013 8000", "138****8000"),
        ("138-0013-8000", "138****8000"),
        ("+86 13800138000", "138****8000"),
        ("8613800138000", "138****8000"),
        ("１３８００１３８０００", "138****8000"),
        ("13800138000/13900139000", "138****8000/139****9000"),
        ("11010519491231002X", "110***********002X"),  # the example of GB 11643-1999
        ("身份证11010519491231002x。", "身份证110***********002x。"),
        ("440524188001010014", "440524188001010014"),  # born 1880
        ("130503670401001", "130********1001"),
        # What only looks like one.
        ("110105194912310021", "110105194912310021"),  # wrong check digit
        ("110105194913310021", "110105194913310021"),  # no such day
        ("12800138000", "12800138000"),
        ("138001380001", "138001380001"),
        ("2025-01-05 13:00-13:30", "2025-01-05 13:00-13:30"),
        ("0755-26770000", "0755-26770000"),
        ("1380013800.0", "1380013800.0"),
        ("013800138000", "138****8000"),
        ("9013800138000", "138****8000"),
        ("主叫 913800138000 来电", "主叫 138****8000 来电"),
        ("13800138000.0", "138****8000"),
        ("13800138000.05", "13800138000.05"),
        ("202605013800", "202605013800"),
        ("0.13800138000", "0.13800138000"),
    ],
)
def test_mobiles_and_citizens_numbers_are_masked_and_nothing_else(said: str, shown: str) -> None:
    assert masked(said) == shown


@pytest.mark.parametrize(
    ("number", "fits"),
    [
        ("11010519491231002X", True),
        ("110105194912310000", True),
        ("991231194912310021", False),
        ("a" * 18, False),
    ],
)
def test_a_citizens_number_is_told_by_province_birthday_and_check_digit(number: str, fits: bool) -> None:
    # Excel keeps 15 digits: what ends in zeros may be one that lost its end.
    assert is_citizen_number(number) is fits


def test_one_number_has_one_mark_however_it_is_written_and_another_under_another_key() -> None:
    here, there = Privacy(KEY), Privacy(b"other")
    written = ("13800138000", "+86 138 0013 8000", "8613800138000", "１３８００１３８０００")
    assert len({here.caller(each) for each in written}) == 1
    assert here.caller("13800138000") != there.caller("13800138000")
    assert here.caller("13800138000") != here.caller("13800138001")
    assert here.caller("匿名") is None


@pytest.mark.parametrize(
    ("rule", "code", "name"),
    [
        (AgentRule.KEEP, "1024", "张三"),
        (AgentRule.CODE, "1024", "~"),
        (AgentRule.HASH, "~", "~"),
        (AgentRule.DROP, None, None),
    ],
)
def test_a_sites_rule_says_what_is_kept_of_an_agent(
    rule: AgentRule, code: str | None, name: str | None
) -> None:
    privacy = Privacy(KEY, {("YUNHE", "CS"): rule})
    for said, kept in (("1024", code), ("张三", name)):
        found = privacy.agent(said, "YUNHE", "CS")
        assert found == kept if kept != "~" else found is not None and found[0] == "~" and said not in found


def test_without_a_site_or_at_a_new_one_the_strictest_rule_of_the_vendor_holds() -> None:
    privacy = Privacy(KEY, {("YUNHE", "CS"): AgentRule.CODE, ("YUNHE", "WH"): AgentRule.DROP})
    assert privacy.rule("YUNHE", None) is AgentRule.DROP
    assert privacy.rule("YUNHE", "NEW") is AgentRule.DROP
    assert privacy.rule("ANDA", None) is AgentRule.KEEP


def _reading(rows: list[list[object]], privacy: Privacy) -> Reading:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    known = Directory((Known("YUNHE", ("云禾",)),), sites=(Known("CS", ("长沙",), "YUNHE"),), privacy=privacy)
    with received("明细.xlsx", stream.getvalue()) as file:
        return read(file, Choice(vendor="YUNHE"), known, date(2025, 3, 1))


AGENTS = [
    ["坐席明细 联系人13800138000"],
    ["日期", "职场", "工号", "姓名", "人工接通量", "通话时长(秒)", "备注"],
    ["2025-01-05", "长沙", "13800138001", "张三", 20, 4000, "客户13900139000"],
    ["2025-01-05", "长沙", "13800238001", "李四", 30, 6000, ""],
    ["2025-01-05", "长沙", 1026, "王五", "约13700137000", 6000, "身份证11010519491231002X"],
]


def _everything(reading: Reading) -> str:
    drafts = [(draft.frame.write_csv(), draft.rejected) for draft in reading.drafts]
    sentences = [finding.sentence("zh") + str(finding.facts) for finding in reading.findings]
    return f"{drafts}{sentences}{reading.columns}{reading.questions}"


def test_nothing_that_comes_of_a_file_carries_a_personal_number() -> None:
    reading = _reading(AGENTS, Privacy(KEY))
    said = _everything(reading)
    assert reading.drafts
    for number in ("13800138000", "13800138001", "13800238001", "13900139000", "13700137000", "491231002X"):
        assert number not in said.replace("110***********002X", "")
    assert "137****7000" in said


def test_two_masked_codes_stay_two_agents() -> None:
    agents = _reading(AGENTS, Privacy(KEY)).drafts[0].frame["agent"].to_list()
    assert [agent.split("~")[0] for agent in agents] == ["138****8001", "138****8001"]
    assert len(set(agents)) == 2


@pytest.mark.parametrize("rule", list(AgentRule))
def test_every_row_stays_whatever_is_kept_of_the_agents(rule: AgentRule) -> None:
    rows = [*AGENTS[1:2], *([*row[:2], 1020 + at, *row[3:]] for at, row in enumerate(AGENTS[2:]))]
    reading = _reading(rows, Privacy(KEY, {("YUNHE", "CS"): rule}))
    draft = reading.drafts[0]
    assert draft.frame.height == 2 and draft.frame["answered"].sum() == 50
    kept = draft.frame["agent"].to_list()
    assert (kept == ["1020", "1021"]) is (rule in (AgentRule.KEEP, AgentRule.CODE))
    assert (kept == [None, None]) is (rule is AgentRule.DROP)
    shown = str(draft.rejected) + str(reading.columns)
    assert ("王五" in shown) is ("张三" in shown) is (rule is AgentRule.KEEP)
    assert ("1022" in shown) is (rule in (AgentRule.KEEP, AgentRule.CODE))
