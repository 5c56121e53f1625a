"""Exposure rules 防暴露规则: each is off until a programme switches it on, each number can be changed.

The recommended numbers are those of china_practice 5.1. A sample is a call that reached an agent; an attempt
that reached nobody shows no voice, but its number.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

from core.finding import Finding
from core.period import calendar_month
from qa.programme.matching import USUAL, MatchRule
from qa.programme.shop import Shop

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class ExposureRules:
    """What a programme asks so that its calls stay unrecognised. None or False: not asked."""

    #: Samples a caller may have in a calendar month.
    caller_month: int | None = None
    #: Days after a caller's first call in which the caller may still be used.
    caller_days: int | None = None
    #: Different numbers to be used in a calendar month, at least.
    month_numbers: int | None = None
    #: Minutes to wait after a failed attempt before the same line is dialled again.
    redial_minutes: int | None = None
    #: Percent of a month's samples a second person checks, every caller's among them …
    check_percent: Fraction | None = None
    #: … within so many hours.
    check_hours: int = 48
    #: Samples that may reach the same agent in a calendar month.
    agent_month: int | None = None
    #: Whether each sample must name its recording, and the agent's code.
    recording: bool = False
    agent_code: bool = False
    #: Whether each call must stand in the vendor's own list, where one speaks for its time …
    listed: bool = False
    #: … looked for so many seconds from our start, and with a talk that differs by so many.
    start_s: int = USUAL.start_s
    talk_s: int = USUAL.talk_s

    @property
    def any(self) -> bool:
        """Whether anything is asked; hours and seconds alone ask nothing."""
        return self != ExposureRules(check_hours=self.check_hours, start_s=self.start_s, talk_s=self.talk_s)

    @property
    def match_rule(self) -> MatchRule:
        """How far our note of a call and the vendor's may lie apart."""
        return MatchRule(self.start_s, self.talk_s)


#: china_practice 5.1, for a programme to begin with.
RECOMMENDED = ExposureRules(
    caller_month=5, caller_days=62, month_numbers=20, redial_minutes=10, check_percent=Fraction(30),
    check_hours=48, agent_month=1, recording=True, agent_code=True, listed=True,
)  # fmt: skip


@dataclass(frozen=True)
class _Asked:
    """By the clock of the place: until when is looked, and from which day on what breaks a rule is told."""

    now: datetime
    since: date

    def concerns(self, made: Sequence[Shop]) -> bool:
        """Whether the last of these calls is one of those asked about."""
        return made[-1].at.date() >= self.since


def exposed(
    rules: ExposureRules, shops: Iterable[Shop], now: datetime, since: date = date.min
) -> list[Finding]:
    """Everything in a programme's calls that breaks its rules, by rule and then by time.

    `now` by the clock of the place: what a month or 48 hours may still bring is not held against them. Calls
    before `since` are counted with the others; what they alone break is left out. A call that was ruled out
    was heard all the same: nothing of it is asked for, but voice, number and agent are used up by it.
    """
    made = sorted(shops, key=lambda shop: shop.at)
    counting = [shop for shop in made if not shop.ruled_out]
    of_all = (_often_called, _grown_old, _few_numbers, _redialled)
    checks = [(check, made) for check in of_all]
    checks += [(_unchecked, counting), (_agents, made), (_lacking, counting)]
    asked = _Asked(now, since)
    return [finding for check, calls in checks for finding in check(rules, calls, asked)]


def _often_called(rules: ExposureRules, calls: Sequence[Shop], asked: _Asked) -> list[Finding]:
    if rules.caller_month is None:
        return []
    limit = rules.caller_month
    return [
        Finding("caller_often", facts={"caller": caller, "month": month, "n": len(made), "limit": limit})
        for (month, caller), made in _by(_samples(calls), _month_and(lambda shop: shop.caller)).items()
        if caller and len(made) > limit and asked.concerns(made)
    ]


def _grown_old(rules: ExposureRules, calls: Sequence[Shop], asked: _Asked) -> list[Finding]:
    """A caller heard for longer than allowed: told once, at the last call."""
    if rules.caller_days is None:
        return []
    found = []
    for caller, made in _by(calls, lambda shop: shop.caller).items():
        first, last = made[0].at.date(), made[-1].at.date()
        if caller and (last - first).days > rules.caller_days and asked.concerns(made):
            facts = {"caller": caller, "first": first.isoformat(), "last": last.isoformat()}
            age = {"days": (last - first).days, "limit": rules.caller_days}
            found.append(Finding("caller_old", facts={**facts, **age}))
    return found


