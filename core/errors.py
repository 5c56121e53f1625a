"""Refused actions, one class for each reason.

    PlumblineError
    ├── WrongInputError      a value that cannot be used here
    ├── NotAllowedError      this person's role does not permit it
    ├── NotFoundError        nothing is known under that code
    ├── RefusedError         trouble was found, and it forbids the action (carries the findings)
    │   ├── StaleBatchError  committed data changed since the preview
    │   └── DecisionNeeded   two grains meet on the same days: a person decides
    ├── ConflictError        somebody else changed the record since it was read
    ├── IllegalTransitionError   that state does not follow this one
    ├── FrozenMonthError     the month is final
    └── CancelledError       the person stopped the job

Trouble *in data* is never an exception: it is a Finding (core/finding.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.text import Text

if TYPE_CHECKING:
    from core.finding import Finding


class PlumblineError(Exception):
    """A refusal: a reason code and the facts its sentence is made of (words: core/refusals.py)."""

    reason = "refused"

    def __init__(self, reason: str | None = None, **facts: object) -> None:
        self.reason = reason or type(self).reason
        self.facts = facts
        super().__init__(f"{self.reason} {facts}" if facts else self.reason)


class WrongInputError(PlumblineError):
    """A value that cannot be used here."""

    reason = "wrong_input"


class NotAllowedError(PlumblineError):
    """The acting person's role does not permit this."""

    reason = "not_allowed"


class NotFoundError(PlumblineError):
    """Nothing is known under that code."""

    reason = "not_found"


class ConflictError(PlumblineError):
    """Somebody else changed the record after it was read."""

    reason = "conflict"


class IllegalTransitionError(PlumblineError):
    """That state does not follow the present one."""

    reason = "illegal_transition"


class FrozenMonthError(PlumblineError):
    """The month is final; a correction makes a corrected edition."""

    reason = "frozen_month"


class CancelledError(PlumblineError):
    """The person stopped the job."""

    reason = "cancelled"


class RefusedError(PlumblineError):
    """Trouble was found that forbids the action; it carries the findings."""

    reason = "refused"

    def __init__(self, findings: list[Finding], reason: str | None = None, **facts: object) -> None:
        n = len(findings)
        counted = Text(f"{n}处问题", "1 problem" if n == 1 else f"{n} problems")
        super().__init__(reason, **{"findings": counted, **facts})
        self.findings = findings


class StaleBatchError(RefusedError):
    """Committed data changed between preview and commit: stage the file again."""

    reason = "stale_batch"


class DecisionNeeded(RefusedError):
    """Figures of two grains meet on the same days: say which feed the sums (`facts` or `check`)."""

    reason = "grain_decision"
