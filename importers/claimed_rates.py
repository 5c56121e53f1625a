"""Printed rates against the counts beside them: recomputed exactly, and where they differ, why they may.

Looked at once for each distinct (counts, printed) of a column; only what may be off becomes a Fraction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import polars as pl

from core.finding import Finding
from core.rounding import rounded
from core.text import Text
from importers.cells import Rate
from importers.extract import Rows
from importers.fields import Field
from importers.formulas import Ratio, ratio, service_levels, shares
from importers.values import ColumnValues

_NOTHING = Text("", "")
#: A binary fraction of a rate is off by less than this.
_NOISE = 1e-9
#: The contract's own way of counting says which of these is meant: they pass in silence.
_PLAIN_LEVELS = frozenset({"SL-1", "SL-OFFERED"})


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


def check_rates(file: str, rows: Rows) -> None:
    """A finding for each column that follows another formula than its name says, or is not rounded; else for
    each cell that differs from its counts."""
    for claim in claimed_rates(rows):
        meant = claim.meant
        if claim.fld.to is None and not _mostly(claim, meant):
            rows.warnings += _unexplained(file, rows, claim)
            continue
        if meant != claim.formulas[0]:
            rows.warnings += _other_formula(file, rows, claim, meant)
        off = [line for line in claim.lines if not line.fits(meant) and not line.fits(claim.formulas[0])]
        false = [line for line in off if _digits_too_many(line, meant)]
        if false and len(false) == len(off):
            rows.warnings.append(_false_precision(file, rows, claim, meant, false))
        else:
            rows.warnings += [_differs(file, rows, claim, meant, line) for line in off]
        rows.warnings += _not_rounded(file, rows, claim, meant)


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


def _other_formula(file: str, rows: Rows, claim: ClaimedRate, meant: Ratio) -> list[Finding]:
    told = [line for line in claim.lines if line.fits(meant) and not line.fits(claim.formulas[0])]
    if not told or _may_be_meant(claim.fld, meant):
        return []
    line, first = told[0], claim.formulas[0]
    facts = {
        "header": claim.header,
        "formula": meant.text,
        "n": sum(line.times for line in told),
        "printed": percent(line.printed.value),
        "named": first.text,
        "computed": percent(_value(first, line)),
        # For whoever holds the contract: which variant, of which threshold.
        **({"variant": meant.code, "seconds": meant.over[0][0].rsplit("_", 1)[1]} if meant.code else {}),
    }
    at = rows.table.grid.place(file, line.row, claim.letters)
    return [Finding("service_level_variant" if meant.code else "rate_other_formula", at, facts)]


def _may_be_meant(fld: Field, formula: Ratio) -> bool:
    """Whether the column's name leaves room for the formula: it says nothing of what it is a share of."""
    return formula.code in _PLAIN_LEVELS or (fld.to is None and not formula.code)


def _mostly(claim: ClaimedRate, formula: Ratio) -> bool:
    """Whether half of the rows or more follow a formula; so they do where none may be off."""
    fitting = sum(line.times for line in claim.lines if line.fits(formula))
    return fitting * 2 >= sum(line.times for line in claim.lines)


def _unexplained(file: str, rows: Rows, claim: ClaimedRate) -> list[Finding]:
    """A service level that none of its variants gives; of other rates nobody knows what they are of."""
    if not claim.lines or not claim.formulas[0].code:
        return []
    line = claim.lines[0]
    facts = {
        "header": claim.header,
        "n": sum(line.times for line in claim.lines),
        "printed": percent(line.printed.value),
        "tried": [
            Text(f"{one.code} {said}", f"{one.code} {said}")
            for one in claim.formulas
            if (said := percent(_value(one, line)))
        ],
    }
    return [Finding("service_level_unexplained", rows.table.grid.place(file, line.row, claim.letters), facts)]


def _differs(file: str, rows: Rows, claim: ClaimedRate, meant: Ratio, line: Line) -> Finding:
    of, to = meant.parts(line.counts)
    facts = {
        "header": claim.header,
        "printed": percent(line.printed.value),
        "of": of,
        "to": to,
        "computed": percent(_value(meant, line)),
        "how": _how(claim, line),
    }
    return Finding("rate_differs", rows.table.grid.place(file, line.row, claim.letters), facts)


def _how(claim: ClaimedRate, line: Line) -> Text:
    """Which other formula gives the printed figure of one cell, if any does."""
    other = next((formula for formula in claim.formulas if line.fits(formula)), None)
    if other is None:
        return _NOTHING
    said = other.text
    return Text(f"；与 {said.zh} 相符", f"; it matches {said.en}")


def _digits_too_many(line: Line, formula: Ratio) -> int:
    """How many digits of a rate such as 89.80% are written and not computed; 0 where it is not that.

    89.757% rounds to 89.8%; a zero after it pretends to a digit nobody computed.
    """
    digits, step = 0, line.printed.step
    value = _value(formula, line)
    while step < Fraction(1, 100) and line.printed.value % (step * 10) == 0:
        digits, step = digits + 1, step * 10
        if abs(line.printed.value - value) * 2 <= step:
            return digits
    return 0


def _false_precision(
    file: str, rows: Rows, claim: ClaimedRate, meant: Ratio, lines: Sequence[Line]
) -> Finding:
    line = lines[0]
    facts = {
        "header": claim.header,
        "printed": percent(line.printed.value),
        "computed": percent(_value(meant, line)),
        "digits": _digits_too_many(line, meant),
        "n": sum(line.times for line in lines),
    }
    return Finding("rate_false_precision", rows.table.grid.place(file, line.row, claim.letters), facts)


def _not_rounded(file: str, rows: Rows, claim: ClaimedRate, meant: Ratio) -> list[Finding]:
    """The cells that are right but for the last digit: cut off, or always rounded up."""
    off = [line for line in claim.lines if line.fits(meant) and _gap(line, meant) * 2 > line.printed.step]
    if not off:
        return []
    line, ways = off[0], {line.printed.value < _value(meant, line) for line in off}
    way = _WAYS[ways.pop()] if len(ways) == 1 else _MIXED
    facts = {
        "header": claim.header,
        "n": sum(line.times for line in off),
        "way": way,
        "printed": _written(line.printed.value, line.printed.step),
        "rounded": _written(_value(meant, line), line.printed.step),
    }
    return [Finding("rate_not_rounded", rows.table.grid.place(file, line.row, claim.letters), facts)]


def _gap(line: Line, formula: Ratio) -> Fraction:
    return abs(line.printed.value - _value(formula, line))


def _value(formula: Ratio, line: Line) -> Fraction:
    value = formula.value(line.counts)
    return Fraction(0) if value is None else value


def _written(value: Fraction, step: Fraction) -> str:
    """A rate as a percentage with as many digits as the printed one has."""
    digits = max(0, len(str(step.denominator)) - 3)
    return f"{rounded(value * 100, digits):.{digits}f}%"


_WAYS = {
    True: Text("截去后面的数位，没有四舍五入", "cut off, not rounded"),
    False: Text("一律向上进位", "always rounded up"),
}
_MIXED = Text("有的截去、有的进位", "partly cut off, partly rounded up")
