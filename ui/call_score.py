"""The score of a call while it is filled in, and saving it once."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import streamlit as st

from core.language import _, current, ngettext
from core.verdict import Verdict
from qa.form import AuditForm
from qa.scoring import Receipt
from services import spot_check
from ui import call_form, formats, house, layout, messages, registered, session, verdicts
from ui.call_form import CallForm
from ui.messages import escaped


def card(asked: CallForm) -> None:
    """The reckoning so far, the button that saves it, and the short cut for what is left."""
    draft = call_form.read(asked)
    _start_clock(draft)
    left = len(call_form.missing(asked, draft))
    with st.container(border=True, key="receipt"):
        receipt(asked.form, call_form.so_far(asked, draft), complete=not left)
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
                on_click=messages.guarded(call_form.fill_rest),
                args=(asked,),
            )


def receipt(form: AuditForm, found: Receipt, complete: bool = True) -> None:
    """The total with its verdict, the sections it is made of, and what was fatal."""
    label = _("Score") if complete else _("Score so far")
    st.metric(label, formats.points(found.total) if found.total is not None else formats.DASH)
    st.markdown(result_words(found.passed) if complete else _pass_mark(form))
    for code in found.fatal:
        st.markdown(f":red[:material/dangerous: {escaped(fault_name(form, code))}]")
    names = {section.code: section.text.in_(current()) for section in form.sections}
    rows = [
        {_("Section"): names[line.section], _("Points"): _of(line.earned, line.applicable)}
        for line in found.sections
        if line.applicable
    ]
    if rows:
        layout.printable(pd.DataFrame(rows), alt=_("Points earned of those that apply, by section"))


def result_words(passed: bool | None) -> str:
    """✓ 合格, ✕ 不合格, – 未接通: sign, word and colour."""
    return {
        True: f":green[**✓ {_('Passed')}**]",
        False: f":red[**✕ {_('Not passed')}**]",
        None: f":gray[**– {_('No agent reached')}**]",
    }[passed]


def result_plain(passed: bool | None) -> str:
    """The same for a cell of a table."""
    words = {True: f"✓ {_('Passed')}", False: f"✕ {_('Not passed')}", None: f"– {_('No agent reached')}"}
    return words[passed]


def result_style(words: str) -> str:
    """The colour of such a cell."""
    signs = {"✓": Verdict.MET, "✕": Verdict.MISSED, "–": Verdict.NO_VOLUME}
    return verdicts.style(signs[words[0]]) if words[:1] in signs else ""


def fault_name(form: AuditForm, code: str) -> str:
    """A fatal fault, or the item that was failed fatally, in words."""
    names = {item.code: item.text for _section, item in form.items()}
    names |= {fault.code: fault.text for fault in form.fatal_faults}
    return names[code].in_(current()) if code in names else code


def _pass_mark(form: AuditForm) -> str:
    return (
        f":gray[{_('Passed from {mark}').format(mark=formats.quantity(form.pass_mark, 'points', digits=0))}]"
    )


def _of(earned: object, applicable: object) -> str:
    return f"{_short(earned)} / {_short(applicable)}"


def _short(points: object) -> str:
    return formats.number(points, 1).removesuffix(".0")  # type: ignore[arg-type]


def _start_clock(draft: spot_check.CallDraft) -> None:
    """Logging begins with the first thing typed, not with the empty form."""
    begun = draft.dialled or draft.agent or draft.answers or draft.recording or not draft.connected
    if begun and session.AUDIT_STARTED.get() is None:
        session.AUDIT_STARTED.set(house.house().clock.now().isoformat())


def _save(asked: CallForm) -> None:
    here = house.house()
    logged = spot_check.log_call(here, house.principal(), call_form.read(asked))
    started = session.AUDIT_STARTED.take()
    session.clear_form()
    st.toast(_said(asked, logged, started, here.clock.now()), icon=":material/check_circle:", duration="long")
    for finding in logged.findings:
        said = f"{finding.sentence(current())} {finding.remedy(current())}"
        messages.notice(messages.Kind.WARNING, said)


def _said(asked: CallForm, logged: spot_check.Logged, started: str | None, now: datetime) -> str:
    """Logged, with the score and how long it took."""
    vendor = registered.vendors()[asked.vendor].name.in_(current())
    points = formats.points(logged.record.points) if logged.record.points is not None else ""
    result = result_plain(logged.record.passed)
    parts = [escaped(vendor), f"{points} {result}".strip()]
    if started:
        took = int((now - datetime.fromisoformat(started)).total_seconds())
        parts.append(_("logged in {time}").format(time=formats.duration(took)))
    return _("Logged: {what}").format(what=" · ".join(parts))
