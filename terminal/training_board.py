"""`training board` and `training expiries`: who holds what in a vendor's month, and what runs out when."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.language import N_, _
from core.period import calendar_month, parse_label
from terminal.desk import Answer, Desk
from terminal.options import Month, OneVendor, date_of
from terminal.verbs import verb

if TYPE_CHECKING:
    from services.training.board import TrainingBoard
    from services.training.expiries import Expiries

_BOARD = N_("Say who holds what in a vendor's month, by site and course, and whether in time.")
_EXPIRIES = N_(
    "List what runs out within 60 days, and next month's; with --out as a workbook for the vendor."
)
_Issued = Annotated[
    bool, typer.Option("--as-issued", help=N_("as the month's due days were issued, not as known now"))
]


def _date(value: str) -> str:
    return date_of(value).isoformat() if value else ""


_Day = Annotated[
    str, typer.Option("--day", metavar="YYYY-MM-DD", callback=_date, help=N_("the day; today where none"))
]
_Out = Annotated[
    Path | None, typer.Option("--out", metavar=N_("FOLDER"), help=N_("the folder the workbook goes to"))
]


def add_training_board(app: typer.Typer) -> None:
    """Put the verbs among those of training."""
    verb(app, "board", _BOARD, "training_board")(training_board)
    verb(app, "expiries", _EXPIRIES, "training_expiries")(training_expiries)


def training_board(ctx: Desk, vendor: OneVendor, month: Month, as_issued: _Issued = False) -> Answer:
    """The judge's own figures; refused where nothing of the month was issued yet and that is asked for."""
    from core.errors import NotFoundError
    from services.training import board
    from services.training.due_snapshots import issued_of, take_due

    take_due(ctx.house)
    period = calendar_month(*parse_label(month))
    issued = issued_of(ctx.house, ctx.reader, vendor, period) if as_issued else []
    if as_issued and not issued:
        raise NotFoundError(code=month)
    known = max((each.known_at for each in issued), default=None)
    found = board.board(ctx.house, ctx.reader, vendor, period, known)
    head = (_("Site"), _("Course"), _("Hold it"))
    rows = [
        [site or _("no site"), code, f"{ok} / {of}"] for (site, code), (of, ok) in sorted(
            found.cells.items(), key=lambda each: (each[0][0] or "", each[0][1])
        )
    ]  # fmt: skip
    return Answer({"board": _board(found)}, _lines(found), head=head, rows=rows)


def _board(found: TrainingBoard) -> dict[str, Any]:
    of, ok = found.pooled()
    live, certified = found.certified()
    worst = found.worst()
    return {
        "vendor": found.vendor,
        "day": found.day.isoformat(),
        "known": found.known.isoformat() if found.known else None,
        "records_until": found.records_until.isoformat() if found.records_until else None,
        "in_scope": of,
        "trained": ok,
        "worst": {"site": worst[0], "in_scope": worst[1], "trained": worst[2]} if worst else None,
        "live": live,
        "certified": certified,
        "uncertified_contacts": sum(each.contacts for each in found.uncertified)
        if found.contacts_named is not None
        else None,
        "expired_compliance": len(found.expired),
        "cells": [
            {"site": site, "course": code, "required": of, "certified": ok}
            for (site, code), (of, ok) in found.cells.items()
        ],
    }


def _lines(found: TrainingBoard) -> list[str]:
    of, ok = found.pooled()
    live, certified = found.certified()
    words = _("{day}: trained by the due day {ok} of {of}, certified {certified} of {live}.")
    said = [words.format(day=found.day, ok=ok, of=of, certified=certified, live=live)]
    if found.expired:
        said.append(_("A compliance course has run out: nothing here is green."))
    return said


def training_expiries(ctx: Desk, vendor: OneVendor, day: _Day = "", out: _Out = None) -> Answer:
    """The first to run out first."""
    from services.training.expiries import expiries, expiries_file

    when = date.fromisoformat(day) if day else ctx.house.today()
    found = expiries(ctx.house, ctx.reader, vendor, when)
    file = None
    if out is not None:
        name, made = expiries_file(ctx.house, ctx.who, vendor, when, ctx.lang)
        out.mkdir(parents=True, exist_ok=True)
        file = out / name
        file.write_bytes(made)
    head = (_("Valid until"), _("State"), _("Agent"), _("Site"), _("Course"))
    rows = [
        [
            str(each.last_day), each.line.bucket(when).words.in_(ctx.lang), each.spell.agent,
            each.spell.site or "–", each.line.course,
        ]
        for each in found.listed
    ]  # fmt: skip
    said = _said(found) | {"file": str(file) if file else None}
    return Answer(said, [str(file)] if file else [], head=head, rows=rows)


def _said(found: Expiries) -> dict[str, Any]:
    return {
        "expiries": [
            {
                "agent": each.spell.agent,
                "site": each.spell.site,
                "course": each.line.course,
                "last_day": each.last_day.isoformat(),
                "state": each.line.bucket(found.day).value,
                "compliance": each.line.compliance,
            }
            for each in found.listed
        ],
        "forecast": [
            {"month": f"{found.next_month.start:%Y-%m}", "site": site, "course": code, "n": n}
            for (site, code), n in found.forecast.items()
        ],
    }
