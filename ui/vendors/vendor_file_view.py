"""A vendor's file on its page: what its reports are like, costs beside in-house ones, facts, certificates."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.language import N_, _, current
from core.rounding import rounded
from core.text import Text
from services.known.directory import VendorView
from services.vendors import vendor_facts, vendor_file
from services.vendors.data_reliability import LEVEL_NAMES, Level
from services.vendors.reckoned_costs import ReckonedCost
from services.vendors.vendor_facts import FACT_NAMES, PRICED, CostBeside, FactKind
from services.vendors.vendor_file import FROM_FILES, FROM_PLAN, SPANS, VendorFile
from ui import evidence_field, formats, house, layout, session, taking_back
from ui.layout import Figure
from ui.messages import escaped
from ui.vendors import certificates_view, vendor_acts_view, vendor_file_forms, vendor_files

if TYPE_CHECKING:
    from store.records import VendorFactRecord

_PRICE = Text("{v}元", "CNY {v}")
_BY_CALL = N_("{contract}, {month}: {payable} payable before tax ÷ {n} contacts")
_BY_SEAT = N_("{contract}, {month}: {payable} payable before tax ÷ {n} seats and months")
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
    for reckoned in found.reckoned:
        st.markdown(_reckoned(reckoned))
    for cost in found.costs:
        st.markdown(_beside(cost))
    if not found.costs and not found.reckoned:
        st.caption(
            _(
                "Once a month of its contract is over and priced, what a call and a seat cost by it stands "
                "here; costs by other papers can be entered as facts."
            )
        )
    if may_change and house.principal().vendors is None:
        vendor_file_forms.inhouse(vendor_files.inhouse())


def _reckoned(cost: ReckonedCost) -> str:
    """What a month itself comes to, with what it was divided by."""
    by_call = cost.kind is FactKind.COST_PER_CALL
    said = _(_BY_CALL if by_call else _BY_SEAT)
    by = said.format(
        contract=cost.contract,
        month=formats.month(cost.label),
        payable=formats.money(cost.payable),
        n=formats.number(cost.volume, 0 if cost.volume.denominator == 1 else 2),
    )
    by += f" ({_as_of(cost.seats)})" if cost.seats else ""
    name = escaped(FACT_NAMES[cost.kind].in_(current()))
    each = _price(rounded(cost.each, 2), cost.payable.currency)
    return _against(f"**{name}** {each} :gray[({escaped(by)})]", cost, cost.inhouse)


def _beside(cost: CostBeside) -> str:
    name = escaped(FACT_NAMES[cost.kind].in_(current()))
    return _against(f"**{name}** {_value(cost.vendor)} :gray[({_as_of(cost.vendor)})]", cost, cost.inhouse)


def _against(mine: str, cost: CostBeside | ReckonedCost, inhouse: VendorFactRecord | None) -> str:
    """A cost with the client's own beside it."""
    if inhouse is None:
        return mine + " · " + _("no in-house cost to compare with")
    said = f"{mine} · {_('in-house')} {_value(inhouse)} :gray[({_as_of(inhouse)})]"
    if cost.difference is None:
        return said + " · " + _("currencies differ, not compared")
    share = formats.percent(cost.share, digits=1) if cost.share is not None else formats.DASH
    digits = _digits(cost.difference) if isinstance(cost.difference, Decimal) else 2
    gap = _("{difference}, {share} of in-house").format(
        difference=formats.signed(cost.difference, digits), share=share
    )
    colour, word = (
        ("orange", _("dearer than in-house")) if cost.difference > 0 else ("green", _("not dearer"))
    )
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
        said = _price(fact.amount, fact.currency or "CNY")
    return f"{said} {escaped(fact.said)}".strip()


def _price(amount: Decimal, currency: str) -> str:
    pattern = _PRICE if currency == "CNY" else Text("{v} {currency}", "{currency} {v}")
    return pattern.in_(current()).format(v=formats.number(amount, _digits(amount)), currency=currency)


def _digits(amount: Decimal) -> int:
    """Two decimals, or as many as there are."""
    return max(2, -int(amount.normalize().as_tuple().exponent))


def _as_of(fact: VendorFactRecord) -> str:
    said = _("as of {day}, {source}")
    return escaped(said.format(day=formats.day(fact.day), source=fact.source))


def _withdraw(fact: VendorFactRecord, why: str) -> None:
    vendor_facts.withdraw_fact(house.house(), house.principal(), fact.id, fact.version, why)
