"""Renaming, exit and succession of a vendor: what was recorded, what is open, what is still owed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.language import _, current
from core.principal import Action
from services.known.directory import VendorView
from services.vendors import exits as exits_kept
from services.vendors.exit_open import OpenThing
from services.vendors.exit_view import ExitView
from services.vendors.succession import SuccessionView
from services.vendors.vendor_file import VendorFile
from ui import evidence_field, formats, house, navigation, registered, taking_back
from ui.messages import escaped
from ui.vendors import vendor_acts_forms

if TYPE_CHECKING:
    from store.records import VendorActRecord


def show(vendor: VendorView, found: VendorFile, may_change: bool) -> None:
    """What changed about the vendor as a whole, and the forms to record more."""
    st.subheader(_("Name, exit and successor"), anchor=False)
    for act in found.renamings:
        _renamed(act)
    for each in found.exits:
        _exit(each, found.successions, may_change)
    for taken in found.successions:
        if taken.record.successor == vendor.code:
            _taken_over(taken)
    if not (found.renamings or found.exits or found.successions):
        st.caption(_("Nothing recorded: it has kept its name and its contracts."))
    if may_change:
        with st.container(horizontal=True):
            vendor_acts_forms.rename(vendor)
            vendor_acts_forms.leave(vendor, [each.record.contract or "" for each in found.exits])


def _renamed(act: VendorActRecord) -> None:
    before, after = (_name(act.body[side]) for side in ("before", "after"))
    said = _("From {day}: {before} → **{after}** · {why}")
    words = said.format(
        day=formats.day(act.day), before=escaped(before), after=escaped(after), why=escaped(act.why)
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/badge: {words}", width="stretch")
        _paper(act)


def _exit(view: ExitView, successions: Sequence[SuccessionView], may_change: bool) -> None:
    record = view.record
    with st.container(border=True, gap="small"):
        said = _("Left {contract}, last day {day} · {why}")
        name = escaped(_contract(record.contract or ""))
        words = said.format(contract=f"**{name}**", day=formats.day(record.day), why=escaped(record.why))
        st.markdown(f":material/logout: {words}")
        st.markdown(_part_month(view))
        _open(_("Still open"), view.open_now)
        st.markdown(_proof(view))
        for taken in successions:
            if taken.record.about == record.id:
                _handed_over(taken)
        with st.container(horizontal=True):
            _paper(record)
            if view.proof:
                _paper(view.proof)
            if may_change:
                _steps(view, any(taken.record.about == record.id for taken in successions))


def _steps(view: ExitView, is_taken_over: bool) -> None:
    if view.proof is None:
        vendor_acts_forms.proof(view)
    if not is_taken_over:
        vendor_acts_forms.successor(view)
    if view.proof is None and not is_taken_over:
        undo = partial(exits_kept.undo_exit, house.house(), house.principal(), view.record.id)
        label, done = _("Take the exit back"), _("The exit is taken back; the contract goes on.")
        taking_back.asking_why("undo-exit", label, ":material/undo:", view.record.id, undo, done)


def _part_month(view: ExitView) -> str:
    part = view.part
    month = formats.month(part.month.label)
    if part.is_whole:
        return _("Its last month, {month}, is a whole one.").format(month=month)
    said = _("Its last month, {month}, has {n} of {all} days: {fee}.")
    return escaped(said.format(month=month, n=part.worked, all=part.month.days, fee=part.fee.in_(current())))


def _open(title: str, things: Sequence[OpenThing]) -> None:
    if not things:
        st.markdown(":green[:material/check:] " + _("Nothing is open any more."))
        return
    counts = {
        kind: sum(each.kind is kind for each in things) for kind in dict.fromkeys(t.kind for t in things)
    }
    said = " · ".join(f"{kind.words.in_(current())} {n}" for kind, n in counts.items())
    fold = st.expander(f"{title}: {said}", on_change="rerun", key=f"open-{things[0].id}")
    if fold.open:
        with fold:
            _listed(things)


def _listed(things: Sequence[OpenThing], still: frozenset[str] | None = None) -> None:
    for each in things:
        subject = escaped(each.subject.in_(current()))
        month = f" · {formats.month(each.period)}" if each.period and each.id != each.period else ""
        done = f" :green-badge[{_('closed')}]" if still is not None and each.id not in still else ""
        st.markdown(f"{each.kind.words.in_(current())} **{subject}**{month}{done}")


def _proof(view: ExitView) -> str:
    if view.proof:
        said = _("Proof of deletion {number}, {day}")
        words = said.format(number=escaped(view.proof.why), day=formats.day(view.proof.day))
        return f":green[:material/verified:] {words}"
    due = view.record.due
    late = due is not None and due < house.house().today()
    words = _("Proof of deletion due on {due}").format(due=formats.day(due))
    return f":{'red' if late else 'orange'}[:material/delete_forever:] {words}"


def _handed_over(taken: SuccessionView) -> None:
    said = _("{successor} goes on from {day}. Plans and misses handed over: {n}, still open: {open}")
    st.markdown(":material/handshake: " + _told(said, taken))
    fold = st.expander(_("What was handed over"), on_change="rerun", key=f"handed-{taken.record.id}")
    if fold.open:
        with fold:
            _listed(taken.handed_over, taken.still_open)


def _taken_over(taken: SuccessionView) -> None:
    said = _("Took {contract} over from {vendor} on {day}. Plans and misses: {n}, still open: {open}")
    with st.container(border=True, gap="small"):
        st.markdown(":material/handshake: " + _told(said, taken))
        _listed(taken.handed_over, taken.still_open)
        if house.principal().may(Action.VIEW, taken.record.vendor):
            navigation.link("misses", _("Misses and plans"), ":material/assignment_late:")


def _told(said: str, taken: SuccessionView) -> str:
    return said.format(
        successor=f"**{escaped(taken.successor_name.in_(current()))}**",
        vendor=f"**{escaped(taken.vendor_name.in_(current()))}**",
        contract=escaped(_contract(taken.record.contract or "")),
        day=formats.day(taken.record.day),
        n=len(taken.handed_over),
        open=sum(each.id in taken.still_open for each in taken.handed_over),
    )


def _paper(act: VendorActRecord) -> None:
    read = partial(exits_kept.act_file, house.house(), house.principal(), act.id)
    evidence_field.offer(act.evidence_name, read, act.id)


def _name(stored: dict[str, str]) -> str:
    first, other = (stored["zh"], stored["en"]) if current() == "zh" else (stored["en"], stored["zh"])
    return first or other


def _contract(code: str) -> str:
    known = registered.known_contracts()
    return known[code].name.in_(current()) if code in known else code
