"""Certificate expiries: what runs out in 60, 30 and 7 days, what has run out, and next month's forecast."""

from __future__ import annotations

from datetime import date

from core.language import _, current
from services.training import expiries
from ui import formats, house, layout, registered, urls
from ui.training import expiries_view

view, here, who = urls.read(), house.house(), house.principal()
vendors = {code: one.name.in_(current()) for code, one in registered.vendors().items()}
vendor = view.vendor if view.vendor in vendors else next(iter(vendors), None)
day = min(date.fromisoformat(view.day) if view.day else here.today(), here.today())

layout.page_head(_("Certificate expiries"), [vendors[vendor], formats.day(day)] if vendor else [])
if vendor and len(vendors) > 1:
    with layout.switches():
        layout.switch(_("Vendor"), vendors, vendor, "vendor")
found = expiries.expiries(here, who, vendor, day) if vendor else None
if vendor and found and found.lines:
    expiries_view.show(vendors[vendor], found)
else:
    layout.empty_state(
        _("Nothing runs out"),
        _("Listed here is what agents on the roster hold until a day: by the matrix's validity or as told."),
        icon="event_repeat",
    )
