"""`compare`: what compares vendors or hints at cost, and the client's own workbook of it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from core.language import N_, _
from core.rounding import rounded
from core.text import Lang
from terminal.desk import Answer, Desk
from terminal.options import Folder, Month
from terminal.verbs import group, verb

if TYPE_CHECKING:
    from services.results.over_service import OverServedClause
    from services.results.ranking import Place, RankedGroup
    from services.results.staffing import Station

compare_app = group(N_("Cost and comparison of vendors, and the client's own workbook of it."))
#: What the verbs do.
_OVER = N_("List the clauses served far better than was bought, months on end: a hint, no penalty.")
_RANKING = N_("Rank the vendors of each group under the contracts' rule, and say what moves of the volume.")
_COST = N_("Set what a contact costs beside how satisfied callers are, contract by contract.")
_STAFFING = N_("Set staff beside load by the half hour, site by site, with a hint where pooling would help.")
_EXPORT = N_("Write the client's own workbook of a month; it goes to no vendor.")


@verb(compare_app, "over-service", _OVER, "compare_over_service")
def compare_over_service(ctx: Desk, period: Month) -> Answer:
    """The months looked at end with this one."""
    from services.results.over_service import over_service

    found = over_service(ctx.house, ctx.reader, period)
    lines = [line for each in found for line in _over(each, ctx)]
    data = {"period": period, "results": [_over_json(each) for each in found]}
    return Answer(data, lines or [_("No clause is served far better than was bought.")])


@verb(compare_app, "ranking", _RANKING, "compare_ranking")
def compare_ranking(ctx: Desk, period: Month) -> Answer:
    """From the first month of the versions in force; refused to whoever sees some vendors only."""
    from services.results.ranking import ranking
    from services.workbooks.client_sheets import ranking_notes

    found = ranking(ctx.house, ctx.reader, period)
    data = {"period": period, "groups": [_group_json(group) for group in found]}
    places = [(group.group, each) for group in found if group.last for each in group.last.places]
    notes = [note.in_(ctx.lang) for note in ranking_notes(found)]
    if not found:
        notes = [_("No contract ranks its vendors.")]
    head = (_("Group"), _("Rank"), _("Vendor"), _("Total"), _("Share of the volume"), _("Share next month"))
    return Answer(data, notes, head, [_place(name, each, ctx.lang) for name, each in places])


@verb(compare_app, "cost", _COST, "compare_cost")
def compare_cost(ctx: Desk, period: Month) -> Answer:
    """Of months that are over, before tax."""
    from services.house.as_json import exact
    from services.results.cost_satisfaction import cost_beside_satisfaction

    found = cost_beside_satisfaction(ctx.house, ctx.reader, period)
    data = {
        "period": period,
        "contracts": [
            {
                "vendor": each.vendor,
                "contract": each.contract,
                "currency": each.payable.currency,
                "payable": str(each.payable.amount),
                "contacts": each.contacts,
                "cost": exact(each.each),
                "satisfied": exact(each.satisfied),
                "n": each.n,
            }
            for each in found
        ],
    }
    head = (
        _("Vendor"),
        _("Payable before tax"),
        _("Contacts taken"),
        _("Cost a contact"),
        _("Satisfied (%)"),
        "n",
    )
    rows = [
        (each.vendor_name.in_(ctx.lang), str(each.payable.amount), str(each.contacts or "–"),
         _digits(each.each), _digits(each.satisfied), str(each.n or "–"))
        for each in found
    ]  # fmt: skip
    return Answer(data, head=head, rows=rows)


@verb(compare_app, "staffing", _STAFFING, "compare_staffing")
def compare_staffing(ctx: Desk, period: Month) -> Answer:
    """Of sites that report calls, handling time and seats by interval."""
    from services.results.staffing import staffing
    from services.workbooks.client_sheets import station_words

    found = staffing(ctx.house, ctx.reader, period)
    said = [*map(station_words, found.stations), *([found.hint] if found.hint else [])]
    lines = [each.in_(ctx.lang) for each in said]
    nothing = _("Nobody reported calls, handling time and seats by interval.")
    data = {
        "period": period,
        "sites": [_station_json(each) for each in found.stations],
        "hint": found.hint.as_dict() if found.hint else None,
    }
    return Answer(data, lines or [nothing])


@verb(compare_app, "export", _EXPORT, "compare_export")
def compare_export(ctx: Desk, period: Month, out: Folder) -> Answer:
    """Exit 1 where there is nothing to compare, or the person does not see every vendor."""
    from services.workbooks.client_book import export_client_book

    name, data = export_client_book(ctx.house, ctx.reader, period, ctx.lang)
    out.mkdir(parents=True, exist_ok=True)
    (out / name).write_bytes(data)
    return Answer({"period": period, "file": str(out / name)}, [str(out / name)])


def _over(each: OverServedClause, ctx: Desk) -> list[str]:
    head = f"{each.vendor_name.in_(ctx.lang)} · {each.clause_name.in_(ctx.lang)}"
    steps = [f"  {step.in_(ctx.lang)}" for step in (*each.found.steps, each.saving.words)]
    return [head, *steps]


def _over_json(each: OverServedClause) -> dict[str, Any]:
    from services.house.as_json import exact

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


def _place(group: str, each: Place, lang: Lang) -> tuple[str, ...]:
    from services.house.as_json import exact

    share, after = (f"{exact(part)}%" for part in (each.placed.share, each.placed.next_share))
    return group, str(each.placed.place), each.vendor_name.in_(lang), str(each.total), share, after


def _group_json(group: RankedGroup) -> dict[str, Any]:
    from services.house.as_json import exact

    return {
        "group": group.group,
        "trouble": group.trouble.as_dict() if group.trouble else None,
        "months": [
            {
                "period": month.label,
                "missing": [name.as_dict() for name in month.missing],
                "places": [_place_json(each) for each in month.places],
            }
            for month in group.months
        ],
        "shares": {code: exact(share) for code, share in group.shares.items()},
    }


def _place_json(each: Place) -> dict[str, Any]:
    from services.house.as_json import exact

    placed = each.placed
    return {
        "place": placed.place,
        "vendor": each.vendor,
        "contract": each.contract,
        "total": str(each.total),
        "share": exact(placed.share),
        "next_share": exact(placed.next_share),
        "last_in_a_row": placed.last_in_a_row,
        "leaves": placed.leaves,
        "steps": [step.as_dict() for step in placed.trace],
    }


def _station_json(each: Station) -> dict[str, Any]:
    from services.house.as_json import exact

    states: dict[str, int] = {}
    for load in each.loads:
        states[load.state.value] = states.get(load.state.value, 0) + 1
    return {
        "vendor": each.vendor,
        "site": each.site.as_dict(),
        "intervals": len(each.loads),
        "states": states,
        "occupancy": exact(each.occupancy),
    }


def _digits(value: Fraction | None) -> str:
    return "–" if value is None else str(rounded(value, 4))
