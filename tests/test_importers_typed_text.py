"""A large text is read into numbers and codes only where each cell says exactly what its text says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.privacy import AgentRule, Privacy
from importers.claims.agents_beside import agents_beside
from importers.columnar.coded import coded, worded
from importers.containers import large_text, typed_text
from importers.containers.sheet_rows import SheetRows
from importers.containers.sheets import read_sheets
from importers.dictionary.headers import synonyms
from importers.draft import Choice, Reading
from importers.read import read
from importers.values.cells import Hints
from importers.values.whole_columns import read_column, whole_numbers
from tests.received_file import received
from tests.test_importers_columns import BY_CELLS, BY_COLUMNS, DIRECTORY, TODAY

NUMBERS = st.none() | st.sampled_from([0, 9, 10, 99, 100, -1, -9, -10]) | st.integers(-(10**18), 10**18)
HEAD = "日期,时段,职场,技能组,工号,人工请求量,人工接通量,通话时长(秒),保持时长(分),备注"


@pytest.fixture(autouse=True)
def only_the_first_lines_tell_the_types(monkeypatch):
    """So that these small texts are like large ones: most of their lines come after the sample."""
    monkeypatch.setattr(large_text, "_HEAD", 16_384)


def lines(rows: int = 600) -> list[list[str]]:
    """Half hours of agents at two sites, as a system exports them."""
    made = []
    for at in range(rows):
        day, slot = date(2026, 1, 1) + timedelta(days=at // 96), at // 2 % 48
        clock = f"{slot // 2:02d}:{slot % 2 * 30:02d}-{(slot + 1) // 2:02d}:{(slot + 1) % 2 * 30:02d}"
        answered = at % 7
        numbers = [answered * 2, answered, answered * 100, answered % 3]
        place = ["南昌" if at % 2 else "上饶", f"队列{at % 3}", f"{at % 5:05d}"]
        made.append([day.isoformat(), clock, *place, *map(str, numbers), ""])
    return made


def text(body: list[list[str]], head: str = HEAD, end: str = "\n", last: str = "\n") -> str:
    return end.join([head, *map(",".join, body)]) + last


def changed(row: int, column: int, cell: str) -> list[list[str]]:
    body = lines()
    body[row][column] = cell
    return body


def typed_lines(data: bytes) -> int:
    """How many of its lines are kept in the types of their columns."""
    with received("日报.csv", data) as file:
        (sheet,), said, _ = read_sheets(file, BY_COLUMNS)
        (slow,), also, _ = read_sheets(file, BY_CELLS)
    assert said == also
    assert [list(row) for row in sheet.rows] == [list(row) for row in slow.rows]
    assert sheet.rows[-3:] == slow.rows[-3:] and sheet.rows[250] == slow.rows[250]
    return sheet.rows.typed.height if isinstance(sheet.rows, SheetRows) else 0


def must_read_the_same(data: bytes, choice: Choice, privacy: Privacy | None = None) -> Reading:
    known = replace(DIRECTORY, privacy=privacy) if privacy else DIRECTORY
    with received("日报.csv", data) as file:
        fast, slow = (read(file, choice, known, TODAY, caps) for caps in (BY_COLUMNS, BY_CELLS))
    names = [name for name in fast.__dataclass_fields__ if name != "drafts"]
    assert [name for name in names if getattr(fast, name) != getattr(slow, name)] == []
    assert len(fast.drafts) == len(slow.drafts)
    for one, other in zip(fast.drafts, slow.drafts, strict=True):
        assert worded(one.frame).equals(other.frame)
        assert replace(one, frame=other.frame) == other
    return fast


PLAIN = text(lines())
CASES = {
    "plain": (PLAIN, True),
    "crlf": (text(lines(), end="\r\n", last="\r\n"), True),
    "without a last line end": (text(lines(), last=""), True),
    "titles": ("恒信2026年1月话务,,,,,,,,,\n\n" + PLAIN, True),
    "a negative count": (text(changed(500, 5, "-3")), True),
    "empty cells": (text(changed(500, 5, "")), True),
    "an empty agent": (text(changed(500, 4, "")), True),
    "a huge count": (text(changed(500, 5, "999999999999")), True),
    "a total at the end": (text([*lines(), ["合计", "", "", "", "", "1", "2", "3", "4", ""]]), True),
    "a subtotal among the rows": (text(changed(500, 0, "小计")), True),
    "a remark in the middle": (text(changed(500, 9, "合计：以上为补报")), True),
    "a row of errors": (text(changed(500, 0, "#DIV/0!")), True),
    "two rows the same": (text([*lines(), lines()[7]]), True),
    "two rows that differ": (text([*lines(), [*lines()[7][:5], "4", "3", "9", "0", ""]]), True),
    "more answered than asked": (text(changed(500, 6, "99")), True),
    "an unreadable day": (text(changed(500, 0, "2026-13-45")), True),
    "an agent without zeros": (text(changed(500, 4, "3")), True),
    # Each of these would be changed by reading it as a number.
    "zeros in front": (text(changed(500, 5, "004")), False),
    "a plus": (text(changed(500, 5, "+4")), False),
    "a space": (text(changed(500, 5, " 4")), False),
    "a fraction": (text(changed(500, 5, "4.0")), False),
    "minus nothing": (text(changed(500, 5, "-0")), False),
    "a late word": (text(changed(599, 5, "缺失")), False),
    "a late percentage": (text(changed(599, 7, "98%")), False),
    "a long number": (text(changed(500, 5, "1" * 25)), False),
    "thousands": (text(changed(500, 5, "1 234")), False),
    "an empty line": (text([*lines()[:500], [""], *lines()[500:]]), False),
    "one line that ends in its own way": (PLAIN.replace("\n", "\r\n", 300), True),
    # Its missing carriage return must not make up for the zero that would be lost.
    "one plain end and one zero": (
        text(changed(500, 5, "04"), end="\r\n", last="\r\n").replace("\r\n", "\n", 1),
        False,
    ),
    # Nor may a delimiter that is not there.
    "a short line and one zero": (
        text([*changed(500, 5, "04")[:550], lines()[550][:-1], *lines()[551:]]),
        False,
    ),
    "a quotation mark": (text(changed(500, 9, '客户说"好"')), False),
    "a quoted cell": (text(changed(500, 9, '"合计"')), False),
    "a title in quotation marks": ('"恒信",,,,,,,,,\n' + PLAIN, False),
    "a carriage return in a cell": (text(changed(500, 9, "补\r报")), False),
    "a control character": (text(changed(500, 9, "\x01补报")), False),
    "a short line": (text([*lines()[:500], lines()[500][:-1], *lines()[501:]]), False),
}


@pytest.mark.parametrize("name", CASES)
def test_a_text_says_the_same_by_types_as_cell_by_cell(name):
    written, by_types = CASES[name]
    assert (typed_lines(written.encode()) >= 600) is by_types
    must_read_the_same(written.encode(), Choice(vendor="HX"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_every_encoding_is_read_by_types(encoding):
    assert typed_lines(PLAIN.encode(encoding)) == 600
    assert must_read_the_same(PLAIN.encode(encoding), Choice(vendor="HX")).drafts


@pytest.mark.parametrize("rule", list(AgentRule))
def test_agents_are_concealed_the_same(rule):
    privacy = Privacy(b"k" * 32, {("HX", "NC"): rule})
    must_read_the_same(PLAIN.encode(), Choice(vendor="HX"), privacy)


@pytest.mark.parametrize("vendors", [("恒信", "恒信"), ("恒信", "云和"), ("恒信", "谁"), ("恒信", "")])
def test_vendors_of_each_row_are_told_the_same(vendors):
    body = [[vendors[at % 2], *line] for at, line in enumerate(lines())]
    written = text(body, f"供应商,{HEAD}").encode()
    assert typed_lines(written) == 600
    must_read_the_same(written, Choice())


@pytest.mark.parametrize("unit", ["", "s", "min", "h", "day", "万", "千", "万通", "%"])
def test_every_field_of_whole_numbers_reads_them_as_their_texts(unit):
    """The one factor of a column is what reading each of its texts gives."""
    numbers = pl.Series([0, 1, 7, 12, 99, 1_800, 20_260_501, 45_000, 123_456_789, None], dtype=pl.Int64)
    fast = 0
    for field in synonyms().fields.values():
        each = replace(field, unit=unit or field.unit)
        found = whole_numbers(numbers, each)
        if found is None:
            continue
        fast += 1
        slow = read_column(numbers.cast(pl.String), each, Hints())
        assert not slow.trouble(), each.code
        assert found.series("n", pl.Int64, int).equals(slow.series("n", pl.Int64, int)), each.code
        assert [found.at(i) for i in range(10)] == [slow.at(i) for i in range(10)]
    assert fast > 15


@pytest.mark.parametrize("number", [-1, 10**12, 10**18])
def test_numbers_that_must_be_looked_at_are_not_taken_as_they_are(number):
    field = synonyms().fields["offered"]
    numbers = pl.Series([5, number], dtype=pl.Int64)
    assert whole_numbers(numbers, field) is None
    assert [at for at, _ in read_column(numbers, field, Hints()).trouble()] == [1]
    assert read_column(numbers, field, Hints()).at(0) == Fraction(5)


@pytest.mark.parametrize("many", [1, 2, 255, 256, 257, 70_000])
def test_texts_and_their_codes_say_the_same(many):
    texts = [f"队{at:05d}" for at in range(many)] + [None, "队00000"]
    for dtype in (pl.String, pl.Categorical(pl.Categories.random())):
        found = coded(pl.Series("t", texts, dtype=pl.String).cast(dtype))
        assert found.to_list() == texts
        assert isinstance(found.dtype, pl.Enum) is (many < 70_000)
        if many < 70_000:
            assert found.dtype.categories.to_list() == sorted(texts[:many])


@given(st.lists(st.lists(NUMBERS, min_size=3, max_size=3), min_size=1, max_size=8))
def test_as_many_characters_are_counted_as_whole_numbers_are_written_with(lines):
    names = ["a", "b", "c"]
    frame = pl.DataFrame(lines, schema=dict.fromkeys(names, pl.Int64), orient="row")
    assert typed_text._numbers_written(frame) == sum(
        len(str(number)) for line in lines for number in line if number is not None
    )


def test_agents_kept_as_codes_stand_beside_figures_of_all_as_texts_do():
    (draft,) = must_read_the_same(text(lines()).encode(), Choice(vendor="HX")).drafts
    formulas = [frozenset({"answered", "talk_s"})]
    assert list(agents_beside("f.csv", draft, [], formulas)) == []
    by_agent, of_all = (draft.frame.drop(set(draft.measures) - {name}) for name in ("talk_s", "answered"))
    beside = [of_all.with_columns(pl.lit(None, pl.Enum([])).alias("agent"))]
    found = list(agents_beside("f.csv", replace(draft, frame=by_agent), beside, formulas))
    assert [each.code for each in found] == ["agents_unchecked"]
