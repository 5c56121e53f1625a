"""The board of a wave: figures so far, what to dial next, how full each cell is, what is odd."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from core.principal import Action
from core.verdict import Verdict
from qa.form.kinds import FormKind
from qa.programme.dayparts import Daypart
from qa.programme.quotas import CellCount
from qa.programme.wave import Cell, Standing
from services.desk.desk_begun import Dialled
from services.mystery.mystery_board import VendorWave, WaveView
from ui import formats, house, layout, messages, navigation, report_words, session
from ui.charts import Picture, draw, wrapped
from ui.desk import desk_open
from ui.layout import Figure
from ui.messages import escaped
from ui.mystery import programme_words

#: Half-width characters of a heading's line: as wide as a cell is at 390 px.
_LINE = 14
_COLUMNS = ("vendor", "vendor_rank", "cell", "cell_rank", "figure", "sign", "state", "word")


def show(view: WaveView) -> None:
    """Everything of a wave that needs no form."""
    layout.figure_strip(_figures(view))
    _next(view)
    if view.cells:
        title = _title(view)
        draw(
            Picture.QUOTA, frame(view.cells, *programme_words.of_many()), title=title, alt=title, key="quota"
        )
        st.caption(
            _(
                "In each cell: valid of planned. ✓ full, ▲ will not be full at this pace, "
                "– goes on as planned, / not planned."
            )
        )
        _vendors(view)
    if view.findings:
        st.subheader(_("What is odd"), anchor=False)
        messages.show_findings(view.findings, headed=False)


def frame(
    cells: Sequence[CellCount],
    place: Callable[[Cell], str] = programme_words.place,
    brief: Callable[[str], str] = programme_words.brief,
) -> pd.DataFrame:
    """A row for each cell of the picture; how vendors and briefs are called can be said otherwise."""
    parts = list(Daypart)
    tasks = sorted({(each.cell.brief, parts.index(each.cell.part)) for each in cells})
    places = sorted({(each.cell.vendor, each.cell.site) for each in cells})
    rows = [
        {
            "vendor": place(each.cell),
            "vendor_rank": places.index((each.cell.vendor, each.cell.site)),
            "cell": f"{_wrapped(brief(each.cell.brief))}\n{each.cell.part.words.in_(current())}",
            "cell_rank": tasks.index((each.cell.brief, parts.index(each.cell.part))),
            **_counted(each),
        }
        for each in cells
    ]
    return pd.DataFrame(rows, columns=[*_COLUMNS, "planned", "done", "invalid", "projected"])


def _wrapped(name: str) -> str:
    """A brief's name in lines that fit above a cell, also on a phone."""
    return "\n".join(wrapped(name, _LINE))


def state(cell: CellCount) -> tuple[Verdict, str]:
    """How a cell stands, as the verdict whose sign and colour it borrows, and in words."""
    if not cell.planned:
        return Verdict.NOT_APPLICABLE, _("Not planned")
    if cell.valid >= cell.planned:
        return Verdict.MET, _("Full")
    if cell.projected is None:
        return Verdict.NO_VOLUME, _("Not begun")
    if cell.projected < cell.planned:
        return Verdict.BELOW_TARGET, _("Will not be full at this pace")
    return Verdict.NO_VOLUME, _("Goes on as planned")


_SIGNS = {Verdict.MET: "✓", Verdict.BELOW_TARGET: "▲", Verdict.NO_VOLUME: "–", Verdict.NOT_APPLICABLE: "/"}


def _counted(cell: CellCount) -> dict[str, object]:
    verdict, word = state(cell)
    return {
        "figure": f"{formats.count(cell.valid)} / {formats.count(cell.planned)}",
        "sign": _SIGNS[verdict],
        "state": verdict.value,
        "word": word,
        "planned": formats.count(cell.planned),
        "done": formats.count(cell.done),
        "invalid": formats.count(cell.invalid),
        "projected": formats.DASH if cell.projected is None else formats.count(cell.projected),
    }


def _figures(view: WaveView) -> list[Figure]:
    """Valid of planned, and what the valid calls say; provisional until every vendor's calls count."""
    planned = sum(each.count.planned for each in view.vendors)
    valid = sum(each.count.valid for each in view.vendors)
    ends = [each.count.projected for each in view.vendors]
    projected = formats.DASH if None in ends else formats.count(sum(end or 0 for end in ends))
    note = "" if all(each.standing is Standing.FINAL for each in view.vendors) else _("Provisional")
    counted = {name: sum(each.counts.get(name, 0) for each in view.vendors) for name in _RATES_OF}
    shares = [
        (_("Agent reached"), counted["mystery_connected"], counted["mystery_calls"]),
        (_("Calls passed"), counted["mystery_passed"], sum(each.scored for each in view.vendors)),
        (_("Answers right"), counted["questions_correct"], counted["questions_asked"]),
    ]
    return [
        Figure(_("Valid of planned"), f"{formats.count(valid)} / {formats.count(planned)}"),
        Figure(
            _("At the wave's end"), projected, help=_("At the pace so far, today counted as a whole day.")
        ),
        *(Figure(label, _percent(k, n), note=note) for label, k, n in shares),
    ]


