"""What a report claims beside its counts: rates, totals, averages and balances, found in their cells."""

from __future__ import annotations

import pytest

from importers.draft import Choice
from tests.test_importers_ugly import book, lines, only, reading

DAY = "日期,人工请求量,人工接通量,放弃量,20秒接通量"


def claims(*rows: str, head: str):
    """Code, cell and Chinese sentence of every finding, but for that no row is left of such a small file."""
    found = reading("日报.csv", lines(*rows, head=head)).findings
    cells = [(f.code, f"{f.place.column}{f.place.row or ''}", f.sentence("zh")) for f in found]
    return [cell for cell in cells if cell[0] != "nothing_left"]


# ---- printed rates


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("94.1", None),  # 352/374 = 94.117…: half up
        ("94.12", None),
        ("94.2", "rate_not_rounded"),  # always up
        ("94.11", "rate_not_rounded"),  # cut off
        ("94.10", "rate_false_precision"),  # right to one decimal only
        ("93.0", "rate_differs"),
    ],
)
def test_a_printed_rate_is_classified_by_its_last_digit(printed, code):
    found = claims(f"2024-01-01,374,352,22,300,{printed}%", head=f"{DAY},人工接通率")
    assert [found_code for found_code, _, _ in found] == ([code] if code else [])


@pytest.mark.parametrize(
    ("head", "row", "sentence"),
    [
        # F10: 352 of 8,455 is 4.163 %, printed 4.1 %
        (
            "日期,人工请求量,放弃量,放弃率",
            "2024-01-01,8455,352,4.1%",
            "“放弃率”有 1 行不是四舍五入的（截去后面的数位，没有四舍五入）："
            "D2 写的是 4.1%，四舍五入是 4.2%。",
        ),
        # F13: 1,925 of 2,100 is 91.667 %, printed 91.6 %
        (
            "日期,人工请求量,人工接通量,人工接通率",
            "2024-01-01,2100,1925,91.6%",
            "“人工接通率”有 1 行不是四舍五入的（截去后面的数位，没有四舍五入）："
            "D2 写的是 91.6%，四舍五入是 91.7%。",
        ),
        # F07: 4,846 of 5,399 is 89.757 %, printed 89.80 %
        (
            "日期,人工请求量,人工接通量,人工接通率",
            "2024-01-01,5399,4846,89.80%",
            "“人工接通率”有 1 行多写了 1 位小数：D2 写的是 89.80%，按数量计算是 89.76%。",
        ),
    ],
)
def test_published_rates_are_classified_as_they_were_found_out(head, row, sentence):
    assert [said for _, _, said in claims(row, head=head)] == [sentence]


def test_a_column_that_follows_another_denominator_is_said_once_with_it():
    # A platform prints abandoned / answered under 放弃率: 10 of 90 is 11.11 %.
    found = claims("2024-01-01,100,90,10,80,11.11%", "2024-01-02,200,190,10,180,5.26%", head=f"{DAY},放弃率")
    assert found == [
        (
            "rate_other_formula",
            "F2",
            "“放弃率”有 2 行按“放弃量 / 人工接通量”计算，而不是“放弃量 / 人工请求量”："
            "F2 写的是 11.11%，应为 10.00%。",
        )
    ]


def test_one_cell_among_many_says_which_other_formula_it_matches():
    rows = [f"2024-01-0{day},{100 * day},{90 * day},{10 * day},80,10.0%" for day in range(1, 4)]
    found = claims(*rows, "2024-01-04,400,350,50,300,14.3%", head=f"{DAY},放弃率")
    assert [(code, cell) for code, cell, _ in found] == [("rate_differs", "F5")]
    assert found[0][2].endswith("（50/400）；与 放弃量 / 人工接通量 相符。")


def test_a_rate_whose_name_does_not_say_of_what_may_be_of_any():
    head = "培训日期,课程名称,应训人数,实训人数,参考人数,合格人数,培训合格率"
    assert claims("2024-01-05,甲,22,20,18,17,85.0%", "2024-01-06,乙,22,20,18,16,80.0%", head=head) == []


# ---- service levels: which variant was used

#: 1,000 answered, 60 abandoned, 860 within 20 s, of the abandons 20 within 20 s, 10 within 5 s (GT-01).
LEVELS = "日期,人工接通量,放弃量,20秒接通量,20秒内放弃量,5秒内放弃量,20秒接通率"


@pytest.mark.parametrize(
    ("printed", "variant"),
    [
        ("81.13%", None),  # SL-1
        ("81.90%", "SL-2"),
        ("82.69%", "SL-3"),
        ("83.02%", "SL-4"),
        ("86.00%", "SL-5"),
        ("82.08%", "SL-6"),
        ("70.00%", "service_level_unexplained"),
        ("81.00%", "rate_false_precision"),  # SL-1 to the whole per cent
    ],
)
def test_the_variant_behind_a_printed_service_level_is_named(printed, variant):
    rest = LEVELS.replace("20秒内放弃量", "20秒放弃量").replace("5秒内放弃量", "5秒放弃量")
    found = claims(f"2024-01-01,1000,60,860,20,10,{printed}", head=rest)
    if variant is None:
        assert found == []
    else:
        ((code, cell, said),) = found
        assert cell == "G2" and (code == variant or (code == "service_level_variant" and variant in said))


