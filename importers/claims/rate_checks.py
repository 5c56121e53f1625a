"""What is said of printed rates that their counts do not give: another formula, digits, or simply wrong."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from core.finding import Finding
from core.rounding import rounded
from core.text import Text
from importers.claims.claimed_rates import ClaimedRate, Line, claimed_rates, percent
from importers.claims.formulas import Ratio
from importers.dictionary.fields import Field
from importers.rows.extract import Rows

_NOTHING = Text("", "")
#: The contract's own way of counting says which of these is meant: they pass in silence.
_PLAIN_LEVELS = frozenset({"SL-1", "SL-OFFERED"})


def check_rates(file: str, rows: Rows) -> None:
    """A finding for each column that follows another formula than its name says, or is not rounded; else for
    each cell that differs from its counts."""
    for claim in claimed_rates(rows):
        meant = claim.meant
        if claim.fld.to is None and not _mostly(claim, meant):
            rows.warnings += _pretended(file, rows, claim) or _unexplained(file, rows, claim)
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
    unnamed = fld.to is None and not formula.code and not formula.odd
    return formula.code in _PLAIN_LEVELS or unnamed


def _mostly(claim: ClaimedRate, formula: Ratio) -> bool:
    """Whether half of the rows or more follow a formula; so they do where none may be off."""
    fitting = sum(line.times for line in claim.lines if line.fits(formula))
    return fitting * 2 >= sum(line.times for line in claim.lines)


def _pretended(file: str, rows: Rows, claim: ClaimedRate) -> list[Finding]:
    """A column that one of its formulas gives, with digits nobody computed: 83.35% written 83.00%."""
    for formula in claim.formulas if claim.lines else ():
        if not formula.odd and all(_digits_too_many(line, formula) for line in claim.lines):
            return [_false_precision(file, rows, claim, formula, claim.lines)]
    return []


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
            if not one.odd and (said := percent(_value(one, line)))
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
    while not line.printed.formatted and step < Fraction(1, 100) and line.printed.value % (step * 10) == 0:
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