_RATES_OF = ("mystery_calls", "mystery_connected", "mystery_passed", "questions_asked", "questions_correct")


def _percent(k: int, n: int) -> str:
    if not n:
        return formats.DASH
    return formats.figure(Fraction(100 * k, n), "percent", numerator=k, denominator=n)


def _next(view: WaveView) -> None:
    """What to dial now, with the way to the form."""
    cell = view.dial_next
    with st.container(border=True, key="dial-next"):
        if cell is None:
            words = _("Nothing to dial now: no cell of this time slot lacks calls.")
            st.markdown(f":gray[:material/phone_disabled: {words}]")
            return
        said = _("Dial next: **{vendor}**, {task}; {valid} of {planned} so far").format(
            vendor=escaped(programme_words.place(cell.cell)),
            task=escaped(programme_words.task(cell.cell)),
            valid=formats.count(cell.valid),
            planned=formats.count(cell.planned),
        )
        st.markdown(f":material/phone_forwarded: {said}")
        st.caption(_("The emptiest cell of this time slot; a vendor in a blackout is left out."))
        if house.principal().may(Action.AUDIT, cell.cell.vendor):
            words = _("Open the brief")
            navigation.link("programme", words, ":material/menu_book:", tab="briefs", record=view.record.id)
            _to_desk(view.wave.code, cell.cell)


def _to_desk(wave: str, cell: Cell) -> None:
    """Opens the desk with brief, site and wave filled in."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        form = desk_open.form_field(FormKind.MYSTERY, cell.vendor, session.widget("dial-form", wave))
        contract = desk_open.contract_field(cell.vendor, None, session.widget("dial-contract", wave))
        pressed = st.button(
            _("Log the call"),
            type="primary",
            icon=":material/phone_in_talk:",
            key=session.widget("dial-now", wave),
            disabled=form is None,
        )
    draft = None
    if pressed and form:
        with messages.explained():
            draft = desk_open.dial(Dialled(wave, cell, form), contract)
    if draft:
        desk_open.to(draft)


def _title(view: WaveView) -> str:
    behind = [each for each in view.cells if state(each)[0] is Verdict.BELOW_TARGET]
    if not behind:
        return _("No cell will be short at the wave's end")
    said = _("{n} of {of} cells will be short at the wave's end at this pace")
    return said.format(n=len(behind), of=len(view.cells))


def _vendors(view: WaveView) -> None:
    rows = pd.DataFrame([_row(each) for each in view.vendors]).set_index("code")
    right = {"alignment": "right"}
    columns = {
        "vendor": _("Vendor"),
        "planned": st.column_config.TextColumn(_("Planned"), **right),
        "valid": st.column_config.TextColumn(_("Valid"), **right),
        "invalid": st.column_config.TextColumn(_("Invalid"), **right),
        "end": st.column_config.TextColumn(_("At the wave's end"), **right),
        "standing": _("Whether it counts"),
        "passed": _("Calls passed"),
        "answers": _("Answers right"),
        "guessed": _("Recognised by the vendor"),
    }
    alt = _("Vendors of the wave: planned, valid, projected, passed, answers right, standing")
    layout.records(rows, "wave-vendors", columns=columns, card=_card, alt=alt, version=house.data_version())
    st.caption(_("Beside a share: its 95% interval in percent."))


def _row(each: VendorWave) -> dict[str, object]:
    counts, guesses = each.counts, each.guesses
    guessed = (
        formats.DASH
        if guesses.rate is None or not guesses.named
        else formats.figure(
            guesses.rate, "percent", numerator=guesses.recognised, denominator=guesses.samples
        )
    )
    return {
        "code": each.vendor,
        "vendor": report_words.vendor_name(each.vendor),
        "planned": formats.count(each.count.planned),
        "valid": formats.count(each.count.valid),
        "invalid": formats.count(each.count.invalid),
        "end": formats.DASH if each.count.projected is None else formats.count(each.count.projected),
        "standing": each.standing.words.in_(current()),
        "passed": programme_words.share(counts.get("mystery_passed", 0), each.scored),
        "answers": programme_words.share(
            counts.get("questions_correct", 0), counts.get("questions_asked", 0)
        ),
        "guessed": guessed,
    }


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.vendor)}** · {escaped(row.valid)} / {escaped(row.planned)}")
    at_end = _("At the wave's end")
    ends = f"{at_end} {row.end}"
    st.caption(f"{escaped(ends)} · {escaped(row.standing)}")
    for label, said in ((_("Calls passed"), row.passed), (_("Answers right"), row.answers)):
        st.caption(f"{escaped(label)} {escaped(said)}")
