"""Printed rates against the counts beside them: recomputed exactly, and where they differ, why they may.

Looked at once for each distinct (counts, printed) of a column; only what may be off becomes a Fraction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import polars as pl

from importers.claims.formulas import Ratio, ratio, service_levels, shares
from importers.dictionary.fields import Field
from importers.rows.extract import Rows
from importers.values.cells import Rate
from importers.values.whole_columns import ColumnValues

#: A binary fraction of a rate is off by less than this.
_NOISE = 1e-9


@dataclass(frozen=True)
class Line:
    """What a column says in one or more equal rows: the counts, the printed rate, the first row."""

    row: int
    times: int
    printed: Rate
    counts: Mapping[str, int]

    def fits(self, formula: Ratio) -> bool:
        """Whether the formula gives what is printed, to the last printed digit, rounded or cut off."""
        value = formula.value(self.counts)
        return value is not None and abs(self.printed.value - value) < self.printed.step


@dataclass(frozen=True)
class ClaimedRate:
    """A column of printed rates with the formulas it may follow, what its name says first."""

    fld: Field
    letters: str
    header: str
    values: ColumnValues
    formulas: Sequence[Ratio]
    #: Its rows that may not follow the first formula; every row where another may be meant.
    lines: Sequence[Line] = field(default=(), repr=False)

    @property
    def meant(self) -> Ratio:
        """The formula that most rows follow, the first where none does better."""
        return max(
            self.formulas, key=lambda formula: sum(line.times for line in self.lines if line.fits(formula))
        )


def claimed_rates(rows: Rows) -> list[ClaimedRate]:
    """The columns of printed rates whose counts stand in the same table."""
    found = []
    for fld, letters, values in rows.rates:
        formulas = _formulas(fld, rows.measures) if fld.kind == "rate" else []
        if formulas:
            header = next(column.written for column, known in rows.table.columns if known.code == fld.code)
            claim = ClaimedRate(fld, letters, header, values, formulas)
            found.append(ClaimedRate(fld, letters, header, values, formulas, _lines(rows, claim)))
    return found


def percent(value: Fraction) -> str:
    """A fraction of one as a percentage to the second decimal, for a sentence."""
    hundredths = int(abs(value) * 10_000 + Fraction(1, 2))
    return f"{'-' if value < 0 else ''}{hundredths // 100}.{hundredths % 100:02d}%"


def _formulas(fld: Field, measures: Sequence[str]) -> list[Ratio]:
    """What its name says where that is one thing; then what else vendors print under it."""
    if fld.of and fld.of.startswith("answered_within_") and fld.to is None:
        return service_levels(fld.of, measures) if fld.of in measures else []
    if fld.of_any:
        members = [name for name in measures if name.startswith(f"{fld.of_any}_")]
        return service_levels(members[0], measures) if len(members) == 1 else []
    if not fld.of or fld.of not in measures:
        return []
    others = shares(fld.of, measures)
    if fld.to is None:
        return others
    said = ratio(fld.of, fld.to)
    return [said, *(other for other in others if other != said)] if fld.to in measures else []


def _lines(rows: Rows, claim: ClaimedRate) -> list[Line]:
    """Every distinct line where any may be off its first formula; none where all certainly follow it."""
    names = list(dict.fromkeys(name for formula in claim.formulas for name in formula.counts))
    first = claim.formulas[0]
    known = pl.DataFrame(
        [
            claim.values.series("printed", pl.Float64, lambda rate: float(rate.value)),
            claim.values.series("step", pl.Float64, lambda rate: float(rate.step)),
            claim.values.codes.alias("code"),
        ]
    )
    needed = [pl.col(name).is_not_null() for name in (*first.counts, "printed")]
    frame = rows.frame.select("row", *names).hstack(known).filter(pl.all_horizontal(needed))
    off = (pl.col("printed") - first.expression()).abs() > pl.col("step") / 2 - _NOISE
    if not frame.select(off.any()).item():
        return []
    distinct = frame.group_by("code", *names, maintain_order=True).agg(pl.col("row").first(), times=pl.len())
    return [_line(claim.values, names, line) for line in distinct.iter_rows(named=True)]


def _line(values: ColumnValues, names: Sequence[str], line: Mapping[str, int]) -> Line:
    printed = values.known[line["code"]]
    assert isinstance(printed, Rate)
    # A count that is not reported adds nothing: the formulas that need it are not those of this row.
    return Line(line["row"], line["times"], printed, {name: line[name] or 0 for name in names})
