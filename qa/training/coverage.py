"""Coverage of a course at its due day 培训覆盖: of those in scope on that day, who had passed; and exposure.

Everybody is counted at the site of the due day. On time, with grace and now have that same denominator:
today's roster says nothing about a due day that is past.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from core.text import Text
from qa.training.held import TrainerCertified, held, nobody_certified
from qa.training.record import Held, TrainingRecord
from qa.training.requirement import Requirement


class Which(StrEnum):
    """By when somebody has to have passed."""

    ON_TIME = "trained"
    GRACE = "grace"
    NOW = "now"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _WHICH[self]


_WHICH: dict[Which, Text] = {
    Which.ON_TIME: Text("按期", "On time"),
    Which.GRACE: Text("含宽限", "With grace"),
    Which.NOW: Text("至今", "By now"),
}


@dataclass(frozen=True)
class SiteCount:
    """People of one site; each later group holds the earlier one."""

    #: None: agents without a site.
    site: str | None
    in_scope: int
    trained: int
    grace: int
    now: int
    #: Of those trained: after the due day, because the client's course came late.
    excused: int = 0
    #: Not in `trained`, because nothing was found behind their record.
    unsupported: int = 0

    def share(self, which: Which) -> Fraction | None:
        """In percent; None where nobody is in scope."""
        return Fraction(100 * getattr(self, which.value), self.in_scope) if self.in_scope else None


@dataclass(frozen=True)
class Coverage:
    """A course at one due day."""

    course: str
    due: date
    sites: tuple[SiteCount, ...]

    def whole(self) -> SiteCount:
        """All sites as one."""
        names = [field.name for field in fields(SiteCount) if field.name != "site"]
        return SiteCount(None, **{name: sum(getattr(site, name) for site in self.sites) for name in names})

    def pooled(self, which: Which = Which.ON_TIME) -> Fraction | None:
        """The ratio of the sums over all sites, never the mean of their shares."""
        return self.whole().share(which)

    def worst(self, which: Which = Which.ON_TIME) -> tuple[SiteCount, Fraction] | None:
        """The site with the least, with its share; sites with nobody in scope are left out."""
        shares = [(site, share) for site in self.sites if (share := site.share(which)) is not None]
        return min(shares, key=lambda each: (each[1], each[0].site or ""), default=None)

    def as_recorded(self) -> Fraction | None:
        """On time before anything was found unsupported: it stands beside the restated figure."""
        whole = self.whole()
        return Fraction(100 * (whole.trained + whole.unsupported), whole.in_scope) if whole.in_scope else None


def coverage(
    need: Requirement,
    due: date,
    today: date,
    scope: Mapping[str, str | None],
    records: Mapping[str, Sequence[TrainingRecord]],
    known: datetime | None = None,
    unsupported: Collection[str] = frozenset(),
    trainers: TrainerCertified = nobody_certified,
    excused_until: date | None = None,
) -> Coverage:
    """How far a course has come at `due`.

    `scope`: mark → site of who was in scope on the due day. `records`: mark → records. `excused_until`: until
    when passing is on time all the same, because the client's course came late. A course of compliance has no
    grace.
    """
    grace = due + timedelta(days=0 if need.compliance else need.grace_days)
    counted: dict[str | None, dict[str, int]] = {}
    for mark, site in scope.items():
        mine = counted.setdefault(site, dict.fromkeys(_COUNTED, 0))
        mine["in_scope"] += 1
        told = records.get(mark, ())
        spans = held(told, need, known, unsupported, trainers)
        plain = _passed(spans, due, min(due, today))
        late = excused_until is not None and _passed(spans, due, min(max(due, excused_until), today))
        mine["trained"] += plain or late
        mine["excused"] += late and not plain
        mine["grace"] += late or _passed(spans, due, min(grace, today))
        mine["now"] += _passed(spans, due, today)
        if unsupported and not plain:
            mine["unsupported"] += _passed(held(told, need, known, (), trainers), due, min(due, today))
    order = sorted(counted, key=lambda site: (site is None, site or ""))
    return Coverage(need.course, due, tuple(SiteCount(site, **counted[site]) for site in order))


def lacking(
    need: Requirement,
    due: date,
    scope: Iterable[str],
    records: Mapping[str, Sequence[TrainingRecord]],
    until: date,
) -> tuple[str, ...]:
    """Marks of those in scope who had not passed until a day: the due day, the last of grace, today."""
    return tuple(mark for mark in scope if not _passed(held(records.get(mark, ()), need), due, until))


def exposure(
    contacts: Iterable[tuple[str, date, int]], due: date, covered: Callable[[str, date], bool]
) -> tuple[int, int]:
    """Contacts after the due day by agents who were not covered on their day, of all that name their agent.

    `contacts`: (mark, day, how many).
    """
    after = [(mark, day, n) for mark, day, n in contacts if day > due]
    uncovered = sum(n for mark, day, n in after if not covered(mark, day))
    return uncovered, sum(n for _mark, _day, n in after)


_COUNTED = tuple(field.name for field in fields(SiteCount) if field.name != "site")


def _passed(spans: Iterable[Held], due: date, until: date) -> bool:
    """Whether something passed by `until` held on the due day or later."""
    return any(span.first_day <= until and (not span.last_day or span.last_day >= due) for span in spans)
