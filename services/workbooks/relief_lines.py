"""A month's reliefs as its workbook lists them: one line for each clause of each request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from exports.relief_line import ReliefLine
from services.decisions.relief_told import ReliefView
from services.judging.month_result import ClauseLine, MonthResult
from store.records import ReliefState
from store.records.relief import IN_FORCE


def relief_lines(result: MonthResult, views: Iterable[ReliefView]) -> tuple[ReliefLine, ...]:
    """What was withdrawn is left out; verdicts stand beside what is in force."""
    return tuple(
        _line(view, at, result)
        for view in views
        if view.record.state is not ReliefState.WITHDRAWN
        for at in range(len(view.clauses))
    )


def _line(view: ReliefView, at: int, result: MonthResult) -> ReliefLine:
    record = view.record
    line = result.line(record.clauses[at])
    return ReliefLine(
        name=view.clauses[at],
        mechanism=view.mechanism,
        asked=view.asked,
        granted=view.granted,
        reason=record.reason,
        evidence=tuple(name for _sha, name in record.evidence),
        requested_by=record.requested_by,
        requested_at=record.requested_at,
        due=record.due,
        state=view.state,
        decision=record.decision,
        decided_by=record.decided_by or "",
        decided_at=record.decided_at,
        **(_sides(line) if line and record.state in IN_FORCE else {}),
    )


def _sides(line: ClauseLine) -> dict[str, Any]:
    """Before and after; the same on both sides until the month is judged with it."""
    raw, after = line.raw or line.judgement, line.judgement
    return {
        "before": raw.verdict,
        "after": after.verdict,
        "value_before": raw.value,
        "value_after": after.value,
        "unit": after.unit.value,
        "target": after.target,
        "flags": after.flags,
        "steps": line.relief,
    }
