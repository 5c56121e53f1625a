"""Which supplementary agreements a month is judged with, and the way to them."""

from __future__ import annotations

from core.language import current
from services.judging.month_result import MonthResult
from ui import navigation
from ui.decisions import agreements
from ui.messages import escaped


def show(result: MonthResult, clause: str | None = None) -> bool:
    """A link for each that holds in the month, or of one clause; whether there was any."""
    code, label = result.contract.code, result.label
    held = [
        view for view in agreements.in_month(code, label) if clause is None or clause in view.record.clauses
    ]
    for view in held:
        said = escaped(f"{view.cited.in_(current())} · {view.effect.in_(current())}")
        navigation.link(
            "supplements", said, ":material/handshake:", contract=code, period=label, record=view.record.id
        )
    return bool(held)
