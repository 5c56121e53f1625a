"""The words a programme is planned in: scenario kinds, moods, what became of a call."""

from __future__ import annotations

from enum import StrEnum

from core.text import Text


class ScenarioKind(StrEnum):
    """What the caller rings up for (china_practice 5.1; the comparison of products is S2-09)."""

    ENQUIRY = "enquiry"
    FAULT = "fault"
    COMPLAINT = "complaint"
    FEEDBACK = "feedback"
    COMPARISON = "comparison"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return SCENARIO_NAMES[self]


class Mood(StrEnum):
    """How the caller behaves."""

    CALM = "calm"
    ANGRY = "angry"
    GRATEFUL = "grateful"
    RUDE = "rude"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return MOOD_NAMES[self]


class Outcome(StrEnum):
    """What became of a mystery call."""

    CONNECTED = "connected"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    QUEUE_TIMEOUT = "queue_timeout"
    NO_HUMAN_OPTION = "no_human_option"
    DROPPED = "dropped"
    WRONG_SKILL = "wrong_skill"
    DEFLECTED = "deflected"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return OUTCOME_NAMES[self]

    @property
    def reached(self) -> bool:
        """Whether an agent was spoken to. A call passed to the wrong skill or fobbed off reached one."""
        return self in _REACHED


_REACHED = frozenset({Outcome.CONNECTED, Outcome.WRONG_SKILL, Outcome.DEFLECTED})
SCENARIO_NAMES: dict[ScenarioKind, Text] = {
    ScenarioKind.ENQUIRY: Text("咨询", "Enquiry"),
    ScenarioKind.FAULT: Text("报障", "Fault report"),
    ScenarioKind.COMPLAINT: Text("投诉", "Complaint"),
    ScenarioKind.FEEDBACK: Text("建议与反馈", "Feedback"),
    ScenarioKind.COMPARISON: Text("产品比较", "Product comparison"),
}
MOOD_NAMES: dict[Mood, Text] = {
    Mood.CALM: Text("平静", "Calm"),
    Mood.ANGRY: Text("愤怒", "Angry"),
    Mood.GRATEFUL: Text("感激", "Grateful"),
    Mood.RUDE: Text("粗鲁", "Rude"),
}
OUTCOME_NAMES: dict[Outcome, Text] = {
    Outcome.CONNECTED: Text("接通人工", "Agent reached"),
    Outcome.BUSY: Text("忙音", "Busy"),
    Outcome.NO_ANSWER: Text("无人接听", "Nobody answered"),
    Outcome.QUEUE_TIMEOUT: Text("排队超时", "Gave up in the queue"),
    Outcome.NO_HUMAN_OPTION: Text("菜单无人工入口", "No way to an agent"),
    Outcome.DROPPED: Text("中途断线", "Cut off"),
    Outcome.WRONG_SKILL: Text("转错技能组", "Wrong skill group"),
    Outcome.DEFLECTED: Text("推诿（引导至营业厅等）", "Fobbed off (sent elsewhere)"),
}
#: How calls logged before there were programmes say what became of them.
_EARLIER = {"menu_only": Outcome.NO_HUMAN_OPTION, "cut_off": Outcome.DROPPED}


def outcome_of(code: str, connected: bool) -> Outcome | None:
    """The outcome a logged call tells; None where it says only that nobody was reached."""
    if code in set(Outcome):
        return Outcome(code)
    return Outcome.CONNECTED if connected else _EARLIER.get(code)
