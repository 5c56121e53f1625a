"""Days cut short: 5.1 may be the 1st or the 10th, as its neighbours tell; 1, 2, 3 … are days of a month."""

from __future__ import annotations

import polars as pl

from importers.columnar.coded import met
from importers.containers.celltoken import NUMBER

_CUT = rf"^{NUMBER}?\s*\d{{1,2}}\.[123]\s*$"
#: Text that still has its zero: then the column was never cut.
_WHOLE = r"^\s*\d{1,2}\.[123]0\s*$"
#: What may stand around a number in its cell.
_AROUND = f"{NUMBER} "
#: From so many on, numbers that follow each other are days.
RUN = 3
_MONTH_DAY = r"^[\x01]?\s*(\d{1,2})\.(\d{1,2})\s*$"


def told_by_neighbours(tokens: pl.Series) -> pl.Series:
    """The column with every day written out that follows its neighbours as one day alone can: 5.9, 5.1, 5.11
    has the 10th between. What nothing tells stays as it stands."""
    distinct = tokens.unique().cast(pl.String)
    if _bare(distinct, 31):
        return tokens.cast(pl.String).str.strip_chars(_AROUND) + "日"
    if not distinct.str.contains(_CUT).any() or distinct.str.contains(_WHOLE).any():
        return tokens
    tokens = tokens.cast(pl.String)
    cut = tokens.str.contains(_CUT).fill_null(False)
    parts = tokens.str.extract_groups(_MONTH_DAY).struct.unnest()
    months, days = (parts[name].cast(pl.Int32) for name in parts.columns)
    runs = (tokens != tokens.shift()).fill_null(True).cum_sum()
    firsts = [at for at, new in enumerate(runs.diff().fill_null(1)) if new]
    said = [_candidates(days[at], cut=cut[at]) for at in firsts]
    told = {
        runs[at]: f"{months[at]}月{day}日"
        for i, at in enumerate(firsts)
        if cut[at] and (day := _day(said[i], [*said[max(0, i - 1) : i], *said[i + 1 : i + 2]]))
    }
    written = runs.replace_strict(told, default=None, return_dtype=pl.String)
    return written.zip_with(written.is_not_null(), tokens).alias(tokens.name)


def bare_days(tokens: pl.Series) -> pl.Series | None:
    """The numbers of a column that holds nothing but days without a month, 26 or 26日; None for any other."""
    distinct = _numbers(met(tokens))
    many = distinct.n_unique() + tokens.has_nulls()
    if not distinct.str.contains(r"^(0?[1-9]|[12]\d|3[01])$").all() or many < RUN:
        return None
    return _numbers(tokens).cast(pl.Int32)


def _numbers(tokens: pl.Series) -> pl.Series:
    return tokens.cast(pl.String).str.strip_chars(_AROUND).str.strip_chars_end("日号")


def bare_months(tokens: pl.Series) -> pl.Series:
    """The same of a column of months: 1, 2, 3 … are those of a year that is named elsewhere."""
    bare = _bare(tokens.unique().cast(pl.String), 12)
    return tokens.cast(pl.String).str.strip_chars(_AROUND) + "月" if bare else tokens


def _bare(distinct: pl.Series, most: int) -> bool:
    """Whether a column holds nothing but numbers that follow each other, up to `most`."""
    texts = distinct.drop_nulls().str.strip_chars(_AROUND).unique()
    if not texts.str.contains(r"^[1-9]\d?$").all() or len(texts) < RUN:
        return False
    numbers = sorted(map(int, texts))
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[-1] <= most


def _candidates(day: int | None, *, cut: bool) -> tuple[int, ...]:
    if day is None:
        return ()
    return (day, day * 10) if cut else (day,)


def _day(may_be: tuple[int, ...], beside: list[tuple[int, ...]]) -> int | None:
    """The one of the days that lies a day before or after a neighbour."""
    near = [day for day in may_be if any(abs(day - other) == 1 for days in beside for other in days)]
    return near[0] if len(near) == 1 else None
