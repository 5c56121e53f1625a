"""The verb that prints a vendor's file: facts, costs, certificates, what its reports are like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from core.language import N_, _
from core.text import Lang
from terminal.desk import Answer, Desk
from terminal.options import OneVendor
from terminal.verbs import verb

if TYPE_CHECKING:
    from services.vendors.vendor_file import VendorFile

_HELP = N_("Print a vendor's file: facts, costs, certificates, reliability of its reports.")
_Span = Annotated[
    int, typer.Option("--months", metavar="6|12", help=N_("over how many months reports are looked at"))
]


def add_vendor_file(app: typer.Typer) -> None:
    """Put the verb among the others."""
    verb(app, "vendor-file", _HELP, "vendor_file")(vendor_file)


def vendor_file(ctx: Desk, vendor: OneVendor, months: _Span = 12) -> Answer:
    """Over 6 or 12 months up to today, the one under way included."""
    from services.vendors.vendor_file import vendor_file as read

    found = read(ctx.house, ctx.reader, vendor, months)
    return Answer(found.as_dict(), list(_lines(found, ctx.lang)))


def _lines(found: VendorFile, lang: Lang) -> Iterator[str]:
    from services.vendors.vendor_facts import FACT_NAMES

    files, reports = found.reliability, found.punctuality
    span = {"first": files.within.start, "last": files.within.last_day}
    said = _("Files received {first} to {last}: {n}, of them {clean} without a finding")
    yield said.format(**span, n=files.n, clean=files.clean)
    said = _("Reports due: {due}; in time {on_time}; received {received}, right at once {right}")
    counted = {"due": reports.due, "on_time": reports.on_time, "received": reports.received}
    yield said.format(**counted, right=reports.accurate)
    for fact in found.facts:
        value = fact.said if fact.amount is None else f"{fact.amount} {fact.currency or ''}".strip()
        said = _("{name}: {value} (as of {day}, {source})")
        yield said.format(name=FACT_NAMES[fact.kind].in_(lang), value=value, day=fact.day, source=fact.source)
    for view in found.certificates:
        until = view.record.expires or "–"
        said = _("{name} {number}: {state}, until {until}")
        state = view.state.words.in_(lang)
        yield said.format(name=view.record.name, number=view.record.number, state=state, until=until)
