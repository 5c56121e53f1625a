"""What is asked when a call is over: where it was worst, how it left the customer, how it was spoken to."""

from __future__ import annotations

from typing import Any

from core.language import _, current
from qa.form.kinds import FORBIDDEN_BEHAVIOURS
from qa.form.terms import AuditForm
from qa.moments import ENDINGS, NO_WORST, Ending
from qa.scoring.lines import shown
from services.desk.draft_standing import AuditDraft


def asked(found: AuditDraft) -> dict[str, Any] | None:
    """What the component offers; None of a call that reached nobody."""
    if not found.is_connected:
        return None
    lang = current()
    items = [item for _section, item in shown(found.form, found.answers, True) if item.is_scored]
    return {
        "worst": [(NO_WORST, nothing()), *((item.code, item.text.in_(lang)) for item in items)],
        "endings": [(ending.value, text.in_(lang)) for ending, text in ENDINGS.items()],
        "behaviours": [] if asks_behaviours(found.form) else [*behaviours().items()],
    }


def asks_behaviours(form: AuditForm) -> bool:
    """Whether an item of the form asks for the forbidden behaviours itself: they are not asked twice."""
    return any(
        {pick.code for pick in item.behaviours} >= FORBIDDEN_BEHAVIOURS.keys()
        for _section, item in form.items()
    )


def behaviours() -> dict[str, str]:
    """Code → words of the forbidden behaviours."""
    return {code: text.in_(current()) for code, text in FORBIDDEN_BEHAVIOURS.items()}


def nothing() -> str:
    """That no moment of a call stood out."""
    return _("Nothing stood out")


def named(code: str) -> str:
    """An ending or a behaviour in words; anything else as it is."""
    if code in set(Ending):
        return ENDINGS[Ending(code)].in_(current())
    return nothing() if code == NO_WORST else behaviours().get(code, code)
