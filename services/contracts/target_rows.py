"""A contract's targets by scope in words: the rows of its table, and those of single clauses."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from core.text import Text
from sla.judging.targets import row_words
from sla.load import indicators_of
from sla.spoken import value_words
from sla.terms.contract import Contract
from sla.terms.definition import Unit
from sla.terms.targets import TargetRow


def rows_of_targets(contract: Contract) -> Iterator[Text]:
    """A line for each row, the table's first; nothing where the contract has none."""
    known = indicators_of(contract)
    for row in contract.target_table:
        indicator = known[row.indicator]
        yield _line(Text("目标表", "Table of targets"), indicator.name, row, indicator.unit)
    for clause in contract.clauses:
        unit = Unit.PERCENT if clause.each else known[clause.indicator].unit
        for each in clause.targets:
            yield _line(Text("分范围目标", "Targets by scope"), clause.name, each, unit)


def _line(title: Text, name: Text, row: TargetRow, unit: Unit) -> Text:
    whose, target = row_words(row), _ends(row.target, row.target_high, unit)
    zh, en = (
        f"{title.zh}：{name.zh}，{whose.zh}：{target.zh}",
        f"{title.en}: {name.en}, {whose.en}: {target.en}",
    )
    if row.minimum is None:
        return Text(zh, en)
    least = _ends(row.minimum, row.minimum_high, unit)
    return Text(f"{zh}，底线 {least.zh}", f"{en}, minimum {least.en}")


def _ends(low: Fraction, high: Fraction | None, unit: Unit) -> Text:
    lower = value_words(low, unit)
    if high is None:
        return lower
    upper = value_words(high, unit)
    return Text(f"{lower.zh}–{upper.zh}", f"{lower.en}–{upper.en}")
