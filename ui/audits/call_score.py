"""The score of a call while it is filled in, and saving it once."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import pandas as pd
import streamlit as st

from core.language import _, current, ngettext
from core.ulid import new_ulid
from core.verdict import Verdict
from qa.form.terms import AuditForm
from qa.scoring.commented import uncommented
from qa.scoring.receipt import LeftOut, Receipt
from services.audits import spot_check
from ui import formats, house, layout, messages, registered, session, verdicts
from ui.audits import call_programme, call_said, call_standing, half_calls
from ui.audits.call_said import CallForm
from ui.desk import desk_open
from ui.judged import copied
from ui.messages import escaped

#: A warning the form shows beside the field, before anything is saved.
_SAID_BESIDE_ITS_FIELD = "audit_no_recording"


def card(asked: CallForm) -> None:
    """The reckoning so far, the button that saves it, and the short cut for what is left."""
    draft = call_said.read(asked)
    _start_clock(asked)
    half_calls.keep(asked, draft)
    left = len(call_said.missing(asked, draft))
    with st.container(border=True, key="receipt"):
        reckoned = call_said.so_far(asked, draft)
        receipt(asked.form, reckoned, complete=not left)
        silent = uncommented(asked.form, draft.answers, draft.connected)
        if reckoned.fatal or silent:
            _to_desk(asked, bool(reckoned.fatal))
            return
        if left:
            words = ngettext("{n} item has no answer yet.", "{n} items have no answer yet.", left)
            st.caption(words.format(n=left))
        st.button(
            _("Log the call"),
            type="primary",
            icon=":material/check:",
            width="stretch",
            key=session.widget("log-call"),
            disabled=bool(left),
            shortcut="Ctrl+Enter",
            on_click=messages.guarded(_save),
            args=(asked,),
        )
        if left and draft.connected:
            st.button(
                _("Full marks for the rest"),
                icon=":material/done_all:",
                width="stretch",
                type="tertiary",
                key=session.widget("fill-rest"),
                shortcut="Alt+Enter",
                on_click=messages.guarded(call_said.fill_rest),
                args=(asked,),
            )


def _to_desk(asked: CallForm, fatal: bool) -> None:
    """What needs words is not logged in passing: the desk asks for reason, evidence, comments."""
    st.caption(
        _("A fatal fault needs a reason and evidence: go on on the desk, all of this is taken along.")
        if fatal
        else _(
            "The form asks for comments where points are lost: go on on the desk, all of this is taken along."
        )
    )
    pressed = st.button(
        _("Go on on the desk"),
        type="primary",
        icon=":material/headset_mic:",
        width="stretch",
        key=session.widget("to-desk"),
    )
    opened = None
    if pressed:
        with messages.explained():
            opened = desk_open.half(call_said.read(asked), call_programme.facts())
    if opened:
        session.AUDIT_STARTED.take()
        session.KEPT_CALL.take()
        session.clear_form()
        desk_open.to(opened)


def receipt(form: AuditForm, found: Receipt, complete: bool = True) -> None:
    """The total with its verdict, the sections it is made of, and what was fatal."""
    label = _("Score") if complete else _("Score so far")
    st.metric(label, _total(form, found))
    reached = all(line.left_out is not LeftOut.NOT_CONNECTED for line in found.items)
    st.markdown(result_words(found.passed, reached) if complete else _pass_mark(form))
    if complete:
        call_standing.band(form, found)
        call_standing.failures(form, found)
    for code in found.fatal:
        st.markdown(f":red[:material/dangerous: {escaped(fault_name(form, code))}]")
    names = {section.code: section.text.in_(current()) for section in form.sections}
    rows = [
        {_("Section"): names[line.section], _("Points"): _of(line.earned, line.applicable)}
        for line in found.sections
        if line.section in names and (line.applicable or line.earned)
    ]
    if rows:
        layout.printable(pd.DataFrame(rows), alt=_("Points earned of those that apply, by section"))


def result_words(passed: bool | None, reached: bool) -> str:
    """✓ 合格, ✕ 不合格, – 未接通, – 全部不适用: sign, word and colour."""
    colour = {True: "green", False: "red", None: "gray"}[passed]
    return f":{colour}[**{result_plain(passed, reached)}**]"


def result_plain(passed: bool | None, reached: bool) -> str:
    """The same for a cell of a table."""
    if passed is None:
        return f"– {copied.no_verdict(reached)}"
    return f"✓ {_('Passed')}" if passed else f"✕ {_('Not passed')}"


def result_style(words: str) -> str:
    """The colour of such a cell."""
    signs = {"✓": Verdict.MET, "✕": Verdict.MISSED, "–": Verdict.NO_VOLUME}
    return verdicts.style(signs[words[0]]) if words[:1] in signs else ""


def item_name(form: AuditForm, code: str) -> str:
    """An item by its topic, or a fatal fault, in words."""
    return form.names[code].in_(current()) if code in form.names else code


def fault_name(form: AuditForm, code: str) -> str:
    """A fatal fault, or the item that was failed fatally, in words."""
    names = form.names | form.fatal_names()
    return names[code].in_(current()) if code in names else code


def _total(form: AuditForm, found: Receipt) -> str:
    """With the digits the form says, and more where fewer would hide which side of the pass mark it is on."""
    digits = form.policies.digits
    return formats.quantity(found.total, "points", digits=digits, against=form.pass_mark)


def _pass_mark(form: AuditForm) -> str:
    return f":gray[{_('Passed from {mark}').format(mark=formats.mark(form.pass_mark))}]"


def _of(earned: object, applicable: object) -> str:
    return f"{_short(earned)} / {_short(applicable)}" if applicable else _short(earned)


def _short(points: object) -> str:
    return formats.number(points, 1).removesuffix(".0")  # type: ignore[arg-type]


def _start_clock(asked: CallForm) -> None:
    """Logging begins with the first thing typed, not with the empty form."""
    if call_said.is_begun(asked) and session.AUDIT_STARTED.get() is None:
        session.AUDIT_STARTED.set(house.house().clock.now().isoformat())


def _save(asked: CallForm) -> None:
    here = house.house()
    draft, in_wave = call_said.read(asked), call_programme.chosen()
    logged = spot_check.log_call(here, house.principal(), draft)
    edit = call_programme.place(in_wave, logged)
    started = session.AUDIT_STARTED.take()
    session.KEPT_CALL.take()
    session.clear_form()
    if not logged.again:
        words = _("Something wrong with it? Undo withdraws the call and puts it back into the form.")
        layout.offer_undo(words, partial(_take_back, asked.form, draft, logged.record.id, edit))
    st.toast(_said(asked, logged, started, here.clock.now()), icon=":material/check_circle:", duration="long")
    for finding in logged.findings:
        if finding.code == _SAID_BESIDE_ITS_FIELD:
            continue
        said = f"{finding.sentence(current())} {finding.remedy(current())}"
        messages.notice(messages.Kind.WARNING, said)


def _take_back(form: AuditForm, draft: spot_check.CallDraft, id: str, edit: int) -> None:
    """The call no longer counts; what was typed is in the form again, to be logged anew."""
    why = _("Taken back right after it was logged")
    spot_check.withdraw_call(house.house(), house.principal(), id, why, edit)
    call_said.put_back(form, draft, new_ulid())


def _said(asked: CallForm, logged: spot_check.Logged, started: str | None, now: datetime) -> str:
    """Logged, with the score and how long it took."""
    vendor = registered.vendors()[asked.vendor].name.in_(current())
    points = formats.points(logged.record.points) if logged.record.points is not None else ""
    result = result_plain(logged.record.passed, logged.record.connected)
    parts = [escaped(vendor), f"{points} {result}".strip()]
    if started:
        took = int((now - datetime.fromisoformat(started)).total_seconds())
        parts.append(_("logged in {time}").format(time=formats.duration(took)))
    return _("Logged: {what}").format(what=" · ".join(parts))
