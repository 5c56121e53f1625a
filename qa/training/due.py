"""Until when training is due 到期日: after a change, at a round of a periodic rule; and what the client's
own delay moves."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.text import Text
from core.workdays import WorkCalendar
from qa.training.matrix import DueDays, DueEvery, Rule
from qa.training.requirement import Change

#: Where no contract says otherwise, days are those of this zone.
ZONE = "Asia/Shanghai"
#: What is published and takes effect at once has to be read and passed within this time of the clock.
URGENT = timedelta(hours=24)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """The last day, or for what is urgent the last instant, to pass in time."""

    day: date
    #: Of what is urgent only.
    at: datetime | None
    #: False where a year's working days are not published yet (待核).
    certain: bool
    why: Text

    def in_time(self, day: date, at: datetime | None = None) -> bool:
        """Whether passing then is in time; the due day itself is. Without an instant its day decides."""
        return at <= self.at if self.at is not None and at is not None else day <= self.day

    def is_over(self, now: datetime, zone: str = ZONE) -> bool:
        """Whether it has passed: from the day after it, or after its instant."""
        return now > self.at if self.at is not None else business_day(now, zone) > self.day


@dataclass(frozen=True)
class LateCourse:
    """A course of the client's own that was handed over after it was owed: counted against the client."""

    course: str
    owed: date
    delivered: date

    @property
    def days(self) -> int:
        """Calendar days late."""
        return (self.delivered - self.owed).days


@dataclass(frozen=True)
class OwedCourse:
    """A course of the client's own for a change."""

    course: str
    owed: date
    #: None: no handing over is noted.
    delivered: date | None

    def is_late(self, today: date) -> bool:
        """Whether it came, or is still to come, after the day it was owed."""
        return (self.delivered or today) > self.owed


def business_day(instant: datetime, zone: str = ZONE) -> date:
    """The day of an instant where the vendor works."""
    return instant.astimezone(ZoneInfo(zone)).date()


def change_due(
    change: Change, calendar: WorkCalendar, zone: str = ZONE, *, before_effective: bool = True
) -> Due:
    """min(P + N working days, V - 1); P does not count, V - 1 is a day of the calendar.

    Urgent (said so, or in effect by the day of publication): 24 hours from the instant of publication,
    holidays or not (domain reference 5.2).
    """
    published = business_day(change.published, zone)
    if change.urgent or change.effective <= published:
        until = change.published + URGENT
        clock = until.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")
        return Due(
            business_day(until, zone),
            until,
            True,
            Text(f"紧急变更，发布后24小时内：{clock}", f"urgent, within 24 hours of publication: {clock}"),
        )
    counted = calendar.add(published, change.within)
    eve = change.effective - _DAY
    if before_effective and eve < counted.day:
        return Due(
            eve,
            None,
            True,
            Text(
                f"生效日 {change.effective} 的前一天", f"the day before it takes effect on {change.effective}"
            ),
        )
    return Due(counted.day, None, counted.certain, _counted(published, change.within, counted.certain))


def vendor_due(
    change: Change,
    course: str,
    calendar: WorkCalendar,
    zone: str = ZONE,
    *,
    before_effective: bool = True,
) -> Due:
    """When a course of a change is due at the vendor: later than `change_due` where the client's course came
    late, by the working days the vendor had a right to, counted from the day it came."""
    plain = change_due(change, calendar, zone, before_effective=before_effective)
    late = next((each for each in late_courses(change, zone) if each.course == course), None)
    if late is None:
        return plain
    moved = calendar.add(late.delivered, change.within)
    if moved.day <= plain.day:
        return plain
    why = Text(
        f"甲方课程应于 {late.owed} 交付，实于 {late.delivered} 交付：自交付日起{change.within}个工作日",
        f"the client owed its course on {late.owed} and handed it over on {late.delivered}: "
        f"{change.within} working days from then",
    )
    return Due(moved.day, None, moved.certain, why)


def owed_courses(change: Change, given: Collection[str], zone: str = ZONE) -> tuple[OwedCourse, ...]:
    """The courses the client owes for a change, in its order: those it gives by itself (`given`), and those
    of which somebody noted that it handed them over."""
    owed = change.owed_on or business_day(change.published, zone)
    return tuple(
        OwedCourse(course, owed, change.delivered.get(course))
        for course in change.courses
        if course in given or course in change.delivered
    )


def late_courses(change: Change, zone: str = ZONE) -> tuple[LateCourse, ...]:
    """The client's courses for a change that came after they were owed, in the change's order."""
    owed = change.owed_on or business_day(change.published, zone)
    return tuple(
        LateCourse(course, owed, change.delivered[course])
        for course in change.courses
        if course in change.delivered and change.delivered[course] > owed
    )


def first_due(rule: Rule, live: date | None) -> date | None:
    """When a periodic rule is first due for somebody who holds nothing yet; None: from the first day on.

    By common days: the first of them since the rule began and the agent went live. By `every_days`: so many
    days after going live, or after the rule's first day where no day of going live was told.
    """
    if rule.due is not None:
        return next_due(rule.due, max(rule.first_day, live or rule.first_day))
    if rule.every_days is not None:
        return (live or rule.first_day) + timedelta(days=rule.every_days)
    return None


def next_due(due: DueDays, day: date) -> date | None:
    """The first common due day on or after `day`; None where single dates were given and are over."""
    if due.every is None:
        return min((each for each in due.dates if each >= day), default=None)
    month = day.month if due.every is DueEvery.MONTH_END else -(-day.month // 3) * 3
    return date(day.year, month, monthrange(day.year, month)[1])


def _counted(published: date, within: int, certain: bool) -> Text:
    open_year = Text(
        "" if certain else "（当年节假日安排尚未公布，待核）",
        "" if certain else " (the year's working days are not published yet)",
    )
    return Text(
        f"{published} 发布后{within}个工作日{open_year.zh}",
        f"{within} working days after publication on {published}{open_year.en}",
    )
