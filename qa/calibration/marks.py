"""Who scores in a calibration session, what one of them said of one call, and who is held against whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations, product

from core.canonical import content_hash
from core.text import Text
from qa.form.terms import AuditForm
from qa.scoring.answers import Answer, valued
from qa.scoring.engine import score
from qa.scoring.lines import NOT_ASKED
from qa.scoring.receipt import ItemScore, LeftOut

#: What stands in a comparison for an answer that is none of the item's own.
NOT_APPLICABLE, UNDETERMINED = "n/a", "?"


class Side(StrEnum):
    """Whose scorer somebody is."""

    CLIENT = "client"
    VENDOR = "vendor"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _SIDES[self]


_SIDES = {Side.CLIENT: Text("我方", "Our side"), Side.VENDOR: Text("外包商", "Vendor")}


@dataclass(frozen=True)
class Rater:
    """Somebody who scores every call of a session."""

    key: str
    name: str
    side: Side = Side.CLIENT
    #: Whether this score is the standard the others are held against (标准分).
    is_master: bool = False


@dataclass(frozen=True)
class Mark:
    """One rater's score of one call, as it is compared."""

    rater: str
    call: str
    #: Item → what was said of it; items the call did not ask, and written ones, are left out.
    said: Mapping[str, str]
    fatal: frozenset[str]
    #: Percent; None where nothing applied.
    total: Fraction | None
    #: Items that earned all they could.
    full: frozenset[str] = frozenset()


def mark_of(
    form: AuditForm, rater: str, call: str, answers: Mapping[str, Answer], fatal: Collection[str] = ()
) -> Mark:
    """What a rater said, scored by the one engine; refused where an answer is missing.

    A measured item is compared by the step its number falls in: two stop-watches a second apart agree.
    """
    receipt = score(form, answers, frozenset(fatal))
    asked = [line for line in receipt.items if line.left_out not in NOT_ASKED]
    said = {line.item: _said(form, line, answers.get(line.item)) for line in asked}
    full = {line.item for line in asked if line.left_out is None and line.earned == line.applicable}
    return Mark(rater, call, said, frozenset(receipt.fatal), receipt.total, frozenset(full))


def _said(form: AuditForm, line: ItemScore, answer: Answer | None) -> str:
    if line.left_out is not None:
        return UNDETERMINED if line.left_out is LeftOut.UNDETERMINED else NOT_APPLICABLE
    item = form.item(line.item)
    if item is None or answer is None or not item.kind.is_measured:
        return line.answer
    made = valued(item, answer).choices
    return made[0].code if made else line.answer


def seal(salt: str, answers: Mapping[str, object], fatal: Collection[str]) -> str:
    """The fingerprint of a score, told while it is sealed: once opened, it can be held against the score.

    The salt keeps anybody from trying all answers until one fits.
    """
    return content_hash({"salt": salt, "answers": dict(answers), "fatal": sorted(fatal)})


def is_across(raters: Collection[Rater]) -> bool:
    """Whether both companies score."""
    return len({rater.side for rater in raters}) > 1


def held_against(raters: Sequence[Rater]) -> list[tuple[Rater, Rater]]:
    """Who is compared with whom: everybody with the master; without one, each of the vendor's with each of
    ours; inside one company, every two."""
    if master := next((rater for rater in raters if rater.is_master), None):
        return [(rater, master) for rater in raters if rater is not master]
    if is_across(raters):
        return sides_met(raters)
    return list(combinations(raters, 2))


def sides_met(raters: Sequence[Rater]) -> list[tuple[Rater, Rater]]:
    """Each of the vendor's with our standard: the master, else each of our own."""
    ours = [rater for rater in raters if rater.side is Side.CLIENT]
    standard = [rater for rater in ours if rater.is_master] or ours
    return list(product([rater for rater in raters if rater.side is Side.VENDOR], standard))
