"""How a programme's parts are called on its page: a cell, a brief, a share of a sample."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from core.language import _, current
from qa.programme.dayparts import Dayparts, clock
from qa.programme.wave import Cell
from sla.judging.sample import sample_view
from sla.terms.sample import SampleRule
from ui import formats, registered, report_words
from ui.mystery import programme_readings

_ANY_TARGET = Fraction(1, 2)


def place(cell: Cell) -> str:
    """Vendor, and site where sites are told apart."""
    return _placed(report_words.vendor_name(cell.vendor), cell)


def brief(code: str) -> str:
    """A brief's name."""
    known = programme_readings.brief_names().get(code)
    return known.in_(current()) if known else code


def of_many() -> tuple[Callable[[Cell], str], Callable[[str], str]]:
    """`place` and `brief` for a board of many cells: what the vendors and briefs are called is read once."""
    vendors, briefs = registered.vendors(), programme_readings.brief_names()
    return (
        lambda cell: _placed(report_words.vendor_name(cell.vendor, vendors), cell),
        lambda code: briefs[code].in_(current()) if code in briefs else code,
    )


def task(cell: Cell) -> str:
    """Scenario and slot."""
    return f"{brief(cell.brief)} · {cell.part.words.in_(current())}"


def slots(parts: Dayparts) -> str:
    """The hours of a programme's slots: peak 09:00–12:00, 14:00–18:00 · night 21:00–08:00 · …"""
    said = {_("Peak"): parts.peak, _("Night"): parts.night, _("Calls are made between"): [parts.open]}
    return " · ".join(f"{label} {clock(hours)}" for label, hours in said.items() if hours)


def share(k: int, n: int) -> str:
    """A share of a sample with its 95 % interval: 93.33 % (56 / 60), 84.1–97.4."""
    if n == 0:
        return formats.DASH
    told = sample_view(k, n, _ANY_TARGET, SampleRule())
    shown = formats.figure(Fraction(k * 100, n), "percent", numerator=k, denominator=n)
    low, high = (formats.number(100 * bound, 1) for bound in (told.low, told.high))
    return f"{shown} {low}–{high}"


def _placed(vendor: str, cell: Cell) -> str:
    return f"{vendor} · {cell.site}" if cell.site else vendor