@pytest.mark.parametrize(
    ("printed", "formula"),
    [
        (
            "86.79%",
            "(20秒内接通量 + 放弃量) / (人工接通量 + 放弃量)",
        ),  # every abandoned call met, however late
        ("94.34%", "人工接通量 / (人工接通量 + 放弃量)"),  # the answer rate
    ],
)
def test_what_is_no_service_level_at_all_is_said_by_its_formula(printed, formula):
    head = "日期,人工接通量,放弃量,20秒接通量,20秒接通率"
    ((code, cell, said),) = claims(f"2024-01-01,1000,60,860,{printed}", head=head)
    assert (code, cell) == ("rate_other_formula", "E2") and f"按“{formula}”计算" in said


OCCUPIED = "日期,工号,人工接通量,通话时长,保持时长,话后处理时长,签入时长"


@pytest.mark.parametrize(
    ("times", "found"),
    [
        ("6:00:00,0:40:00,1:30:00,8:00:00", [("occupancy_over_login", "E2")]),  # 29,400 of 28,800 s
        ("6:00:00,0:30:00,1:30:00,8:00:00", []),  # just so much
        ("7:00:00,0:40:00,1:30:00,8:00:00", [("counts_doubtful", "D2")]),  # without holding, too
        ("6:00:00,,1:30:00,8:00:00", []),
    ],
)
def test_agents_are_not_busy_for_longer_than_they_are_logged_in(times, found):
    assert [(code, cell) for code, cell, _ in claims(f"2024-01-01,0012,60,{times}", head=OCCUPIED)] == found


def test_a_printed_occupancy_above_the_whole_is_said_at_its_worst_cell():
    rows = ["2024-01-01,0012,60,85%", "2024-01-01,0013,60,105%", "2024-01-01,0014,60,112.5%"]
    found = claims(*rows, head="日期,工号,人工接通量,占用率")
    said = {code: (cell, said) for code, cell, said in found}
    assert said["occupancy_over_whole"] == (
        "D4",
        "“占用率”超过 100%：D4 写的是 112.50%（共 2 行）；占用率不可能超过 100%。",
    )


def test_an_occupancy_of_the_whole_is_none():
    found = claims("2024-01-01,0012,60,100%", head="日期,工号,人工接通量,占用率")
    assert "occupancy_over_whole" not in {code for code, _, _ in found}


def test_flow_outs_in_the_denominator_are_the_strictest_variant():
    head = "日期,人工接通量,放弃量,溢出量,20秒接通量,20秒接通率"
    ((code, _, said),) = claims("2024-01-01,1000,60,40,860,78.18%", head=head)
    assert code == "service_level_variant" and "SL-7" in said


def test_gt_03_a_level_above_the_answer_rate_cannot_be_of_all_calls():
    # Hangzhou 12345, 2020 Q3 (T03)
    found = claims("2024-01-01,94.84%,88.94%", head="日期,15秒接通率,人工接通率")
    assert ("service_level_above_answer_rate", "B2") in [(code, cell) for code, cell, _ in found]
    below = claims("2024-01-01,84.84%,88.94%", head="日期,15秒接通率,人工接通率")
    assert "service_level_above_answer_rate" not in [code for code, _, _ in below]


# ---- totals


def test_a_total_rate_that_is_the_mean_of_percentages_is_found():
    # GT-02: 5,707 of 7,400 is 77.12 %, the mean of the seven days 84.69 %.
    days = [(2000, 1300), (1800, 1260), (1500, 1200), (900, 810), (700, 650), (300, 291), (200, 196)]
    rows = [f"2024-01-0{i},{to},{of},{of / to:.2%}" for i, (to, of) in enumerate(days, start=1)]
    head = "日期,人工请求量,人工接通量,人工接通率"
    assert claims(*rows, "合计,7400,5707,77.12%", head=head) == []
    ((code, cell, said),) = claims(*rows, "合计,7400,5707,84.69%", head=head)
    assert (code, cell) == ("rate_differs", "D9")
    assert "84.69%，按数量计算是 77.12%（5707/7400）；写的是各行百分比的简单平均" in said


AGENTS = [
    ["班组", "工号", "人工接通量", "通话时长(秒)"],
    ["一组", "0012", 900, 9000],
    ["一组", "0013", 800, 8000],
    ["小计", None, 1700, 17000],
    ["二组", "0014", 30, 300],
    ["二组", "0015", 40, 400],
    ["二组小计", None, 70, 700],
    ["合计", None, 1770, 17700],
]


def agents(**wrong: int):
    rows = [list(row) for row in AGENTS]
    for cell, value in wrong.items():
        rows[int(cell[1:]) - 1]["ABCD".index(cell[0])] = value
    result = reading("坐席明细2024年1月.xlsx", book(*rows), Choice(vendor="HX"))
    return {(f.code, f"{f.place.column}{f.place.row}") for f in result.findings}


