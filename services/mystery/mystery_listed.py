"""The vendors' call lists that are in, as rows our mystery calls are looked for in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from core.batch import Dataset, Grain, Source
from core.counts import CAME_AT, SECOND
from core.period import Period
from core.principal import Principal
from core.privacy import Privacy
from core.scope import Scope
from qa.programme.check import matches_of
from qa.programme.matching import ListedCall, Match, MatchRule
from qa.programme.shop import Shop
from qa.programme.wave import Wave
from services.house.privacy import privacy
from store.lake.rows import FactRow, fact_rows
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_MEASURES = ("answered", "offered", "wait_ms", "talk_s", CAME_AT, SECOND)
#: Rows of a vendor's day that are looked through.
_MOST = 100_000
_MINUTE_S = 60


def matches_in(
    house: House, who: Principal, uow: UnitOfWork, wave: Wave, shops: Sequence[Shop], asked: MatchRule
) -> dict[str, Match]:
    """Key of a call → what its vendor's list says of it; `asked`: how far the two may lie apart."""
    rule = privacy(house, who)
    listed = [
        (vendor, row)
        for vendor, days in _days(shops, asked).items()
        for row in _listed(house, uow, rule, vendor, days, [s for s in shops if s.vendor == vendor])
    ]
    return matches_of(wave, shops, listed, asked)


def _days(shops: Iterable[Shop], asked: MatchRule) -> dict[str, list[date]]:
    """The days whose lists may hold the calls: of one about midnight the day beside its own as well."""
    near = timedelta(seconds=asked.start_s + _MINUTE_S)
    found: dict[str, set[date]] = {}
    for shop in shops:
        at = shop.at.replace(tzinfo=None)
        found.setdefault(shop.vendor, set()).update(day.date() for day in (at - near, at, at + near))
    return {vendor: sorted(days) for vendor, days in found.items()}


def _listed(
    house: House, uow: UnitOfWork, rule: Privacy, vendor: str, days: Sequence[date], shops: Sequence[Shop]
) -> list[ListedCall]:
    agents = _agents(rule, vendor, shops)
    found = []
    for day in days:
        span = Period(day, day + timedelta(days=1))
        page = fact_rows(
            uow, house.lake, Source.VENDOR, Scope(vendor), span, _MEASURES, dataset=Dataset.CALLS, limit=_MOST
        )
        rows = [row for row in page.rows if row.grain == Grain.CALL and row.slot is not None]
        by_the_second = any(_second(row) for row in rows)
        found += [_row(row, agents, by_the_second) for row in rows]
    return found


def _agents(rule: Privacy, vendor: str, shops: Sequence[Shop]) -> dict[str, str]:
    """What the site's rule has left of an agent's code → the code as we noted it."""
    found: dict[str, str] = {}
    for shop in shops:
        for spelled in (shop.agent, shop.agent.lstrip("0"), shop.agent.zfill(4)):
            if kept := rule.agent(spelled or None, vendor, shop.site or None):
                found[kept] = shop.agent
    return found


def _row(row: FactRow, agents: dict[str, str], by_the_second: bool) -> ListedCall:
    """A list whose every time is on the minute was kept to the minute: the call came anywhere within it."""
    told = _second(row) if by_the_second else None
    second = (row.slot or 0) * _MINUTE_S + (told or 0)
    wait, talk = row.values.get("wait_ms"), row.values.get("talk_s")
    return ListedCall(
        datetime(row.day.year, row.day.month, row.day.day) + timedelta(seconds=second),
        bool(row.values.get("answered")),
        agents.get(row.agent or "", row.agent or ""),
        row.scope.site or "",
        None if talk is None else Fraction(talk),
        None if wait is None else Fraction(wait, 1000),
        " ".join(str(part) for part in (row.sheet, row.row) if part),
        _MINUTE_S - 1 if told is None else 0,
    )


def _second(row: FactRow) -> int | None:
    """The second of its minute a call came in, where the list tells it."""
    came = row.values.get(CAME_AT)
    return row.values.get(SECOND) if came is None else came % _MINUTE_S
