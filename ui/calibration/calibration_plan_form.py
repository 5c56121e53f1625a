"""Planning a calibration session: vendor, form, calls, who scores, the last day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from core.language import _, current
from core.principal import Action
from services.calibration import calibration_plan, calibration_view
from services.calibration.calibration_plan import CalibrationPlan, PickedCall, PickedRater
from services.calibration.calibration_view import Choosable
from services.known import people
from ui import entries, formats, house, messages, registered, session, urls
from ui.messages import Kind, escaped

_ZONE = ZoneInfo("Asia/Shanghai")
_LAST_DAY = timedelta(days=7)


def show(vendors: Mapping[str, str], first: bool) -> None:
    """The form; what is missing is refused with its sentence when it is pressed. It stands open where there
    is no session yet (`first`)."""
    fold = st.expander(_("Plan a session"), icon=":material/add:", expanded=first)
    with fold, st.container(key="calibration-plan"):
        forms = {form.code: form for form in entries.forms()}
        with st.grid(3, min_column_width=220, key="calibration-head"):
            vendor = st.selectbox(
                _("Vendor"), list(vendors), format_func=vendors.__getitem__, key=_key("vendor")
            )
            code = st.selectbox(
                _("Form"), list(forms), format_func=lambda c: forms[c].text.in_(current()), key=_key("form")
            )
            today = house.house().today("Asia/Shanghai")
            due = st.date_input(
                _("Everybody scores by"),
                today + _LAST_DAY,
                min_value=today,
                format="YYYY-MM-DD",
                key=_key("due"),
            )
        usual = _("Calibration {month}").format(month=formats.month(f"{today:%Y-%m}"))
        title = st.text_input(_("Name"), usual, key=_key("title"), max_chars=120)
        calls = _calls(vendor, code)
        raters = _raters(vendor)
        plan = CalibrationPlan(
            vendor, title, code, due, [*calls, *_typed()], raters, project=_project(vendor)
        )
        st.button(
            _("Begin the session"),
            type="primary",
            icon=":material/lock:",
            key=session.widget("calibration-begin"),
            on_click=messages.guarded(_begin),
            args=(plan,),
        )


def _calls(vendor: str, form: str) -> list[PickedCall]:
    found = calibration_view.choosable(house.house(), house.principal(), vendor, form)
    options = {each.audit or each.line or "": each for each in found}
    chosen = st.multiselect(
        _("Calls: audits on this form and calls of drawn samples"),
        list(options),
        format_func=lambda key: call_words(options[key]),
        select_all=False,
        placeholder=_("Choose"),
        key=_key(f"calls-{vendor}-{form}"),
    )
    return [PickedCall(options[key].audit, options[key].line) for key in chosen]


def call_words(call: Choosable) -> str:
    """When, which agent, which recording, and whether the vendor knows its score."""
    told = _("released to the vendor") if call.told else ""
    source = _("audit") if call.audit else _("sample")
    parts = (formats.instant(call.at), call.agent, call.recording, source, told)
    return " · ".join(part for part in parts if part)


def _typed() -> list[PickedCall]:
    """Recordings that are neither audited nor drawn, as they are pasted."""
    pasted = st.text_area(
        _("Other recordings, one a line: when, recording, agent"),
        key=_key("typed"),
        placeholder="2026-11-20 10:05, R-2071, 0123",
        height=80,
    )
    return [read_line(line) for line in (pasted or "").splitlines() if line.strip()]


def read_line(line: str) -> PickedCall:
    """One recording; without a time where it cannot be read, which is refused with its sentence."""
    parts = [part.strip() for part in re.split(r"[,，\t]", line)] + ["", ""]
    try:
        at = datetime.fromisoformat(parts[0].replace("/", "-")).replace(tzinfo=_ZONE)
    except ValueError:
        at = None
    return PickedCall(at=at, recording=parts[1], agent=parts[2])


def _raters(vendor: str) -> list[PickedRater]:
    ours = {
        person.id: person.name
        for person in people.everyone(house.house())
        if person.may(Action.AUDIT, vendor)
    }
    with st.grid(3, min_column_width=220, key="calibration-raters"):
        chosen = st.multiselect(
            _("Our own who score"),
            list(ours),
            format_func=ours.__getitem__,
            key=_key(f"ours-{vendor}"),
            select_all=False,
            placeholder=_("Choose"),
        )
        theirs = st.text_input(
            _("The vendor's who score, by name"),
            key=_key("theirs"),
            placeholder=_("empty: our own only"),
            help=_("Separated by commas. They need no login: one of ours enters their scores."),
        )
        master = st.selectbox(
            _("Standard"), [None, *chosen], key=_key("master"),
            format_func=lambda id: ours[id] if id else _("nobody's: compared with each other"),
        )  # fmt: skip
    named = [part.strip() for part in re.split(r"[,，、;；]", theirs or "") if part.strip()]
    return [
        *(PickedRater(person=id, master=id == master) for id in chosen),
        *(PickedRater(name) for name in named),
    ]


def _project(vendor: str) -> str | None:
    """Where the vendor has several projects, which one the calls are of; clauses of a project count only its
    own."""
    found = sorted(
        {c.project for c in registered.known_contracts().values() if c.vendor == vendor and c.project}
    )
    if len(found) < 2:
        return found[0] if found else None
    names = {project.code: project.name.in_(current()) for project in registered.projects()}
    return st.selectbox(
        _("Project of the calls"), found, format_func=lambda c: names.get(c, c), key=_key(f"project-{vendor}")
    )


def _key(name: str) -> str:
    return session.fresh_form(f"calibration-{name}")


def _begin(plan: CalibrationPlan) -> None:
    record = calibration_plan.plan_calibration(house.house(), house.principal(), plan)
    session.clear_form()
    urls.write(record=record.id)
    messages.notice(
        Kind.DONE, escaped(_("“{title}” has begun; every score stays sealed.").format(title=record.title))
    )
