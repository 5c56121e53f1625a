"""Misses and plans: what was missed, how often, whether it is a breach, and what is being done about it."""

from functools import partial

import streamlit as st

from core.language import _, current
from core.principal import Action
from sla.follow_up.plans import PlanStatus
from ui import entries, house, layout, navigation, registered, urls
from ui.improvement import miss_list, plan_form, plan_list, plan_panel, plan_timeline
from ui.layout import Figure, PrimaryAction

title, view = _("Misses and plans"), urls.read()
vendors = {code: vendor.name.in_(current()) for code, vendor in registered.vendors().items()}
vendor = view.vendor if view.vendor in vendors else None
misses, plans = entries.all_misses(vendor), entries.all_plans(vendor)
open_misses = [miss for miss in misses if miss.is_open]
may_plan = house.principal().may(Action.PLAN, vendor)
adding = may_plan and open_misses and view.tab == "new"

add = PrimaryAction(_("Open a plan"), partial(urls.write, tab="new"), icon=":material/add:")
layout.page_head(
    title,
    [vendors.get(vendor or "", _("All vendors"))],
    add if may_plan and open_misses and not adding else None,
)
if not misses and not plans:
    layout.empty_state(
        _("Nothing was missed so far"),
        _("A clause that is missed in a judged month opens a line here; plans answer them."),
        lambda: navigation.link("import_report", _("Import a report"), ":material/upload_file:"),
        icon="task_alt",
    )
    st.stop()

with layout.switches():
    if len(vendors) > 1:
        layout.switch(_("Vendor"), vendors, vendor, "vendor", _("All vendors"))
    tabs = {"misses": _("What was missed"), "plans": _("Improvement plans")}
    layout.switch(_("Show"), tabs, "plans" if view.tab == "plans" else "misses", "tab")
layout.figure_strip(
    [
        Figure(_("Missed, to improve"), str(len(open_misses))),
        Figure(_("Breaches of contract"), str(sum(miss.breach is not None for miss in open_misses))),
        Figure(_("Without a plan"), str(sum(not miss.plans for miss in open_misses))),
        Figure(_("Plans overdue"), str(sum(plan.overdue for plan in plans))),
        Figure(_("Plans to verify"), str(sum(plan.status is PlanStatus.TO_VERIFY for plan in plans))),
    ]
)

if adding:
    plan_form.new(open_misses, view.record)
elif plans:
    plan_timeline.show(plans)

if view.tab == "plans":
    by_id = {plan.record.id: plan for plan in plans}
    clicked = plan_list.table(plans) if plans else st.caption(_("No plan yet."))
else:
    by_id = {miss.record.id: miss for miss in misses}
    clicked = miss_list.table(misses) if misses else None
if isinstance(clicked, str) and clicked != view.record:
    view = urls.write(record=clicked)
if view.tab == "plans" and view.record in by_id:
    plan_panel.show(by_id[view.record])
elif view.record in by_id and not adding:
    miss_list.opened(by_id[view.record], may_plan, misses)
