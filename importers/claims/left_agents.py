"""Figures of agents after the day they left, as a staff list or a column of the same file tells it (C8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import polars as pl

from core.facts import date_of, day_number
from core.finding import Finding, Place
from core.text import Text
from importers.claims.formulas import count_name
from importers.claims.staff_lines import StaffLine, last_line
from importers.columnar.coded import met
from importers.columnar.streamed import few
from importers.rows.extract import Rows
from importers.staff import agent_key
from importers.values.cells import Hints

#: Counts that only somebody who works can have; answers of customers and audits may come later.
_WORK = (
    "answered", "talk_s", "hold_s", "wrap_s", "login_s", "ready_s", "busy_s", "productive_s", "chat_sessions",
    "chat_replies", "chat_handle_s", "outbound_calls", "outbound_connected", "outbound_s", "seats_filled",
)  # fmt: skip
#: Until then on the day after, in minutes, somebody may still be in the shift of the last day.
_NIGHT_ENDS = 12 * 60
#: An agent as a table writes him → the last day, and where it says so.
LastDays = Mapping[str, tuple[date, Place]]


def check_left_agents(file: str, read: Sequence[Rows], said: Sequence[StaffLine]) -> None:
    """Keep rows out that give work to agents after their last day; the last day itself is one of work."""
    lines: dict[tuple[str, str], list[StaffLine]] = {}
    for line in said:
        lines.setdefault(line.agent, []).append(line)
    left = {agent: last for agent, of in lines.items() if (last := last_line(of))}
    for rows in read if left else ():
        names = met(rows.frame["agent"])
        lasts = {name: left.get((who_of(rows), agent_key(name))) for name in names}
        days = {name: (line.left, line.place) for name, line in lasts.items() if line and line.left}
        keep_out(file, rows, days)


def has_agents(rows: Rows) -> bool:
    """Whether its rows are of agents, of one vendor: two may use the same codes."""
    if rows.unread or rows.undated or rows.frame["vendor_said"].n_unique() > 1:
        return False
    return bool(rows.frame["agent"].is_not_null().any())


def in_year_of(read: Sequence[Rows], hints: Hints) -> Hints:
    """The hints by which 5月2日 has the year of the figures, where no words of the file tell one."""
    last = max((day for rows in read if isinstance(day := rows.frame["day"].max(), int)), default=None)
    if hints.period or hints.year or last is None:
        return hints
    return replace(hints, year=date_of(last).year)


def keep_out(file: str, rows: Rows, left: LastDays, vendor: str | None = None) -> None:
    """Keep out the rows in which these agents, of one vendor where it is named, work after their last day."""
    work = [name for name in _WORK if name in rows.measures]
    end = rows.frame["day"].max()
    numbers = {name: day_number(last) for name, (last, _) in left.items()}
    lasts = {name: number for name, number in numbers.items() if isinstance(end, int) and number < end}
    if not lasts or not work:
        return
    day, agent = pl.col("day"), pl.col("agent").cast(pl.String)
    some = (day > min(lasts.values())) & agent.is_in(list(lasts)) & pl.any_horizontal(pl.col(work) > 0)
    if vendor is not None:
        some &= pl.col("vendor").cast(pl.String) == vendor
    told = few(rows.frame, some).select("row", agent, "day", "day_end", "slot", *work)
    late = told.filter(day > pl.col("agent").replace_strict(lasts, return_dtype=told.schema["day"]))
    for row in late.iter_rows(named=True):
        last, place = left[row["agent"]]
        if _is_after(row, last) and not _is_told(rows, row["row"]):
            rows.reasons[row["row"]].append(_finding(file, rows, row, work, last, place))


def who_of(rows: Rows) -> str:
    """Whether agents go by code or by name there."""
    return next((field.code for _, field in rows.table.columns if field.role == "agent"), "agent")


def _is_told(rows: Rows, line: int) -> bool:
    return line in rows.reasons and any(why.code == "left_agent_works" for why in rows.reasons[line])


def _is_after(row: Mapping[str, object], left: date) -> bool:
    """Whether a row is of days after the last one; the night shift of that day ends on the next."""
    day, slot = date_of(int(str(row["day"]))), row["slot"]
    night = day == left + timedelta(days=1) and isinstance(slot, int) and slot < _NIGHT_ENDS
    return day > left and not night


def _finding(
    file: str, rows: Rows, row: Mapping[str, object], work: Sequence[str], left: date, cell: Place
) -> Finding:
    what = next(name for name in work if row[name])
    first, after = (date_of(int(str(row[name]))) for name in ("day", "day_end"))
    days = f"{first}" if after - first == timedelta(days=1) else f"{first:%Y-%m}"
    facts = {"left": f"{left}", "cell": cell_in(file, cell), "day": days, "what": count_name(what)}
    return Finding("left_agent_works", rows.place(file, int(str(row["row"])), what), facts)


def cell_in(file: str, cell: Place) -> Text:
    """A cell in words, with the file it stands in where that is another one."""
    zh, en = cell.in_("zh"), cell.in_("en")
    return Text(zh, en) if cell.file in ("", file) else Text(f"《{cell.file}》{zh}", f"“{cell.file}” {en}")
