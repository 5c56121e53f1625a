"""New hires left out of a figure: which agents' counts come off it, and what stays whole and why (2.5).

Pure: the rows are gathered elsewhere. What is taken off is told by agent to exactly the figure's own sum, or
is itself a part of it; of any other day and place nothing is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sla.terms.new_hires import NewHires

#: The places by which agents' rows are held against the figure's: all of them, the site, all together.
LEVELS: tuple[tuple[str, ...], ...] = (
    ("project", "site", "queue", "channel", "segment", "language"),
    ("project", "site"),
    (),
)
#: Agent → days of joining that are known.
Joined = Mapping[str, Sequence[date]]


@dataclass(frozen=True)
class Told:
    """What a report says of an agent."""

    #: Empty where none is named.
    agent: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Days:
    """The kind of file, the days [day, day_end) and the place that counts are of."""

    kind: str
    day: date
    day_end: date
    #: The places that are named, and which they are.
    place: tuple[tuple[str, str], ...] = ()

    def at(self, level: Sequence[str]) -> tuple[object, ...]:
        """The same by some of the places only, to be met by."""
        named = dict(self.place)
        return (self.kind, self.day, self.day_end, *(named.get(name) for name in level))

    @property
    def site(self) -> str | None:
        """The site that is named."""
        return dict(self.place).get("site")


@dataclass(frozen=True)
class Part:
    """What a figure is the sum of on some days and at a place, and what of it names its agents."""

    days: Days
    counts: Mapping[str, int]
    own: tuple[Told, ...] = ()


@dataclass(frozen=True)
class Listed:
    """A row of an agent in any report, whether or not the figure is formed of it."""

    report: str
    days: Days
    told: Told


@dataclass(frozen=True)
class Spared:
    """An agent whose first days are left out, and what of the figure was his then."""

    agent: str
    joined: date
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Outcome:
    """What comes off a figure, and what stays in it."""

    #: By agent.
    spared: tuple[Spared, ...] = ()
    #: The parts that stay whole: no report tells their agents; or those told come to something else.
    untold: tuple[Part, ...] = ()
    differing: tuple[Part, ...] = ()
    #: What agents did of whom no day of joining is known, and what names none: it stays in.
    unknown: tuple[Told, ...] = ()

    @property
    def taken(self) -> dict[str, int]:
        """Count → what comes off it."""
        return added(each.counts for each in self.spared)


def new_hires_out(
    rule: NewHires, parts: Sequence[Part], lists: Sequence[Listed], names: Sequence[str], joined: Joined
) -> Outcome:
    """What of these parts agents did in their first days. `names`: the figure's counts."""
    spared: dict[str, list[tuple[date, Mapping[str, int]]]] = {}
    untold: list[Part] = []
    differing: list[Part] = []
    unknown: list[Told] = []
    sites: dict[tuple[object, ...], set[str | None]] = {}
    for row in lists:
        sites.setdefault(row.days.at(()), set()).add(row.days.site)
    for days, part, told in _told(rule, parts, lists, names, joined):
        if told is None:
            there = sites.get(days.at(()), set())
            held = there & {None, days.site} or (there and days.site is None)
            (differing if held else untold).append(part)
            continue
        for each in told:
            if each.agent not in joined:
                unknown.append(each)
            elif day := new_since(rule, joined[each.agent], days):
                spared.setdefault(each.agent, []).append((day, each.counts))
    found = tuple(
        Spared(agent, max(day for day, _ in its), added(counts for _, counts in its))
        for agent, its in sorted(spared.items())
    )
    return Outcome(found, tuple(untold), tuple(differing), tuple(unknown))


def new_since(rule: NewHires, joined: Sequence[date], days: Days) -> date | None:
    """The day of joining that makes somebody new on all of these days; None where he is not.

    Of a row of several days that somebody joined in, nothing was his before.
    """
    lasts = timedelta(days=rule.days)
    return next((day for day in joined if day < days.day_end <= day + lasts), None)


