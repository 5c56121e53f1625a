"""`compare`: what compares vendors or hints at cost, and the client's own workbook of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.language import N_, _
from terminal.desk import Answer, Desk
from terminal.options import Folder, Month
from terminal.verbs import group, verb

if TYPE_CHECKING:
    from services.over_service import OverServedClause

compare_app = group(N_("Cost and comparison: over-service, and the client's own workbook."))
#: What the verbs do.
_OVER = N_("List the clauses served far better than was bought, months on end: a hint, no penalty.")
_EXPORT = N_("Write the client's own workbook of a month; it goes to no vendor.")


@verb(compare_app, "over-service", _OVER, "compare_over_service")
def compare_over_service(ctx: Desk, period: Month) -> Answer:
    """The months looked at end with this one."""
    from services.over_service import over_service

    found = over_service(ctx.house, ctx.reader, period)
    lines = [line for each in found for line in _over(each, ctx)]
    data = {"period": period, "results": [_over_json(each) for each in found]}
    return Answer(data, lines or [_("No clause is served far better than was bought.")])


@verb(compare_app, "export", _EXPORT, "compare_export")
def compare_export(ctx: Desk, period: Month, out: Folder) -> Answer:
    """Exit 1 where there is nothing to compare, or the person does not see every vendor."""
    from services.client_book import export_client_book

    name, data = export_client_book(ctx.house, ctx.reader, period, ctx.lang)
    out.mkdir(parents=True, exist_ok=True)
    (out / name).write_bytes(data)
    return Answer({"period": period, "file": str(out / name)}, [str(out / name)])


def _over(each: OverServedClause, ctx: Desk) -> list[str]:
    head = f"{each.vendor_name.in_(ctx.lang)} · {each.clause_name.in_(ctx.lang)}"
    steps = [f"  {step.in_(ctx.lang)}" for step in (*each.found.steps, each.saving.words)]
    return [head, *steps]


def _over_json(each: OverServedClause) -> dict[str, Any]:
    from services.as_json import exact

    amount = each.saving.amount
    return {
        "contract": each.contract,
        "vendor": each.vendor,
        "clause": each.clause,
        "reading": each.found.reading.value,
        "agreed": each.is_agreed,
        "months": [
            {"period": m.label, "value": exact(m.value), "target": exact(m.target), "n": m.n}
            for m in each.found.months
        ],
        "steps": [step.as_dict() for step in each.found.steps],
        "saving": {"amount": str(amount.amount) if amount else None, "words": each.saving.words.as_dict()},
    }
