"""Evidence audits: draw a month's sample, look at each record, see what it takes away, and what looks odd."""

from __future__ import annotations

from core.language import _, current
from core.period import shifted
from core.principal import Action
from services.training import doubts, evidence_audits
from ui import house, layout, month_choice, registered, urls
from ui.training import doubts_view, evidence_draw, evidence_view

view, here, who = urls.read(), house.house(), house.principal()
vendors = {code: one.name.in_(current()) for code, one in registered.vendors().items()}
vendor = view.vendor if view.vendor in vendors else next(iter(vendors), None)

layout.page_head(_("Evidence audits"), [vendors[vendor]] if vendor else [])
if vendor is None:
    layout.empty_state(
        _("No vendor yet"),
        _("Enter your first vendor: then its training records can be looked at."),
        icon="fact_check",
    )
else:
    parts = {"sample": _("The month's sample"), "odd": _("What looks odd")}
    part = urls.one_of(view.tab, list(parts), "sample")
    months = [shifted(f"{here.today():%Y-%m}", -back) for back in range(12)]
    label = urls.one_of(view.period, months) or months[0]
    with layout.switches():
        if len(vendors) > 1:
            vendor = layout.switch(_("Vendor"), vendors, vendor, "vendor") or vendor
        layout.switch(_("Show"), parts, part, "tab")
        if part == "odd":
            month_choice.month_switch(months, label)
    if part == "odd":
        doubts_view.show(doubts.doubted(here, who, vendor, label), label)
    else:
        samples = evidence_audits.audits(here, who, vendor)
        if who.may(Action.AUDIT, vendor):
            evidence_draw.form(vendor)
        if not samples:
            layout.empty_state(
                _("No sample drawn yet"),
                _("Each month a random sample of agents is looked at: 5 %, at least ten, with every course."),
                icon="fact_check",
            )
        else:
            evidence_view.show(samples, view.record)
