"""What must hold in a table: its days, its identities, its printed rates, its total row."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import polars as pl

from core.counts import base_count
from core.facts import date_of, day_number
from core.finding import Finding, Severity
from core.period import Period
from core.text import Text
from importers.cells import Hints, Rate
from importers.draft import Choice
from importers.empty_cells import check_empty, fill_certain
from importers.extract import Rows
from importers.profile import Identity
from importers.values import read_column


def check(file: str, rows: Rows, choice: Choice, today: date) -> None:
    """Add what is wrong to the rows' reasons and warnings."""
    _check_days(file, rows, choice.period, today)
    identities = [one for each in rows.table.layout.identities for one in _members(each, rows.measures)]
    fill_certain(rows, [bound for one in identities if (bound := _bound(one))])
    for one in identities:
        _check_identity(file, rows, one)
    check_empty(file, rows)
    _check_rates(file, rows)
    _check_totals(file, rows)
    _drop_doubts_on_rejected(rows)


def count_name(name: str) -> Text:
    """A base count in words."""
    known = base_count(name)
    return known.text if known else Text(name, name)


def _check_days(file: str, rows: Rows, chosen: Period | None, today: date) -> None:
    frame, named = rows.frame, chosen or rows.said
    if named:
        outside = (pl.col("day") < day_number(named.start)) | (pl.col("day") >= day_number(named.end))
        for number, day in frame.filter(outside).select("row", "day").iter_rows():
            facts = {
                "day": date_of(day).isoformat(),
                "period": named.label or f"{named.start}–{named.last_day}",
            }
            code = "day_outside_period" if chosen else "day_outside_title"
            finding = Finding(code, rows.place(file, number, "day"), facts)
            (rows.reasons[number] if chosen else rows.warnings).append(finding)
    for number, day in frame.filter(pl.col("day") > day_number(today)).select("row", "day").iter_rows():
        facts = {"day": date_of(day).isoformat(), "today": today.isoformat()}
        rows.reasons[number].append(Finding("day_in_future", rows.place(file, number, "day"), facts))


def _members(identity: Identity, measures: list[str]) -> list[Identity]:
    """The identity itself, or one for each member of its family that the table carries."""
    if not identity.family:
        return [identity]
    found = [n for n in measures if (c := base_count(n)) and c.threshold_s and n.startswith(identity.family)]
    return [Identity((name,), identity.right, identity.severity) for name in found]


def _bound(identity: Identity) -> tuple[str, str] | None:
    """The count that cannot exceed another, where that is certain."""
    if identity.severity is not Severity.REJECTS or len(identity.left) != 1 or len(identity.right) != 1:
        return None
    return identity.left[0], identity.right[0]


def _check_identity(file: str, rows: Rows, identity: Identity) -> None:
    names = (*identity.left, *identity.right)
    if not set(names) <= set(rows.measures):
        return
    left, right = pl.sum_horizontal(identity.left), pl.sum_horizontal(identity.right)
    there = pl.all_horizontal([pl.col(name).is_not_null() for name in names])
    wrong = rows.frame.filter(there & (left > right)).select("row", left.alias("l"), right.alias("r"))
    rejects = identity.severity is Severity.REJECTS
    for number, more, less in wrong.iter_rows():
        facts = {"more": _joined(identity.left), "left": more, "less": _joined(identity.right), "right": less}
        code = "counts_contradict" if rejects else "counts_doubtful"
        finding = Finding(code, rows.place(file, number, identity.left[0]), facts)
        (rows.reasons[number] if rejects else rows.warnings).append(finding)


def _drop_doubts_on_rejected(rows: Rows) -> None:
    """ "Taken as reported" is untrue of a row that stays out; its rejection says enough."""
    rows.warnings[:] = [
        finding
        for finding in rows.warnings
        if finding.code != "counts_doubtful" or rows.line(finding) not in rows.reasons
    ]


def _joined(names: tuple[str, ...]) -> Text:
    texts = [count_name(name) for name in names]
    return Text(" + ".join(text.zh for text in texts), " + ".join(text.en for text in texts))


def _check_rates(file: str, rows: Rows) -> None:
    """A printed rate against its counts, to the last printed digit (rounded or cut off)."""
    for fld, letters, values in rows.rates:
        if fld.of not in rows.measures or fld.to not in rows.measures:
            continue
        header = next(c.written for c, f in rows.table.columns if f.code == fld.code)
        counts = rows.frame.select("row", fld.of, fld.to).iter_rows()
        for position, (number, of, to) in enumerate(counts):
            rate = values.at(position)
            if isinstance(rate, Rate) and of is not None and to and _differs(rate, of, to):
                facts = {"header": header, "printed": _percent(rate.value), "of": of, "to": to}
                facts["computed"] = _percent(Fraction(of, to))
                at = rows.table.grid.place(file, number, letters)
                rows.warnings.append(Finding("rate_differs", at, facts))


def _differs(rate: Rate, of: int, to: int) -> bool:
    return abs(rate.value - Fraction(of, to)) >= rate.step


def _percent(value: Fraction) -> str:
    hundredths = int(abs(value) * 10_000 + Fraction(1, 2))
    return f"{'-' if value < 0 else ''}{hundredths // 100}.{hundredths % 100:02d}%"


def _check_totals(file: str, rows: Rows) -> None:
    """The total row is a check value: what it says against what the rows above add up to."""
    if len(rows.table.grid.totals) != 1:
        return
    number, cells = rows.table.grid.totals[0]
    for column, fld in rows.table.columns:
        name = rows.table.layout.renamed.get(fld.code) or fld.count
        if name not in rows.measures or fld.kind not in ("count", "duration") or _unreadable(rows, name):
            continue
        token = cells[column.index] if column.index < len(cells) else None
        read = read_column(pl.Series([token], dtype=pl.String), fld, Hints())
        said = read.at(0)
        added = rows.frame[name].sum()
        if isinstance(said, int) and said != added:
            facts = {"header": column.written, "said": said, "added": added}
            rows.warnings.append(Finding("total_differs", rows.place(file, number, name), facts))


def _unreadable(rows: Rows, name: str) -> bool:
    letters = rows.offsets[name]
    unread = (f for found in rows.reasons.values() for f in found if f.code != "counts_contradict")
    grid = rows.table.grid
    return any(
        finding.place == grid.place(finding.place.file, grid.line_of(finding.place), letters)
        for finding in unread
    )
