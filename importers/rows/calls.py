"""Rows that are single calls: what became of each, and how long it waited, to the thousandth of a second.

From these the counts within any number of seconds follow later (store/lake/waits.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import polars as pl

from core.counts import CAME_AT, SECOND, WAIT
from core.finding import Finding
from importers.rows.call_words import STATUS, WAY, Outcome, meanings
from importers.rows.extract import Rows
from importers.rows.legs import with_calls_once
from importers.rows.suspected_transfers import say_suspected
from importers.values.whole_columns import read_column

_EPOCH = datetime(1970, 1, 1)
_MS = 1000
_MINUTE_S = 60


def add_calls(file: str, rows: Rows) -> bool:
    """Give each row its counts; False where a word of theirs must be asked about before.

    A row whose times make no sense is kept out.
    """
    said = _Said(rows)
    known = _outcome(file, said)
    if known is None:
        return False
    calls = pl.DataFrame([rows.frame["row"], *known, *_times(said)])
    answered = _is_answered(calls)
    calls = calls.with_columns(answered.alias("answered")).with_columns(_wait().alias(WAIT))
    _refuse_impossible(file, rows, calls)
    moments = _moments(calls) if rows.frame["caller"].count() else _seconds_of_minutes(calls)
    counts = with_calls_once(file, rows, calls, calls.select("row", *_counts(calls), *moments))
    names = [name for name in counts.columns if name != "row"]
    rows.frame = rows.frame.drop(names, strict=False).with_columns(counts.select(names))
    rows.measures = sorted({*rows.measures, *names})
    for moment in (CAME_AT, SECOND):
        if moment in names:
            rows.offsets[moment] = rows.offsets.get("enqueued_at") or rows.offsets.get("call_time", "")
    rows.offsets[WAIT] = rows.offsets.get("wait_s") or rows.offsets.get("answered_at", "")
    for name, code in (("offered", "call_status"), ("answered", "call_status"), ("abandoned", "call_status")):
        rows.offsets.setdefault(name, rows.offsets.get(code) or rows.offsets.get("answered_at", ""))
    say_suspected(file, rows, calls)
    _leave_calls_out(file, rows, calls)
    return True


@dataclass
class _Said:
    """The columns of the table, read as single calls write them."""

    rows: Rows

    def column(
        self, code: str, kind: str, dtype: type[pl.DataType], of: Callable[[Any], object]
    ) -> pl.Series | None:
        """The values of a field, or None where the table has no such column."""
        found = next(((at, fld) for at, fld in self.rows.table.columns if fld.code == code), None)
        if found is None:
            return None
        at, fld = found
        # In a single call 3:25 is minutes and seconds, as in an average.
        fld = replace(fld, kind=kind, average_of=fld.count if kind == "duration" else fld.average_of)
        return read_column(self.rows.table.grid.tokens(at), fld, self.rows.hints).series(code, dtype, of)

    def instant(self, *codes: str) -> pl.Series:
        """Thousandths of a second since 1970, of the first of these columns that is there."""
        found = (self.column(code, "instant", pl.Int64, _since_epoch) for code in codes)
        return self._or_nothing(codes[0], next((each for each in found if each is not None), None))

    def duration(self, code: str) -> pl.Series:
        """Thousandths of a second."""
        found = self.column(code, "duration", pl.Int64, lambda seconds: round(seconds * _MS))
        return self._or_nothing(code, found)

    def _or_nothing(self, name: str, found: pl.Series | None) -> pl.Series:
        nothing = pl.Series(name, [None] * self.rows.frame.height, dtype=pl.Int64)
        return nothing if found is None else found.alias(name)


def _since_epoch(moment: datetime) -> int:
    return round((moment - _EPOCH).total_seconds() * _MS)


def _outcome(file: str, said: _Said) -> list[pl.Series] | None:
    """The outcome in the report's own words, and whether the call went out; None where they must be asked."""
    nothing = pl.Series([None] * said.rows.frame.height, dtype=pl.String)
    found = []
    for name, code in (("outcome", STATUS), ("way", WAY)):
        words = said.column(code, "label", pl.String, str)
        found.append((name, nothing if words is None else meanings(file, said.rows, code, words)))
    return (
        None
        if any(of is None for _, of in found)
        else [of.alias(name) for name, of in found if of is not None]
    )


def _times(said: _Said) -> list[pl.Series]:
    instants = [
        said.instant("enqueued_at", "call_time"),
        said.instant("answered_at"),
        said.instant("ended_at"),
    ]
    return [*instants, *(said.duration(code) for code in ("wait", "talk", "hold", "wrap", "ring"))]


