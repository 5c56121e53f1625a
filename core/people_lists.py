"""People lists 人员名单: rosters, changes, attendance, exams and certificates by agent; their words.

Importers read them, the store keeps them, `qa.roster` and `qa.training` judge by them: what a list may say
stands here, below all three.
"""

from __future__ import annotations

from enum import StrEnum

from core.text import Text


class ListKind(StrEnum):
    """What a list is of: the first two tell who works, the others what people were trained in."""

    ROSTER = "roster"
    CHANGES = "changes"
    ATTENDANCE = "attendance"
    EXAMS = "exams"
    CERTIFICATES = "certificates"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _LISTS[self]


class ListState(StrEnum):
    """How far a list has come; a withdrawn one still was known until then."""

    STAGED = "staged"
    COMMITTED = "committed"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _STATES[self]


class AgentRole(StrEnum):
    """What somebody on a roster does; a position that none of these is meant by is OTHER."""

    L1 = "l1"
    L2 = "l2"
    CHAT = "chat"
    OUTBOUND = "outbound"
    COMPLAINT = "complaint"
    TEAM_LEADER = "team_leader"
    QA = "qa"
    TRAINER = "trainer"
    OTHER = "other"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _ROLES[self]


class RosterEvent(StrEnum):
    """What a line of a list of changes tells of an agent."""

    JOINED = "joined"
    LEFT = "left"
    MOVED = "moved"
    LEAVE = "leave"
    RETURNED = "returned"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _EVENTS[self]


class RecordKind(StrEnum):
    """What a training record says; attending is not passing, and REVOKED ends what was held."""

    ATTENDED = "attended"
    EXAM = "exam"
    CERTIFICATE = "certificate"
    ACKNOWLEDGED = "acknowledged"
    REVOKED = "revoked"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _RECORDS[self]


_LISTS: dict[ListKind, Text] = {
    ListKind.ROSTER: Text("花名册", "Roster"),
    ListKind.CHANGES: Text("人员异动", "Roster changes"),
    ListKind.ATTENDANCE: Text("签到记录", "Attendance"),
    ListKind.EXAMS: Text("考试成绩", "Exam results"),
    ListKind.CERTIFICATES: Text("上岗证书", "Agent certificates"),
}
_STATES: dict[ListState, Text] = {
    ListState.STAGED: Text("待确认", "Waiting"),
    ListState.COMMITTED: Text("已入库", "Taken in"),
    ListState.WITHDRAWN: Text("已撤回", "Withdrawn"),
    ListState.DISCARDED: Text("已丢弃", "Discarded"),
}
_ROLES: dict[AgentRole, Text] = {
    AgentRole.L1: Text("一线坐席", "First-line agent"),
    AgentRole.L2: Text("二线坐席", "Second-line agent"),
    AgentRole.CHAT: Text("在线客服", "Chat agent"),
    AgentRole.OUTBOUND: Text("外呼坐席", "Outbound agent"),
    AgentRole.COMPLAINT: Text("投诉处理", "Complaint handler"),
    AgentRole.TEAM_LEADER: Text("班组长", "Team leader"),
    AgentRole.QA: Text("质检员", "Quality auditor"),
    AgentRole.TRAINER: Text("培训师", "Trainer"),
    AgentRole.OTHER: Text("其他岗位", "Other position"),
}
_EVENTS: dict[RosterEvent, Text] = {
    RosterEvent.JOINED: Text("入职", "Joined"),
    RosterEvent.LEFT: Text("离职", "Left"),
    RosterEvent.MOVED: Text("调岗", "Moved"),
    RosterEvent.LEAVE: Text("休假", "On leave"),
    RosterEvent.RETURNED: Text("返岗", "Returned"),
}
_RECORDS: dict[RecordKind, Text] = {
    RecordKind.ATTENDED: Text("参训", "Attended"),
    RecordKind.EXAM: Text("考试", "Exam"),
    RecordKind.CERTIFICATE: Text("证书", "Certificate"),
    RecordKind.ACKNOWLEDGED: Text("已阅确认", "Read and acknowledged"),
    RecordKind.REVOKED: Text("吊销", "Revoked"),
}
