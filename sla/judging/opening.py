"""Which days are weekdays, weekends and holidays to a clause's opening hours, and how that is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from core.period import Period
from core.text import Text
from core.workdays import WorkCalendar
from sla.terms.opening import CLOSED, MIDNIGHT, WHOLE_DAY, DayKind, Opening, Span, span_text

_KINDS = {
    DayKind.WEEKDAY: Text("工作日", "weekdays"),
    DayKind.WEEKEND: Text("周末", "weekends"),
    DayKind.HOLIDAY: Text("法定假期", "public holidays"),
}


def kind_of(calendar: WorkCalendar, day: date) -> DayKind:
    """What a day is: of a year not yet published, by the day of the week alone."""
    if calendar.is_public_holiday(day):
        return DayKind.HOLIDAY
    if day.weekday() < 5 or calendar.is_make_up(day):
        return DayKind.WEEKDAY
    return DayKind.WEEKEND


def hours_on(opening: Opening, calendar: WorkCalendar, day: date) -> Span:
    """The hours that hold on a day."""
    return opening.on(kind_of(calendar, day), at_weekend=day.weekday() >= 5)


def is_closed(opening: Opening, calendar: WorkCalendar, day: date) -> bool:
    """Whether neither the line nor any site with hours of its own is open that day."""
    every = (opening, *(each for _, each in opening.sites))
    return all(hours_on(each, calendar, day) == CLOSED for each in every)


def words(opening: Opening, calendar: WorkCalendar, periods: Sequence[Period]) -> tuple[Text, ...]:
    """The hours, which days of these counted as holidays or make-up days, and which nobody has published."""
    days = [day for period in periods for day in period.each_day()]
    off = [day for day in days if calendar.is_public_holiday(day)]
    worked = [day for day in days if calendar.is_make_up(day)]
    unsure = sorted({day.year for day in days if not calendar.is_certain(day)})
    said = [_hours(opening)]
    if off:
        said.append(Text(f"按假期计：{_runs(off)}", f"Counted as holidays: {_runs(off)}"))
    if worked:
        listed = _runs(worked)
        said.append(Text(f"按工作日计（调休上班）：{listed}", f"Weekend days counted as worked: {listed}"))
    for year in unsure:
        zh = f"待核：{year} 年放假安排尚未公布，按星期计，不含假期"
        en = f"To be confirmed: the holidays of {year} are not published; its days go by the day of the week"
        said.append(Text(zh, en))
    return tuple(said)


def opening_text(opening: Opening) -> Text:
    """The hours in words: weekdays, weekends, holidays, then the sites with hours of their own."""
    own = [(DayKind.WEEKDAY, opening.weekdays)]
    own += [(DayKind.WEEKEND, opening.weekend)] if opening.weekend is not None else []
    own += [(DayKind.HOLIDAY, opening.holidays)] if opening.holidays is not None else []
    if len(own) == 1:
        main = span_words(opening.weekdays)
    else:
        zh = "，".join(f"{_KINDS[kind].zh} {span_words(span).zh}" for kind, span in own)
        main = Text(zh, ", ".join(f"{_KINDS[kind].en} {span_words(span).en}" for kind, span in own))
    sites = [(site, opening_text(each)) for site, each in opening.sites]
    return Text(
        "；".join([main.zh, *(f"{site}：{each.zh}" for site, each in sites)]),
        "; ".join([main.en, *(f"{site}: {each.en}" for site, each in sites)]),
    )


def span_words(span: Span) -> Text:
    """Hours of one kind of day."""
    if span == CLOSED:
        return Text("不开放", "closed")
    if span == WHOLE_DAY:
        return Text("全天", "all day")
    said = span_text(span).replace("-", "–")
    if span[1] <= MIDNIGHT:
        return Text(said, said)
    return Text(said.replace("–", "–次日"), f"{said} of the next day")


def _hours(opening: Opening) -> Text:
    said = opening_text(opening)
    return Text(f"服务时段：{said.zh}", f"Opening hours: {said.en}")


def _runs(days: Iterable[date]) -> str:
    """Days one after the other as a span: 2026-10-01–2026-10-07."""
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] + timedelta(days=1) == day:
            runs[-1][1:] = [day]
        else:
            runs.append([day])
    return ", ".join("–".join(str(each) for each in run) for run in runs)
