"""What an answer in somebody else's audit sheet comes to, whatever its words: full, part, none, N/A, fatal.

Two forms never have the same choices; these five are what a vendor's answer and ours can be compared by.
"""

from __future__ import annotations

from enum import StrEnum


class AuditAnswer(StrEnum):
    """What an answer comes to."""

    FULL = "full"
    PART = "part"
    NONE = "none"
    NOT_APPLICABLE = "na"
    FATAL = "fatal"
