"""The samples drawn from a month's calls; one of them opened with its calls, its list, its replacements."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from core.language import _, current
from core.principal import Action, Principal
from core.text import Lang
from services.desk.sample_audits import SampleResult
from services.house.bootstrap import House
from services.sampling.sample_lines import SampleView
from services.workbooks import sample_list
from services.workbooks.sample_list import time_of
from ui import formats, house, layout, navigation, session, taking_back
from ui.messages import escaped
from ui.sampling import sample_hearing, sample_readings, sample_taking_back, sample_words

if TYPE_CHECKING:
    from store.records import SampleLineRecord, SampleRecord

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_UNUSABLE = "unusable"


def table(records: Sequence[SampleRecord]) -> str | None:
    """The samples; gives the key of the one that was clicked."""
    over = sample_readings.withdrawn()
    frame = pd.DataFrame([_row(record, record.id in over) for record in records]).set_index("id")
    right = {"alignment": "right"}
    columns = {
        "purpose": _("Purpose"),
        "size": st.column_config.TextColumn(_("To listen to"), **right),
        "parts": _("Parted by"),
        "at": _("Drawn"),
        "by": _("Drawn by"),
    }
    return layout.records(
        frame,
        f"samples-{session.LIST_TURN.get()}",
        columns=columns,
        card=_card,
        alt=_("The samples of the month: purpose, calls, when and by whom they were drawn"),
        on_select=True,
        version=house.data_version(),
    )


def opened(found: SampleResult) -> None:
    """One sample: how far it is, what it says of all calls, its strata, its calls."""
    record = found.view.record
    with taking_back.panel(sample_words.title(record), "sample"):
        sample_taking_back.told(found.view)
        st.caption(escaped(_made(found.view)))
        layout.figure_strip(_figures(found), "sample")
        if found.passed:
            st.caption(escaped(sample_words.weighted(found.passed, found.effect)))
        if record.dimensions:
            layout.printable(_parts(found.view), alt=_("The strata of the sample and how far each is"))
        if not found.view.withdrawn:
            _download(record)
        line = _calls(found)
        sample_taking_back.offered(found)
        if line is not None and house.principal().may(Action.AUDIT, record.vendor):
            sample_hearing.line(line)


def _made(view: SampleView) -> str:
    record = view.record
    parts = [
        sample_words.narrowed(sorted(record.only.items())),
        _("seed {seed}").format(seed=record.seed),
        _("list {sha}").format(sha=record.list_hash[:12]),
        _("a call's turn is the SHA-256 of seed, line feed and call: anybody can draw again"),
    ]
    return " · ".join(part for part in parts if part)


def _figures(found: SampleResult) -> list[layout.Figure]:
    view, passed = found.view, found.passed
    unusable = sum(part.unusable for part in view.parts)
    share = None if view.unusable is None else view.unusable * 100
    figures = [
        layout.Figure(_("To listen to"), formats.count(found.left)),
        layout.Figure(_("Heard"), formats.count(len(found.audits))),
        layout.Figure(
            _("Unusable recordings"),
            formats.percent(share, digits=1),
            n=len(view.lines),
            help=_("Of all recordings asked for, those that could not be used: {n}.").format(n=unusable),
        ),
        layout.Figure(_("In reserve"), formats.count(sum(part.reserve for part in view.parts))),
    ]
    if passed:
        shown = formats.percent(passed.share * 100, digits=1)
        figures.insert(2, layout.Figure(_("Passed, weighted back"), shown, n=passed.n))
    return figures


def _parts(view: SampleView) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("Stratum"): sample_words.stratum(part.stratum),
            _("Calls listed"): formats.count(part.volume),
            _("To listen to"): formats.count(part.drawn),
            _("Unusable"): formats.count(part.unusable),
        }
        for part in view.parts
    )


def _download(record: SampleRecord) -> None:
    here, who = house.house(), house.principal()
    if not who.may(Action.EXPORT, record.vendor):
        return
    st.download_button(
        _("Download the list for the vendor"),
        partial(_bytes, here, who, record.id, current()),
        file_name=f"{record.vendor}_{record.day:%Y%m%d}_sample.xlsx",
        mime=_XLSX,
        icon=":material/download:",
        key=session.widget("sample-list", record.id),
        on_click="ignore",
        help=_("Day, time, agent and call number, no caller: the vendor sends the recordings by it."),
    )


def _bytes(here: House, who: Principal, sample_id: str, lang: Lang) -> bytes:
    """Made when it is fetched, which is outside of the page's run."""
    return sample_list.sample_list(here, who, sample_id, lang)[1]