def test_subtotals_are_held_against_the_rows_above_them():
    assert agents() == set()
    assert agents(C7=71) == {("subtotal_differs", "C7")}
    assert agents(D8=17_701) == {("total_differs", "D8")}
    assert agents(C4=1701, C8=1771) == {("subtotal_differs", "C4"), ("total_differs", "C8")}


def test_subtotals_above_their_rows_are_held_against_those():
    rows = [AGENTS[i] for i in (0, 3, 1, 2, 6, 4, 5)]
    result = reading("坐席明细2024年1月.xlsx", book(*rows), Choice(vendor="HX"))
    assert not result.findings and result.drafts[0].frame["answered"].sum() == 1770


def test_a_running_total_beside_the_total_is_no_fault():
    rows = ["2024-01-01,10,9,1", "2024-01-02,20,19,1", "合计,30,28,2", "本月累计,330,328,2"]
    assert claims(*rows, head="日期,人工请求量,人工接通量,放弃量") == []


# ---- averages


TIMES = "日期,人工请求量,人工接通量,通话时长,话后处理时长"


@pytest.mark.parametrize(
    ("average", "off"),
    [
        (200, False),
        (201, False),  # platforms round up
        (202, True),
        (180, True),  # over the calls offered
    ],
)
def test_an_average_times_its_count_is_its_total(average, off):
    found = claims(f"2024-01-01,1000,900,180000,9000,{average}", head=f"{TIMES},平均通话时长")
    assert [code for code, _, _ in found if code != "calls_unaccounted"] == ["average_differs"] * off
    if average == 180:
        assert found[-1][2].endswith("；按“人工请求量”计算则相符。")


@pytest.mark.parametrize(("average", "off"), [(210, False), (200, False), (230, True)])
def test_a_handling_time_is_made_of_its_parts_with_or_without_wrap_up(average, off):
    found = claims(f"2024-01-01,1000,900,180000,9000,{average}", head=f"{TIMES},平均处理时长")
    assert [code for code, _, _ in found] == ["average_differs"] * off


# ---- what bounds or balances what


@pytest.mark.parametrize(
    ("head", "row", "code", "cell"),
    [
        # C1: any two thresholds, not only 15, 20 and 30 seconds
        ("日期,人工接通量,10秒接通量,60秒接通量", "2024-01-01,100,81,80", "counts_contradict", "C2"),
        ("日期,人工接通量,20秒接通量,30秒接通量", "2024-01-01,100,94,93", "counts_contradict", "C2"),
        ("日期,放弃量,5秒放弃量,10秒放弃量", "2024-01-01,10,4,3", "counts_doubtful", "C2"),
        ("日期,放弃量,短放弃量", "2024-01-01,10,11", "counts_doubtful", "C2"),
        # C2: what went neither way, from half a per cent on
        ("日期,人工请求量,人工接通量,放弃量", "2024-01-01,1000,950,44", "calls_unaccounted", "B2"),
        ("日期,人工请求量,人工接通量,放弃量", "2024-01-01,1000,950,45", None, ""),
        ("日期,人工请求量,人工接通量,放弃量,溢出量", "2024-01-01,1000,900,50,50", None, ""),
        # C6
        (
            "日期,工号,签入时长(小时),通话时长(小时),话后处理时长(小时),就绪时长(小时)",
            "2024-01-01,12,8,5,2,2",
            "counts_doubtful",
            "D2",
        ),
        ("日期,工号,签入时长(小时),人工接通量", "2024-01-01,12,25,90", "login_over_day", "C2"),
        ("日期,工号,签入时长(小时),人工接通量", "2024-01-01,12,24,90", None, ""),
        # C7
        ("日期,邀评量,参评量,满意量,不满意量", "2024-01-01,90,40,38,3", "counts_doubtful", "D2"),
        ("日期,人工接通量,邀评量", "2024-01-01,90,91", "counts_doubtful", "C2"),
        # C8: GT-09 is 14 leavers of 180, 172 at the end
        ("月份,期初人数,入职人数,离职人数,期末人数", "2024-01,180,6,14,172", None, ""),
        ("月份,期初人数,入职人数,离职人数,期末人数", "2024-01,180,5,14,172", "counts_unbalanced", "E2"),
    ],
)
def test_counts_that_cannot_be_are_found_in_their_cell(head, row, code, cell):
    found = [(each[0], each[1]) for each in claims(row, head=head)]
    assert found == ([(code, cell)] if code else [])


def test_a_whole_month_of_one_agent_is_not_held_against_one_day():
    rows = [["工号", "签入时长(小时)", "人工接通量"], ["0012", 200, 900], ["0013", 745, 900]]
    found = only(reading("坐席明细2024年1月.xlsx", book(*rows)), "login_over_day")
    assert (found.place.row, found.facts["allowed"]) == (3, 744)
