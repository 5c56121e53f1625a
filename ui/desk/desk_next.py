"""My next call: what I began, what a wave lacks now, what a sample has left; and how far both are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.language import _
from core.principal import Action
from qa.form.kinds import FormKind
from qa.programme.quotas import CellCount
from services.desk import draft_submit
from services.desk.desk_begun import Dialled
from services.desk.draft_standing import AuditDraft
from services.desk.sample_audits import SampleResult
from services.mystery.mystery_board import WaveView
from services.workbooks.sample_list import time_of
from ui import formats, house, messages, report_words, session, urls
from ui.desk import desk_open
from ui.messages import escaped
from ui.mystery import programme_readings, programme_words
from ui.sampling import sample_readings, sample_words

if TYPE_CHECKING:
    from store.records import SampleLineRecord

#: Samples whose state the bar shows.
_SAMPLES = 3


def offered(own: Sequence[AuditDraft]) -> None:
    """The next call of each kind, what was begun first; the first of them is the button to press."""
    waiting = [*_drafts(own), *_dials(), *_lines()]
    if not waiting:
        return
    st.subheader(_("My next"), anchor=False)
    for at, (name, words, label, open_) in enumerate(waiting):
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"next-{name}"):
            st.markdown(words, width="stretch")
            st.button(
                label,
                type="primary" if not at else "secondary",
                key=session.widget("desk-next", name),
                on_click=messages.guarded(open_),
            )


def bars() -> None:
    """How many calls of the newest samples are heard, and how many of each vendor's in the open waves."""
    for found in _samples():
        drawn = len(found.view.to_hear)
        if drawn:
            record = found.view.record
            # A vendor has several samples of one month: what for and when each was drawn tells them apart.
            words = _("Sample of {vendor}, {purpose}, {period}, drawn {at}: {n} of {m} heard").format(
                vendor=report_words.vendor_name(record.vendor),
                purpose=sample_words.purpose(record),
                period=formats.period(record.period),
                at=formats.instant(record.drawn_at),
                n=drawn - found.left,
                m=drawn,
            )
            st.progress((drawn - found.left) / drawn, text=escaped(words))
    for view in _waves():
        for vendor in view.vendors:
            planned, valid = vendor.count.planned, vendor.count.valid
            if planned:
                words = _("Wave {wave}, {vendor}: {n} of {m} calls").format(
                    wave=view.wave.code, vendor=report_words.vendor_name(vendor.vendor), n=valid, m=planned
                )
                st.progress(min(1.0, valid / planned), text=escaped(words))


_Offer = tuple[str, str, str, Callable[[], None]]


def _drafts(own: Sequence[AuditDraft]) -> list[_Offer]:
    if not own:
        return []
    found = min(own, key=lambda each: each.record.opened_at)
    parts = [*desk_open.named(found)]
    parts.append(_("to go: {n}").format(n=len(draft_submit.left_open(found))))
    return [("draft", _words("edit_note", parts), _("Go on"), partial(_open, found.record.id))]


def _dials() -> list[_Offer]:
    """The emptiest cell of this time slot over all open waves."""
    who = house.principal()
    cells = [
        (view.wave.code, cell)
        for view in _waves()
        if (cell := view.dial_next) and who.may(Action.AUDIT, cell.cell.vendor)
    ]
    if not cells:
        return []
    wave, cell = min(cells, key=lambda each: each[1].filled)
    done = _("{n} of {m} so far").format(n=formats.count(cell.valid), m=formats.count(cell.planned))
    parts = [programme_words.place(cell.cell), programme_words.task(cell.cell), wave, done]
    return [("dial", _words("phone_forwarded", parts), _("Log the call"), partial(_dial, wave, cell))]


def _lines() -> list[_Offer]:
    """The first call to be heard of the oldest sample shown that has one nobody is scoring."""
    who = house.principal()
    for found in reversed(_samples()):
        record = found.view.record
        line = next(iter(found.waiting), None)
        if line is not None and who.may(Action.AUDIT, record.vendor):
            call = _("Call of {day}, {time}").format(day=formats.day(line.day), time=time_of(line))
            agent = _("agent {code}").format(code=line.agent) if line.agent else ""
            parts = [report_words.vendor_name(record.vendor), call, agent]
            return [("line", _words("headphones", parts), _("Score this call"), partial(_line, line))]
    return []


def _words(icon: str, parts: Sequence[str]) -> str:
    return f":material/{icon}: " + escaped(" · ".join(part for part in parts if part))


def _samples() -> list[SampleResult]:
    return [sample_readings.sample(record.id) for record in sample_readings.newest()[:_SAMPLES]]


def _waves() -> list[WaveView]:
    """The waves that are dialled today."""
    today = house.house().today()
    return [
        programme_readings.wave(wave.code)
        for wave in programme_readings.waves()
        if wave.closed_at is None and wave.since <= today <= wave.until
    ]


def _open(id: str) -> None:
    urls.write(record=id)


def _dial(wave: str, cell: CellCount) -> None:
    vendor = cell.cell.vendor
    form = desk_open.usual_form(FormKind.MYSTERY, vendor)
    if form:
        contract = next(iter(desk_open.contracts_of(vendor)), None)
        _open(desk_open.dial(Dialled(wave, cell.cell, form), contract))


def _line(line: SampleLineRecord) -> None:
    form = desk_open.usual_form(FormKind.LISTENING, line.vendor)
    if form:
        contract = next(iter(desk_open.contracts_of(line.vendor, line.project)), None)
        _open(desk_open.line(line.id, form, contract))
