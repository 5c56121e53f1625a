"""A vendor's file on its page: what its reports are like, costs beside in-house ones, facts, certificates."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.language import N_, _, current
from core.text import Text
from services import vendor_facts, vendor_file
from services.data_reliability import LEVEL_NAMES, Level
from services.directory import VendorView
from services.vendor_facts import FACT_NAMES, PRICED, CostBeside
from services.vendor_file import FROM_FILES, FROM_PLAN, SPANS, VendorFile
from ui import (
    certificates_view,
    evidence_field,
    formats,
    house,
    layout,
    session,
    taking_back,
    vendor_acts_view,
    vendor_file_forms,
    vendor_files,
)
from ui.layout import Figure
from ui.messages import escaped

if TYPE_CHECKING:
    from store.records import VendorFactRecord

_PRICE = Text("{v}元", "CNY {v}")
_MONTHS = N_("{n} months")
_NOT_SENT = N_("Internal: nothing of this file goes into the vendor's workbook.")


def show(vendor: VendorView, may_change: bool) -> None:
    """The file with its derived figures over 6 or 12 months."""
    st.caption(_(_NOT_SENT))
    months = st.segmented_control(
        _("Span"),
        SPANS,
        default=SPANS[-1],
        format_func=lambda n: _(_MONTHS).format(n=n),
        key=session.widget("file-months"),
        required=True,
        label_visibility="collapsed",
    )
    found = vendor_files.file_of(vendor.code, months)
    _reports(found)
    _costs(found, may_change)
    _facts(found, may_change)
    certificates_view.show(vendor.code, found.certificates, may_change)
    vendor_acts_view.show(vendor, found, may_change)


def _reports(found: VendorFile) -> None:
    """How far its reports can be relied on; every figure with what it rests on."""
    st.subheader(_("Its reports"), anchor=False)
    files, due = found.reliability, found.punctuality
    layout.figure_strip(
        [
            _figure(_("Files without a finding"), files.share(files.clean), files.n),
            _figure(_("Reports in time"), due.timely_share, due.due),
            _figure(_("Right at once, of those received"), due.accurate_share, due.received),
        ]
    )
    said = _("{span}. Source: {files} ({n}); {plan} ({due} due, {received} received).")
    st.caption(
        said.format(
            span=formats.period(files.within),
            files=FROM_FILES.in_(current()),
            plan=FROM_PLAN.in_(current()),
            n=formats.count(files.n),
            due=formats.count(due.due),
            received=formats.count(due.received),
        )
    )
    if files.n:
        _levels(found)


def _figure(label: str, share: Fraction | None, n: int) -> Figure:
    return Figure(label, formats.percent(share, digits=1), note=formats.sample(n, short=True))


def _levels(found: VendorFile) -> None:
    """The files by the worst that was found in each."""
    files = found.reliability
    rows = [
        *((LEVEL_NAMES[level].in_(current()), files.by_level[level]) for level in Level),
        (_("No finding"), files.clean),
        (_("Of all: sent back for a new report"), files.returned),
        (_("Of all: taken back after they were in"), files.withdrawn),
    ]
    st.table(
        {
            _("Worst found in the file"): [name for name, _n in rows],
            _("Files"): [formats.count(n) for _name, n in rows],
            _("Share"): [formats.percent(files.share(n), digits=1) for _name, n in rows],
        },
        border="horizontal",
        width=640,
        hide_index=True,
    )


def _costs(found: VendorFile, may_change: bool) -> None:
    st.subheader(_("Cost beside in-house"), anchor=False)
    for cost in found.costs:
        st.markdown(_beside(cost))
    if not found.costs:
        st.caption(_("No cost entered yet: per call, or per seat and month."))
    if may_change and house.principal().vendors is None:
        vendor_file_forms.inhouse(vendor_files.inhouse())


def _beside(cost: CostBeside) -> str:
    name = escaped(FACT_NAMES[cost.kind].in_(current()))
    mine = f"**{name}** {_value(cost.vendor)} :gray[({_as_of(cost.vendor)})]"
    if cost.inhouse is None:
        return mine + " · " + _("no in-house cost to compare with")
    said = f"{mine} · {_('in-house')} {_value(cost.inhouse)} :gray[({_as_of(cost.inhouse)})]"
    if cost.difference is None:
        return said + " · " + _("currencies differ, not compared")
    share = formats.percent(cost.share, digits=1) if cost.share is not None else formats.DASH
    gap = _("{difference}, {share} of in-house").format(
        difference=formats.signed(cost.difference, _digits(cost.difference)), share=share
    )
    colour, word = ("orange", _("dearer than in-house")) if cost.is_dearer else ("green", _("not dearer"))
    return f"{said} · {gap} :{colour}-badge[{word}]"


def _facts(found: VendorFile, may_change: bool) -> None:
    st.subheader(_("Facts"), anchor=False)
    for fact in found.facts:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            name = escaped(FACT_NAMES[fact.kind].in_(current()))
            earlier = "" if found.newest(fact.kind) is fact else f" :gray-badge[{_('earlier')}]"
            st.markdown(f"**{name}** {_value(fact)}{earlier}  \n:gray[{_as_of(fact)}]", width="stretch")
            evidence_field.offer(
                fact.evidence_name,
                partial(vendor_file.fact_file, house.house(), house.principal(), fact.id),
                fact.id,
            )
            if may_change:
                taking_back.withdraw(fact.id, partial(_withdraw, fact))
    if not found.facts:
        st.caption(_("Nothing entered yet: strength, staff, seats, equipment, each with its day and source."))
    if may_change:
        vendor_file_forms.fact(found.vendor)


def _value(fact: VendorFactRecord) -> str:
    if fact.amount is None:
        return escaped(fact.said)
    if fact.kind not in PRICED:
        said = formats.count(int(fact.amount))
    else:
        pattern = _PRICE if fact.currency == "CNY" else Text("{v} {currency}", "{currency} {v}")
        shown = formats.number(fact.amount, _digits(fact.amount))
        said = pattern.in_(current()).format(v=shown, currency=fact.currency)
    return f"{said} {escaped(fact.said)}".strip()


def _digits(amount: Decimal) -> int:
    """Two decimals, or as many as there are."""
    return max(2, -int(amount.normalize().as_tuple().exponent))


def _as_of(fact: VendorFactRecord) -> str:
    said = _("as of {day}, {source}")
    return escaped(said.format(day=formats.day(fact.day), source=fact.source))


def _withdraw(fact: VendorFactRecord, why: str) -> None:
    vendor_facts.withdraw_fact(house.house(), house.principal(), fact.id, fact.version, why)
