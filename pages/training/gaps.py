"""Training gaps: whom to train in what by when, and the list to send."""

from __future__ import annotations

from datetime import date

from core.language import _, current
from ui import formats, house, layout, registered, urls
from ui.training import gaps_view

view, here, who = urls.read(), house.house(), house.principal()
vendors = {code: one.name.in_(current()) for code, one in registered.vendors().items()}
vendor = view.vendor if view.vendor in vendors else next(iter(vendors), None)
day = date.fromisoformat(view.day) if view.day else here.today()

layout.page_head(_("Training gaps"), [vendors[vendor], formats.day(day)] if vendor else [])
if vendor and len(vendors) > 1:
    with layout.switches():
        vendor = layout.switch(_("Vendor"), vendors, vendor, "vendor") or vendor
if vendor:
    gaps_view.show(vendor, vendors[vendor], day)
else:
    layout.empty_state(
        _("No vendor is entered"),
        _("A gap is what the matrix or a change asks of somebody on the roster and no record shows."),
        icon="storefront",
    )
