"""Findings about the days and hours a contract's clauses count."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind

_B, _W = Severity.BLOCKS, Severity.WARNS

KINDS: dict[str, FindingKind] = {
    "contract_bad_hours": kind(
        _B,
        "{place}：“{key}”的时段“{value}”读不懂。",
        "{place}: the hours “{value}” of “{key}” cannot be read.",
        "写成 08:00-20:00、[8, 20]，不开放写 closed。",
        "Write 08:00-20:00 or [8, 20], and closed where it is not open.",
    ),
    "contract_bad_clock": kind(
        _B,
        "{place}：“{key}”的起始时刻“{value}”读不懂：应为中午以前的时刻。",
        "{place}: “{value}” of “{key}” is no time of day before noon.",
        "写成 06:00。",
        "Write 06:00.",
    ),
    "contract_day_start_unused": kind(
        _W,
        "{place}：条款“{clause}”的数据只有日期、没有时刻，起始时刻（day_start）不起作用。",
        "{place}: the figures of “{clause}” carry a date and no time of day: its day_start does nothing.",
        "删去该条款的 day_start，或改用报送数据。",
        "Leave day_start out of it, or judge it on reported figures.",
    ),
    "contract_hours_never": kind(
        _B,
        "{place}：条款“{clause}”哪一天都不开放，没有数据可考核。",
        "{place}: clause “{clause}” is open on no kind of day: there is nothing to judge.",
        "至少写一种日子的开放时段。",
        "State hours for one kind of day at least.",
    ),
    "contract_hours_and_weekdays": kind(
        _B,
        "{place}：条款“{clause}”的时段已按工作日、周末和假期分写，不能再写星期（weekdays）。",
        "{place}: the hours of “{clause}” tell weekdays, weekends and holidays apart already: no list of "
        "weekdays beside them.",
        "不考核的日子在时段中写 closed，删去 weekdays。",
        "Say closed in the hours for days that do not count, and leave weekdays out.",
    ),
}
