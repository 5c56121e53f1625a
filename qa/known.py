"""What the facts of a call answer by themselves: nobody is asked the same thing twice."""

from __future__ import annotations

from qa.form.kinds import KnownFrom
from qa.form.terms import AuditForm, Choice, Item
from qa.scoring.answers import Answer


def known_answers(form: AuditForm, connected: bool, wait_seconds: int | None) -> dict[str, Answer]:
    """Item → answer, of the items known from whether an agent was reached and from the seconds waited.

    Where an agent was reached and no seconds were taken, the time in queue stays a question.
    """
    asked = [item for section, item in form.items() if connected or section.asked_unconnected]
    found = {item.code: _known(item, connected, wait_seconds) for item in asked}
    return {code: Answer(choice.code) for code, choice in found.items() if choice is not None}


def _known(item: Item, connected: bool, wait_seconds: int | None) -> Choice | None:
    if item.known_from is None or not item.choices:
        return None
    if not connected:
        return min(item.choices, key=lambda choice: choice.points)
    if item.known_from is KnownFrom.REACHED:
        return max(item.choices, key=lambda choice: choice.points)
    if wait_seconds is None:
        return None
    fitting = (choice for choice in item.choices if choice.up_to is None or wait_seconds <= choice.up_to)
    return next(fitting, item.choices[-1])
