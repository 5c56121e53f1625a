"""What each column of a table holds by the words of its header; what is unknown, twice there, or asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from core.finding import Finding
from core.text import Text
from importers.containers.celltoken import shown
from importers.dictionary.fields import Group
from importers.dictionary.headers import Field, header, synonyms
from importers.draft import Choice, Question, QuestionKind
from importers.layouts.answers import answered
from importers.layouts.call_columns import with_words
from importers.layouts.column_groups import names_in, with_groups
from importers.layouts.grid import Column, Grid
from importers.layouts.groups_beside import groups_beside, say_beside
from importers.layouts.period_rows import period_row
from importers.layouts.period_said import period_of
from importers.layouts.subtotal_groups import say_subtotals, subtotal_columns
from importers.layouts.to_date import columns_to_date
from importers.values.cells_time import is_month
from importers.values.whole_columns import read_alike

#: A table by month has no more lines: ten years.
_MOST_MONTHS = 120
#: Ignored columns that name their rows.
_NAMES = frozenset({"kpi_name", "order"})


def fields_by_words(
    name: str, grid: Grid, choice: Choice
) -> tuple[list[tuple[Column, Field]], list[Finding], list[Question]]:
    """Each column's field through the dictionary; what is unknown, twice there, or means two things."""
    pairs: dict[tuple[str, str, Group | None], tuple[Column, Field]] = {}
    beside = groups_beside(grid, choice.period or period_of(grid.titles, grid.sheet, name).month)
    findings, questions, unknown = say_beside(name, grid, beside), [], []
    read = [_field_by_words(column, grid, choice) for column in grid.columns]
    parts = subtotal_columns([(at, said) for at, (said, _) in zip(grid.columns, read, strict=True)])
    findings += say_subtotals(name, grid, parts)
    so_far = [column for column, _ in columns_to_date(grid.columns, synonyms())]
    if not any(said and said.role == "day" for said, _ in read):
        # Only by the days beside it can the month so far be held against anything.
        findings += say_beside(name, grid, tuple(so_far))
    left = [*beside, *parts, *so_far]
    plainly = [(at, None if at in left else said) for at, (said, _) in zip(grid.columns, read, strict=True)]
    fields, asked, apart = with_groups(plainly, choice)
    questions += asked
    findings += [_unclear(name, grid, question, apart) for question in asked]
    for column, field, (_, choices) in zip(grid.columns, fields, read, strict=True):
        field = with_words(column, _month_in_cells(column, field, grid), choice)
        key = (field.code, field.segment, field.group) if field else ("", "", None)
        if column in left or column.index in apart:
            continue
        if choices:
            questions.append(Question(QuestionKind.COLUMN, column.written, choices))
            findings.append(_at(name, grid, column, "header_ambiguous", choices=list(choices.values())))
        elif field is None:
            unknown.append(column)
        elif field.kind == "ignore" or (key in pairs and field.kind == "rate"):
            continue
        elif key in pairs:
            first = pairs[key][0].written
            # Either of the two may be left out.
            asked_of = {question.subject for question in questions}
            names = [each for each in (column.written, first) if each not in asked_of]
            questions += [Question(QuestionKind.COLUMN, each) for each in names]
            findings.append(_at(name, grid, column, "header_twice", first=first))
        else:
            pairs[key] = (column, field)
    return list(pairs.values()), findings + _unknown(name, grid, unknown, choice), questions


def _unclear(name: str, grid: Grid, question: Question, apart: Collection[int]) -> Finding:
    """What is said of groups of columns of which a person has to say what they are."""
    first = next(column for column in grid.columns if column.index in apart)
    return _at(name, grid, first, "groups_unclear", groups=[f"“{each}”" for each in names_in(question)])


def _field_by_words(column: Column, grid: Grid, choice: Choice) -> tuple[Field | None, Mapping[str, Text]]:
    """The column's field; or, where it may mean several things, what they are."""
    words = synonyms()
    said = answered(column, grid.columns, choice)
    if column.given:
        return replace(column.given, words=said.words if said else {}), {}
    if said:
        return said, {}
    question = words.question_of(column.meant)
    if not question:
        return words.field_of(column.meant), {}
    near = (" ".join(column.meant[:-1]), grid.sheet, *grid.titles, _headers_beside(column, grid))
    decided = next((field for context in near if (field := words.decided(question, context))), None)
    if decided is None and question.by_values:
        decided = read_alike(grid.tokens(column), [words.fields[code] for code in question.choices])
    if decided is None:
        return None, {code: words.names[code] for code in question.choices}
    unit, segment = header(column.meant[-1]).unit or decided.unit, words.segment_of(column.meant)
    return replace(decided, unit=unit, segment=segment if decided.tells else ""), {}


def _month_in_cells(column: Column, field: Field | None, grid: Grid) -> Field | None:
    """A column of names or days that holds nothing but whole months (指标: 2026年5月, 日期: 5月) is one of
    months."""
    named = field is not None and field.code in _NAMES | {"day"}
    if field is None or not named or column.across or grid.body.height > _MOST_MONTHS:
        return field
    said = {"".join(shown(token).split()) for token in grid.tokens(column) if token}
    months = {text for text in said if is_month(text)}
    only = months and all(map(period_row, said - months))
    return synonyms().fields["month"] if only and (len(months) > 1 or months == said) else field


def _headers_beside(column: Column, grid: Grid) -> str:
    return " ".join(other.written for other in grid.columns if other.index != column.index)


def _unknown(name: str, grid: Grid, columns: list[Column], choice: Choice) -> list[Finding]:
    findings = []
    for column in columns:
        near, names = synonyms().suggestion(column.path[-1]), synonyms().names
        code, facts = (
            ("header_unknown_near", {"near": names.get(near.code, near.code)})
            if near
            else ("header_unknown", {})
        )
        findings.append(_at(name, grid, column, code, **facts))
    return findings


def _at(name: str, grid: Grid, column: Column, code: str, **facts: object) -> Finding:
    return Finding(code, grid.place(name, None, column.letters), {"header": column.written, **facts})
