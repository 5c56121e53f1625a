"""All vendors by one definition, opened on demand: the contract's own figure beside the reference's."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.language import _, current
from core.principal import Principal
from services.house.bootstrap import House
from services.results import same_formula
from services.results.same_formula import Comparable, Compared, Reference, Spread
from ui import formats, layout, session, tables
from ui.charts import Picture, draw
from ui.judged import clause_words, results
from ui.messages import escaped
from ui.tables import Side


def show(label: str) -> None:
    """A fold below the heat maps; nothing where no two contracts promise the same."""
    choices = _comparable(*results.key(), label)
    if not choices:
        return
    fold = st.expander(
        _("Compare the vendors by one formula"), icon=":material/balance:", key="same-formula",
        on_change="rerun",
    )  # fmt: skip
    if fold.open:
        with fold:
            st.caption(
                _("Contracts agree on different formulas. Here all are measured by one; it judges nobody.")
            )
            st.caption(_("Each figure is of the contacts its clause is about, in its hours, over the month."))
            _compare(label, choices)


def _compare(label: str, choices: Sequence[Comparable]) -> None:
    reference = _reference(choices)
    st.caption(escaped(same_formula.reference_text(reference).in_(current())))
    found = _found(*results.key(), label, reference.indicator, reference.variant, _frozen(reference))
    _picture(found)
    if apart := same_formula.spread(found):
        st.markdown(escaped(_apart(apart)))
    frame = pd.DataFrame([_row(each) for each in found])
    layout.printable(frame, alt=_("Each vendor's figure by its contract and by the reference"))


def _reference(choices: Sequence[Comparable]) -> Reference:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        known = {each.indicator.code: each for each in choices}
        names = {code: each.indicator.name.in_(current()) for code, each in known.items()}
        code = st.selectbox(
            _("Indicator"),
            list(names),
            format_func=lambda one: names[one],
            key=session.widget("same-indicator"),
            width=280,
        )
        chosen = known[code]
        variants = {
            each.code: f"{each.code} · {each.name.in_(current())}" for each in chosen.indicator.variants
        }
        variant = st.selectbox(
            _("Formula"),
            list(variants),
            format_func=lambda one: variants[one],
            key=session.widget("same-variant", code),
            width=340,
        )
        at = 0
        if len(chosen.params) > 1:
            said = [_(", ").join(params.values()) for params in chosen.params]
            at = st.selectbox(
                _("Threshold"),
                range(len(said)),
                format_func=lambda one: said[one],
                key=session.widget("same-params", code),
                width=140,
            )
    return Reference(code, variant, chosen.params[at] if chosen.params else {})


def _picture(found: Sequence[Compared]) -> None:
    sides = [side for each in found for side in _sides(each)]
    if not any(each.value is not None for each in found):
        st.caption(_("Nobody reported the counts this formula needs."))
        return
    title = _("{n} vendors by one formula").format(n=len({each.vendor for each in found}))
    draw(Picture.SAME, tables.dumbbell(sides), title=title, alt=title, unit=found[0].unit, key="same-formula")


def _apart(apart: Spread) -> str:
    """The spread in a sentence: how far apart, who stands at either end."""
    low, high = apart.lowest, apart.highest
    said = _("{n} vendors lie {between} apart: {high} {highest}, {low} {lowest}.")
    return said.format(
        n=apart.n,
        between=formats.gap(high.value, low.value, low.unit).lstrip("+"),
        high=high.vendor_name.in_(current()),
        highest=formats.quantity(high.value, high.unit),
        low=low.vendor_name.in_(current()),
        lowest=formats.quantity(low.value, low.unit),
    )


def _sides(each: Compared) -> list[Side]:
    name = _label(each)
    own = (
        Side(name, "own", _("By its contract"), each.own_value, each.unit)
        if each.own_value is not None
        else None
    )
    by = (
        Side(name, "reference", _("By the reference"), each.value, each.unit, each.n)
        if each.value is not None
        else None
    )
    return [side for side in (own, by) if side]


def _label(each: Compared) -> str:
    vendor = each.vendor_name.in_(current())
    return f"{vendor} · {each.clause_name.in_(current())}" if each.clause_name else vendor


def _row(each: Compared) -> dict[str, str]:
    lacks = _(", ").join(clause_words.count_name(name) for name in each.missing)
    value = formats.quantity(each.value, each.unit)
    return {
        _("Vendor"): escaped(each.vendor_name.in_(current())),
        _("Clause"): escaped(each.clause_name.in_(current()) if each.clause_name else formats.DASH),
        _("Its own formula"): escaped(each.own_formula.in_(current()) if each.own_formula else formats.DASH),
        _("By its contract"): escaped(_own(each)),
        _("By the reference"): escaped(_("not reported: {counts}").format(counts=lacks) if lacks else value),
        "n": formats.count(each.n),
    }


def _own(each: Compared) -> str:
    """The contract's own figure, with what else than its formula sets it apart."""
    value = formats.quantity(each.own_value, each.unit)
    said = _(", ").join(words.in_(current()) for words in each.otherwise)
    return _("{value} ({said})").format(value=value, said=said) if said else value


def _frozen(reference: Reference) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(reference.params.items()))


@st.cache_data(max_entries=32, show_spinner=False)
def _comparable(_house: House, _who: Principal, key: str, version: int, label: str) -> list[Comparable]:
    return same_formula.comparable(_house, _who, label)


@st.cache_data(max_entries=32, show_spinner=False)
def _found(
    _house: House,
    _who: Principal,
    key: str,
    version: int,
    label: str,
    indicator: str,
    variant: str,
    params: tuple[tuple[str, str], ...],
) -> list[Compared]:
    return same_formula.same_formula(_house, _who, label, Reference(indicator, variant, dict(params)))
