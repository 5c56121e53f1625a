"""The states of an audit between its submission and the score that stays, and which may follow which.

draft → submitted → released → acknowledged | disputed(level n) → upheld | revised → final. What falls silent
becomes final by time alone: silence is acceptance, once the last day to appeal is over.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from core.errors import IllegalTransitionError
from core.text import Text


class ReviewState(StrEnum):
    """Where a submitted audit stands."""

    SUBMITTED = "submitted"
    TO_ADJUDICATE = "to_adjudicate"
    REVIEWED = "reviewed"
    RELEASED = "released"
    ACKNOWLEDGED = "acknowledged"
    DISPUTED = "disputed"
    UPHELD = "upheld"
    REVISED = "revised"
    #: Never stored: what `standing` says once the time to appeal is over.
    FINAL = "final"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _NAMES[self]

    @property
    def is_released(self) -> bool:
        """Whether the vendor has seen a score, which counts from then on."""
        return self not in _BEFORE_RELEASE

    @property
    def ends_by_time(self) -> bool:
        """Whether silence makes it final once the time to appeal is over."""
        return self in _BY_TIME

    @property
    def waits(self) -> bool:
        """Whether somebody on the client's side has still to act: score, settle, release or rule."""
        return self in _BEFORE_RELEASE or self is ReviewState.DISPUTED


_BEFORE_RELEASE = frozenset({ReviewState.SUBMITTED, ReviewState.TO_ADJUDICATE, ReviewState.REVIEWED})

_NAMES: dict[ReviewState, Text] = {
    ReviewState.SUBMITTED: Text("已提交", "submitted"),
    ReviewState.TO_ADJUDICATE: Text("待裁定差异", "to be adjudicated"),
    ReviewState.REVIEWED: Text("已复核", "reviewed"),
    ReviewState.RELEASED: Text("已发布", "released"),
    ReviewState.ACKNOWLEDGED: Text("外包商已确认", "acknowledged"),
    ReviewState.DISPUTED: Text("申诉中", "disputed"),
    ReviewState.UPHELD: Text("维持原判", "upheld"),
    ReviewState.REVISED: Text("已改判", "revised"),
    ReviewState.FINAL: Text("终局", "final"),
}

#: state → what may follow it by somebody's act.
FOLLOWS: dict[ReviewState, frozenset[ReviewState]] = {
    ReviewState.SUBMITTED: frozenset({ReviewState.TO_ADJUDICATE, ReviewState.REVIEWED, ReviewState.RELEASED}),
    ReviewState.TO_ADJUDICATE: frozenset({ReviewState.REVIEWED}),
    ReviewState.REVIEWED: frozenset({ReviewState.RELEASED}),
    ReviewState.RELEASED: frozenset({ReviewState.ACKNOWLEDGED, ReviewState.DISPUTED}),
    # The vendor said yes: nothing can be appealed any more.
    ReviewState.ACKNOWLEDGED: frozenset(),
    # A second item is appealed while the first waits; ruled once none waits any more.
    ReviewState.DISPUTED: frozenset({ReviewState.DISPUTED, ReviewState.UPHELD, ReviewState.REVISED}),
    # Another item, or the next level of one that was ruled.
    ReviewState.UPHELD: frozenset({ReviewState.DISPUTED, ReviewState.ACKNOWLEDGED}),
    ReviewState.REVISED: frozenset({ReviewState.DISPUTED, ReviewState.ACKNOWLEDGED}),
    ReviewState.FINAL: frozenset(),
}

_BY_TIME = frozenset({ReviewState.RELEASED, ReviewState.UPHELD, ReviewState.REVISED})


def followed(state: ReviewState, to: ReviewState) -> ReviewState:
    """`to`, where it may follow `state`; else IllegalTransitionError."""
    if to not in FOLLOWS[state]:
        raise IllegalTransitionError(state=state.words, to=to.words)
    return to


def after_rulings(changed: Iterable[bool], waiting: bool) -> ReviewState:
    """Where an audit stands after a ruling: disputed while an appeal waits, else revised where any ruling
    changed an answer, else upheld."""
    if waiting:
        return ReviewState.DISPUTED
    return ReviewState.REVISED if any(changed) else ReviewState.UPHELD


def standing(state: ReviewState, open_until_over: bool) -> ReviewState:
    """What the state amounts to today: final where the vendor said yes, or every window it had is over."""
    if state is ReviewState.ACKNOWLEDGED or (state in _BY_TIME and open_until_over):
        return ReviewState.FINAL
    return state