def added(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Counts added up by name."""
    total: dict[str, int] = {}
    for each in counts:
        for name, n in each.items():
            total[name] = total.get(name, 0) + n
    return total


def _told(
    rule: NewHires, parts: Sequence[Part], lists: Sequence[Listed], names: Sequence[str], joined: Joined
) -> Iterator[tuple[Days, Part, Sequence[Told] | None]]:
    """Each part, or several together, with its agents; None where nothing tells them to the same sum."""
    rest = []
    for part in parts:
        own = _with_rest(part) if part.own else []
        if own and all(_is_whole(each, names) for each in own if _is_new(rule, each, joined, part.days)):
            yield part.days, part, own
        elif any(part.counts.values()):
            rest.append(part)
    for level in LEVELS:
        groups, reports = _grouped(rest, level), _of_reports(lists if rest else (), level)
        rest = []
        for key, group in groups.items():
            sums = added([part.counts for part in group])
            told = _that_adds_up(reports.get(key, {}), group, sums, names)
            if told is None:
                rest += group
            else:
                yield group[0].days, Part(group[0].days, sums), told
    yield from ((part.days, part, None) for part in rest)


def _with_rest(part: Part) -> list[Told]:
    """The agents a part names, and under no name what it has beyond theirs."""
    named = _by_agent(part.own)
    theirs = added([each.counts for each in named])
    rest = {name: n - theirs.get(name, 0) for name, n in part.counts.items()}
    return [*named, *([Told("", rest)] if any(rest.values()) else [])]


def _is_new(rule: NewHires, told: Told, joined: Joined, days: Days) -> bool:
    return new_since(rule, joined.get(told.agent, ()), days) is not None


def _is_whole(told: Told, names: Sequence[str]) -> bool:
    """Whether it holds every count of the figure: a talk time without its calls comes off neither."""
    return all(name in told.counts for name in names) or not any(told.counts.values())


def _grouped(parts: Sequence[Part], level: Sequence[str]) -> dict[tuple[object, ...], list[Part]]:
    groups: dict[tuple[object, ...], list[Part]] = {}
    for part in parts:
        groups.setdefault(part.days.at(level), []).append(part)
    return groups


def _of_reports(
    lists: Sequence[Listed], level: Sequence[str]
) -> dict[tuple[object, ...], dict[str, list[Listed]]]:
    """What each report says of the agents of each days and place."""
    found: dict[tuple[object, ...], dict[str, list[Listed]]] = {}
    for each in lists:
        found.setdefault(each.days.at(level), {}).setdefault(each.report, []).append(each)
    return found


def _that_adds_up(
    reports: Mapping[str, Sequence[Listed]],
    parts: Sequence[Part],
    sums: Mapping[str, int],
    names: Sequence[str],
) -> Sequence[Told] | None:
    """The latest report whose agents come to exactly these sums, in each of the figure's counts."""
    for report in sorted(reports, reverse=True):
        rows = reports[report]
        total = added([each.told.counts for each in rows])
        same = all(total.get(name, 0) == sums.get(name, 0) for name in names)
        if same and _name_the_same([part.days for part in parts], [each.days for each in rows]):
            return _by_agent([each.told for each in rows])
    return None


def _name_the_same(parts: Sequence[Days], rows: Sequence[Days]) -> bool:
    """Whether what both name is the same: agents of another site are not told by chance."""
    for name in LEVELS[0]:
        mine, theirs = ({dict(each.place).get(name) for each in of} - {None} for of in (parts, rows))
        if mine and theirs and mine != theirs:
            return False
    return True


def _by_agent(rows: Sequence[Told]) -> list[Told]:
    """The rows of each agent as one."""
    agents: dict[str, list[Mapping[str, int]]] = {}
    for each in rows:
        agents.setdefault(each.agent, []).append(each.counts)
    return [Told(agent, added(counts)) for agent, counts in sorted(agents.items())]
