"""Why calls failed: the failed items of a vendor's month by cause, who acts, and what courses changed."""

from __future__ import annotations

from core.language import _, current
from services.training import course_effect, courses, month_causes, unclear_clauses
from ui import formats, house, layout, month_choice, navigation, registered, urls
from ui.training import causes_view, effect_view

view, here, who = urls.read(), house.house(), house.principal()
vendors = {code: one.name.in_(current()) for code, one in registered.vendors().items()}
vendor = view.vendor if view.vendor in vendors else next(iter(vendors), None)
months = month_causes.months_audited(here, who, vendor) if vendor else []
label = view.period if view.period in months else next(iter(months), None)

context = [formats.month(label)] if label else []
layout.page_head(_("Why calls failed"), [vendors[vendor], *context] if vendor else [])
found = None
if vendor:
    with layout.switches():
        if len(vendors) > 1:
            layout.switch(_("Vendor"), vendors, vendor, "vendor")
        if label:
            month_choice.month_switch(months, label)
    found = month_causes.month_causes(here, who, vendor, label) if label else None
if vendor and label and found and found.audits:
    known = courses.courses(here, who)
    causes_view.show(vendors[vendor], found, view.tab)
    causes_view.unclear(unclear_clauses.unclear_clauses(here, who, label), vendors)
    days = course_effect.three_months(label)
    effect_view.show(course_effect.course_effects(here, who, vendor, days), known, days)
elif label:
    layout.empty_state(
        _("No audit of {month} counts yet").format(month=formats.month(label)),
        _("Each failed item of an audit is traced here to its clause, its course and who has to act."),
        lambda: navigation.link("reviews", _("Reviews and appeals"), ":material/rate_review:"),
        icon="account_tree",
    )
else:
    layout.empty_state(
        _("No audit yet"),
        _("Each failed item of an audit is traced here to its clause, its course and who has to act."),
        lambda: navigation.link("spot_check", _("Score a call"), ":material/phone_in_talk:"),
        icon="account_tree",
    )
