"""A ruling on one appealed item: keep ours, take the vendor's, or a third value; and the answers after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.errors import WrongInputError
from core.text import Text
from qa.form.terms import AuditForm
from qa.review.second import same_answer
from qa.scoring.answers import Answer, answered

_ANSWER = Text("改判后的评分", "the answer after the ruling")


class Ruling(StrEnum):
    """What an appeal came to."""

    KEEP = "keep"
    TAKE = "take"
    THIRD = "third"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _NAMES[self]


_NAMES = {
    Ruling.KEEP: Text("维持原评分", "keep ours"),
    Ruling.TAKE: Text("采纳外包商意见", "take theirs"),
    Ruling.THIRD: Text("另定评分", "a third value"),
}


@dataclass(frozen=True)
class Scored:
    """What an audit's score rests on."""

    answers: Mapping[str, Answer]
    fatal: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Claim:
    """What an appeal says a code should be: an answer to the item, or that the fatal fault did not happen."""

    code: str
    answer: Answer | None = None


def check_claim(form: AuditForm, said: Scored, claim: Claim) -> None:
    """Refused: a code the form does not have, a fatal fault that was not found, and an answer that the item
    does not offer or that is ours already."""
    item = form.item(claim.code)
    if item is None:
        if claim.code not in said.fatal:
            raise WrongInputError("appeal_unknown", code=claim.code)
        return
    if claim.answer is not None:
        _check_answer(form, claim.code, claim.answer)
        if same_answer(said.answers.get(claim.code), claim.answer) and claim.code not in said.fatal:
            raise WrongInputError("appeal_same", item=item.text)


def ruled(form: AuditForm, said: Scored, claim: Claim, ruling: Ruling, third: Answer | None = None) -> Scored:
    """The answers after a ruling; what nobody appealed stays as it was.

    Taking theirs needs an answer they gave; a fatal fault that was appealed goes with it. A third value needs
    one that the item offers, and no fatal fault has one. Refused where that is missing.
    """
    if ruling is Ruling.KEEP:
        return said
    if form.item(claim.code) is None:
        if ruling is Ruling.THIRD:
            raise WrongInputError("ruling_no_third")
        return Scored(said.answers, said.fatal - {claim.code})
    answer = claim.answer if ruling is Ruling.TAKE else third
    if answer is None:
        raise WrongInputError("needed", what=_ANSWER)
    _check_answer(form, claim.code, answer)
    fatal = said.fatal - {claim.code} if ruling is Ruling.TAKE else said.fatal
    return Scored({**said.answers, claim.code: answer}, fatal)


def changes(before: Scored, after: Scored) -> bool:
    """Whether a ruling changed anything that scores: such an appeal succeeded."""
    codes = before.answers.keys() | after.answers.keys()
    same = all(same_answer(before.answers.get(code), after.answers.get(code)) for code in codes)
    return not same or before.fatal != after.fatal


def _check_answer(form: AuditForm, code: str, answer: Answer) -> None:
    item = form.item(code)
    assert item is not None
    answered(item, answer)
