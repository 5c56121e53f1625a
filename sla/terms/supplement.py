"""What a supplementary agreement 补充约定 of both sides can do, declared so that judging understands it."""

from __future__ import annotations

from enum import StrEnum

from core.text import Text


class Effect(StrEnum):
    """What both sides agreed on for some months of a contract."""

    #: Clauses, or some days of them, are not judged.
    LEAVE_OUT = "leave_out"
    #: Clauses have another target, and minimum, in these months or on these days.
    OTHER_TARGET = "other_target"
    #: Points are added to each of these months, or taken.
    POINTS = "points"
    #: Money is added to the fee of each of these months, or taken off it.
    AMOUNT = "amount"
    #: Words only: no figure changes.
    WORDING = "wording"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return EFFECT_NAMES[self]


EFFECT_NAMES: dict[Effect, Text] = {
    Effect.LEAVE_OUT: Text("不计入考核", "Leave out"),
    Effect.OTHER_TARGET: Text("另定目标值", "Another target"),
    Effect.POINTS: Text("加减分", "Points added or taken"),
    Effect.AMOUNT: Text("增减金额", "Amount added or taken"),
    Effect.WORDING: Text("仅文字说明", "Wording only"),
}
#: What is about clauses; the others are about the month as a whole.
OF_CLAUSES = (Effect.LEAVE_OUT, Effect.OTHER_TARGET)
