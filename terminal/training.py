"""`training`: changes with their state, gaps with the list to send, what an agent has to hold and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from core.language import N_, _
from terminal.desk import Answer, Desk
from terminal.options import OneVendor, Vendor, date_of
from terminal.verbs import group, verb

training_app = group(N_("Training: changes, gaps, what an agent has to hold."))
_CHANGES = N_("List changes at each vendor: due, who passed in time, who lacks it.")
_GAPS = N_("List whom to train in what by when; with --out as a workbook for the vendor.")
_NEEDS = N_("Say what an agent has to hold on a day, and why.")


def _date(value: str) -> str:
    return date_of(value).isoformat() if value else ""


_Day = Annotated[
    str, typer.Option("--day", metavar="YYYY-MM-DD", callback=_date, help=N_("the day; today where none"))
]
_Agent = Annotated[str, typer.Option("--agent", metavar=N_("CODE"), help=N_("the agent's code"))]
_Out = Annotated[
    Path | None, typer.Option("--out", metavar=N_("FOLDER"), help=N_("the folder the workbook goes to"))
]


@verb(training_app, "changes", _CHANGES, "training_changes")
def training_changes(ctx: Desk, vendor: Vendor = None) -> Answer:
    """The latest published first."""
    from services.training.change_board import standings
    from services.training.due_snapshots import take_due

    take_due(ctx.house)
    found = standings(ctx.house, ctx.reader, vendor)
    data = [
        {
            "change": at.change.key,
            "name": at.change.name.in_(ctx.lang),
            "vendor": at.vendor,
            "due": at.due.day.isoformat() if at.due else None,
            "state": at.standing.state.value if at.standing else None,
            "provisional": at.standing.provisional if at.standing else None,
            "in_scope": at.whole().in_scope,
            "passed": at.whole().trained,
            "excused": at.whole().excused,
            "lacking": [each.spell.agent for each in at.lacking],
        }
        for at in found
    ]
    head = (_("What changed"), _("Vendor"), _("Due"), _("State"), _("Passed / in scope"), _("Who lacks it"))
    rows = [
        [
            str(said["name"]), at.vendor, str(said["due"] or "–"),
            at.standing.state.words.in_(ctx.lang) if at.standing else "–",
            f"{said['passed']} / {said['in_scope']}", ", ".join(each.spell.agent for each in at.lacking),
        ]
        for said, at in zip(data, found, strict=True)
    ]  # fmt: skip
    return Answer({"changes": data}, head=head, rows=rows)


@verb(training_app, "gaps", _GAPS, "training_gaps")
def training_gaps(ctx: Desk, vendor: OneVendor, day: _Day = "", out: _Out = None) -> Answer:
    """The most pressing first."""
    from services.training.gaps import gaps, gaps_file

    when = date.fromisoformat(day) if day else ctx.house.today()
    found = gaps(ctx.house, ctx.reader, vendor, when)
    data = [
        {
            "agent": each.spell.agent,
            "site": each.spell.site,
            "course": each.course,
            "kind": each.kind.value,
            "due": each.due.isoformat() if each.due else None,
            "lack": each.lack.value,
        }
        for each in found
    ]
    file = None
    if out is not None:
        name, made = gaps_file(ctx.house, ctx.who, vendor, when, ctx.lang)
        out.mkdir(parents=True, exist_ok=True)
        file = out / name
        file.write_bytes(made)
    head = (_("Agent"), _("Course"), _("State"), _("To be passed by"), _("How it stands"))
    rows = [
        [
            each.spell.agent, each.course, each.kind.words.in_(ctx.lang), str(each.due or "–"),
            each.lack.words.in_(ctx.lang),
        ]
        for each in found
    ]  # fmt: skip
    return Answer(
        {"gaps": data, "file": str(file) if file else None}, [str(file)] if file else [], head=head, rows=rows
    )


@verb(training_app, "requirements", _NEEDS, "training_requirements")
def training_requirements(ctx: Desk, vendor: OneVendor, agent: _Agent, day: _Day = "") -> Answer:
    """Exit 1 where the agent is on no roster of that day."""
    from services.training.changes import vendor_changes
    from services.training.compliance import requirements_of

    when = date.fromisoformat(day) if day else ctx.house.today()
    asked = vendor_changes(ctx.house, ctx.reader, vendor)
    _spell, needs = requirements_of(ctx.house, ctx.reader, vendor, agent, when, asked)
    data = [
        {
            "course": need.course,
            "kind": need.kind.value,
            "due": need.due.isoformat() if need.due else None,
            "why": [each.in_(ctx.lang) for each in need.why],
        }
        for need in needs
    ]
    lines = [each.in_(ctx.lang) for need in needs for each in need.why]
    return Answer({"requirements": data}, lines)
