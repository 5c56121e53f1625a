"""Why a vendor's calls of a month failed: how many of which cause, each item's chain, unclear clauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from core.text import Lang
from qa.training.chain import CauseKind
from qa.training.effect import Part
from services.training.failure_chain import Link
from services.training.month_causes import MonthCauses
from services.training.unclear_clauses import UnclearClause
from ui import formats, house, layout, navigation, session
from ui.charts.draw import Picture, draw
from ui.layout import Figure
from ui.messages import escaped

#: The axis reaches so much further than the longest bar: room for the words beside it.
_ROOM = 1.35
#: What is shown above all others: the three that the house asks of every failed audit.
_ASKED = (CauseKind.NOT_TRAINED, CauseKind.TRAINED_NOT_APPLIED, CauseKind.SPEC_UNCLEAR)


def show(name: str, found: MonthCauses, chosen: str | None) -> None:
    """Figures, the picture, and the items of one cause or of all."""
    _figures(found)
    st.caption(
        _(
            "From forms, specifications, rosters and training records as they are known now: where to begin, "
            "no verdict."
        )
    )
    if not found.links:
        st.markdown(f":green[:material/check_circle:] {escaped(_('No item failed in any of these audits.'))}")
        return
    _picture(found)
    _unlinked(found)
    _items(found, chosen)
    layout.copyable(_sentence(name, found))


def _figures(found: MonthCauses) -> None:
    n = len(found.links)
    over = _("of {n} failed items").format(n=formats.count(n))
    failing = Figure(
        _("Audits with a failed item"), formats.count(found.failing),
        note=_("of {n} whose score counts").format(n=formats.count(found.audits)),
    )  # fmt: skip
    items = Figure(_("Failed items"), formats.count(n))
    asked = [
        Figure(kind.words.in_(current()), formats.count(found.counts[kind]), note=over) for kind in _ASKED
    ]
    layout.figure_strip([failing, items, *asked])


def _picture(found: MonthCauses) -> None:
    most = max(found.counts, key=lambda kind: found.counts[kind])
    title = _("Most often: {cause}, {n} of {all} failed items").format(
        cause=most.words.in_(current()), n=found.counts[most], all=len(found.links)
    )
    draw(Picture.CAUSES, frame(found, current()), title=title, alt=title)


def frame(found: MonthCauses, lang: Lang) -> pd.DataFrame:
    """Rows for Picture.CAUSES: every class, those that no item is of too."""
    most, n = max(found.counts.values()), len(found.links)
    return pd.DataFrame(
        [
            {
                "label": kind.words.in_(lang),
                "n": of,
                "text": _beside(of, n, lang),
                "rank": rank,
                "room": max(most, 1) * _ROOM,
            }
            for rank, (kind, of) in enumerate(found.counts.items())
        ]
    )


def _beside(of: int, n: int, lang: Lang) -> str:
    share = f" · {formats.percent(Fraction(100 * of, n), lang, 0)}" if of else ""
    return f"{formats.count(of)}{share}"


def _unlinked(found: MonthCauses) -> None:
    """Only what is linked can be told apart: the way to link it."""
    n = found.counts[CauseKind.NO_LINK]
    if not n:
        return
    words = _(
        "{n} failed items cannot be traced: no clause is named, no course teaches it, or nobody asks for it."
    )
    with st.container(border=True, gap="xsmall", key="unlinked"):
        st.markdown(f":material/link_off: {escaped(words.format(n=formats.count(n)))}")
        with st.container(horizontal=True):
            navigation.link("forms", _("Name clauses on the form"), ":material/arrow_forward:")
            navigation.link("matrix", _("Say what courses teach"), ":material/arrow_forward:")


def _items(found: MonthCauses, chosen: str | None) -> None:
    st.subheader(_("Failed items"), anchor=False)
    kinds = {kind.value: f"{kind.words.in_(current())} ({n})" for kind, n in found.counts.items() if n}
    only = layout.switch(
        _("Cause"), kinds, chosen if chosen in kinds else None, "tab", everything=_("All causes")
    )
    links = [link for link in found.links if only in (None, link.cause.kind.value)]
    turn = session.LIST_TURN.get()
    row = layout.records(
        pd.DataFrame([_row(link) for link in links]),
        f"month-causes-{turn}",
        columns=_columns(),
        card=_card,
        alt=_("Failed items with cause and who acts"),
        on_select=True,
        version=house.data_version(),
    )
    if row is not None:
        session.LIST_TURN.set(turn + 1)
        navigation.go("reviews", record=links[int(row)].audit.id)


def _columns() -> Mapping[str, Any]:
    return {
        "day": _("Day"),
        "agent": _("Agent"),
        "item": _("Item"),
        "cause": _("Cause"),
        "who": _("Who acts"),
        "because": st.column_config.TextColumn(_("Because"), width="large"),
        "clause": _("Clause"),
        "course": _("Course"),
    }


def _row(link: Link) -> dict[str, str]:
    lang = current()
    return {
        "day": formats.day(link.audit.business_date),
        "agent": link.audit.agent or formats.DASH,
        "item": link.item.text.in_(lang),
        "cause": link.cause.kind.words.in_(lang),
        "who": link.cause.who.words.in_(lang),
        "because": link.because.in_(lang),
        "clause": link.failure.clause or formats.DASH,
        "course": ", ".join(link.failure.courses) or formats.DASH,
    }


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.item)}** · {escaped(row.cause)}")
    st.markdown(escaped(row.because))
    st.caption(" · ".join(escaped(each) for each in (row.day, row.agent, row.clause, row.who)))


def unclear(hints: Sequence[UnclearClause], vendors: Mapping[str, str]) -> None:
    """Clauses that certified agents of several vendors fail alike; nothing where there is none."""
    if not hints:
        return
    st.subheader(_("Clauses that may be unclear"), anchor=False)
    st.caption(
        _(
            "Certified agents of two vendors or more fail them in at least one of five calls, from ten calls "
            "each: a hint for the owner of the specification, no verdict."
        )
    )
    rows = [
        {
            _("Clause"): f"{each.clause.spec} v{each.clause.version} {each.clause.clause}",
            _("Vendor"): vendors.get(vendor, vendor),
            _("Failed / asked of certified agents"): rate_of(part),
        }
        for each in hints
        for vendor, part in each.parts.items()
    ]
    layout.printable(pd.DataFrame(rows), alt=_("Clauses that may be unclear, by vendor"))


def rate_of(part: Part) -> str:
    """'2 / 10 (20.00 %)'; a dash where nothing was asked."""
    if part.rate is None:
        return formats.DASH
    return f"{formats.count(part.failed)} / {formats.count(part.n)} ({formats.percent(part.rate)})"


def _sentence(name: str, found: MonthCauses) -> str:
    said = ", ".join(f"{kind.words.in_(current())} {n}" for kind, n in found.counts.items() if n)
    words = _("{vendor}, {month}: {n} failed items in {failing} of {audits} audits; {causes}.")
    return words.format(
        vendor=name, month=formats.month(found.label), n=len(found.links), failing=found.failing,
        audits=found.audits, causes=said,
    )  # fmt: skip