def _calls(found: SampleResult) -> SampleLineRecord | None:
    """The calls; gives the one that was clicked, where it is still to be heard."""
    view = found.view
    frame = pd.DataFrame([_line(found, line) for line in view.lines]).set_index("id")
    columns = {
        "day": _("Day"),
        "time": _("Time of day"),
        "agent": _("Agent"),
        "number": _("Call number"),
        "length": _("Talk and hold"),
        "stratum": _("Stratum"),
        "state": _("State"),
    }
    clicked = layout.records(
        frame,
        f"sample-lines-{view.record.id}-{session.LIST_TURN.get()}",
        columns=columns,
        card=partial(_line_card, {line.id for line in view.to_hear} - found.audits.keys()),
        alt=_("The calls of the sample: day, time, agent, number, state"),
        on_select=True,
        version=house.data_version(),
    )
    open_ones = [line for line in view.to_hear if line.id not in found.audits]
    wanted = clicked or session.SAMPLE_LINE.get()
    chosen = next((line for line in open_ones if line.id == wanted), None)
    if chosen is None and open_ones:
        st.caption(_("Choose a call to score it, or to say that its recording cannot be used."))
    return chosen


def _line(found: SampleResult, line: SampleLineRecord) -> dict[str, object]:
    return {
        "id": line.id,
        "day": formats.day(line.day),
        "time": time_of(line),
        "agent": line.agent or "",
        "number": line.number or "",
        "length": "" if line.length is None else formats.duration(line.length),
        "stratum": sample_words.stratum(found.view.part_of(line).stratum),
        "state": _state(found, line),
    }


def _state(found: SampleResult, line: SampleLineRecord) -> str:
    if line.state.value == _UNUSABLE:
        return _("unusable: {why}").format(why=line.why)
    if audit := found.audits.get(line.id):
        return _("heard: {points}").format(points=formats.number(audit.points))
    if line.id in found.begun:
        return _("being scored")
    if found.view.withdrawn:
        return _("not to be heard")
    return _("to listen to, stands in") if line.replaces else _("to listen to")


def _row(record: SampleRecord, withdrawn: bool) -> dict[str, object]:
    purpose = sample_words.purpose(record)
    return {
        "id": record.id,
        "purpose": _("{purpose} (withdrawn)").format(purpose=purpose) if withdrawn else purpose,
        "size": formats.count(record.size),
        "parts": sample_words.dimensions(record.dimensions) or formats.DASH,
        "at": formats.instant(record.drawn_at),
        "by": record.drawn_by,
    }


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.purpose)}** · {row.size}")
    st.caption(f"{row.at} · {escaped(row.by)}")
    navigation.link("sampling", _("Open"), ":material/arrow_forward:", record=row.Index)


def _line_card(open_ones: Collection[str], row: Any) -> None:
    st.markdown(f"**{row.day} {row.time}** · {escaped(row.agent)}")
    st.caption(" · ".join(escaped(part) for part in (row.number, row.length, row.state) if part))
    if row.Index in open_ones:
        st.button(
            _("Choose this call"),
            icon=":material/headphones:",
            key=session.widget("line-card", row.Index),
            on_click=session.SAMPLE_LINE.set,
            args=(row.Index,),
        )
