"""Findings about the days and hours a contract's clauses count."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind

_B = Severity.BLOCKS

KINDS: dict[str, FindingKind] = {
    "contract_bad_hours": kind(
        _B,
        "{place}：“{key}”的时段“{value}”读不懂。",
        "{place}: the hours “{value}” of “{key}” cannot be read.",
        "写成 08:00-20:00、[8, 20]，不开放写 closed。",
        "Write 08:00-20:00 or [8, 20], and closed where it is not open.",
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
