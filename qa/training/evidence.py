"""What proves that a training was held, and what looking at it in an evidence audit 佐证抽查 found."""

from __future__ import annotations

from enum import StrEnum

from core.text import Text


class EvidenceKind(StrEnum):
    """A paper that can be kept with a course and a day (domain reference 5.3)."""

    ATTENDANCE = "attendance"
    MATERIAL = "material"
    QUIZ = "quiz"
    SIGN_OFF = "sign_off"
    LMS_EXPORT = "lms_export"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _KINDS[self]


class EvidenceFound(StrEnum):
    """What was found of one sampled record; a failed re-test counts as unsupported."""

    OPEN = "open"
    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"
    RETEST_FAILED = "retest_failed"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _FOUND[self]


_KINDS: dict[EvidenceKind, Text] = {
    EvidenceKind.ATTENDANCE: Text("签到表", "Attendance sheet with times"),
    EvidenceKind.MATERIAL: Text("培训教材", "Training material"),
    EvidenceKind.QUIZ: Text("答卷", "Answers to the quiz"),
    EvidenceKind.SIGN_OFF: Text("签字确认", "Sign-off"),
    EvidenceKind.LMS_EXPORT: Text("学习平台导出", "Export of the learning platform"),
}
_FOUND: dict[EvidenceFound, Text] = {
    EvidenceFound.OPEN: Text("待核", "Open"),
    EvidenceFound.SUPPORTED: Text("有佐证", "Supported"),
    EvidenceFound.UNSUPPORTED: Text("无佐证", "Unsupported"),
    EvidenceFound.RETEST_FAILED: Text("复测未通过", "Failed the re-test"),
}
