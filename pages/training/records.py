"""Training records: lists by agent taken in, records typed in, names of courses said, papers kept."""

from __future__ import annotations

from contextlib import suppress

from core.errors import PlumblineError
from core.language import _, current
from core.people_lists import ListState
from core.principal import Action
from services.roster import lists
from services.training import course_names, courses, record_lists
from services.training.list_records import KINDS
from ui import formats, house, layout, registered, taking_back, urls, ways
from ui.training import (
    course_names_view,
    entries_view,
    list_opened,
    papers_view,
    record_drop,
    record_staged,
    rosters_taken_in,
)

view, here, who = urls.read(), house.house(), house.principal()
vendors = {code: one.name.in_(current()) for code, one in registered.vendors().items()}
vendor = view.vendor if view.vendor in vendors else next(iter(vendors), None)
taken = lists.listed(here, who, kinds=KINDS)
known = courses.courses(here, who)

waiting = next((one for one in taken if one.id == view.record and one.state is ListState.STAGED), None)
staged = None
if waiting is not None and who.may(Action.IMPORT, waiting.vendor):
    with suppress(PlumblineError):  # somebody took it in meanwhile, or its file is gone
        staged = record_lists.records_again(here, who, waiting.id)

if staged is not None and waiting is not None:
    ways.back(_("All lists"), record=None)
    layout.page_head(_("Training records"), [waiting.name])
    record_staged.show(waiting, staged)
elif vendor is None:
    layout.page_head(_("Training records"))
    layout.empty_state(
        _("No vendor yet"),
        _("Enter your first vendor: then records of its agents can be taken in."),
        icon="assignment_turned_in",
    )
else:
    mine = [one for one in taken if one.vendor == vendor]
    committed = [one.days.last_day for one in mine if one.state is ListState.COMMITTED]
    until = [_("Records in up to {day}").format(day=formats.day(max(committed)))] if committed else []
    layout.page_head(_("Training records"), [vendors[vendor], *until])
    unknown = course_names.unknown_names(here, who, vendor)
    parts = {"lists": _("Lists"), "hand": _("By hand"), "papers": _("Papers")}
    if unknown:
        parts["names"] = _("Names without a course ({n})").format(n=len(unknown))
    part = view.tab if view.tab in parts else "lists"
    with layout.switches():
        if len(vendors) > 1:
            layout.switch(_("Vendor"), vendors, vendor, "vendor")
        layout.switch(_("Show"), parts, part, "tab")
    if part == "hand":
        entries_view.show(vendor, known)
    elif part == "papers":
        papers_view.show(vendor, known)
    elif part == "names":
        course_names_view.show(unknown, known)
    else:
        if who.may(Action.IMPORT, vendor):
            record_drop.show(vendor, known, opened=not mine)
        if mine:
            chosen = rosters_taken_in.table(mine)
            if chosen:
                taking_back.unmark()
                urls.write(record=chosen)
            list_opened.show(next((one for one in mine if one.id in (chosen, view.record)), None))
        else:
            layout.empty_state(
                _("No training record yet"),
                _("Lists by agent say who attended, passed or holds a certificate, and until when."),
                icon="assignment_turned_in",
            )
