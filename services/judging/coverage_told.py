"""How many of the answered calls were audited: our own audits beside the calls that reports tell of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from core.batch import Source
from core.text import Text
from qa.tallies import CountRow, CountSource
from services.contracts.asked import Asked
from sla.terms.contract import Clause, ClauseSource, scope_of
from store.lake.source import LakeSource

_AUDITS, _CALLS = "audits", "answered"
#: Whose calls, the first that tells them: our own telephone system's, else the vendor's report.
_WHOSE = (Source.CLIENT, Source.VENDOR)
BESIDE = Text(
    "抽检量为甲方登记的抽检，人工接通量取自话务报表（甲方的优先，其次外包商的）；两者均为清点数，无抽样误差",
    "Audits are our own; calls answered are of the reports (ours first, else the vendor's); both are "
    "counted, so there is no interval",
)


def is_coverage(asked: Asked, clause: Clause) -> bool:
    """Whether it divides our own audits by calls, which no audit tells."""
    counts = asked.formula(clause).base_counts
    ours = clause.source is ClauseSource.AUDITS and asked.rules.coverage_told
    return ours and clause.campaign is None and {_AUDITS, _CALLS} <= set(counts)


def lists_audits(asked: Asked, clause: Clause, lists: Sequence[LakeSource], as_of: date) -> bool:
    """Whether a list of our own tells audits beside those logged: then it has to tell the calls, too."""
    scope = scope_of(asked.contract, clause)
    found = (each.tallies([_AUDITS], scope, asked.period, as_of) for each in lists)
    return any(_AUDITS in each.totals for sums in found for each in sums)


def tells_calls(providers: Sequence[object]) -> bool:
    """Whether the calls answered were put beside our own audits."""
    logged = [each for each in providers if isinstance(each, CountSource)]
    return any(_CALLS in row.counts for each in logged for row in each.rows)


def with_calls(
    audits: CountSource, asked: Asked, clause: Clause, received: Mapping[Source, LakeSource]
) -> CountSource:
    """The audits with the calls answered in each month the clause looks at; as they are where nobody tells
    them."""
    scope, rows = scope_of(asked.contract, clause), list(audits.rows)
    for month in asked.periods():
        for source in _WHOSE:
            there = (
                received[source].tallies([_CALLS], scope, month, month.last_day) if source in received else []
            )
            calls = [each for each in there if _CALLS in each.totals]
            if calls:
                open_ = any(each.flags or not each.coverage.complete for each in calls)
                counts = {_CALLS: sum(each.totals[_CALLS] for each in calls)}
                rows.append(CountRow(scope, month.start, counts, provisional=open_))
                break
    return replace(audits, rows=rows)
