"""The verbs that write into a vendor's file: dated facts, costs, certificates; as the page does."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from core.language import N_, _, translated
from core.text import Lang
from terminal.desk import Answer, Desk
from terminal.options import OneVendor, Vendor, date_of
from terminal.relief_options import among
from terminal.usage import Unusable
from terminal.verbs import verb

_FACT = N_("Enter a dated fact of a vendor, or the in-house cost: strength, staff, seats, equipment, costs.")
_CERTIFICATE = N_("Enter a certificate of a vendor: number, issuer, until when it holds.")
_NO_NUMBER = N_("“{said}” is not a number. Write it as 12.5.")
_TEXT, _DAY = N_("TEXT"), "YYYY-MM-DD"


def _kind(value: str) -> str:
    """One of the kinds of facts; anything else is wrong use."""
    from services.vendors.vendor_facts import FactKind

    return among([each.value for each in FactKind], value)


def _number(said: str) -> str:
    """An exact number; anything else is wrong use."""
    try:
        Decimal(said) if said else None
    except InvalidOperation as error:
        raise Unusable(partial(_of_number, said)) from error
    return said


def _of_number(said: str, lang: Lang) -> str:
    return translated(_NO_NUMBER, lang).format(said=said)


def _day_or_none(said: str) -> str:
    return date_of(said) if said else said


_Kind = Annotated[
    str,
    typer.Option(
        "--kind",
        metavar=N_("NAME"),
        callback=_kind,
        help=N_(
            "strength, staff, seats, equipment, cost_per_call, cost_per_seat_month; "
            "without a vendor inhouse_per_call or inhouse_per_seat_month"
        ),
    ),
]
_AsOf = Annotated[str, typer.Option("--day", metavar=_DAY, callback=date_of, help=N_("the day it held"))]
_Source = Annotated[str, typer.Option("--source", metavar=_TEXT, help=N_("who says so, or which document"))]
_Amount = Annotated[
    str,
    typer.Option("--amount", metavar=N_("NUMBER"), callback=_number, help=N_("how many, or what it costs")),
]
_Currency = Annotated[str, typer.Option("--currency", metavar=N_("CODE"), help=N_("of a cost"))]
_Said = Annotated[str, typer.Option("--words", metavar=_TEXT, help=N_("what there is to say"))]
_Proof = Annotated[
    Path | None,
    typer.Option("--evidence", metavar=N_("FILE"), exists=True, dir_okay=False, help=N_("the paper itself")),
]
_Name = Annotated[str, typer.Option("--name", metavar=_TEXT, help=N_("what it certifies"))]
_Numbered = Annotated[str, typer.Option("--number", metavar=_TEXT, help=N_("the number on it"))]
_Issuer = Annotated[str, typer.Option("--issuer", metavar=_TEXT, help=N_("who issued it"))]
_Issued = Annotated[
    str, typer.Option("--issued", metavar=_DAY, callback=_day_or_none, help=N_("the day of issue"))
]
_Expires = Annotated[
    str,
    typer.Option("--expires", metavar=_DAY, callback=_day_or_none, help=N_("the last day it holds")),
]
_Renews = Annotated[
    str, typer.Option("--renews", metavar=N_("KEY"), help=N_("the key of the certificate it renews"))
]


def add_vendor_facts(app: typer.Typer) -> None:
    """Put the verbs among the others."""
    verb(app, "vendor-fact", _FACT, "vendor_fact")(vendor_fact)
    verb(app, "vendor-certificate", _CERTIFICATE, "vendor_certificate")(vendor_certificate)


def vendor_fact(
    ctx: Desk,
    kind: _Kind,
    day: _AsOf,
    source: _Source,
    vendor: Vendor = None,
    amount: _Amount = "",
    currency: _Currency = "CNY",
    words: _Said = "",
    evidence: _Proof = None,
) -> Answer:
    """Exit 1 where it says nothing, the day is to come, or an in-house cost names a vendor."""
    from services.vendors.vendor_facts import FACT_NAMES, Fact, FactKind, record_fact

    number = Decimal(amount) if amount else None
    given = Fact(FactKind(kind), date.fromisoformat(day), source, number, currency, words)
    kept = record_fact(ctx.house, ctx.who, vendor, given, _kept(evidence))
    said = _("Entered: {name}, as of {day}. Key: {key}")
    name = FACT_NAMES[kept.kind].in_(ctx.lang)
    return Answer({"fact": kept.id, "kind": kind}, [said.format(name=name, day=kept.day, key=kept.id)])


def vendor_certificate(
    ctx: Desk,
    vendor: OneVendor,
    name: _Name,
    number: _Numbered,
    issuer: _Issuer,
    issued: _Issued = "",
    expires: _Expires = "",
    renews: _Renews = "",
    evidence: _Proof = None,
) -> Answer:
    """Exit 1 where the last day lies before the day of issue, or it renews somebody else's."""
    from services.vendors.certificates import Certificate, record_certificate

    days = [date.fromisoformat(each) if each else None for each in (issued, expires)]
    given = Certificate(name, number, issuer, days[0], days[1], renews or None)
    kept = record_certificate(ctx.house, ctx.who, vendor, given, _kept(evidence))
    said = _("Entered: {name} {number}, until {until}. Key: {key}")
    until = kept.expires or "–"
    line = said.format(name=kept.name, number=kept.number, until=until, key=kept.id)
    return Answer({"certificate": kept.id, "number": kept.number}, [line])


def _kept(file: Path | None) -> tuple[str, bytes] | None:
    return (file.name, file.read_bytes()) if file else None
