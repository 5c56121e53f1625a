"""What a browser sends for a draft, held against the form before it is kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.errors import WrongInputError
from qa.form.kinds import FORBIDDEN_BEHAVIOURS
from qa.form.terms import AuditForm, Item
from qa.moments import NO_WORST, Ending
from qa.scoring.answers import answered
from qa.stopwatch import Mark, Turn, timed
from services.desk.draft_standing import answer_of

#: The number the caller used; kept masked and marked, never as it was typed.
NUMBER = "@number"
#: What can be said of the call itself, beside the items: name → kind of value.
FACTS: Mapping[str, type[Any]] = {
    "@at": str,
    "@dialled": str,
    "@connected": bool,
    "@outcome": str,
    "@wait": int,
    "@agent": str,
    "@recording": str,
    "@remark": str,
    "@watch": list,
    "@sample_type": str,
    "@sample": str,
    "@project": str,
    "@site": str,
    "@queue": str,
    "@channel": str,
    "@wave": str,
    "@brief": str,
    "@brief_version": int,
    "@caller": str,
    NUMBER: dict,
    "@talk": int,
    "@promises": list,
    "@worst": str,
    "@ending": str,
    "@behaviours": list,
    "@behaviour": str,
}
_ID = re.compile(r"[0-9A-Z]{26}")


@dataclass(frozen=True)
class Said:
    """One answer on its way in. The same id again says nothing again."""

    what: str
    #: As JSON; None takes back what was said.
    value: Any
    #: The newest number of this thing its author had seen.
    saw: int = 0
    id: str = ""


def check_said(form: AuditForm, said: Said) -> None:
    """Refused: what the form does not ask, an answer the item does not offer, a value of another kind."""
    if said.id and not _ID.fullmatch(said.id):
        raise WrongInputError
    if said.what in FACTS:
        _check_fact(said)
        _check_moment(form, said)
    elif said.what.startswith("!"):
        if said.what[1:] not in form.fatal_codes() or not isinstance(said.value, Mapping | None):
            raise WrongInputError("draft_what", what=said.what[1:])
    elif (item := form.item(said.what)) is None:
        raise WrongInputError("draft_what", what=said.what)
    elif said.value is not None:
        _check_answer(item, said.value)


def _check_answer(item: Item, value: Any) -> None:
    try:
        answer = answer_of(value)
    except (ArithmeticError, TypeError, ValueError) as error:
        raise WrongInputError from error
    if answer is not None:
        answered(item, answer)


def _check_fact(said: Said) -> None:
    """Of the right kind; a moment with its zone; marks of the stop-watch in their shape."""
    if said.value is None:
        return
    value: Any = said.value
    if not isinstance(value, FACTS[said.what]):
        raise WrongInputError
    try:
        if said.what == "@at" and datetime.fromisoformat(value).tzinfo is None:
            raise ValueError
        if said.what == "@watch":
            timed([Mark(Turn(turn), int(at)) for turn, at in value])
        if said.what == NUMBER and not _is_number(value):
            raise ValueError
        if said.what == "@promises" and not all(_is_promise(each) for each in value):
            raise ValueError
    except (TypeError, ValueError) as error:
        raise WrongInputError from error


def _check_moment(form: AuditForm, said: Said) -> None:
    """The worst point is an item of the form, the ending and the behaviours are those there are."""
    choices: Mapping[str, Collection[str]] = {
        "@worst": {NO_WORST, *(item.code for _section, item in form.items())},
        "@ending": set(Ending),
        "@behaviours": FORBIDDEN_BEHAVIOURS.keys(),
    }
    known = choices.get(said.what)
    if known is None or not said.value:
        return
    named = said.value if isinstance(said.value, list) else [said.value]
    if not all(isinstance(each, str) and each in known for each in named):
        raise WrongInputError("draft_what", what=str(said.value))


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 300


def _is_number(value: Mapping[str, Any]) -> bool:
    return value.keys() == {"shown", "mark"} and all(_is_word(each) for each in value.values())


def _is_promise(value: Any) -> bool:
    """What was promised, and by when with its zone."""
    if not isinstance(value, Mapping) or not _is_word(value.get("what")):
        return False
    return datetime.fromisoformat(str(value.get("due"))).tzinfo is not None
