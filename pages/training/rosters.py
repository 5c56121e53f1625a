"""Rosters: who worked when, as it was known when; lists taken in, looked at and taken back."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from core.errors import PlumblineError
from core.language import _, current
from core.people_lists import ListState
from core.principal import Action
from services.roster import lists
from services.roster.roster_lists import OF_ROSTERS
from ui import house, layout, registered, taking_back, urls, ways
from ui.training import roster_day_view, roster_drop, roster_staged, rosters_taken_in, watch_view

view, here, who = urls.read(), house.house(), house.principal()
vendors = {code: one.name.in_(current()) for code, one in registered.vendors().items()}
vendor = view.vendor if view.vendor in vendors else next(iter(vendors), None)
taken = lists.listed(here, who, kinds=OF_ROSTERS)
may = who.may(Action.IMPORT)

waiting = next((one for one in taken if one.id == view.record and one.state is ListState.STAGED), None)
staged = None
if waiting is not None and may:
    with suppress(PlumblineError):  # somebody took it in meanwhile, or its file is gone
        staged = lists.staged_again(here, who, waiting.id)

if staged is not None and waiting is not None:
    ways.back(_("All rosters"), record=None)
    layout.page_head(_("Rosters"), [waiting.name])
    roster_staged.show(waiting, staged)
elif vendor is None:
    layout.page_head(_("Rosters"))
    layout.empty_state(
        _("No vendor yet"), _("Enter your first vendor: then its rosters can be taken in."), icon="badge"
    )
else:
    layout.page_head(_("Rosters"), [vendors[vendor]])
    if len(vendors) > 1:
        with layout.switches():
            vendor = layout.switch(_("Vendor"), vendors, vendor, "vendor") or vendor
    mine = [one for one in taken if one.vendor == vendor]
    if may:
        roster_drop.show(vendor, opened=not mine)
    if any(one.state is not ListState.STAGED for one in mine):
        on = date.fromisoformat(view.day) if view.day else here.today()
        roster_day_view.show(vendor, on)
        watch_view.show(vendor, on)
    elif not mine:
        layout.empty_state(
            _("No roster yet"),
            _("A roster says who works where from when to when; training is owed by who is on it."),
            icon="badge",
        )
    if mine:
        chosen = rosters_taken_in.table(mine)
        if chosen:
            taking_back.unmark()
            urls.write(record=chosen)
        rosters_taken_in.opened(next((one for one in mine if one.id in (chosen, view.record)), None))
