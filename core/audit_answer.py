"""What an answer in somebody else's audit sheet comes to, whatever its words: full, part, none, N/A, fatal.

Two forms never have the same choices; these five are what a vendor's answer and ours can be compared by.
"""

from __future__ import annotations

from enum import StrEnum

from core.text import Text


class AuditAnswer(StrEnum):
    """What an answer comes to."""

    FULL = "full"
    PART = "part"
    NONE = "none"
    NOT_APPLICABLE = "na"
    FATAL = "fatal"


AUDIT_ANSWERS: dict[AuditAnswer, Text] = {
    AuditAnswer.FULL: Text("满分", "full points"),
    AuditAnswer.PART: Text("部分得分", "part of them"),
    AuditAnswer.NONE: Text("不得分", "no points"),
    AuditAnswer.NOT_APPLICABLE: Text("不适用", "N/A"),
    AuditAnswer.FATAL: Text("致命", "fatal"),
}
