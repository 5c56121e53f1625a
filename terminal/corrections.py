"""The verbs that set wrong figures right: returning a report for a new one, and a correction of our own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import typer

from core.counts import base_count
from core.language import N_, _
from core.text import Lang
from terminal.desk import Answer, Desk
from terminal.options import (
    Cell,
    Clause,
    Correction,
    Count,
    FileOrBatch,
    Month,
    OneContract,
    OneDay,
    Reason,
    Right,
)
from terminal.verbs import group, verb

if TYPE_CHECKING:
    from services.reports.corrections import CorrectionView

_RETURN = N_("Send a report back for a new one; until that is here its figures count provisionally.")
_UNDO = N_("Take a return back: the report stands as it is.")
_CORRECTION = N_("Set single figures right ourselves, for the vendor to confirm.")

correction_app = group(_CORRECTION)


def add_returns(app: typer.Typer) -> None:
    """`return` and `return-undo`: words that Python lets no function be called by."""
    verb(app, "return", _RETURN)(send_back)
    verb(app, "return-undo", _UNDO, "return_undo")(take_return_back)


def send_back(ctx: Desk, named: FileOrBatch, reason: Reason) -> Answer:
    """Exit 1 where none of its figures count, or it is sent back already."""
    from services.house import as_json
    from services.house.file_access import file_named
    from services.reports import returns

    file = file_named(ctx.house, ctx.who, named)
    sent = returns.send_back(ctx.house, ctx.who, file, reason)
    text = returns.text_of(ctx.house, ctx.who, file, ctx.lang)
    data = {"received": file, "batches": [as_json.batch(batch) for batch in sent], "text": text}
    return Answer(data, [text])


def take_return_back(ctx: Desk, named: FileOrBatch) -> Answer:
    """Exit 1 where it is not sent back."""
    from services.house import as_json
    from services.house.file_access import file_named
    from services.reports import returns

    file = file_named(ctx.house, ctx.who, named)
    kept = returns.take_return_back(ctx.house, ctx.who, file)
    words = _("The report stands as it is; no new one is awaited.")
    return Answer({"received": file, "batches": [as_json.batch(batch) for batch in kept]}, [words])


@verb(correction_app, "add", N_("Set one figure of a report right, with a reason."), "correction_add")
def correction_add(
    ctx: Desk,
    contract: OneContract,
    clause: Clause,
    day: OneDay,
    value: Right,
    reason: Reason,
    cell: Cell = "",
    count: Count = "",
) -> Answer:
    """The usual way is to return the report. Exit 1 where no figure, or more than one, is meant."""
    from services.house import as_json
    from services.reports.corrections import correct
    from services.results.figure_named import figure_named

    figure = figure_named(
        ctx.house, ctx.who, contract, clause, date.fromisoformat(day), cell=cell, count=count
    )
    record, months = correct(ctx.house, ctx.who, figure.line, figure.measure, value, reason)
    words = _("{cell}: {before} → {after}, marked “corrected by the client”. Key: {key}")
    said = words.format(cell=figure.cell, before=record.before, after=record.after, key=record.id)
    judged = [{"contract": month.contract.code, "period": month.label} for month in months]
    return Answer({"correction": as_json.correction(record), "judged": judged}, [said])


@verb(correction_app, "list", N_("List the corrections of a contract's month."), "correction_list")
def correction_list(ctx: Desk, contract: OneContract, period: Month) -> Answer:
    """Withdrawn and replaced ones as well, oldest first."""
    from services.house import as_json
    from services.reports.corrections import corrections

    found = corrections(ctx.house, ctx.reader, contract, period)
    head = (_("Correction"), _("Day"), _("Cell"), _("Figure"), _("Before"), _("Now"), _("State"), _("Why"))
    return Answer(
        {
            "corrections": [
                {**as_json.correction(view.record), "state": view.standing.value, **_withdrawn(view)}
                for view in found
            ]
        },
        head=head,
        rows=[_row(view, ctx.lang) for view in found],
    )


@verb(
    correction_app,
    "withdraw",
    N_("Take a correction back; what was reported counts again."),
    "correction_withdraw",
)
def correction_withdraw(ctx: Desk, named: Correction, reason: Reason) -> Answer:
    """Exit 1 while a later correction of the same day stands on it."""
    from services.house import as_json
    from services.reports.corrections import withdraw_correction

    record = withdraw_correction(ctx.house, ctx.who, named, reason)
    words = _("The correction {key} is withdrawn.").format(key=record.id)
    return Answer({"correction": as_json.correction(record)}, [words])


def _row(view: CorrectionView, lang: Lang) -> list[str]:
    from services.reports.corrections import STANDINGS

    record, count = view.record, base_count(view.record.measure)
    cell = f"{record.sheet}!{record.cell}" if record.sheet else record.cell
    name = count.text.in_(lang) if count else record.measure
    before = "–" if record.before is None else str(record.before)
    state = _(STANDINGS[view.standing])
    if said := _withdrawn(view).get("withdrawn"):
        state = _("{state} ({who}, {when}): {why}").format(
            state=state, who=said["by"], when=str(said["at"])[:10], why=said["why"]
        )
    return [record.id, record.day.isoformat(), cell, name, before, str(record.after), state, record.reason]


def _withdrawn(view: CorrectionView) -> dict[str, dict[str, str | None]]:
    """By whom, when and why it was withdrawn; empty where it was not."""
    batch = view.batch
    if batch.withdrawn_at is None:
        return {}
    at = batch.withdrawn_at.isoformat()
    return {"withdrawn": {"by": batch.withdrawn_by, "at": at, "why": batch.withdrawn_reason}}
