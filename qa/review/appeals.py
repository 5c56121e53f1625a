"""An appeal's way in and where it stands: the vendor has no login, so the client enters what it said."""

from __future__ import annotations

from enum import StrEnum

from core.text import Text


class Channel(StrEnum):
    """How an appeal reached the client."""

    TELEPHONE = "telephone"
    WECOM = "wecom"
    MAIL = "mail"
    MEETING = "meeting"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _CHANNELS[self]

    @property
    def is_spoken(self) -> bool:
        """Whether nothing written came with it: it stands 待书面确认 until something does."""
        return self in (Channel.TELEPHONE, Channel.MEETING)


_CHANNELS = {
    Channel.TELEPHONE: Text("电话", "Telephone"),
    Channel.WECOM: Text("企业微信", "WeCom"),
    Channel.MAIL: Text("邮件", "Mail"),
    Channel.MEETING: Text("会议", "Meeting"),
}


class AppealState(StrEnum):
    """Whether an appeal waits for a ruling at its level."""

    OPEN = "open"
    RULED = "ruled"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return {AppealState.OPEN: Text("待裁定", "waits"), AppealState.RULED: Text("已裁定", "ruled")}[self]


class VersionKind(StrEnum):
    """What a version of an audit's answers came from."""

    SCORED = "scored"
    #: The blind one: kept beside the first, never the score itself.
    SECOND = "second"
    ADJUDICATED = "adjudicated"
    RULED = "ruled"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _VERSIONS[self]


_VERSIONS = {
    VersionKind.SCORED: Text("初评", "First score"),
    VersionKind.SECOND: Text("盲评（第二人）", "Second score, blind"),
    VersionKind.ADJUDICATED: Text("裁定差异后", "After adjudication"),
    VersionKind.RULED: Text("申诉裁定后", "After a ruling"),
}
