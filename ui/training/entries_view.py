"""Training records typed in by hand, with a paper; and taking them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import WrongInputError
from core.language import _, current
from core.people_lists import RecordKind
from core.principal import Action
from core.text import Text
from qa.training.course import Course
from services.house.evidence import read_evidence
from services.training import records
from services.training.records import Entered
from ui import evidence_field, formats, house, messages, session, taking_back, typed_numbers
from ui.messages import Kind, escaped
from ui.training import record_rows

if TYPE_CHECKING:
    from store.records.training import TrainingEntryRecord

_DAY = Text("日期", "The day")
_FIELDS = (
    *("agent", "course", "kind", "day", "score", "full_mark", "passed", "expires", "number", "why"),
    *("attempt", "minutes", "version", "trainer", "material"),
)
#: Stands among the results: somebody who was asked and did not come.
_ABSENT = "absent"


def show(vendor: str, courses: Mapping[str, Course]) -> None:
    """The form for who may, and everything that was typed in."""
    may = house.principal().may(Action.RECORD, vendor)
    if may and courses:
        _form(vendor, courses)
    elif may:
        st.caption(_("There is no course yet: publish one in the training matrix first."))
    found = records.entries(house.house(), house.principal(), vendor)
    if not found:
        st.caption(_("Nothing was typed in yet."))
    for entry in found:
        _entry(entry, courses, may)


def _form(vendor: str, courses: Mapping[str, Course]) -> None:
    keys = {name: session.fresh_form(f"entry-{name}") for name in _FIELDS}
    kinds = {kind: kind.words.in_(current()) for kind in RecordKind}
    with st.expander(_("Type in a record"), icon=":material/edit:"):
        with st.container(horizontal=True):
            st.text_input(_("The agent's code"), key=keys["agent"], max_chars=40, width=180)
            st.selectbox(
                _("Course"), [*courses], format_func=record_rows.course_names(courses).__getitem__,
                key=keys["course"], width=220,
            )  # fmt: skip
            st.selectbox(
                _("Kind"), [*RecordKind], format_func=kinds.__getitem__,
                index=1, key=keys["kind"], width=180,
            )  # fmt: skip
            today = house.house().today()
            st.date_input(_("Day"), today, format="YYYY-MM-DD", max_value=today, key=keys["day"], width=160)
        _result(keys)
        _class(keys)
        st.text_input(_("Why is it typed in?"), key=keys["why"], max_chars=200)
        proof = evidence_field.drop(_("Evidence (optional)"), "entry-evidence")
        st.button(
            _("Keep the record"), type="primary", key=session.widget("entry-keep"),
            on_click=messages.guarded(_keep), args=(vendor, keys, proof),
        )  # fmt: skip


def _result(keys: Mapping[str, str]) -> None:
    results = {None: _("the score decides"), True: _("yes"), False: _("no"), _ABSENT: _("absent")}
    with st.container(horizontal=True):
        st.text_input(_("Score"), key=keys["score"], max_chars=12, width=120)
        st.text_input(_("Full mark"), key=keys["full_mark"], max_chars=12, width=120, placeholder="100")
        st.selectbox(
            _("Passed"), [*results], key=keys["passed"], width=180, format_func=results.__getitem__
        )  # fmt: skip
        st.number_input(_("Attempt"), 1, 99, None, key=keys["attempt"], width=120)
        st.date_input(_("Holds until"), None, format="YYYY-MM-DD", key=keys["expires"], width=160)
        st.text_input(_("Certificate number"), key=keys["number"], max_chars=40, width=180)


def _class(keys: Mapping[str, str]) -> None:
    with st.container(horizontal=True):
        st.number_input(_("Minutes attended"), 0, 6000, None, key=keys["minutes"], width=160)
        st.text_input(_("Trainer's code"), key=keys["trainer"], max_chars=40, width=180)
        st.number_input(_("Version of the course"), 1, 9999, None, key=keys["version"], width=160)
        st.text_input(_("Material"), key=keys["material"], max_chars=80, width=220)


def _keep(vendor: str, keys: Mapping[str, str], proof: str) -> None:
    said = {name: st.session_state.get(key) for name, key in keys.items()}
    if said["day"] is None:
        raise WrongInputError("needed", what=_DAY)
    absent = said["passed"] == _ABSENT
    given = Entered(
        said["agent"] or "", said["course"] or "", said["kind"], said["day"],
        score=typed_numbers.decimal(said["score"]), full_mark=typed_numbers.decimal(said["full_mark"]),
        passed=None if absent else said["passed"], absent=absent, expires=said["expires"],
        number=said["number"] or "", attempt=said["attempt"], minutes=said["minutes"],
        course_version=said["version"], trainer=said["trainer"] or "", material=said["material"] or "",
    )  # fmt: skip
    here, who, paper = house.house(), house.principal(), evidence_field.taken(proof)
    kept = records.enter(here, who, vendor, given, said["why"] or "", paper)
    session.clear_form()
    words = _("The record of {agent} is kept and counts from now on.")
    messages.notice(Kind.DONE, escaped(words.format(agent=kept.agent)))


def _entry(entry: TrainingEntryRecord, courses: Mapping[str, Course], may: bool) -> None:
    with st.container(border=True, key=f"panel-entry-{entry.id}"):
        course = record_rows.course_name(entry.course, courses)
        head = f"{entry.agent} · {course} · {entry.kind.words.in_(current())} · {formats.day(entry.day)}"
        st.markdown(f"**{escaped(head)}**")
        st.caption(escaped(" · ".join(_facts(entry))))
        with st.container(horizontal=True):
            if entry.evidence_sha256:
                here, who = house.house(), house.principal()
                read = partial(read_evidence, here, who, entry.vendor, entry.evidence_sha256)
                evidence_field.offer(entry.evidence_name, lambda: (entry.evidence_name, read()), entry.id)
            if may and entry.withdrawn_at is None:
                here, who = house.house(), house.principal()
                taking_back.withdraw(entry.id, partial(records.withdraw_entry, here, who, entry.id))


def _facts(entry: TrainingEntryRecord) -> Sequence[str]:
    told = []
    if entry.score is not None:
        told.append(f"{entry.score.normalize():f} / {(entry.full_mark or Decimal(100)).normalize():f}")
    if entry.passed is not None:
        told.append(_("passed") if entry.passed else _("not passed"))
    if entry.absent:
        told.append(_("absent"))
    if entry.attempt is not None:
        told.append(_("attempt {n}").format(n=entry.attempt))
    if entry.minutes is not None:
        told.append(_("{n} minutes").format(n=entry.minutes))
    if entry.trainer:
        told.append(_("trainer {code}").format(code=entry.trainer))
    if entry.material:
        told.append(entry.material)
    if entry.expires is not None:
        told.append(_("holds until {day}").format(day=formats.day(entry.expires)))
    told += [entry.why, entry.entered_by]
    if entry.withdrawn_at is not None:
        told.append(_("taken back"))
    return told
