"""Who answered how many contacts on which day: what rosters and certificates are held against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from core.batch import Dataset, Grain, Source
from core.facts import date_of
from core.period import Period, partitions
from core.scope import Scope
from store.lake import engine
from store.lake.lake import Lake
from store.lake.whole_rows import bits_sql, rows_of
from store.records.batches import LakeFileRecord
from store.unit_of_work import UnitOfWork

#: An agent and a day with the contacts answered; never none.
AgentDay = tuple[str, date, int]

#: Rows of other places or reports tell the same calls once more: of these one kind speaks for an agent's day.
_KINDS = ("project", "site", "queue", "channel", "segment", "language", "item")
_HALF_HOUR = 30


def agent_contacts(uow: UnitOfWork, lake: Lake, vendor: str, period: Period) -> list[AgentDay]:
    """What each agent answered on each day, as the vendor told it, by day and agent.

    Of a day with a list of calls its calls that name an agent, one that was passed on once, at the first who
    answered (decision 0016); of other days the agents' rows of the traffic figures. Never both: they tell
    the same calls. Days that name no agent are not there, and of them nothing follows.
    """
    calls = _summed(lake, _files(uow, vendor, Dataset.CALLS, period), _calls_sql(vendor, period))
    listed = {day for _, day, _ in calls}
    rows = _summed(lake, _files(uow, vendor, Dataset.TRAFFIC, period), _rows_sql(vendor, period))
    found = calls + [one for one in rows if one[1] not in listed]
    return sorted((one for one in found if one[2]), key=lambda one: (one[1], one[0]))


def _files(uow: UnitOfWork, vendor: str, dataset: Dataset, period: Period) -> list[LakeFileRecord]:
    return uow.lake_files.current([vendor], dataset, Source.VENDOR, partitions(period))


def _summed(lake: Lake, files: list[LakeFileRecord], sql: str) -> list[AgentDay]:
    if not files:
        return []
    found = engine.query(engine.over(lake, files, ("answered", *_KINDS)) + sql)
    return [(agent, date_of(day), int(n)) for agent, day, end, n in found.iter_rows() if _one_day(day, end)]


def _one_day(day: int, end: int) -> bool:
    return date_of(end) - date_of(day) <= timedelta(days=1)


def _calls_sql(vendor: str, period: Period) -> str:
    """Lines with no call answered stay: their day has a list."""
    where = f"{rows_of(Scope(vendor), period, None)} AND grain = '{Grain.CALL.value}' AND agent IS NOT NULL"
    sums = "SELECT agent, day, day_end, SUM(COALESCE(answered, 0)) AS n FROM facts"
    return f"{sums} WHERE {where} GROUP BY agent, day, day_end"


def _rows_sql(vendor: str, period: Period) -> str:
    """Of several reports, or breakdowns, of an agent's day the one that tells most."""
    where = (
        f"{rows_of(Scope(vendor), period, None)} AND agent IS NOT NULL AND answered IS NOT NULL"
        f" AND grain IN ('{Grain.DAY.value}', '{Grain.INTERVAL.value}')"
    )
    keys = "agent, day, day_end"
    told = (
        f"SELECT {keys}, SUM(answered) AS n FROM facts WHERE {where} "
        f"GROUP BY {keys}, batch, grain, {bits_sql(_KINDS)}"
    )
    return f"SELECT {keys}, MAX(n) AS n FROM ({told}) AS told GROUP BY {keys}"


@dataclass(frozen=True, slots=True)
class SharedLogin:
    """A code that answered at several sites within half an hour."""

    agent: str
    #: The first half hour and how many there are; minutes from midnight.
    day: date
    minute: int
    times: int
    sites: tuple[str, ...]


def shared_logins(uow: UnitOfWork, lake: Lake, vendor: str, period: Period) -> list[SharedLogin]:
    """The codes that one person cannot have used alone, by the calls of lists that name site and moment."""
    files = _files(uow, vendor, Dataset.CALLS, period)
    if not files:
        return []
    where = (
        f"{rows_of(Scope(vendor), period, None)} AND grain = '{Grain.CALL.value}' AND agent IS NOT NULL"
        " AND site IS NOT NULL AND slot IS NOT NULL AND answered = 1"
    )
    sql = f"SELECT DISTINCT agent, day, slot - slot % {_HALF_HOUR} AS half, site FROM facts WHERE {where}"
    found = engine.query(engine.over(lake, files, ("answered", "slot", "site")) + sql)
    sites: dict[tuple[str, int, int], set[str]] = {}
    for agent, day, half, site in found.iter_rows():
        sites.setdefault((agent, day, half), set()).add(site)
    halves: dict[str, list[tuple[int, int]]] = {}
    for (agent, day, half), at in sorted(sites.items()):
        if len(at) > 1:
            halves.setdefault(agent, []).append((day, half))
    return [
        SharedLogin(agent, date_of(seen[0][0]), seen[0][1], len(seen), tuple(sorted(sites[agent, *seen[0]])))
        for agent, seen in halves.items()
    ]
