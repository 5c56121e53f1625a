"""A sheet in the making: columns with their headers and cells in random writings, totals, titles, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from tests import round_trip_cells as cells
from tests.round_trip_cells import Cell
from tests.round_trip_truth import DURATIONS, Draw, Truth, unclear_words, words_of

#: (first row, first column, last row, last column), from 0.
Merge = tuple[int, int, int, int]
#: Printed rates: of which count, to which.
RATES = {
    "answer_rate": ("answered", "offered"), "abandon_rate": ("abandoned", "offered"),
    "csat_rate": ("satisfied", "survey_replied"),
}  # fmt: skip
_AVERAGES = {"talk": "att", "wrap": "avg_wrap"}
#: What a group of columns is called above their headers.
GROUPS = {
    "traffic": ("话务量", "Traffic"), "times": ("时长", "Times"), "survey": ("满意度", "Survey"),
    "quality": ("质检", "Quality"), "tickets": ("工单", "Tickets"), "people": ("人员", "People"),
}  # fmt: skip
_IN = {
    "talk": "times", "wrap": "times", "login": "times", "survey_sent": "survey", "survey_replied": "survey",
    "satisfied": "survey", "audits": "quality", "audits_passed": "quality", "tickets": "tickets",
    "complaints": "tickets", "leavers": "people", "headcount_begin": "people",
}  # fmt: skip


@dataclass
class Page:
    """One sheet: rows of cells, and what is merged."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)

    def add(self, *row: Cell) -> int:
        """Add a row; gives its number from 0."""
        self.rows.append(list(row))
        return len(self.rows) - 1


@dataclass(frozen=True)
class Column:
    """A figure's column: its header, and how its cells are written ('' for each in its own way)."""

    field: str
    header: str
    way: str
    #: Of a printed rate: its part and its whole.
    of: tuple[str, str] | None = None

    @property
    def group(self) -> str:
        """Which group of columns it belongs to; '' for words beside the figures."""
        return _IN.get(self.field, "traffic") if self.field else ""


class Scribe:
    """Whoever typed the file: one language, one container, habits drawn at random."""

    def __init__(self, draw: Draw, lang: str, *, merging: bool) -> None:
        self.draw, self.lang, self.merging = draw, lang, merging
        #: Header as it will be shown, its last part → what the scribe means by it.
        self.means: dict[str, str] = {}
        self.ways = cells.ZH_WAYS if lang == "zh" else cells.COUNT_WAYS

    def one_of(self, *choices: Any) -> Any:
        """One of them."""
        return self.draw(st.sampled_from(choices))

    def sometimes(self) -> bool:
        """Yes or no."""
        return self.draw(st.booleans())

    def said(self, zh: str, en: str) -> str:
        """In the scribe's language."""
        return zh if self.lang == "zh" else en

    def label(self, role: str) -> str:
        """A header for a column that says when or whose."""
        return self.decorated(self.one_of(*words_of(role, self.lang)))

    def decorated(self, word: str) -> str:
        """A header with what clings to it."""
        ends = ("{}", "{}", "{}", "{}", "*{}", "{}*", " {} ", "{}：" if self.lang == "zh" else "{}:")
        if self.lang == "zh" and len(word) > 3 and self.sometimes():
            word = word[:2] + self.one_of("\n", " ", "") + word[2:]
        return self.one_of(*ends).format(word)

    def columns(self, truth: Truth, *, remarks: bool = False) -> list[Column]:
        """A column for each figure, those of a group beside each other; rates; perhaps words at the end."""
        made = [self._column(name, truth) for name in truth.fields]
        made += [self._rate(name, of) for name, of in RATES.items() if self._prints(of, truth)]
        order = list(dict.fromkeys(column.group for column in made))
        made.sort(key=lambda column: order.index(column.group))
        if remarks and self.sometimes():
            made.append(
                Column("", self.said("备注", "Remark"), self.said("系统故障10分钟", "down for 10 min"))
            )
        return made

    def cell(self, column: Column, row: Mapping[str, int]) -> Cell:
        """A figure, or what stands for none."""
        if not column.field:
            return self.one_of(None, column.way)
        if column.of:
            return cells.rate_cell(*(row.get(name) for name in column.of), column.way)
        value = row.get(column.field)
        if value is None:
            return cells.nothing(self.draw)
        if column.field in DURATIONS:
            way = column.way or self.one_of("seconds", "clock")
            return cells.duration_cell(value, way, self.lang, row.get("answered", 0))
        way = column.way or self.one_of(*(way for way in self.ways if "header" not in way))
        return cells.count_cell(value, way, self.lang)

    def total(self, column: Column, rows: Sequence[Mapping[str, int]]) -> Cell:
        """The sum of a column as its total row prints it; an average has none, a rate is that of the sums."""
        if column.way == "average" or not column.field:
            return None
        if column.of:
            return self.cell(column, {name: sum(row.get(name, 0) for row in rows) for name in column.of})
        total = sum(row.get(column.field, 0) for row in rows)
        return self.cell(column, {column.field: total})

    def _column(self, name: str, truth: Truth) -> Column:
        way = self._way(name, truth)
        code = _AVERAGES.get(name, name) if way == "average" else name
        known = words_of(code, self.lang)
        unclear = () if way == "average" else unclear_words(name, truth.fields, self.lang)
        word = self.one_of(*(unclear if unclear and self.draw(st.integers(0, 9)) == 0 else known))
        unit = cells.header_unit(way, self.lang)
        if name not in DURATIONS and self.lang == "zh" and not unit:
            unit = self.one_of("", "", "", "通", "个")
        header = self.decorated(word)
        if unit:
            header = word + self.one_of("({})", "（{}）", "\n({})").format(unit)
        self.means[header.strip()] = code
        return Column(name, header, way)

    def _prints(self, of: tuple[str, str], truth: Truth) -> bool:
        return set(of) <= set(truth.fields) and self.sometimes()

    def _rate(self, name: str, of: tuple[str, str]) -> Column:
        way = self.one_of(*cells.RATE_WAYS)
        word = self.one_of(*words_of(name, self.lang))
        return Column(of[0], f"{word}(%)" if way == "(%)" else self.decorated(word), way, of)

    def _way(self, name: str, truth: Truth) -> str:
        if name not in DURATIONS:
            return self.one_of("", *self.ways)
        rows = [row for row in truth.counts.values() if name in row]
        values, answered = [row[name] for row in rows], [row.get("answered") for row in rows]
        averaged = name in _AVERAGES and "answered" in truth.fields
        good = [
            way
            for way in cells.DURATION_WAYS
            if (averaged or way != "average") and cells.can_write(values, way, answered)
        ]
        return self.one_of(*good)


