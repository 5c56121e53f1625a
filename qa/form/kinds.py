"""The kinds a form speaks of: of forms, items, errors, faults and phases, each with its words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from core.text import Text


class FormKind(StrEnum):
    """What is scored: a call we made ourselves, one we listened to, or a vendor's site we went to."""

    MYSTERY = "mystery"
    LISTENING = "listening"
    #: The checklist of a site visit 现场检查: no call is scored on it.
    SITE = "site"

    @property
    def is_of_calls(self) -> bool:
        """Whether calls are scored on such a form."""
        return self is not FormKind.SITE


class ItemKind(StrEnum):
    """How an item is answered."""

    #: One of its choices.
    SINGLE = "single"
    #: Any number of its choices, none among them. Where all of them take points off, they come off the
    #: item's points; else the item earns what the chosen ones are worth together.
    MULTI = "multi"
    #: A number, worth what the first choice that goes up to it is worth.
    NUMBER = "number"
    #: Seconds, in the same way.
    DURATION = "duration"
    #: A moment; kept, never scored.
    MOMENT = "moment"
    #: Words; kept, never scored.
    TEXT = "text"

    @property
    def is_measured(self) -> bool:
        """Whether the answer is a number."""
        return self in (ItemKind.NUMBER, ItemKind.DURATION)

    @property
    def is_written(self) -> bool:
        """Whether the answer is kept only."""
        return self in (ItemKind.TEXT, ItemKind.MOMENT)


class KnownFrom(StrEnum):
    """What a call's own facts answer already, so that the auditor is not asked twice."""

    #: Whether an agent was reached: the best choice, else the worst.
    REACHED = "reached"
    #: The seconds waited: the first choice that goes up to them; the worst where no agent was reached.
    WAIT = "wait"


class ErrorClass(StrEnum):
    """Whom an error of an item hurts (COPC's split); accuracy is told for each class apart."""

    CUSTOMER = "customer"
    BUSINESS = "business"
    COMPLIANCE = "compliance"
    NONCRITICAL = "noncritical"

    @property
    def is_critical(self) -> bool:
        """Whether it counts in the critical score."""
        return self is not ErrorClass.NONCRITICAL


class Attribution(StrEnum):
    """Whose fault it was that an item failed."""

    AGENT = "agent"
    PROCESS = "process"
    SYSTEM = "system"
    CLIENT = "client"


class Phase(StrEnum):
    """Which part of the contact an item is about."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


ITEM_KINDS: Mapping[ItemKind, Text] = {
    ItemKind.SINGLE: Text("单选", "Single choice"),
    ItemKind.MULTI: Text("多选", "Several choices"),
    ItemKind.NUMBER: Text("数字", "Number"),
    ItemKind.DURATION: Text("时长", "Duration"),
    ItemKind.MOMENT: Text("时刻", "Moment"),
    ItemKind.TEXT: Text("文字", "Text"),
}
FORM_KINDS: Mapping[FormKind, Text] = {
    FormKind.MYSTERY: Text("拨测", "Mystery call"),
    FormKind.LISTENING: Text("录音抽检", "Listening"),
    FormKind.SITE: Text("现场检查", "Site visit"),
}
ERROR_CLASSES: Mapping[ErrorClass, Text] = {
    ErrorClass.CUSTOMER: Text("客户关键错误", "customer-critical"),
    ErrorClass.BUSINESS: Text("业务关键错误", "business-critical"),
    ErrorClass.COMPLIANCE: Text("合规关键错误", "compliance-critical"),
    ErrorClass.NONCRITICAL: Text("非关键错误", "non-critical"),
}
ATTRIBUTIONS: Mapping[Attribution, Text] = {
    Attribution.AGENT: Text("坐席", "Agent"),
    Attribution.PROCESS: Text("流程", "Process"),
    Attribution.SYSTEM: Text("系统", "System"),
    Attribution.CLIENT: Text("委托方", "Client"),
}
PHASES: Mapping[Phase, Text] = {
    Phase.BEFORE: Text("服务前", "before"),
    Phase.DURING: Text("服务中", "during"),
    Phase.AFTER: Text("服务后", "after"),
}
#: The five behaviours no agent may show (S2-07), ready to be picked.
FORBIDDEN_BEHAVIOURS: Mapping[str, Text] = {
    "SHIRKING": Text("推脱", "Shirking"),
    "FOBBING_OFF": Text("搪塞", "Fobbing off"),
    "COLDNESS": Text("冷漠", "Coldness"),
    "CONTEMPT": Text("轻蔑", "Contempt"),
    "INDIFFERENCE": Text("无所谓", "Indifference"),
}