def _few_numbers(rules: ExposureRules, calls: Sequence[Shop], asked: _Asked) -> list[Finding]:
    """Only of months that are over: until then more numbers may come."""
    if rules.month_numbers is None:
        return []
    used = {
        month: {shop.number for shop in made} - {""}
        for month, made in _by(calls, _month).items()
        if asked.concerns(made)
    }
    return [
        Finding("numbers_few", facts={"month": month, "n": len(numbers), "least": rules.month_numbers})
        for month, numbers in used.items()
        if len(numbers) < rules.month_numbers and _end(month) <= asked.now.date()
    ]


def _redialled(rules: ExposureRules, calls: Sequence[Shop], asked: _Asked) -> list[Finding]:
    """A call to a line that failed a moment before: one busy spell would count several times."""
    if rules.redial_minutes is None:
        return []
    gap, found = timedelta(minutes=rules.redial_minutes), []
    lines = _by((shop for shop in calls if shop.dialled), lambda shop: (shop.vendor, shop.dialled))
    for made in lines.values():
        for before, shop in pairwise(made):
            if not before.reached and shop.at - before.at < gap and asked.concerns([shop]):
                minutes = (shop.at - before.at) // timedelta(minutes=1)
                facts = {"call": shop.named, "minutes": minutes, "limit": rules.redial_minutes}
                found.append(Finding("redialled_soon", facts=facts))
    return found


def _unchecked(rules: ExposureRules, calls: Sequence[Shop], asked: _Asked) -> list[Finding]:
    """Too few samples of a month checked in time, or a caller none of whose were.

    A sample whose hours are not over counts only once it is checked.
    """
    if rules.check_percent is None:
        return []
    hours, found = timedelta(hours=rules.check_hours), []
    for month, made in _by(_samples(calls), _month).items():
        due = [shop for shop in made if shop.checked_at or shop.at + hours <= asked.now]
        done = [shop for shop in due if shop.checked_at and shop.checked_at - shop.at <= hours]
        if not asked.concerns(made):
            continue
        facts = {"month": month, "n": len(due), "done": len(done), "hours": rules.check_hours}
        if due and Fraction(len(done) * 100, len(due)) < rules.check_percent:
            found.append(Finding("checks_few", facts={**facts, "least": f"{rules.check_percent}%"}))
        covered = {shop.caller for shop in done}
        if left := sorted({shop.caller for shop in due} - covered - {""}):
            found.append(
                Finding("callers_unchecked", facts={"month": month, "n": len(left), "callers": left})
            )
    return found


def _agents(rules: ExposureRules, calls: Sequence[Shop], asked: _Asked) -> list[Finding]:
    if rules.agent_month is None:
        return []
    keyed = _by(_samples(calls), _month_and(lambda shop: (shop.vendor, shop.agent)))
    return [
        Finding(
            "agent_often",
            facts={"vendor": made[0].by, "agent": agent, "month": month, "n": len(made),
                   "limit": rules.agent_month},
        )
        for (month, (_vendor, agent)), made in keyed.items()
        if agent and len(made) > rules.agent_month and asked.concerns(made)
    ]  # fmt: skip


def _lacking(rules: ExposureRules, calls: Sequence[Shop], asked: _Asked) -> list[Finding]:
    samples = [shop for shop in _samples(calls) if asked.concerns([shop])]
    unrecorded = [shop for shop in samples if rules.recording and not shop.recording.strip()]
    nameless = [shop for shop in samples if rules.agent_code and not shop.agent.strip()]
    lacks = (("samples_unrecorded", unrecorded), ("samples_without_agent", nameless))
    return [
        Finding(code, facts={"n": len(those), "calls": [shop.named for shop in those[:5]]})
        for code, those in lacks
        if those
    ]


def _samples(calls: Iterable[Shop]) -> list[Shop]:
    return [shop for shop in calls if shop.reached]


def _by(calls: Iterable[Shop], key: Callable[[Shop], K]) -> dict[K, list[Shop]]:
    found: dict[K, list[Shop]] = {}
    for shop in calls:
        found.setdefault(key(shop), []).append(shop)
    return found


def _month(shop: Shop) -> str:
    return f"{shop.at:%Y-%m}"


def _month_and(key: Callable[[Shop], K]) -> Callable[[Shop], tuple[str, K]]:
    return lambda shop: (_month(shop), key(shop))


def _end(month: str) -> date:
    year, number = month.split("-")
    return calendar_month(int(year), int(number)).end
