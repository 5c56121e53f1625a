"""The worst site, or the mean of the sites, over days or several months: each site by itself first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.scope import Scope
from core.tally import Flag, Sums
from sla.judging.rollup import from_days, over_months
from sla.judging.tally import Measured, add_up, of_sites
from sla.terms.contract import Aggregate, Clause
from sla.terms.indicator import Formula


def months_together(formula: Formula, clause: Clause, months: Sequence[Sequence[Sums]]) -> Measured | None:
    """The clause's figure of several months, oldest first, each with the sums of its sites or sources."""
    whole = over_months(formula, [add_up(sums) if sums else None for sums in months])
    if clause.aggregate is Aggregate.POOLED or whole is None:
        return whole
    by_site = {scope: [_of(scope, sums) for sums in months] for scope in _scopes(months)}
    return _together(clause, whole, {scope: over_months(formula, own) for scope, own in by_site.items()})


def days_together(formula: Formula, clause: Clause, days: Sequence[Sums]) -> Measured | None:
    """The clause's figure formed from days, the sites apart where the clause asks for the worst or a mean."""
    whole = from_days(formula, clause, days)
    if clause.aggregate is Aggregate.POOLED or whole is None:
        return whole
    own = {scope: [each for each in days if each.scope == scope] for scope in _scopes([days])}
    return _together(clause, whole, {scope: from_days(formula, clause, each) for scope, each in own.items()})


def _together(clause: Clause, whole: Measured, sites: Mapping[Scope, Measured | None]) -> Measured:
    """What cannot be formed for one site cannot be formed for all; a site's days missing are the clause's."""
    found = {scope: each for scope, each in sites.items() if each is not None}
    hindered = next((each.hindrance for each in found.values() if each.hindrance), None)
    if hindered:
        return replace(whole, value=None, hindrance=hindered)
    short = {Flag.PROVISIONAL} & whole.tally.flags.union(*(each.tally.flags for each in found.values()))
    told = {scope: replace(each.tally, flags=each.tally.flags | short) for scope, each in found.items()}
    valued = [(scope, told[scope], each.value) for scope, each in found.items() if each.value is not None]
    tally = replace(whole.tally, flags=whole.tally.flags | short)
    total = replace(whole, tally=tally, parts=tuple(told.items()), hindrance=None)
    return of_sites(total, valued, clause.aggregate, clause.site_weights)


def _scopes(months: Sequence[Sequence[Sums]]) -> list[Scope]:
    return list(dict.fromkeys(each.scope for sums in months for each in sums))


def _of(scope: Scope, sums: Sequence[Sums]) -> Sums | None:
    own = [each for each in sums if each.scope == scope]
    return add_up(own) if own else None
