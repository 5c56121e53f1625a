"""The nine answers a clause can have, and how each reads and looks everywhere: word, sign, colour."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.tally import Flag
from core.text import Text


class Verdict(StrEnum):
    """The answer on one clause and period. Silence is not zero: six of them are not judgements."""

    MET = "met"
    BELOW_TARGET = "below_target"
    MISSED = "missed"
    NOT_REPORTED = "not_reported"
    NO_VOLUME = "no_volume"
    NOT_APPLICABLE = "not_applicable"
    INSUFFICIENT_SAMPLE = "insufficient_sample"
    EXCUSED = "excused"
    INVALID = "invalid"


@dataclass(frozen=True)
class Look:
    """Word, sign and colour (contrast 4.5 : 1 on the light and the dark ground); never colour alone."""

    word: Text
    sign: str
    light: str
    dark: str


LOOKS: dict[Verdict, Look] = {
    Verdict.MET: Look(Text("达标", "Met"), "✓", "#1E7A55", "#4CC38A"),
    Verdict.BELOW_TARGET: Look(Text("低于目标", "Below target"), "▲", "#9A5B00", "#F0B345"),
    Verdict.MISSED: Look(Text("未达标", "Missed"), "✕", "#B3341F", "#FF8A75"),
    Verdict.NOT_REPORTED: Look(Text("未报送", "Not reported"), "…", "#5D6775", "#A3AEBC"),
    Verdict.NO_VOLUME: Look(Text("无业务量", "No volume"), "–", "#5D6775", "#A3AEBC"),
    Verdict.NOT_APPLICABLE: Look(Text("不适用", "Not applicable"), "/", "#5D6775", "#A3AEBC"),
    Verdict.INSUFFICIENT_SAMPLE: Look(Text("样本不足", "Insufficient sample"), "◌", "#4A6290", "#9DB4DE"),
    Verdict.EXCUSED: Look(Text("已豁免", "Excused"), "⊘", "#6A4C9C", "#BFA6EA"),
    Verdict.INVALID: Look(Text("数据无效", "Invalid data"), "!", "#8A1F5C", "#F08CC0"),
}

FLAG_NAMES: dict[Flag, Text] = {
    Flag.PROVISIONAL: Text("暂定", "Provisional"),
    Flag.IN_PROGRESS: Text("进行中", "In progress"),
    Flag.OVER_SERVED: Text("服务冗余", "Over-served"),
    Flag.BY_HAND: Text("手工录入", "Typed by hand"),
    Flag.RESTATED: Text("已更正", "Restated"),
    Flag.DISPUTED: Text("有争议", "Disputed"),
    Flag.ASSERTED: Text("按所报数值", "As claimed"),
    Flag.CORRECTED: Text("甲方更正", "Corrected by the client"),
    Flag.DEEMED: Text("经审批认定", "Deemed by decision"),
}

#: What a flag says in full, where there is room for a sentence.
FLAG_REMARKS: dict[Flag, Text] = {
    Flag.ASSERTED: Text("按所报数值，未经计数核对", "As claimed, not checked against counts"),
}

#: Judgements on a figure; the other verdicts say why there is none.
JUDGED = frozenset({Verdict.MET, Verdict.BELOW_TARGET, Verdict.MISSED})
