"""Who acts, and what their role lets them do. Sign-in can be put in front later; this stays."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.errors import NotAllowedError
from core.text import Lang, Text


class Role(StrEnum):
    """What a person is here for."""

    MANAGER = "manager"
    AUDITOR = "auditor"
    APPROVER = "approver"
    VIEWER = "viewer"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return ROLE_NAMES[self]


class Action(StrEnum):
    """What can be done."""

    VIEW = "view"
    IMPORT = "import"
    AUDIT = "audit"
    RECORD = "record"
    MANAGE = "manage"
    PLAN = "plan"
    EXPORT = "export"
    APPROVE = "approve"


ROLE_NAMES: dict[Role, Text] = {
    Role.MANAGER: Text("外包管理经理", "Vendor manager"),
    Role.AUDITOR: Text("质检员", "QA auditor"),
    Role.APPROVER: Text("审批人", "Approver"),
    Role.VIEWER: Text("查看者", "Viewer"),
}

_MAY: dict[Role, frozenset[Action]] = {
    Role.MANAGER: frozenset(Action) - {Action.APPROVE},
    Role.AUDITOR: frozenset({Action.VIEW, Action.AUDIT, Action.RECORD, Action.IMPORT, Action.EXPORT}),
    Role.APPROVER: frozenset({Action.VIEW, Action.EXPORT, Action.APPROVE}),
    Role.VIEWER: frozenset({Action.VIEW, Action.EXPORT}),
}


@dataclass(frozen=True)
class Principal:
    """The acting person: everything done is done under this name."""

    id: str
    name: str
    role: Role
    lang: Lang = "zh"
    #: The vendors this person may see; None means all of them.
    vendors: frozenset[str] | None = None

    def may(self, action: Action, vendor: str | None = None) -> bool:
        """Whether the role permits `action`, and the vendor (if any) is among this person's."""
        sees = vendor is None or self.vendors is None or vendor in self.vendors
        return sees and action in _MAY[self.role]


def authorize_everywhere(principal: Principal, action: Action) -> None:
    """The same for what concerns the house as a whole: only whoever sees every vendor."""
    authorize(principal, action)
    if principal.vendors is not None:
        raise NotAllowedError(action=action, role=principal.role, name=principal.name)


def authorize(principal: Principal, action: Action, vendor: str | None = None) -> None:
    """Let it pass, or refuse: the one gate every service goes through."""
    if not principal.may(action, vendor):
        raise NotAllowedError(action=action, role=principal.role, name=principal.name, vendor=vendor)
