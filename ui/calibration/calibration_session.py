"""One calibration session: who has scored what, the form for what this person scores next, or the result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from core.language import _, current, ngettext
from core.principal import Action
from qa.calibration.marks import Side
from qa.scoring.answers import Answer
from qa.scoring.engine import unanswered
from services.calibration import calibration
from services.calibration.calibration_view import CalibrationView
from ui import formats, house, layout, messages, report_words, session, ways
from ui.audits import call_form, call_said, half_scores
from ui.audits.call_said import CallForm
from ui.calibration import calibration_list, calibration_result, calibration_seals
from ui.messages import Kind, escaped

if TYPE_CHECKING:
    from store.records import CalibrationCallRecord, CalibrationRaterRecord


def show(found: CalibrationView) -> None:
    """The whole of it."""
    record = found.record
    form = f"{found.form.text.in_(current())} v{record.form_version}"
    led = _("led by {name}").format(name=record.leader_name)
    layout.page_head(
        record.title,
        [report_words.vendor_name(record.vendor), form, calibration_list.state(found), led],
    )
    ways.back(_("All sessions"), record=None)
    if found.is_going:
        st.info(
            _("Sealed: nobody sees another's score before all are in. Everybody scores by {day}.").format(
                day=formats.day(record.due)
            ),
            icon=":material/lock:",
        )
        _scoring(found)
    if record.why:
        st.caption(_("Why: {reason}").format(reason=escaped(record.why)))
    if found.is_open:
        _missing(found)
        calibration_result.show(found)
        calibration_seals.show(found)
    else:
        _progress(found)
    if found.is_going:
        _leader(found)


def _missing(found: CalibrationView) -> None:
    """Who had not scored when it was opened."""
    for rater in found.raters:
        if n := found.missing.get(rater.id):
            words = ngettext("{name} has not scored {n} call.", "{name} has not scored {n} calls.", n)
            st.warning(escaped(words.format(name=rater.name, n=n)), icon=":material/person_off:")


def _scoring(found: CalibrationView) -> None:
    """The form for the next call of whoever this person scores for."""
    whose = [rater for rater in found.raters if rater.id in found.mine]
    if not whose:
        if any(rater.person == house.principal().id for rater in found.raters):
            st.success(_("Your scores are in. The others follow."), icon=":material/task_alt:")
        return
    whose.sort(key=lambda rater: rater.person is None)
    names = {rater.id: _rater_name(rater) for rater in whose}
    chosen = whose[0].id
    if len(whose) > 1:
        chosen = st.segmented_control(
            _("Whose score"), list(names), default=chosen, required=True,
            format_func=names.__getitem__, key=session.widget("calibration-whose", *names),
        )  # fmt: skip
    rater = next(each for each in whose if each.id == chosen)
    todo = [call for call in found.calls if (rater.id, call.id) not in found.given]
    _form(found, rater, todo[0], len(todo))


def _rater_name(rater: CalibrationRaterRecord) -> str:
    side = _("the vendor's") if rater.side is Side.VENDOR else _("your own")
    return f"{rater.name} · {side}"


def _form(
    found: CalibrationView, rater: CalibrationRaterRecord, call: CalibrationCallRecord, left: int
) -> None:
    asked, of = CallForm(found.form, found.record.vendor, None), f"calibration:{rater.id}:{call.id}"
    half_scores.put_back(asked, of, "calibration-fatal")
    st.session_state[call_said.key("connected")] = True
    st.session_state[call_said.key("wait")] = call.wait_s
    with st.container(border=True, key="calibration-form"):
        st.subheader(escaped(f"{_rater_name(rater)} · {calibration_list.call_name(call)}"), anchor=False)
        words = ngettext("{n} call left", "{n} calls left", left).format(n=left)
        st.caption(f"{words} · " + _("A score is given once and never changed."))
        call_form.items(asked)
        fatal = call_form.fatal(found.form, call_said.key("calibration-fatal"))
        answers = call_said.answers_so_far(asked)
        open_ = len(unanswered(found.form, answers, True))
        call_form.still_open(open_)
        half_scores.keep(asked, of, answers, fatal or ())
        st.button(
            _("Seal this score"),
            type="primary",
            icon=":material/lock:",
            key=session.widget("calibration-seal"),
            disabled=bool(open_),
            on_click=messages.guarded(_seal),
            args=(rater.id, call.id, answers, fatal),
        )


def _progress(found: CalibrationView) -> None:
    """Who has scored which call, with the seal of each score."""
    st.subheader(_("Scores in"), anchor=False)
    rows = []
    for call in found.calls:
        given = {rater.name: _given(found, rater, call) for rater in found.raters}
        rows.append(
            {
                _("Call"): escaped(calibration_list.call_name(call)),
                **{escaped(n): w for n, w in given.items()},
            }
        )
    layout.printable(pd.DataFrame(rows), alt=_("Which scores are in, call by call and rater by rater"))
    st.caption(
        _("The code is the seal of a score: the SHA-256 of it and its key, which is told once it is opened.")
    )


def _given(found: CalibrationView, rater: CalibrationRaterRecord, call: CalibrationCallRecord) -> str:
    given = found.given.get((rater.id, call.id))
    if given is None:
        return formats.DASH
    return f"{formats.instant(given.at)} · {given.seal[:8]}"


def _leader(found: CalibrationView) -> None:
    """Opening early, and giving it up: for its leader and managers."""
    who, record = house.principal(), found.record
    if who.id != record.leader and not who.may(Action.MANAGE, record.vendor):
        return
    with st.expander(_("Open early, or cancel"), icon=":material/lock_open:"):
        why = st.text_input(_("Why? It is kept with the record."), key=session.widget("calibration-why"))
        with st.container(horizontal=True):
            for label, action, name in (
                (_("Open now"), calibration.open_early, "open"),
                (_("Cancel the session"), calibration.cancel, "cancel"),
            ):
                st.button(
                    label,
                    key=session.widget(f"calibration-{name}"),
                    on_click=messages.guarded(_end),
                    args=(action, record.id, why, record.version),
                )


def _seal(rater: str, call: str, answers: Mapping[str, Answer], fatal: list[str]) -> None:
    mark = calibration.give_mark(house.house(), house.principal(), rater, call, answers, fatal)
    half_scores.given(f"calibration:{rater}:{call}")
    messages.notice(Kind.DONE, _("Sealed under {seal}.").format(seal=mark.seal[:8]))


def _end(action: object, id: str, why: str, version: int) -> None:
    assert callable(action)
    action(house.house(), house.principal(), id, why, version)
    messages.notice(Kind.DONE, _("Kept."))
