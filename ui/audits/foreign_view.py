"""A vendor's own audits, or an agency's: are its figures believable, was its sample picked, do we agree?"""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import streamlit as st

from core.batch import Source
from core.language import _, current
from qa.agreement.believable import Claim
from qa.agreement.cherry_picking import PICKED_NAMES, TRAIT_NAMES, Pick, Picked, Trait
from qa.agreement.means import MeanClaim
from services.audits.foreign_audits import FIGURE_NAMES, ForeignAudits, Held
from ui import formats, layout, navigation
from ui.audits import foreign_picture, foreign_same_calls
from ui.messages import escaped
from ui.sampling import sample_words


def show(found: ForeignAudits) -> None:
    """One source: its figures beside ours, its sample beside all calls, the calls both have audited."""
    st.subheader(heading(found.source), anchor=False)
    if not found.named:
        _unnamed(found)
        return
    st.markdown(escaped(listed(found)))
    _believed(found)
    foreign_same_calls.show(found)
    _picked(found)


def _unnamed(found: ForeignAudits) -> None:
    """What they sent names no call: what to ask them for, and where it goes."""
    words = _(
        "What they sent for this month names no call, so neither scores nor their choice of calls "
        "can be compared. Ask for the audits in detail, one row a call with its number, and import them."
    )
    st.info(escaped(words), icon=":material/compare:")
    navigation.link("import_report", _("Import a report"), ":material/upload_file:")
    if found.held:
        _believed(found)


def heading(source: Source) -> str:
    """Whose audits they are."""
    return _("The vendor's own audits") if source is Source.VENDOR else _("An agency's audits")


def listed(found: ForeignAudits) -> str:
    """How many of the audited calls the vendor's list of calls knows."""
    said = _("{named} calls audited by them; {listed} of them are in the vendor's list of calls.")
    return said.format(named=formats.count(found.named), listed=formats.count(found.listed))


def _believed(found: ForeignAudits) -> None:
    if not found.held:
        st.caption(escaped(_("No random audits of ours to hold their figures against.")))
        return
    rows = [
        {
            _("Figure"): FIGURE_NAMES[figure].in_(current()),
            _("Theirs"): _side(held, theirs=True),
            _("Ours"): _side(held, theirs=False),
            "z": _z(held),
            _("What ours say of it"): _word(held),
        }
        for figure, held in found.held.items()
    ]
    foreign_picture.show(found)
    layout.printable(pd.DataFrame(rows), alt=_("Figures of their sample beside those of our random audits"))
    st.caption(
        escaped(
            _(
                "Each by its own sample of the month, one-sided: only a figure that is too good is doubted. "
                "With Holm's correction for asking several at once, at 5%."
            )
        )
    )


def _z(held: Held) -> str:
    z = held.believed.z if held.believed else None
    return formats.DASH if z is None else formats.number(Fraction(z))


def _word(held: Held) -> str:
    return held.believed.words.in_(current()) if held.believed else _("cannot be told apart")


def _side(held: Held, *, theirs: bool) -> str:
    claim = held.claim
    if isinstance(claim, MeanClaim):
        scores = claim.theirs if theirs else claim.own
        return _("{figure} (n={n})").format(figure=formats.number(scores.mean), n=formats.count(scores.n))
    return _share(claim, theirs=theirs)


def _share(claim: Claim, *, theirs: bool) -> str:
    counts = claim.counts if theirs else claim.own
    assert counts is not None
    good, every = counts
    return formats.figure(Fraction(good, every) * 100, "percent", numerator=good, denominator=every)


def _picked(found: ForeignAudits) -> None:
    if not found.picks:
        return
    st.markdown(f"**{escaped(_('Which calls they took'))}**")
    rows = [_pick_row(pick) for pick in found.picks]
    layout.printable(pd.DataFrame(rows), alt=_("The calls they audited beside all other calls"))


def _pick_row(pick: Pick) -> dict[str, str]:
    return {
        _("Compared by"): TRAIT_NAMES[pick.trait].in_(current()),
        _("Their calls are"): PICKED_NAMES[pick.picked].in_(current()),
        _("Furthest apart"): _value(pick),
        _("Of theirs"): _figure(pick, pick.checked, pick.sizes[0]),
        _("Of all others"): _figure(pick, pick.others, pick.sizes[1]),
    }


def _value(pick: Pick) -> str:
    if pick.picked is Picked.TOO_FEW:
        return formats.DASH
    if pick.trait in (Trait.LENGTH, Trait.SCORE):
        return _("median")
    if pick.trait is Trait.HOUR and pick.value.isdigit():
        return f"{pick.value}:00"
    return sample_words.part(pick.value) if pick.value else formats.DASH


def _figure(pick: Pick, value: Fraction | None, n: int) -> str:
    """What it is and of how many calls; where nothing is said of too few, how few they are."""
    if value is None:
        return formats.sample(n, short=True)
    shown = {Trait.SCORE: formats.number, Trait.LENGTH: formats.duration}.get(pick.trait, _share_of_calls)(
        value
    )
    return _("{figure} (n={n})").format(figure=shown, n=formats.count(n))


def _share_of_calls(value: Fraction) -> str:
    return formats.percent(value * 100, digits=1)
