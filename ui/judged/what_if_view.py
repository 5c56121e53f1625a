"""What a draft would have made of past months: totals and money before and after, change by change."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.language import N_, _, current, ngettext
from core.money import Money
from services.contracts.contract_changes import Kind, Term
from services.judging.moved import MovedMonth
from services.results.what_if_result import Effect, Unjudged, WhatIf, Why
from ui import formats, layout, messages, tables
from ui.charts import Picture, draw
from ui.judged import moved_view
from ui.judged.what_if_draft import TERMS
from ui.layout import Figure
from ui.messages import escaped
from ui.tables import Side

_KINDS: dict[Kind, str] = {
    Kind.ADDED: N_("new in the draft"),
    Kind.GONE: N_("not in the draft"),
}
_WHY: dict[Why, str] = {
    Why.NO_FIGURES: N_("No figures, not counted: {months}"),
    Why.NOT_GOVERNED: N_("No version of the contract governs them, not counted: {months}"),
}


def teach() -> None:
    """Until there is a draft: what will be here."""
    layout.empty_state(
        _("What would another contract have said?"),
        _(
            "Choose clauses above and change a target, or upload a draft: the months chosen are judged again "
            "under it, and verdicts, points and money stand side by side. Nothing is kept."
        ),
        icon="balance",
    )


def show(found: WhatIf | None) -> None:
    """Nothing where the draft was refused."""
    if found is None:
        return
    messages.show_findings(found.draft.findings)
    _unjudged(found.unjudged)
    if not found.months:
        return
    if not found.effects:
        st.info(_("The draft says the same as the contract."), icon=":material/check:")
        return
    layout.figure_strip(_figures(found))
    layout.copyable(_sentence(found))
    _picture(found.months)
    _effects(found)
    _months(found)


def _unjudged(found: Sequence[Unjudged]) -> None:
    for why, words in _WHY.items():
        mine = [formats.month(each.label) for each in found if each.why is why]
        if mine:
            st.caption(_(words).format(months=_(", ").join(mine)))


def _figures(found: WhatIf) -> list[Figure]:
    sums, figures = found.sums, []
    if sums.totals:
        before, after = sums.totals
        figures.append(
            Figure(_("Mean total"), f"{formats.number(before)} → {formats.number(after)}",
                   gap=formats.gap(after, before, "points"), good=_good(after - before))
        )  # fmt: skip
    if sums.payable:
        was, becomes = sums.payable
        more = Money(becomes.cents - was.cents, was.currency)
        figures.append(
            Figure(_("Payable, all months"), formats.money(becomes), gap=_more(more),
                   note=_("now {amount}").format(amount=formats.money(was)))
        )  # fmt: skip
    missed, then = sums.missed
    figures.append(Figure(_("Missed, clause by clause"), f"{missed} → {then}", good=_good(missed - then)))
    months = ngettext("{n} month", "{n} months", len(found.months)).format(n=len(found.months))
    figures.append(Figure(_("Judged"), months))
    return figures


def _sentence(found: WhatIf) -> str:
    said = _("{contract}, {first} to {last}, under the draft: {figures}")
    figures = "; " if current() == "en" else "；"
    parts = [f"{each.label} {each.value}" for each in _figures(found)]
    return said.format(
        contract=found.name.in_(current()),
        first=formats.month(found.months[0].label),
        last=formats.month(found.months[-1].label),
        figures=figures.join(parts),
    )


def _picture(months: Sequence[MovedMonth]) -> None:
    """The totals of each month, before and after; nothing where the contract gives no points."""
    sides = []
    for month in months:
        for side, name, total in (
            ("before", _("As it is"), month.total_before),
            ("after", _("Under the draft"), month.total_after),
        ):
            if total is not None:
                sides.append(Side(formats.month(month.label), side, name, total, "points"))
    if not sides:
        return
    worse = sum((m.total_after or 0) < (m.total_before or 0) for m in months)
    better = sum((m.total_after or 0) > (m.total_before or 0) for m in months)
    title = _("Under the draft the total falls in {worse} and rises in {better} of {all} months").format(
        worse=worse, better=better, all=len(months)
    )
    if not worse and not better:
        title = _("Under the draft no month's total changes")
    draw(Picture.TRIED, tables.dumbbell(sides), title=title, alt=title, unit="points", key="what-if")


def _effects(found: WhatIf) -> None:
    """Each change by itself; what they move together beyond that is said below."""
    st.subheader(_("What each change moves by itself"), anchor=False)
    rows = [_effect(effect) for effect in found.effects]
    layout.printable(pd.DataFrame(rows), alt=_("Each change with the months it turns, points and money"))
    if len(rows) > 1 and found.together is not None and found.together.cents:
        said = _("All together they move {amount} beyond what each moves alone.")
        st.caption(said.format(amount=_more(found.together)))


def _effect(effect: Effect) -> dict[str, str]:
    turned = _(", ").join(formats.month(label) for label in effect.turned)
    return {
        _("Clause"): f"**{escaped(effect.change.name.in_(current()))}**",
        _("What is changed"): _changed(effect),
        _("Verdicts turn in"): escaped(turned or formats.DASH),
        _("Points, all months"): formats.DASH if effect.points is None else formats.signed(effect.points),
        _("Payable, all months"): formats.DASH if effect.payable is None else escaped(_more(effect.payable)),
    }


def _changed(effect: Effect) -> str:
    if effect.change.kind in _KINDS:
        return _(_KINDS[effect.change.kind])
    return "  \n".join(_term(term) for term in effect.change.terms)


def _term(term: Term) -> str:
    """`Target 80 → 86`; a term that is not one value is only named."""
    name = _(TERMS[term.key]) if term.key in TERMS else f"`{term.key}`"
    if any(isinstance(each, dict | list) for each in (term.before, term.after)):
        return f"{name} {_('changed')}"
    before, after = (
        formats.DASH if each is None else escaped(str(each)) for each in (term.before, term.after)
    )
    return f"{name} {before} → {after}"


def _months(found: WhatIf) -> None:
    """Month by month what moved, opened on demand."""
    st.subheader(_("Month by month"), anchor=False)
    for month in found.moved_months:
        fold = st.expander(_headline(month), key=f"what-if-{month.label}", on_change="rerun")
        if fold.open:
            with fold:
                _month(month)
    still = len(found.months) - len(found.moved_months)
    if still:
        st.caption(
            ngettext("{n} month stays as it is.", "{n} months stay as they are.", still).format(n=still)
        )


def _month(month: MovedMonth) -> None:
    if month.is_final:
        st.caption(_("This month is final: what was settled stands, whatever the draft says."))
    if month.clauses:
        moved_view.clauses(month, month.clauses, _("Clauses whose figure, verdict or points the draft moves"))


def _headline(month: MovedMonth) -> str:
    said = [formats.month(month.label)]
    said.append(
        f"{_('Total')} {moved_view.points(month.total_before)} → {moved_view.points(month.total_after)}"
    )
    if month.payable_before != month.payable_after:
        payable = f"{formats.money(month.payable_before)} → {formats.money(month.payable_after)}"
        said.append(f"{_('Payable')} {payable}")
    if month.is_final:
        said.append(":material/lock:")
    return " · ".join(part if part.startswith(":") else escaped(part) for part in said)


def _more(amount: Money) -> str:
    """Money more or less, with its sign."""
    return f"{'+' if amount.cents > 0 else ''}{formats.money(amount)}"


def _good(difference: object) -> bool | None:
    return None if not difference else difference > 0  # type: ignore[operator]
