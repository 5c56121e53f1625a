"""The states a contract's month goes through, and which may follow which (FOUNDATION, month states)."""

from __future__ import annotations

from enum import StrEnum

from core.errors import IllegalTransitionError
from core.text import Text


class MonthState(StrEnum):
    """Where a contract's month stands."""

    COLLECTING = "collecting"
    DRAFT = "draft"
    COMMENT = "comment"
    APPEAL = "appeal"
    FINAL = "final"
    SIGNED = "signed"
    SETTLED = "settled"
    CORRECTED = "corrected"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return MONTH_STATE_NAMES[self]


MONTH_STATE_NAMES: dict[MonthState, Text] = {
    MonthState.COLLECTING: Text("数据收齐", "Collecting"),
    MonthState.DRAFT: Text("初稿", "Draft"),
    MonthState.COMMENT: Text("征求意见", "Sent for comment"),
    MonthState.APPEAL: Text("申诉期", "Appeal window"),
    MonthState.FINAL: Text("定稿", "Final"),
    MonthState.SIGNED: Text("签章", "Signed"),
    MonthState.SETTLED: Text("结算", "Settled"),
    MonthState.CORRECTED: Text("更正版", "Corrected edition"),
}

_NEXT: dict[MonthState, frozenset[MonthState]] = {
    MonthState.COLLECTING: frozenset({MonthState.DRAFT}),
    MonthState.DRAFT: frozenset({MonthState.COLLECTING, MonthState.COMMENT, MonthState.FINAL}),
    MonthState.COMMENT: frozenset({MonthState.DRAFT, MonthState.APPEAL, MonthState.FINAL}),
    MonthState.APPEAL: frozenset({MonthState.DRAFT, MonthState.FINAL}),
    MonthState.FINAL: frozenset({MonthState.SIGNED, MonthState.CORRECTED}),
    MonthState.SIGNED: frozenset({MonthState.SETTLED, MonthState.CORRECTED}),
    MonthState.SETTLED: frozenset({MonthState.CORRECTED}),
    MonthState.CORRECTED: frozenset({MonthState.COMMENT, MonthState.FINAL}),
}

#: Nothing in a month of these states changes any more.
FROZEN = frozenset({MonthState.FINAL, MonthState.SIGNED, MonthState.SETTLED})


def next_states(state: MonthState) -> frozenset[MonthState]:
    """The states that may follow."""
    return _NEXT[state]


def moved(state: MonthState, to: MonthState) -> MonthState:
    """`to`, or a refusal where it does not follow `state`."""
    if to not in _NEXT[state]:
        raise IllegalTransitionError(entity="month", state=state, to=to)
    return to
