"""Rows of one call: a call that was passed on stands once for each agent, and counts once (decision 0016).

Offered once, answered once if any of its rows was, its wait until the first answer, all on the day it came
in; talk, hold and wrap-up stay with the agent who had them.
"""

from __future__ import annotations

import polars as pl

from core.counts import CAME_AT, WAIT
from core.finding import Finding
from importers.columnar.coded import coded, worded
from importers.rows.call_words import Outcome
from importers.rows.extract import Rows

#: So long may a customer be on the way from one agent to the next, in thousandths of a second.
_ON_THE_WAY = 10 * 60 * 1000
#: One row ends as the next begins, give or take the clocks of two systems.
BEFORE, AFTER = 2 * 1000, 10 * 1000
_CALL = ("vendor_said", "project", "item")
_TIMES = ("enqueued_at", "answered_at", "ended_at", "wait", "talk", "hold")
_SAID = (
    *_CALL,
    "site",
    "queue",
    "channel",
    "segment",
    "language",
    "agent",
    "caller",
    "day",
    "day_end",
    "slot",
)
#: What became of a call is the best that became of any of its rows.
_LESS_GOOD = {Outcome.FLOW_OUT: 2, Outcome.IVR: 3}
_MORE_THAN_ROWS = 1_000_000_000
#: Counts of the call, not of an agent.
ONCE = (
    "offered", "answered", "abandoned", "flow_out", "ivr_calls", "calls_total",
    "wait_all_s", "wait_s", "abandoned_wait_s",
)  # fmt: skip
#: What parts a further row's number from its call's.
_SIGN = "#"


def with_calls_once(file: str, rows: Rows, calls: pl.DataFrame, counts: pl.DataFrame) -> pl.DataFrame:
    """The counts with each call's on one of its rows only; what was joined, and what could not be, is said.

    `calls`: each row's outcome and times. `counts`: what each row counts on its own. The further rows of a
    call get a number of their own (C001#2), so that one agent may stand in a call twice.
    """
    legs = _of_calls_told_twice(rows, calls)
    if legs.is_empty():
        return counts
    legs = _in_turn(
        legs.unique([name for name in legs.columns if name != "row"], keep="first", maintain_order=True)
    )
    judged = _judged(legs)
    joined, others = judged.filter("one"), judged.filter(~pl.col("one") & ~pl.col("doubled"))
    if others["call"].n_unique() > joined["call"].n_unique():
        # Most of them cannot be one call: the numbers are not those of calls.
        joined, others = joined.clear(), judged.filter(~pl.col("doubled"))
    _say(file, rows, joined, others)
    return counts if joined.is_empty() else _counted_once(rows, counts, _copies(rows, calls, joined))


def start_of(own: pl.Expr) -> pl.Expr:
    """When a row begins: as it came to the agent, where the list tells that, else with the answer."""
    came, answered = pl.col("enqueued_at"), pl.col("answered_at")
    return pl.when(own).then(came).otherwise(pl.coalesce(answered, came))


def end_of() -> pl.Expr:
    """When a row ends, as far as its times tell."""
    spent = pl.col("answered_at") + pl.col("talk").fill_null(0) + pl.col("hold").fill_null(0)
    waited = pl.col("enqueued_at") + pl.col("wait").fill_null(0) + pl.col("talk").fill_null(0)
    return pl.coalesce(pl.col("ended_at"), spent, waited)


def _of_calls_told_twice(rows: Rows, calls: pl.DataFrame) -> pl.DataFrame:
    """Every row whose call's number another has too, but for those kept out and those that went out."""
    given = rows.frame["item"]
    twice = given.is_duplicated() & given.is_not_null()
    if not twice.any():
        return calls.clear()
    said = worded(rows.frame.select("row", *_SAID).filter(twice))
    times = calls.select("row", *_TIMES, WAIT, "answered", "outcome", "way").filter(twice)
    out = (pl.col("way") == Outcome.OUTBOUND) | (pl.col("outcome") == Outcome.OUTBOUND)
    live = ~pl.col("row").is_in(list(rows.reasons)) & ~out.fill_null(False)
    return said.join(times, on="row", maintain_order="left").filter(live).drop("way")


def _in_turn(legs: pl.DataFrame) -> pl.DataFrame:
    """The rows in the order of their call, each with the call's first moment and what came before it."""
    asked = pl.col("outcome").ne_missing(str(Outcome.IVR)).alias("asked")
    numbered = legs.with_columns(pl.struct(_CALL).rank("dense").alias("call"), asked)
    came = pl.when("asked").then(pl.col("enqueued_at")).min().over("call")
    first = pl.coalesce(came, pl.col("enqueued_at").min().over("call"))
    begin = numbered.with_columns(
        first.alias("came"), start_of(pl.col("enqueued_at") > first).alias("start"), end_of().alias("end")
    ).sort("call", "start", "end", "row", nulls_last=True)
    before = pl.coalesce("end", "start").cum_max().shift(1).over("call")
    return begin.filter(pl.len().over("call") > 1).with_columns(
        (pl.col("start") - before).alias("gap"), pl.int_range(1, pl.len() + 1).over("call").alias("turn")
    )


