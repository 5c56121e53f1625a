"""Rules of the matrix that meet nobody on today's rosters 无人适用的矩阵行: mostly a channel or a
customer segment that the rosters write otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import timedelta

from core.finding import Finding, Place
from core.period import Period
from core.text import Text
from qa.roster.history import roster_on
from qa.roster.spell import Standing
from qa.training.due import business_day
from qa.training.matrix import Rule
from qa.training.profile import Profile, profile_of
from qa.training.reach import Unmet, unmet
from services.roster.roster import WithLake, lists_in
from services.training.vendor_days import vendor_days
from store.unit_of_work import UnitOfWork

_GONE = frozenset({Standing.LEFT, Standing.NOT_YET})
_NOTHING = Text("未填", "nothing")


def unmet_in(uow: UnitOfWork, house: WithLake, rules: Sequence[Rule], file: str = "") -> list[Finding]:
    """A warning for each rule that is not over and is for nobody on the rosters of the vendors this unit of
    work may see; before the first roster none."""
    profiles: set[Profile] = set()
    for vendor in sorted({each.vendor for each in uow.people_lists.all() if each.committed_at}):
        profiles |= set(_profiles(uow, house, vendor))
    today = business_day(uow.now)
    still = [rule for rule in rules if rule.last_day is None or rule.last_day >= today]
    return said_of(still, profiles, file)


def said_of(rules: Iterable[Rule], profiles: Collection[Profile], file: str = "") -> list[Finding]:
    """The same of agents with these profiles."""
    return [_finding(each, file) for each in unmet(rules, profiles)]


def _profiles(uow: UnitOfWork, house: WithLake, vendor: str) -> Iterator[Profile]:
    day = vendor_days(uow, vendor).of(uow.now)
    lists = lists_in(uow, house, vendor, Period(day, day + timedelta(days=1)), None)
    for spell in roster_on(lists, day, None).values():
        if spell.standing(day) not in _GONE:
            yield profile_of(spell)


def _finding(found: Unmet, file: str) -> Finding:
    if found.what is None:
        return Finding("matrix_rule_meets_nobody", Place(file), {"rule": found.rule})
    facts = {"rule": found.rule, "what": found.what, "asked": _joined(found.asked)}
    told = _joined(found.told) if found.told else _NOTHING
    return Finding("matrix_rule_value_unheard", Place(file), {**facts, "told": told})


def _joined(words: Iterable[Text]) -> Text:
    said = list(words)
    return Text("、".join(each.zh for each in said), ", ".join(each.en for each in said))