def title_rows(scribe: Scribe, page: Page, width: int, text: str) -> None:
    """None to two rows of title, the first merged over the table, perhaps an empty row."""
    if text:
        row = page.add(text)
        if scribe.merging and width > 1 and scribe.sometimes():
            page.merges.append((row, 0, row, width - 1))
    if scribe.sometimes():
        page.add(scribe.said("单位：恒信客服中心", "Hengxin service centre"))
    if scribe.sometimes():
        page.add(None)


def header_rows(scribe: Scribe, page: Page, keys: Sequence[str], columns: Sequence[Column]) -> None:
    """The header: one row, or groups merged over it."""
    if not columns or not scribe.sometimes():
        page.add(*keys, *(column.header for column in columns))
        return
    figures = [column for column in columns if column.group]
    words = [column.header for column in columns if not column.group]
    groups = [scribe.said(*GROUPS[column.group]) for column in figures]
    starts = [i for i, group in enumerate(groups) if i == 0 or groups[i - 1] != group]
    above = page.add(*keys, *(group if i in starts else None for i, group in enumerate(groups)), *words)
    page.add(*(None for _ in keys), *(column.header for column in figures), *(None for _ in words))
    if not scribe.merging:
        return
    apart = [*range(len(keys)), *range(len(keys) + len(figures), len(keys) + len(columns))]
    page.merges += [(above, at, above + 1, at) for at in apart]
    for start, end in zip(starts, [*starts[1:], len(groups)], strict=True):
        if end - start > 1:
            page.merges.append((above, len(keys) + start, above, len(keys) + end - 1))


def footer_rows(scribe: Scribe, page: Page) -> None:
    """Who signed it, and what is to be noted."""
    if scribe.sometimes():
        page.add(None)
    if scribe.sometimes():
        page.add(scribe.said("制表人：张三", "Prepared by: Zhang San"), None, scribe.said("审核：李四", ""))
    if scribe.sometimes():
        page.add(scribe.said("注：数据来源于话务平台，仅供参考。", "Note: figures from the telephone system"))