def _judged(legs: pl.DataFrame) -> pl.DataFrame:
    """Whether the rows of a number can be one call (`one`): one caller, each row while or soon after the
    former, no two at the same agent at once; and something beside the number that ties them together."""
    gap, first = pl.col("gap"), pl.col("turn") == 1
    beside = first | (gap <= _ON_THE_WAY).fill_null(False)
    one_caller = pl.col("caller").drop_nulls().n_unique().over("call") <= 1
    same_caller = one_caller & pl.col("caller").is_not_null().all().over("call")
    follows = first | gap.is_between(-BEFORE, AFTER).fill_null(False)
    came_at_once = (pl.col("enqueued_at") == pl.col("came")).fill_null(False)
    tied = same_caller | (came_at_once | follows).all().over("call")
    at_once = pl.struct("call", "agent", "queue", "start").is_duplicated()
    doubled = pl.struct("call", "agent", "queue", "start", "slot").is_duplicated()
    can = beside.all().over("call") & one_caller & tied & ~at_once.any().over("call")
    return legs.with_columns(can.alias("one"), doubled.any().over("call").alias("doubled"))


def _say(file: str, rows: Rows, joined: pl.DataFrame, others: pl.DataFrame) -> None:
    for code, found in (("call_in_several_rows", joined), ("call_number_repeats", others)):
        if found.height:
            row, item = found.sort("row").select("row", "item").row(0)
            facts = {"n": found["call"].n_unique(), "rows": found.height, "value": item}
            rows.warnings.append(Finding(code, rows.place(file, row, "recording"), facts))


def _copies(rows: Rows, calls: pl.DataFrame, joined: pl.DataFrame) -> pl.DataFrame:
    """The joined rows with what they count; a copy of one as that one, and found to be a copy later."""
    told = _with_their_part(joined)
    content = [name for name in (*_SAID, *_TIMES, WAIT, "answered", "outcome") if name in told.columns]
    every = _of_calls_told_twice(rows, calls).select("row", *content)
    part = told.select(*content, "turn", "counts", "came", "waited", "first_day", "first_end", "first_slot")
    return every.join(part, on=content, nulls_equal=True, maintain_order="left")


def _with_their_part(joined: pl.DataFrame) -> pl.DataFrame:
    """Which row the counts of a call stand on: that of its first answer, else the last of those that say best
    what became of it; with the call's own moment and wait."""
    later = pl.col("outcome").replace_strict(_LESS_GOOD, default=1, return_dtype=pl.Int64)
    turn = pl.when("answered").then(pl.col("turn")).otherwise(-pl.col("turn"))
    rank = pl.when("answered").then(0).otherwise(later) * _MORE_THAN_ROWS + turn
    passed_on = pl.col("turn") > pl.when("asked").then(pl.col("turn")).min().over("call")
    legs = joined.with_columns(rank.alias("rank"))
    since = pl.col("enqueued_at") - pl.col("came")
    to_answer = pl.when(pl.col("answered") & passed_on).then(pl.col("answered_at") - pl.col("came"))
    firsts = [
        pl.col(name).sort_by("turn").first().over("call").alias(new)
        for name, new in (("day", "first_day"), ("day_end", "first_end"), ("slot", "first_slot"))
    ]
    return legs.with_columns(
        (pl.col("rank") == pl.col("rank").min().over("call")).alias("counts"),
        pl.coalesce(to_answer, pl.col(WAIT) + since.fill_null(0)).alias("waited"),
        *firsts,
    )


def _counted_once(rows: Rows, counts: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """What the rows count now, and in `rows` their numbers and the moment each call is laid to."""
    _number(rows, parts)
    every = counts.join(
        parts.select("row", "counts", "came", "waited"), on="row", how="left", maintain_order="left"
    )
    further, head = (~pl.col("counts")).fill_null(False), pl.col("counts").fill_null(False)
    waited = pl.when(head).then(pl.col("waited")).when(~further).then(pl.col(WAIT))
    changed = {
        name: pl.when(further).then(0).otherwise(pl.col(name)) for name in ONCE if name in counts.columns
    }
    seconds = (pl.col("waited") + 500) // 1000
    for name, whose in (("wait_all_s", "offered"), ("wait_s", "answered"), ("abandoned_wait_s", "abandoned")):
        changed[name] = pl.when(head & (pl.col(whose) == 1)).then(seconds).otherwise(changed[name])
    if CAME_AT in counts.columns:
        changed[CAME_AT] = pl.when(head).then(pl.col("came") // 1000).otherwise(pl.col(CAME_AT))
    return every.with_columns(waited.alias(WAIT), **changed).select(counts.columns)


def _number(rows: Rows, parts: pl.DataFrame) -> None:
    """A number of their own for a call's further rows; all are of the moment the call came in, so that a
    call at midnight, or over the end of a month, is one day's with all it took."""
    told = parts.select("row", "turn", "first_day", "first_end", "first_slot")
    every = rows.frame.join(told, on="row", how="left", maintain_order="left")
    own = pl.concat_str(pl.col("item").cast(pl.String), pl.lit(_SIGN), pl.col("turn").cast(pl.String))
    numbers = every.select(pl.when(pl.col("turn") > 1).then(own).otherwise(pl.col("item").cast(pl.String)))
    joined = pl.col("turn").is_not_null()
    moments = [
        pl.when(joined).then(pl.col(first)).otherwise(pl.col(name)).alias(name)
        for name, first in (("day", "first_day"), ("day_end", "first_end"), ("slot", "first_slot"))
    ]
    item = numbers.to_series().alias("item")
    if rows.table.grid.coded:
        item = coded(item)
    rows.frame = rows.frame.with_columns(item, *every.select(moments).get_columns())
