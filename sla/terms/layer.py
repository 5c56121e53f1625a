"""What hangs on a clause: money, a review, information only, or a duty (domain reference 2.1)."""

from __future__ import annotations

from enum import StrEnum

from core.text import Text


class ClauseLayer(StrEnum):
    """The layer of obligation a contract puts a clause on."""

    CRITICAL = "critical"
    KEY = "key"
    SPEC = "spec"
    OBLIGATION = "obligation"


#: What the layer means for whoever reads the scorecard.
CLAUSE_LAYER_REMARKS: dict[ClauseLayer, Text] = {
    ClauseLayer.CRITICAL: Text("关键指标", "Critical service level"),
    ClauseLayer.KEY: Text("一般指标", "Key service level"),
    ClauseLayer.SPEC: Text(
        "过程规范指标，仅供参考，不计未达标记录",
        "Process specification: for information, no miss is recorded",
    ),
    ClauseLayer.OBLIGATION: Text("硬性义务", "Operating obligation"),
}
