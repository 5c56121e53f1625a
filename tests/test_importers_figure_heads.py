"""Whose figures a table holds where brackets behind its headers, or one heading over them, say it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from importers.draft import WHOLE, Choice, Known, QuestionKind
from tests.test_importers_sites import DIRECTORY, book, codes, reading, sites

DAYS = [[date(2026, 5, d), 100 + d, 95, 60] for d in (1, 2)]


def told(*heads: list[str], choice=None, directory=DIRECTORY):
    """The reading of two days under these header rows."""
    rows = [*heads, *([day[: len(heads[-1])] for day in DAYS])]
    return reading(book(("日报", "日报"), rows=rows), choice=choice, directory=directory)


def of_counts(said: str):
    """Two counts with the same bracket."""
    return told(["日期", f"人工请求量（{said}）", f"人工接通量（{said}）"])


BRACKETS = {
    "every figure": (["日期", "人工请求量（合肥）", "人工接通量（合肥）"], ["site_named"], {"HF": 203}),
    "one of them": (["日期", "人工请求量(合肥职场)", "人工接通量"], ["site_named"], {"HF": 203}),
    "one that nobody knows": (
        ["日期", "人工请求量（庐州职场）", "人工接通量（庐州职场）"],
        ["site_unclear"],
        {},
    ),
    "a region over one figure": (["日期", "人工请求量（华南）", "人工接通量"], ["site_unclear"], {}),
    "with its unit": (["日期", "人工请求量（华南，通）", "人工接通量（华南，通）"], ["site_unclear"], {}),
    "how it was counted": (["日期", "人工请求量（含转接）", "人工接通量（万）"], [], {None: 203}),
    "a town's client": (["日期", "人工请求量（合肥移动）", "人工接通量"], [], {None: 203}),
    "one figure's own": (["日期", "人工请求量（甲片）", "人工接通量"], [], {None: 203}),
    "two figures' own": (["日期", "人工请求量", "人工接通量（剔重）", "放弃量（剔重）"], [], {None: 203}),
}  # fmt: skip


@pytest.mark.parametrize(("head", "said", "of"), BRACKETS.values(), ids=BRACKETS)
def test_a_site_in_brackets_behind_a_figure_is_that_of_the_rows(head, said, of):
    result = told(head)
    assert [code for code in codes(result) if code.startswith("site")] == said
    assert sites(result) == of or head[1] == "人工请求量（含转接）"


@pytest.mark.parametrize(
    "name",
    [
        "华南", "华东区", "南区", "北片区", "西南大区", "广东", "江苏省", "江苏分公司", "长三角", "苏北",
        "直属分公司", "客服一部", "B组", "3组", "第二中心", "客服二中心", "甲方一区", "信诚项目组", "老城",
        "South", "South China", "East region", "Team Blue",
    ],
)  # fmt: skip
def test_a_name_that_nobody_knows_behind_every_count_is_asked_about(name):
    result = of_counts(name)
    assert [f.code for f in result.findings if f.severity == "blocks"] == ["site_unclear"]
    (question,) = result.questions
    assert (question.kind, question.subject) == (QuestionKind.SITE, name)
    assert set(question.choices) >= {name, "HF", "CD", WHOLE} and not result.drafts


@pytest.mark.parametrize(
    "said",
    [
        # Units, also those the figures have no name for.
        "通", "次", "万", "%", "秒", "人次", "宗", "通次", "起", "calls", "No.", "hh:mm:ss",
        # How it was counted, when, by whom, at what stage.
        "人工", "热线", "电话", "语音", "20秒", "含IVR", "剔除黑名单", "不含转接", "未去重", "当日",
        "本月", "日均", "系统", "CTI系统", "系统统计", "手工填报", "平台数据", "甲方口径", "自动计算",
        "必填", "转人工", "有效", "净值", "7×24",
        "10086", "400热线", "客服热线", "咨询专线", "工作日", "节假日", "全省", "全国", "合计", "全部",
        "总", "VIP", "普通客户", "省内", "呼入", "线上", "剔重", "扣除测试", "参考", "结算",
        "excl. IVR", "inbound", "voice", "A", "a+b", "net",
        # Whose calls they are, and who answers them.
        "合肥移动", "江苏电信", "招商银行", "恒信", "Hengxin", "合肥医保", "恒信科技公司",
        # What the figure is called elsewhere.
        "呼损", "话务量", "应答", "offered",
    ],
)  # fmt: skip
def test_a_bracket_that_says_how_a_figure_was_counted_asks_nothing(said):
    result = of_counts(said)
    assert not [q for q in result.questions if q.kind in (QuestionKind.SITE, QuestionKind.QUEUE)]
    assert not {code for code in codes(result) if code.startswith(("site", "queue"))}


@pytest.mark.parametrize(("said", "site"), [("华南", True), ("HF", "HF"), (WHOLE, None)])
def test_the_answer_says_whose_figures_they_are(said, site):
    choice = Choice("HX", sites={"华南": said})
    result = told(["日期", "人工请求量（华南）", "人工接通量（华南）"], choice=choice)
    (got,) = sites(result)
    assert (bool(got) if site is True else got) == site and not result.questions


def test_a_word_that_is_known_to_mean_all_is_not_asked_again():
    directory = replace(DIRECTORY, whole={"HX": frozenset({"老城"})})
    result = told(["日期", "人工请求量（老城）", "人工接通量（老城）"], directory=directory)
    assert sites(result) == {None: 203} and codes(result) == ["site_said"]


HEADINGS = {
    "a registered site": ("合肥", ["site_named"], {"HF": 203}),
    "an unknown one": ("庐州职场", ["site_unclear"], {}),
    "a region": ("华南", ["site_unclear"], {}),
    "what is counted": ("热线话务", [], {None: 203}),
    "whose calls they are": ("合肥12345热线", [], {None: 203}),
    "the vendor": ("恒信", [], {None: 203}),
}


@pytest.mark.parametrize(("heading", "said", "of"), HEADINGS.values(), ids=HEADINGS)
def test_one_heading_over_all_figures_says_whose_they_are(heading, said, of):
    result = told(["日期", heading, heading], ["日期", "人工请求量", "人工接通量"])
    assert (codes(result), sites(result)) == (said, of)


def test_a_heading_over_some_figures_only_names_nobody():
    result = told(["日期", "合肥", "话务", "话务"], ["日期", "人工请求量", "人工接通量", "放弃量"])
    assert sites(result) == {None: 203} and not result.questions


@pytest.mark.parametrize(
    ("said", "code"),
    [("信用卡专线", "queue_unclear"), ("投诉队列", "queue_unclear"), ("信用卡", "queue_named")],
)
def test_a_queue_in_the_brackets_of_every_count_is_theirs(said, code):
    queues = (Known("CC", ("信用卡",), "HX"),) if code == "queue_named" else ()
    directory = replace(DIRECTORY, queues=queues)
    result = told(["日期", f"人工请求量（{said}）", f"人工接通量（{said}）"], directory=directory)
    assert codes(result) == [code]
    assert bool(result.drafts) == (code == "queue_named")


def test_a_queue_behind_one_count_only_is_no_word_about_the_others():
    directory = replace(DIRECTORY, queues=(Known("CC", ("信用卡",), "HX"),))
    result = told(["日期", "人工请求量", "人工接通量（信用卡）"], directory=directory)
    assert codes(result) == [] and sites(result) == {None: 203}
