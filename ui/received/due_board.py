"""The board of the reporting plan: what is due in a month, how it stands, and one of its lines opened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from core.errors import WrongInputError
from core.language import N_, _, current, ngettext
from core.principal import Action
from core.text import LANG_NAMES, LANGS, Text
from services.reports import reporting_plan
from services.reports.reporting_plan import BoardLine
from sla.follow_up.reporting import ReportState
from ui import entries, formats, house, layout, messages, navigation, session, taking_back, urls
from ui.messages import Kind, escaped
from ui.received import due_words

if TYPE_CHECKING:
    from store.records import ReportNoteRecord

_DAY = Text("日期", "The day")
_NOTED = {
    "extension": N_("Extended to {day} by {name}, {at}: {reason}"),
    "arrival": N_("Really came on {day}, says {name}, {at}: {reason}"),
}


def figures(lines: Sequence[BoardLine]) -> None:
    """How many are due, there in time, late, and still to come."""
    states = [line.owed.standing.state for line in lines]
    open_states = (ReportState.MISSING, ReportState.RETURNED, ReportState.PARTIAL)
    # A report that came in time and went back is not whole.
    whole = [line.owed.standing for line in lines if line.owed.standing.state not in open_states]
    in_time = sum(standing.on_time for standing in whole)
    still = sum(state in open_states for state in states)
    layout.figure_strip(
        [
            layout.Figure(_("Due this month"), formats.count(len(lines))),
            layout.Figure(_("Whole and in time"), formats.count(in_time)),
            layout.Figure(_("Late"), formats.count(states.count(ReportState.LATE))),
            layout.Figure(_("Missing, returned or partial"), formats.count(still)),
        ]
    )


def table(lines: Sequence[BoardLine]) -> BoardLine | None:
    """The board; gives the line that was clicked."""
    frame = pd.DataFrame([_row(line) for line in lines]).set_index("key")
    columns = {
        "state": st.column_config.TextColumn(_("State"), width=130),
        "vendor": st.column_config.TextColumn(_("Vendor"), width="small"),
        "report": st.column_config.TextColumn(_("Report"), width="medium"),
        "period": st.column_config.TextColumn(_("For")),
        "due": st.column_config.TextColumn(_("Due by")),
        "came": st.column_config.TextColumn(_("Arrived")),
        "contact": st.column_config.TextColumn(_("Contact"), width="small"),
        "plan": None,
        "day": None,
    }
    clicked = layout.records(
        frame,
        f"due-{session.LIST_TURN.get()}",
        columns=columns,
        card=_card,
        alt=_("Reports due: vendor, report, period, due date, arrival, state"),
        on_select=True,
        version=house.data_version(),
    )
    return next((line for line in lines if line.key == clicked), None)


def opened(line: BoardLine) -> None:
    """One report of one period: what is missing, the reminder, an extension, when it really came."""
    owed = line.owed
    about = due_words.period(owed.plan.frequency, owed.period)
    with taking_back.panel(f"{owed.plan.name.in_(current())} · {about}", "due"):
        st.markdown(escaped(" · ".join(_facts(line))))
        for note in owed.notes:
            st.caption(escaped(_noted(note)))
        _wrong(line)
        with st.container(horizontal=True, vertical_alignment="center"):
            _reminder(line)
            if house.principal().may(Action.MANAGE, owed.plan.vendor):
                _extension(line)
                if owed.arrivals:
                    _arrival(line)
            if line.is_open:
                label = _("Import it")
                navigation.link("import_report", label, ":material/upload_file:", vendor=owed.plan.vendor)


def _facts(line: BoardLine) -> list[str]:
    owed, found = line.owed, line.owed.standing
    rule = due_words.rule(owed.plan.frequency, owed.plan.rule)
    facts = [due_words.state(line), rule, _("due by {day}").format(day=due_words.due(line))]
    if found.missing and owed.arrivals:
        days = reporting_plan.lacking(line, current())
        facts.append(_("days missing: {days}").format(days=days))
    if found.returned:
        facts.append(_("sent back: {reason}").format(reason=found.returned))
    if found.rejected:
        away = ngettext("{n} row turned away", "{n} rows turned away", found.rejected)
        facts.append(away.format(n=formats.count(found.rejected)))
    return facts


def _wrong(line: BoardLine) -> None:
    """Where the contract says what a wrong report costs and this one was sent back or again: where somebody
    decides that it was. Nothing follows by itself."""
    owed = line.owed
    terms = entries.terms(owed.plan.contract, f"{owed.first_day:%Y-%m}")
    again = owed.standing.resent or owed.standing.returned or owed.standing.rejected
    if terms and terms.erroneous_report and again:
        st.caption(_("By the contract a wrong report costs something once it is booked as one and approved."))
        navigation.link("events", _("Book it as a wrong report"), ":material/edit_note:")


def _reminder(line: BoardLine) -> None:
    now = house.house().clock.now()
    with st.popover(_("Reminder"), icon=":material/content_copy:"):
        for lang in sorted(LANGS, key=lambda each: each != current()):
            st.caption(LANG_NAMES[lang])
            st.code(reporting_plan.reminder(line, lang, now), language=None, wrap_lines=True)


def _extension(line: BoardLine) -> None:
    key = partial(_key, "extend", line)
    with st.popover(_("Grant more time"), icon=":material/more_time:"):
        later = line.owed.due.day + timedelta(days=1)
        st.date_input(_("New last day"), later, key=key("day"), min_value=later, format="YYYY-MM-DD")
        st.text_input(_("Why? It is kept with the record."), key=key("why"), max_chars=200)
        st.button(
            _("Grant"),
            type="primary",
            key=session.widget("grant", line.key),
            on_click=messages.guarded(_extend),
            args=(line, key("day"), key("why")),
        )


def _arrival(line: BoardLine) -> None:
    key = partial(_key, "came", line)
    with st.popover(_("It came earlier"), icon=":material/mark_email_read:"):
        st.caption(
            _("Where a report was imported later than it came: the day and time it really came count.")
        )
        zone = ZoneInfo(_zone())
        first = (line.owed.arrived_at or house.house().clock.now()).astimezone(zone)
        st.date_input(_("Day"), first.date(), key=key("day"), max_value=first.date(), format="YYYY-MM-DD")
        st.time_input(_("Time"), first.time().replace(second=0, microsecond=0), key=key("time"))
        st.text_input(_("Why? It is kept with the record."), key=key("why"), max_chars=200)
        st.button(
            _("Save"),
            type="primary",
            key=session.widget("arrived", line.key),
            on_click=messages.guarded(_arrive),
            args=(line, key("day"), key("time"), key("why")),
        )


def _extend(line: BoardLine, day: str, why: str) -> None:
    said = st.session_state
    until = _given(said[day])
    owed = line.owed
    reporting_plan.extend(
        house.house(), house.principal(), owed.plan.id, owed.period.start, until, said[why] or ""
    )
    words = _("More time until {day} is granted and kept with your name.")
    messages.notice(Kind.DONE, words.format(day=formats.day(until)))


def _arrive(line: BoardLine, day: str, clock: str, why: str) -> None:
    said, owed = st.session_state, line.owed
    at = datetime.combine(_given(said[day]), said[clock] or time(0), ZoneInfo(_zone())).astimezone(UTC)
    reporting_plan.arrived(
        house.house(), house.principal(), owed.plan.id, owed.period.start, at, said[why] or ""
    )
    messages.notice(Kind.DONE, _("Kept: it came on {at}.").format(at=formats.instant(at)))


def _given(day: date | None) -> date:
    if day is None:
        raise WrongInputError("needed", what=_DAY)
    return day


def _zone() -> str:
    """The zone every instant is shown in (ui.formats)."""
    return "Asia/Shanghai"


def _key(what: str, line: BoardLine, field: str) -> str:
    return session.widget(what, line.key, field, session.LIST_TURN.get())


def _noted(note: ReportNoteRecord) -> str:
    day = formats.day(note.until) if note.until else formats.instant(note.at)
    at = formats.instant(note.noted_at)
    return _(_NOTED[note.kind.value]).format(day=day, name=note.noted_by, at=at, reason=note.reason)


def _row(line: BoardLine) -> dict[str, object]:
    owed = line.owed
    return {
        "key": line.key,
        "state": due_words.state(line),
        "vendor": line.vendor_name.in_(current()),
        "report": owed.plan.name.in_(current()),
        "period": due_words.period(owed.plan.frequency, owed.period),
        "due": due_words.due(line),
        "came": formats.instant(owed.arrived_at) if owed.arrived_at else formats.DASH,
        "contact": line.contact,
        "plan": owed.plan.id,
        "day": owed.period.start.isoformat(),
    }


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.state)}** · {escaped(row.report)} · {escaped(row.period)}")
    came = _("arrived {when}").format(when=row.came) if row.came != formats.DASH else _("not arrived")
    said = (row.vendor, _("due by {day}").format(day=row.due), came)
    st.caption(escaped(" · ".join(said)))
    navigation.link(
        "reporting_plan",
        _("Open"),
        ":material/arrow_forward:",
        record=row.plan,
        day=row.day,
        vendor=urls.read().vendor,
        period=urls.read().period,
    )