def _is_answered(calls: pl.DataFrame) -> pl.Expr:
    """By its outcome; where none is said, by the time it was answered, else by its talk."""
    has_answer = calls["answered_at"].null_count() < calls.height
    by_time = pl.col("answered_at").is_not_null() if has_answer else pl.col("talk").fill_null(0) > 0
    return (
        pl.when(pl.col("outcome").is_not_null())
        .then(pl.col("outcome") == Outcome.ANSWERED)
        .otherwise(by_time)
    )


def _wait() -> pl.Expr:
    """As reported; else from queueing to answer, or to the end of a call nobody answered."""
    until = pl.when(pl.col("answered")).then(pl.col("answered_at")).otherwise(pl.col("ended_at"))
    return pl.coalesce(pl.col("wait"), until - pl.col("enqueued_at"))


def _refuse_impossible(file: str, rows: Rows, calls: pl.DataFrame) -> None:
    wrong = (
        (pl.col(WAIT) < 0)
        | (pl.col("answered_at") < pl.col("enqueued_at"))
        | (pl.col("ended_at") < pl.max_horizontal("answered_at", "enqueued_at"))
    )
    for number in calls.filter(wrong.fill_null(False))["row"]:
        code = "answered_at" if "answered_at" in rows.offsets else "ended_at"
        rows.reasons[number].append(Finding("call_times_contradict", rows.place(file, number, code)))


def _counts(calls: pl.DataFrame) -> list[pl.Expr]:
    """The base counts of each call. Seconds nobody reported stay empty; those of others are zero."""
    is_a = {each: (pl.col("outcome") == each).fill_null(False) for each in Outcome}
    answered, asked = pl.col("answered"), ~is_a[Outcome.IVR]
    lost = asked & ~answered & ~is_a[Outcome.FLOW_OUT]
    found = {
        "offered": asked.cast(pl.Int64),
        "answered": answered.cast(pl.Int64),
        "abandoned": lost.cast(pl.Int64),
        WAIT: pl.when(asked).then(pl.col(WAIT)),
        "wait_all_s": _seconds(pl.when(asked).then(pl.col(WAIT)).otherwise(0)),
        "wait_s": _seconds(pl.when(answered).then(pl.col(WAIT)).otherwise(0)),
        "abandoned_wait_s": _seconds(pl.when(lost).then(pl.col(WAIT)).otherwise(0)),
    }
    if _any(calls, Outcome.FLOW_OUT):
        found["flow_out"] = is_a[Outcome.FLOW_OUT].cast(pl.Int64)
    if _any(calls, Outcome.IVR):
        found |= {"ivr_calls": is_a[Outcome.IVR].cast(pl.Int64), "calls_total": pl.lit(1, pl.Int64)}
    talk = pl.coalesce(pl.col("talk"), pl.col("ended_at") - pl.col("answered_at"))
    for name, spent in (("talk_s", talk), ("hold_s", pl.col("hold")), ("wrap_s", pl.col("wrap"))):
        if calls.select(spent.is_not_null().any()).item():
            found[name] = _seconds(pl.when(answered).then(spent).otherwise(0))
    return [value.alias(name) for name, value in found.items()]


def _moments(calls: pl.DataFrame) -> list[pl.Expr]:
    """When each call came, where the list says it."""
    told = calls["enqueued_at"].count()
    return [(pl.col("enqueued_at") // _MS).alias(CAME_AT)] if told else []


def _seconds_of_minutes(calls: pl.DataFrame) -> list[pl.Expr]:
    """The second within its minute each call came in; nothing where the list is kept to the minute."""
    second = (pl.col("enqueued_at") // _MS) % _MINUTE_S
    told = calls.select((second > 0).fill_null(False).any()).item()
    return [second.alias(SECOND)] if told else []


def _any(calls: pl.DataFrame, outcome: Outcome) -> bool:
    """Whether any call ended so."""
    return (calls["outcome"] == outcome).any()


def _seconds(thousandths: pl.Expr) -> pl.Expr:
    """Whole seconds, half up."""
    return (thousandths + _MS // 2) // _MS


def _leave_calls_out(file: str, rows: Rows, calls: pl.DataFrame) -> None:
    """Calls that went out are no contacts that came in; how many were left is said."""
    out = calls.filter((pl.col("way") == Outcome.OUTBOUND) | (pl.col("outcome") == Outcome.OUTBOUND))
    if out.height:
        rows.frame = rows.frame.filter(~pl.col("row").is_in(out["row"].to_list()))
        place = rows.place(file, out["row"][0])
        rows.warnings.append(Finding("calls_out_left", place, {"n": out.height}))
