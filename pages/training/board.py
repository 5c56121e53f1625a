"""Compliance: who is trained and who is not, in a vendor's month; as it is known now or as it was issued."""

from __future__ import annotations

from core.language import _, current
from core.period import calendar_month, parse_label
from services.training import board, due_snapshots
from ui import formats, house, layout, month_choice, navigation, registered, urls
from ui.training import board_view

view, here, who = urls.read(), house.house(), house.principal()
vendors = {code: one.name.in_(current()) for code, one in registered.vendors().items()}
vendor = view.vendor if view.vendor in vendors else next(iter(vendors), None)
due_snapshots.take_due(here)
months = board.months_told(here, who, vendor) if vendor else []
label = view.period if view.period in months else next(iter(months), None)

context = [formats.month(label)] if label else []
layout.page_head(_("Training compliance"), [vendors[vendor], *context] if vendor else [])
found = None
if vendor:
    known, issued = None, []
    with layout.switches():
        if len(vendors) > 1:
            layout.switch(_("Vendor"), vendors, vendor, "vendor")
        if label:
            month_choice.month_switch(months, label)
            issued = due_snapshots.issued_of(here, who, vendor, calendar_month(*parse_label(label)))
            known = board_view.known_switch(issued, view.tab)
    if label:
        found = board.board(here, who, vendor, calendar_month(*parse_label(label)), known)
if vendor and found and found.cells:
    board_view.show(vendors[vendor], found, issued)
elif label:
    layout.empty_state(
        _("Nothing is asked of anybody yet"),
        _("The matrix says which courses whoever is at work has to hold; publish one, and this fills."),
        lambda: navigation.link("matrix", _("Training matrix"), ":material/grid_on:"),
        icon="fact_check",
    )
else:
    layout.empty_state(
        _("No roster yet"),
        _("A roster says who is at work; take one in, then who lacks which course shows here."),
        lambda: navigation.link("rosters", _("Rosters"), ":material/badge:"),
        icon="fact_check",
    )
