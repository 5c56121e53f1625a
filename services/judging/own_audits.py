"""Our own audits as a clause's figure takes them: without a score in no rate, scores each call alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from core.text import Text
from qa.form.kinds import FormKind
from qa.tallies import FULL_SCORE, CountRow, CountSource
from services.contracts.asked import Asked
from services.judging.form_aggregate import is_of_points
from services.judging.mean_told import mean_told
from services.judging.weighed_back import weighed_back
from sla.judging.tally import Measured
from sla.rules import Rules
from sla.terms.contract import Clause
from sla.terms.indicator import Formula

#: The rate of calls passed is of calls with a score; what reached an agent is another figure.
_PASSED, _CALLS = "mystery_passed", ("mystery_calls", "mystery_connected")
_SHOPS = ("shop_points", "shop_points_applicable")
_SCORES, _OF = "audit_points", "audit_points_applicable"
_HEARD = ("audits", "audit_", "form_", "error_opportunities", "noncritical_errors")
_ALIKE = Text(
    "甲方登记的得分按通计入，每通满分 100：各通得分的平均",
    "Scores of our own audits count by call, each of 100: the mean of scores",
)


def as_ruled(audits: CountSource, form: Formula, rules: Rules) -> CountSource:
    """The audits with the counts a formula is made of as our rules take them."""
    wanted = set(form.base_counts)
    of_scores = bool(wanted & {*_SHOPS, _OF})
    silent = rules.unscored_out and any(_is_silent(row, wanted) for row in audits.rows)
    if not (of_scores or silent):
        return audits
    return replace(audits, rows=[_as_ruled(row, wanted, rules) for row in audits.rows])


def of_own_audits(
    asked: Asked, clause: Clause, found: Measured, rows: Sequence[CountRow], others: bool
) -> Measured:
    """The figure of these audits, weighed back where they were drawn, with what it rests on in words;
    `others`: whether a list tells of audits beside them."""
    silent = [row for row in rows if _is_silent(row, set(found.formula.base_counts))]
    if asked.rules.unscored_out:
        rows = [row for row in rows if row not in silent]
        found = replace(found, steps=(*found.steps, *_out(len(silent))))
    if is_of_points(found.formula) and not others:
        found = _resting_on_calls(found, sum(_divides(row, found.formula) for row in rows))
    found = weighed_back(asked, clause, found, rows, others)
    return found if others else mean_told(clause, found, rows)


def _resting_on_calls(found: Measured, calls: int) -> Measured:
    """It rests on calls, not on points: whatever tests it as a share takes no more of them than there are."""
    alike = () if not {_OF, *_SHOPS} & set(found.formula.denominator) else (_ALIKE,)
    worth = Fraction(calls) if found.formula.part and calls else None
    tally = replace(found.tally, n=calls)
    return replace(found, tally=tally, n_effective=worth, steps=(*found.steps, *alike))


def _divides(row: CountRow, form: Formula) -> bool:
    return any(row.counts.get(name) for name in form.denominator)


def _is_silent(row: CountRow, wanted: set[str]) -> bool:
    """Whether nothing applied to a call that such a figure would be of."""
    if row.unscored is FormKind.MYSTERY:
        return _PASSED in wanted or not wanted.isdisjoint(_SHOPS)
    return row.unscored is FormKind.LISTENING and any(name.startswith(_HEARD) for name in wanted)


def _as_ruled(row: CountRow, wanted: set[str], rules: Rules) -> CountRow:
    counts = dict(row.counts)
    if not rules.scores_told:
        counts = {name: n for name, n in counts.items() if name not in _SHOPS}
    elif _SCORES in counts:
        counts[_OF] = FULL_SCORE * counts["audits"]
    if rules.unscored_out and _is_silent(row, wanted):
        counts = _nothing(counts, row, wanted)
    return replace(row, counts=counts)


def _nothing(counts: Mapping[str, int], row: CountRow, wanted: set[str]) -> dict[str, int]:
    """Such a call adds nothing above or below, so that a month of these alone has nothing to divide by."""
    names = (
        _CALLS if row.unscored is FormKind.MYSTERY else [each for each in wanted if each.startswith(_HEARD)]
    )
    return {**counts, **dict.fromkeys(names, 0)}


def _out(calls: int) -> tuple[Text, ...]:
    if not calls:
        return ()
    return (
        Text(
            f"另有 {calls:,} 通各项均不适用，没有得分，不计入本项",
            f"Besides {calls:,} to which nothing applied: without a score, in neither part of the figure",
        ),
    )
