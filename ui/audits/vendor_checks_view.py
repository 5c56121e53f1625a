"""The vendor's own checks: were they picked from easy calls, and do ours bear their figure out?"""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import streamlit as st

from core.language import _, current
from qa.agreement.cherry_picking import PICKED_NAMES, TRAIT_NAMES, Pick, Trait
from services.audits.vendor_checks import VendorChecks
from ui import formats, layout
from ui.messages import escaped
from ui.sampling import sample_words


def show(found: VendorChecks) -> None:
    """A sentence on each, and a row for each trait."""
    st.subheader(_("The vendor's own checks"), anchor=False)
    st.markdown(escaped(listed(found)))
    if found.believed and found.theirs and found.ours:
        said = _("Passed: {theirs} by the vendor, {ours} by our random checks: {word}.").format(
            theirs=_share(found.theirs), ours=_share(found.ours), word=found.believed.words.in_(current())
        )
        st.markdown(escaped(said))
    if found.picks:
        rows = [_row(pick) for pick in found.picks]
        layout.printable(pd.DataFrame(rows), alt=_("The vendor's checked calls beside all other calls"))


def listed(found: VendorChecks) -> str:
    """How many of the checked calls its own list of calls knows."""
    said = _("{named} calls checked by the vendor; {listed} of them are in its list of calls.")
    return said.format(named=formats.count(found.named), listed=formats.count(found.listed))


def _row(pick: Pick) -> dict[str, str]:
    return {
        _("By"): TRAIT_NAMES[pick.trait].in_(current()),
        _("Checked calls are"): PICKED_NAMES[pick.picked].in_(current()),
        _("Furthest apart"): _value(pick),
        _("Of the checked"): _figure(pick, pick.checked),
        _("Of all others"): _figure(pick, pick.others),
    }


def _value(pick: Pick) -> str:
    if pick.trait is Trait.LENGTH:
        return _("median")
    if pick.trait is Trait.HOUR and pick.value.isdigit():
        return f"{pick.value}:00"
    return sample_words.part(pick.value) if pick.value else formats.DASH


def _figure(pick: Pick, value: Fraction | None) -> str:
    if value is None:
        return formats.DASH
    return formats.duration(value) if pick.trait is Trait.LENGTH else formats.percent(value * 100, digits=1)


def _share(counts: tuple[int, int]) -> str:
    passed, every = counts
    share = Fraction(passed, every) * 100
    return formats.figure(share, "percent", numerator=passed, denominator=every)
