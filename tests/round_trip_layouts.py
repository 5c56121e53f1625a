"""The layouts in which vendors send a month, each laid out at random from a truth that is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import groupby

from hypothesis import strategies as st

from tests import round_trip_cells as cells
from tests.round_trip_calls import calls
from tests.round_trip_cells import Cell
from tests.round_trip_files import TEXT_KINDS
from tests.round_trip_parts import (
    Case,
    a_scribe,
    body_rows,
    case_of,
    codes_of,
    dated,
    day_key,
    day_way,
    group_words,
    head_of,
    language,
    month_key,
    name_of,
    sum_row,
    title_of,
    true_counts,
)
from tests.round_trip_sheets import Page, Scribe, footer_rows, header_rows, title_rows
from tests.round_trip_truth import QUEUES, SITES, Draw, Truth, months, run_of_days, words_of

_CONTACTS = (
    "calls_total", "offered", "answered", "abandoned", "answered_within_15", "answered_within_20",
    "answered_within_30", "transferred", "survey_sent", "survey_replied", "satisfied", "talk", "wrap",
)  # fmt: skip
_MONTHLY = (*_CONTACTS, "tickets", "complaints", "audits", "audits_passed", "leavers", "headcount_begin")


def files_of(layout: Callable[[Draw], Case]) -> st.SearchStrategy[Case]:
    """Files of one layout, each a month of true counts with random ugliness."""
    return st.composite(lambda draw: layout(draw))()


def daily(draw: Draw) -> Case:
    """L1: a row a day, perhaps for each site; merged header, totals, signatures."""
    scribe, kind = a_scribe(draw)
    month = months(draw)
    sites = codes_of(draw, SITES, 0, 2)
    keys = [(day, site) for day in run_of_days(draw, month) for site in sites or [None]]
    if sites and scribe.sometimes():
        keys.sort(key=lambda key: (key[1] or "", key[0]))
    truth = true_counts(draw, month, [day_key(day, site=site) for day, site in keys], _CONTACTS)
    page = Page(scribe.said("日报", "Daily"))
    heads = [scribe.label("day"), *([scribe.label("site")] if sites else [])]
    columns = scribe.columns(truth, remarks=True)
    way = day_way(scribe, kind)
    title_rows(scribe, page, len(heads) + len(columns), title_of(scribe, month, "运营日报", "daily report"))
    header_rows(scribe, page, heads, columns)
    lines = [
        ([dated(scribe, key[0], way), *([name_of(scribe, SITES, key[2])] if sites else [])], key)
        for key in truth.counts
    ]
    body_rows(scribe, page, lines, truth, columns)
    footer_rows(scribe, page)
    return case_of("daily", scribe, kind, [page], truth)


def intervals(draw: Draw) -> Case:
    """L2: half hours down, a sheet for each day, named for it."""
    scribe, month = Scribe(draw, language(draw), merging=True), months(draw)
    days, queues = run_of_days(draw, month, 2), codes_of(draw, QUEUES, 0, 2)
    first = draw(st.integers(0, 40)) * 30
    slots = [first + 30 * i for i in range(draw(st.integers(2, 4)))]
    keys = [day_key(day, slot=s, queue=q) for day in days for q in queues or [None] for s in slots]
    truth = true_counts(draw, month, keys, _CONTACTS)
    columns = scribe.columns(truth)
    heads = [*([scribe.label("queue")] if queues else []), scribe.label("slot")]
    naming = scribe.one_of(
        "{m}.{d}", "{m:02d}{d:02d}", "{m}月{d}日", "{m:02d}-{d:02d}", "{d}日", "{y}-{m:02d}-{d:02d}"
    )
    slot_way, pages = scribe.one_of(*cells.SLOT_WAYS), []
    for day, of_day in groupby(truth.counts, key=lambda key: key[0]):
        page = Page(naming.format(y=day.year, m=day.month, d=day.day))
        title_rows(scribe, page, len(heads) + len(columns), title_of(scribe, month, "时段报表", "intervals"))
        header_rows(scribe, page, heads, columns)
        lines = [
            ([*([name_of(scribe, QUEUES, key[3])] if queues else []), cells.slot_cell(key[5], slot_way)], key)
            for key in of_day
        ]
        body_rows(scribe, page, lines, truth, columns)
        footer_rows(scribe, page)
        pages.append(page)
    return case_of("intervals", scribe, "xlsx", pages, truth)


def matrix(draw: Draw) -> Case:
    """L3: indicators down, days across, a total at the end."""
    scribe, kind = a_scribe(draw)
    month = months(draw)
    days = run_of_days(draw, month)
    if len(days) < 3:
        days = [month.start + timedelta(days=i) for i in range(3)]
    truth = true_counts(draw, month, [day_key(day) for day in days], _CONTACTS, least=2)
    columns = scribe.columns(truth)
    way = scribe.one_of("1日", "1", "1月5日", "cell", "2024-01-05")
    page, grouped, units = Page(scribe.said("月报", "Month")), scribe.sometimes(), scribe.sometimes()
    heads = [
        *([scribe.said("类别", "Group")] if grouped else []),
        scribe.one_of(*(("指标", "项目指标", "指标名称") if scribe.lang == "zh" else ("Indicator", "KPI"))),
        *([scribe.said("单位", "Unit")] if units else []),
    ]
    title_rows(scribe, page, len(heads) + len(days), title_of(scribe, month, "运营日报", "daily report"))
    last = scribe.one_of(None, *(("合计", "总计") if scribe.lang == "zh" else ("Total",)))
    page.add(*heads, *(head_of(day, way) for day in days), *([last] if last else []))
    rows = list(truth.counts.values())
    for column in columns:
        figures = [scribe.cell(column, row) for row in rows]
        total = [scribe.total(column, rows)] if last else []
        group = [scribe.said(*group_words(column))] if grouped else []
        at = page.add(*group, column.header, *([None] if units else []), *figures, *total)
        if scribe.merging and grouped and at and page.rows[at - 1][0] == group[0]:
            continue
    footer_rows(scribe, page)
    return case_of("matrix", scribe, kind, [page], truth)


def agents(draw: Draw) -> Case:
    """L4: a row an agent and month, teams merged, a subtotal for each team."""
    scribe, kind = a_scribe(draw)
    month = months(draw)
    numbers = draw(st.lists(st.integers(10, 9_999), min_size=1, max_size=5, unique=True))
    codes = [f"{number:04d}" for number in numbers]
    keys = [month_key(month, agent=code) for code in codes]
    fields = ("login", "answered", "talk", "wrap", "transferred")
    truth = true_counts(draw, month, keys, fields, largest=900)
    columns, page = scribe.columns(truth), Page(scribe.said("坐席明细", "Agents"))
    heads = [scribe.said("班组", "Team"), scribe.label("agent"), scribe.said("姓名", "Agent name")]
    title_rows(scribe, page, len(heads) + len(columns), title_of(scribe, month, "坐席明细", "agents"))
    header_rows(scribe, page, heads, columns)
    cut = draw(st.integers(1, len(codes)))
    for n, team in enumerate(part for part in (keys[:cut], keys[cut:]) if part):
        name, first = scribe.said("客服{}组", "Team {}").format("一二"[n]), len(page.rows)
        for i, key in enumerate(team):
            person = scribe.said("张三李四王五赵六钱七"[2 * i : 2 * i + 2], f"Agent {i}")
            code = (
                scribe.one_of(key[4], f"{person}({key[4]})", f"{key[4]}-{person}")
                if scribe.lang == "zh"
                else key[4]
            )
            shown = name if i == 0 or not scribe.merging else None
            page.add(shown, code, person, *(scribe.cell(column, truth.counts[key]) for column in columns))
        if scribe.merging and len(team) > 1:
            page.merges.append((first, 0, first + len(team) - 1, 0))
        if scribe.sometimes():
            label = scribe.one_of(scribe.said("小计", "Subtotal"), name + scribe.said("小计", " subtotal"))
            sum_row(scribe, page, [label, None, None], [truth.counts[key] for key in team], columns)
    if scribe.sometimes():
        sum_row(
            scribe, page, [scribe.said("合计", "Total"), None, None], list(truth.counts.values()), columns
        )
    footer_rows(scribe, page)
    return case_of("agents", scribe, kind, [page], truth)


def long_form(draw: Draw) -> Case:
    """L5: an indicator a row, with its result."""
    scribe, kind = a_scribe(draw)
    month = months(draw)
    truth = true_counts(draw, month, [month_key(month)], _MONTHLY, least=2)
    columns, page = scribe.columns(truth), Page(scribe.said("运营指标", "KPI"))
    (row,) = truth.counts.values()
    heads = (
        ["类别", "具体指标", "结果", "备注"]
        if scribe.lang == "zh"
        else ["Group", "Indicator", "Result", "Remark"]
    )
    heads[2] = scribe.one_of(heads[2], scribe.said("本月", "Actual"), scribe.said("完成值", "Value"))
    title_rows(scribe, page, 4, title_of(scribe, month, "运营指标", "indicators"))
    page.add(*heads)
    for column in columns:
        remark = scribe.one_of(None, None, scribe.said("见附表", "see annex"))
        page.add(scribe.said(*group_words(column)), column.header, scribe.cell(column, row), remark)
    footer_rows(scribe, page)
    return case_of("long form", scribe, kind, [page], truth)


def several(draw: Draw) -> Case:
    """L6: several tables on one sheet, each with a header of its own."""
    scribe, kind = a_scribe(draw)
    month, page = months(draw), Page(scribe.said("月报", "Report"))
    sites = codes_of(draw, SITES, 1, 3)
    keys = [month_key(month, site=site) for site in sites]
    traffic = true_counts(draw, month, keys, _CONTACTS, least=2)
    quality = true_counts(draw, month, keys, ("audits", "audits_passed"), least=2)
    page.add(title_of(scribe, month, "运营月报", "monthly report"))
    for number, (truth, zh, en) in enumerate(((traffic, "话务", "Traffic"), (quality, "质检", "Quality")), 1):
        if number > 1:
            page.add(None)
            page.add(None)
        page.add(scribe.said(f"{'一二'[number - 1]}、{zh}", f"{number}. {en}"))
        columns = scribe.columns(truth)
        page.add(scribe.label("site"), *(column.header for column in columns))
        lines = [([name_of(scribe, SITES, key[2])], key) for key in truth.counts]
        body_rows(scribe, page, lines, truth, columns)
    footer_rows(scribe, page)
    both = Truth(month, {}, ())
    expected = {**traffic.expected(), **quality.expected()}
    return case_of("several", scribe, kind, [page], both, expected=expected)


def export(draw: Draw) -> Case:
    """L7: what a system writes out: a header and rows, no more."""
    scribe = Scribe(draw, language(draw), merging=False)
    kind = scribe.one_of(*TEXT_KINDS)
    month, queues = months(draw), codes_of(draw, QUEUES, 0, 2)
    keys = [day_key(day, queue=queue) for day in run_of_days(draw, month) for queue in queues or [None]]
    truth = true_counts(draw, month, keys, (*_CONTACTS, "ivr_calls"))
    page, columns = Page("export"), scribe.columns(truth, remarks=True)
    heads = [scribe.label("day"), *([scribe.label("queue")] if queues else [])]
    page.add(*heads, *(column.header for column in columns))
    way = scribe.one_of("2024-01-05", "2024/1/5", "20240105", "moment")
    for key, row in truth.counts.items():
        whose = [name_of(scribe, QUEUES, key[3])] if queues else []
        page.add(cells.day_cell(key[0], way), *whose, *(scribe.cell(column, row) for column in columns))
    return case_of("export", scribe, kind, [page], truth)


def bulletin(draw: Draw) -> Case:
    """L8: a bulletin of sites: header rows over header rows, comparisons, a line of units."""
    scribe, kind = Scribe(draw, language(draw), merging=True), "xlsx"
    month, sites = months(draw), codes_of(draw, SITES, 1, 3)
    keys = [month_key(month, site=site) for site in sites]
    truth = true_counts(draw, month, keys, ("offered", "answered", "abandoned", "tickets", "complaints"))
    page, names = (
        Page(scribe.said("通报", "Bulletin")),
        [scribe.one_of(*words_of(f, scribe.lang)) for f in truth.fields],
    )
    each = [scribe.said("本月", "This month"), scribe.said("同比", "YoY"), scribe.said("环比", "MoM")]
    scale = {name: scribe.lang == "zh" and scribe.sometimes() for name in names}
    page.add(title_of(scribe, month, "服务质量通报", "service bulletin"))
    top = len(page.rows)
    pad = [None] * (3 * len(names) - 1)
    page.add(scribe.label("site"), scribe.said("考核指标", "Indicators"), *pad)
    page.add(None, *(cell for name in names for cell in (name, None, None)))
    page.add(None, *each * len(names))
    page.merges += [
        (top, 1, top, 3 * len(names)),
        *((top + 1, 1 + 3 * i, top + 1, 3 + 3 * i) for i in range(len(names))),
    ]
    depth = 3
    if any(scale.values()) or scribe.sometimes():
        depth = 4
        units = [("（万通）" if scale[name] else scribe.said("（通）", None), "(%)", "(%)") for name in names]
        page.add(None, *(unit for three in units for unit in three))
    page.merges.append((top, 0, top + depth - 1, 0))
    for key, row in truth.counts.items():
        figures: list[Cell] = []
        for name, fld in zip(names, truth.fields, strict=True):
            way = "万 in header" if scale[name] else scribe.one_of("number", "thousands", "text")
            value = cells.count_cell(row[fld], way, scribe.lang) if fld in row else "/"
            figures += [value, scribe.one_of("5%", "-3.2%", "/"), scribe.one_of("/", 0.04)]
        page.add(name_of(scribe, SITES, key[2]), *figures)
    footer_rows(scribe, page)
    return case_of("bulletin", scribe, kind, [page], truth)


LAYOUTS: tuple[Callable[[Draw], Case], ...] = (
    daily, intervals, matrix, agents, long_form, several, export, bulletin, calls,
)  # fmt: skip
