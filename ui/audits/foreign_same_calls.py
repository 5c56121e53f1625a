"""The calls that we and others have both audited: bias first, then agreement, each item, each call."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pandas as pd
import streamlit as st

from core.finding import Place
from core.language import _, current
from core.rounding import rounded
from core.text import Text
from qa.agreement.deviation import BlandAltman
from qa.agreement.readings import TOO_FEW_CALLS, kappa_word, undefined_words
from qa.agreement.same_calls import Agreed, SameCalls
from services.audits.foreign_audits import CallBeside, ForeignAudits
from ui import formats, house, layout, navigation
from ui.layout import Figure
from ui.messages import escaped

#: Calls shown; those furthest apart come first.
_MOST = 100


def show(found: ForeignAudits) -> None:
    """What both say of the same calls; a sentence where there is none."""
    st.markdown(f"**{escaped(_('The same calls, audited by them and by us'))}**")
    if not found.calls:
        st.caption(escaped(_("None yet: listen to some of the calls they audited, under the same number.")))
        return
    _figures(found.same, found.source.value)
    if found.same.bias:
        st.markdown(escaped(bias_words(found.same.bias, found.same)))
    _behind(found.same, found.source.value)
    _items(found)
    _calls(found)


def bias_words(bias: BlandAltman, same: SameCalls) -> str:
    """Who is the milder, and whether it is more than chance."""
    if same.is_little:
        return _("{n} calls are too few to speak of a habit of theirs.").format(n=same.scored)
    if not bias.is_biased:
        return _("Their scores are on the whole neither milder nor stricter than ours (within chance).")
    points = formats.number(abs(bias.bias))
    if bias.bias > 0:
        return _("They score {points} points milder than we do, more than chance.").format(points=points)
    return _("They score {points} points stricter than we do, more than chance.").format(points=points)


def _figures(same: SameCalls, part: str) -> None:
    bias = formats.DASH if same.bias is None else formats.signed(same.bias.bias)
    off = formats.DASH if same.mean_off is None else formats.number(same.mean_off)
    layout.figure_strip(
        [
            Figure(_("Calls both audited"), str(same.n)),
            Figure(_("Theirs less ours, points"), bias, same.scored),
            Figure(_("Apart on average, points"), off, same.scored),
            Figure(_("Within 5 points"), _percent(same.within_5), same.scored),
            Figure(
                _("Same verdict"),
                _percent(same.passed.share if same.passed else None),
                same.passed.n if same.passed else None,
            ),
        ],
        f"same-calls-{part}",
    )


def _behind(same: SameCalls, part: str) -> None:
    rows = []
    if same.bias:
        limits = f"{formats.signed(Fraction(same.bias.low))} … {formats.signed(Fraction(same.bias.high))}"
        rows.append((_("95 of 100 differences lie within"), limits))
        if same.bias.t is not None and same.bias.p is not None:
            told = f"t = {rounded(Fraction(same.bias.t), 2)}, p = {rounded(Fraction(same.bias.p), 4)}"
            rows.append((_("Paired t-test of no bias"), told))
    if same.within_10 is not None:
        rows.append((_("Within 10 points"), _resting_on(_percent(same.within_10), same.scored)))
    for name, marks in ((_("Passed or not"), same.passed), (_("Fatal or not"), same.fatal_free)):
        rows += [(name, agreed_words(marks))] if marks else []
    with st.expander(_("The figures behind it"), icon=":material/functions:", key=f"behind-{part}"):
        frame = pd.DataFrame(rows, columns=[_("Measure"), _("Value")])
        layout.printable(frame, alt=_("Agreement on the same calls"))


def agreed_words(marks: Agreed) -> str:
    """90% agree (n=20), κ = 0.44 moderate, PABAK = 0.80."""
    if marks.kappa is None:
        return _resting_on(undefined_words(marks.share, "κ").in_(current()), marks.n)
    said = _("{share} agree").format(share=_percent(marks.share))
    word = kappa_word(marks.kappa).in_(current())
    parts = [_resting_on(said, marks.n), f"κ = {formats.number(marks.kappa)} {word}"]
    parts += [f"PABAK = {formats.number(marks.pabak)}"] if marks.pabak is not None else []
    return _(", ").join(parts)


def _resting_on(said: str, n: int) -> str:
    return _("{figure} (n={n})").format(figure=said, n=formats.count(n))


def _items(found: ForeignAudits) -> None:
    if not found.same.items:
        return
    st.markdown(f"**{escaped(_('Item by item'))}**")
    several = len({item.partition("/")[0] for item in found.same.items}) > 1
    rows = [
        _item_row(item, marks, found.items.get(item), several) for item, marks in found.same.items.items()
    ]
    right = {"alignment": "right"}
    columns = {
        "item": _("Item of the form"),
        "n": st.column_config.TextColumn(_("Answered by both"), **right),
        "same": st.column_config.TextColumn(_("Same answer"), **right),
        "kappa": st.column_config.TextColumn("κ", **right),
        "milder": st.column_config.TextColumn(_("They were milder"), **right),
        "stricter": st.column_config.TextColumn(_("They were stricter"), **right),
    }
    alt = _("Agreement of their answers with ours, item by item")
    key = f"same-items-{found.source.value}"
    layout.records(pd.DataFrame(rows), key, columns=columns, card=_item_card, alt=alt)


def _item_row(item: str, marks: Agreed, name: Text | None, several: bool) -> dict[str, str]:
    """`several`: there are items of more than one form, so that each says of which it is."""
    form, _slash, code = item.partition("/")
    words = name.in_(current()) if name else code
    few = marks.n < 10
    kappa = formats.number(marks.kappa)
    return {
        "item": f"{form} · {words}" if several else words,
        "n": str(marks.n),
        "same": _percent(marks.share),
        "kappa": TOO_FEW_CALLS.in_(current()) if few else kappa,
        "milder": str(marks.milder),
        "stricter": str(marks.stricter),
    }


def _item_card(row: Any) -> None:
    st.markdown(f"**{escaped(row.item)}** · {escaped(_resting_on(row.same, int(row.n)))}")
    words = _("κ {kappa}; they were milder {milder} times, stricter {stricter} times")
    told = words.format(kappa=row.kappa, milder=row.milder, stricter=row.stricter)
    st.caption(escaped(told))


def _calls(found: ForeignAudits) -> None:
    st.markdown(f"**{escaped(_('Call by call, furthest apart first'))}**")
    shown = found.calls[:_MOST]
    frame = pd.DataFrame([_call_row(call) for call in shown])
    columns = {
        "number": _("Number of the call"),
        "day": _("Day"),
        "theirs": st.column_config.TextColumn(_("Theirs"), alignment="right"),
        "ours": st.column_config.TextColumn(_("Ours"), alignment="right"),
        "apart": st.column_config.TextColumn(_("Difference"), alignment="right"),
        "audit": None,
    }
    key = f"same-calls-{found.source.value}"
    chosen = layout.records(
        frame,
        key,
        columns=columns,
        card=_card,
        alt=_("Calls audited by both, with both scores"),
        on_select=True,
        version=house.data_version(),
    )
    if len(found.calls) > _MOST:
        more = _("{n} more calls lie closer together.").format(n=len(found.calls) - _MOST)
        st.caption(escaped(more))
    if chosen is not None:
        _opened(shown[chosen])


def _opened(call: CallBeside) -> None:
    """Where each side's audit of the call is."""
    with st.container(horizontal=True, gap="small"):
        navigation.link("spot_check", _("Our audit of it"), ":material/fact_check:", record=call.audit)
        theirs = call.theirs.file
        navigation.link("received", _("The file theirs came in"), ":material/folder_open:", record=theirs)
    if call.theirs.row is not None:
        place = Place("", call.theirs.sheet, call.theirs.row).in_(current())
        st.caption(escaped(place))


def _call_row(call: CallBeside) -> dict[str, str]:
    return {
        "number": call.theirs.number,
        "day": formats.day(call.theirs.day),
        "theirs": formats.number(call.theirs.said.points),
        "ours": formats.number(call.ours.points),
        "apart": formats.DASH if call.apart is None else formats.signed(call.apart),
        "audit": call.audit,
    }


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.number)}** · {escaped(row.day)}")
    words = _("Theirs {theirs}, ours {ours}, difference {apart}")
    st.markdown(escaped(words.format(theirs=row.theirs, ours=row.ours, apart=row.apart)))
    navigation.link("spot_check", _("Our audit of it"), ":material/fact_check:", record=row.audit)


def _percent(share: Fraction | None) -> str:
    return formats.DASH if share is None else formats.percent(share * 100)
