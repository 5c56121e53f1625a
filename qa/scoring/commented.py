"""Comments a form asks for: where an answer passes less than it could, somebody says what happened."""

from __future__ import annotations

from collections.abc import Mapping

from qa.form.policies import Commented
from qa.form.terms import AuditForm, Item
from qa.scoring.answers import Answer, valued
from qa.scoring.lines import shown


def fails(item: Item, answer: Answer | None) -> bool:
    """Whether the answer passes less than it could."""
    if answer is None or answer.not_applicable or answer.undetermined or item.kind.is_written:
        return False
    value = valued(item, answer)
    return value.passes is False or (value.passes is None and value.earned < item.points)


def uncommented(form: AuditForm, answers: Mapping[str, Answer], connected: bool) -> list[str]:
    """The items that still need a comment, where the form asks for any. What the facts of the call answer
    needs none: nobody judged it."""
    if form.policies.comments is Commented.NONE:
        return []
    return [
        item.code
        for _section, item in shown(form, answers, connected)
        if item.known_from is None
        and fails(item, answers.get(item.code))
        and not answers[item.code].comment.strip()
    ]
