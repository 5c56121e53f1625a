"""Change training: will it be done by the due day; the burn-down, who lacks it, and what was issued."""

from __future__ import annotations

import streamlit as st

from core.language import _, current
from qa.training.due import business_day
from services.training import change_board, due_snapshots
from services.training import courses as course_versions
from ui import formats, house, layout, registered, session, urls, ways
from ui.training import change_at_vendor, change_forms, change_list

view, here, who = urls.read(), house.house(), house.principal()
due_snapshots.take_due(here)
found = change_board.standings(here, who)
key = view.record or (f"{view.spec}/{view.version}" if view.spec and view.version else None)
one = next((each for each in found if (each.change.key, each.vendor) == (key, view.vendor)), None)

if one is not None:
    ways.back(_("All changes"), record=None, spec=None, version=None)
    change = one.change
    layout.page_head(
        change.name.in_(current()),
        [
            registered.vendors()[one.vendor].name.in_(current()),
            _("published on {day}").format(day=formats.day(business_day(change.published))),
            _("takes effect on {day}").format(day=formats.day(change.effective)),
            ", ".join(change.courses),
        ],
    )
    at, burn = change_board.change_board(here, who, change.key, one.vendor)
    issued = due_snapshots.issued(here, who, change.key, one.vendor, at.due.day) if at.due else None
    change_at_vendor.show(at, burn, issued)
    change_forms.about(at)
else:
    layout.page_head(_("Change training"), [_("Will it be done by the due day?")])
    if found:
        chosen = change_list.show(found)
        if chosen is not None:
            product = chosen.known.is_specification
            urls.write(
                vendor=chosen.vendor,
                record=None if product else chosen.change.key,
                spec=chosen.change.product if product else None,
                version=str(chosen.change.number) if product else None,
            )
            session.LIST_TURN.set(session.LIST_TURN.get() + 1)
            st.rerun()
    else:
        layout.empty_state(
            _("No change yet"),
            _("The second version of a process specification is one; others are entered here."),
            icon="published_with_changes",
        )
    change_forms.enter(course_versions.courses(here, who), opened=False)
