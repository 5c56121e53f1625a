"""Our calls in the vendor's call list: by start, length and agent, with the difference in the wait.

Where two rows fit, or two of our calls want the same row, it is said, never guessed. A vendor whose list
lacks a call has not made the call invalid: only on a number that leads to several vendors does the list
decide whose call it was (sla_and_contracts 4.3, routing).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from core.text import Text
from qa.programme.shop import Shop


@dataclass(frozen=True)
class ListedCall:
    """One row of the vendor's call list."""

    #: By the clock of the place; the first second it may have started in.
    start: datetime
    answered: bool = True
    agent: str = ""
    site: str = ""
    talk_s: Fraction | None = None
    wait_s: Fraction | None = None
    #: Where it stands in the vendor's file.
    place: str = ""
    #: Seconds after `start` it may have started in: 59 where the list is kept to the minute.
    within_s: int = 0


@dataclass(frozen=True)
class MatchRule:
    """How far the two notes of a call may lie apart (china_practice 5.1)."""

    start_s: int = 120
    talk_s: int = 5


USUAL = MatchRule()


class MatchState(StrEnum):
    """What the list says of a call."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not_found"
    #: No list speaks for that time.
    NO_LIST = "no_list"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return MATCH_NAMES[self]


MATCH_NAMES: dict[MatchState, Text] = {
    MatchState.FOUND: Text("已找到", "Found"),
    MatchState.AMBIGUOUS: Text("多条相符，无法确定", "Several fit: undecided"),
    MatchState.NOT_FOUND: Text("清单中没有", "Not in the list"),
    MatchState.NO_LIST: Text("尚无清单", "No list yet"),
}


@dataclass(frozen=True)
class Match:
    """A call of ours beside the vendor's list."""

    shop: Shop
    state: MatchState
    #: The row it is, or the rows it may be.
    rows: tuple[ListedCall, ...] = ()

    @property
    def wait_difference(self) -> Fraction | None:
        """Seconds the list says more than we noted (below zero: less); None where either is not told."""
        if self.state is not MatchState.FOUND or self.shop.wait_s is None:
            return None
        theirs = self.rows[0].wait_s
        return None if theirs is None else theirs - self.shop.wait_s


def matched(shops: Iterable[Shop], listed: Sequence[ListedCall], rule: MatchRule) -> list[Match]:
    """Each call with the row that fits, in order; `listed` are the rows of one vendor.

    The list speaks for a time where it holds calls before and after it on that day.
    """
    calls = sorted(shops, key=lambda shop: shop.at)
    days = _by_day(listed)
    fitting = [[row for row in _near(shop, days, rule) if fits(shop, row, rule)] for shop in calls]
    left = _left(fitting)
    claimed = Counter(id(rows[0]) for rows in left if len(rows) == 1)
    found = []
    for shop, rows, own in zip(calls, fitting, left, strict=True):
        if not rows:
            state = MatchState.NOT_FOUND if _speaks(shop, days, rule) else MatchState.NO_LIST
        else:
            alone = len(own) == 1 and claimed[id(own[0])] == 1
            state = MatchState.FOUND if alone else MatchState.AMBIGUOUS
        found.append(Match(shop, state, tuple(own if state is MatchState.FOUND else rows)))
    return found


def _by_day(listed: Sequence[ListedCall]) -> dict[date, list[ListedCall]]:
    """A month's list is thousands of rows, and a call is looked for among those of its day."""
    days: dict[date, list[ListedCall]] = {}
    for row in listed:
        days.setdefault(row.start.date(), []).append(row)
    return days


def _near(shop: Shop, days: Mapping[date, list[ListedCall]], rule: MatchRule) -> Iterator[ListedCall]:
    """The rows of every day that may hold the call: about midnight of two."""
    at = shop.at.replace(tzinfo=None)
    # A row kept to the minute begins up to a minute before the call it is.
    first = (at - timedelta(seconds=rule.start_s, minutes=1)).date()
    last = (at + timedelta(seconds=rule.start_s)).date()
    for day in range((last - first).days + 1):
        yield from days.get(first + timedelta(days=day), ())


def _left(fitting: Sequence[Sequence[ListedCall]]) -> list[list[ListedCall]]:
    """The rows left to each call once those that are one other call's alone are taken away.

    A row that is the only one for one call is no longer open to the next; that may leave the next one row.
    Of two calls with the same only row neither is helped.
    """
    left = [list(rows) for rows in fitting]
    while True:
        alone = Counter(id(rows[0]) for rows in left if len(rows) == 1)
        taken = {row for row, calls in alone.items() if calls == 1}
        next_left = [
            rows if len(rows) == 1 else [row for row in rows if id(row) not in taken] for rows in left
        ]
        if next_left == left:
            return left
        left = next_left


def fits(shop: Shop, row: ListedCall, rule: MatchRule) -> bool:
    """Whether a row may be the call; what either side does not tell keeps nothing out."""
    if row.answered is not shop.reached or _apart(shop, row) > timedelta(seconds=rule.start_s):
        return False
    if shop.agent and row.agent and _plain(shop.agent) != _plain(row.agent):
        return False
    if shop.site and row.site and shop.site != row.site:
        return False
    told = shop.talk_s is not None and row.talk_s is not None
    return not told or abs(row.talk_s - shop.talk_s) <= rule.talk_s  # type: ignore[operator]


def _apart(shop: Shop, row: ListedCall) -> timedelta:
    at = shop.at.replace(tzinfo=None)
    end = row.start + timedelta(seconds=row.within_s)
    return max(row.start - at, at - end, timedelta(0))


def _speaks(shop: Shop, days: Mapping[date, list[ListedCall]], rule: MatchRule) -> bool:
    at, far = shop.at.replace(tzinfo=None), timedelta(seconds=rule.start_s)
    day = [row.start for row in days.get(at.date(), ()) if row.answered is shop.reached]
    return any(start < at - far for start in day) and any(start > at + far for start in day)


def _plain(agent: str) -> str:
    """A code however it is written: 012 and 12 are one agent."""
    return agent.strip().lstrip("0").casefold()
