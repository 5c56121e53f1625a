"""The reporting plan: which report is due when, what has arrived, whom to remind, and what may come later."""

from __future__ import annotations

import streamlit as st

from core.language import _, current
from core.period import MonthRule, shifted
from core.principal import Action
from ui import formats, house, layout, month_choice, registered, session, urls
from ui.received import due_board, due_plans, due_words

_MONTHS_BACK = 13

view = urls.read()
layout.page_head(_("Reporting plan"), [_("Which report is due when, what has arrived, and whom to remind.")])
planned = due_words.plans()
may_plan = house.principal().may(Action.MANAGE) and bool(registered.known_contracts())
parts = {"board": _("Board"), "plan": _("Reports owed")}
key = session.widget("due-part")


def keep() -> None:
    """The part that is shown, in the address."""
    urls.write(tab=st.session_state[key], record=None, day=None)


part = st.segmented_control(
    _("Show"),
    list(parts),
    default=urls.one_of(view.tab, parts, "board" if planned else "plan"),
    format_func=parts.__getitem__,
    key=key,
    required=True,
    label_visibility="collapsed",
    on_change=keep,
)

if part == "plan":
    if may_plan:
        with st.popover(_("Plan a report"), icon=":material/add:"):
            due_plans.form()
    due_plans.listed(planned)
elif not planned:
    due_plans.nothing()
else:
    this = MonthRule().month_of(house.house().today()).label
    months = [shifted(this, by) for by in range(1, -_MONTHS_BACK, -1)]
    label = urls.one_of(view.period, months, this) or this
    vendors = {code: vendor.name.in_(current()) for code, vendor in registered.vendors().items()}
    with layout.switches():
        month_choice.month_switch(months, label)
        vendor = view.vendor if view.vendor in vendors else None
        if len(vendors) > 1:
            vendor = layout.switch(_("Vendor"), vendors, vendor, "vendor", everything=_("All vendors"))
    lines = due_words.board(label, vendor)
    if lines:
        due_board.figures(lines)
        clicked = due_board.table(lines)
        if clicked:
            view = urls.write(record=clicked.owed.plan.id, day=clicked.owed.period.start.isoformat())
        mine = [line for line in lines if line.owed.plan.id == view.record]
        found = next((line for line in mine if line.owed.period.start.isoformat() == view.day), None)
        pressing = found or next((line for line in mine if line.is_open), None)
        if pressing:
            due_board.opened(pressing)
    else:
        words = _("Choose another month above, or another vendor.")
        layout.empty_state(
            _("Nothing due in {month}").format(month=formats.month(label)), words, icon="event"
        )
