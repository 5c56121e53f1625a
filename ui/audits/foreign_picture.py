"""Their figures and ours as a picture: the further apart, the less theirs is to be believed."""

from __future__ import annotations

from fractions import Fraction

from core.language import _, current
from qa.agreement.means import MeanClaim
from services.audits.foreign_audits import FIGURE_NAMES, Figure, ForeignAudits, Held
from ui import formats, tables
from ui.charts import Picture, draw
from ui.tables import Side


def show(found: ForeignAudits) -> None:
    """One line a figure, theirs at one end and ours at the other; both of a hundred, so one scale will do."""
    told = {figure: _sides(figure, held) for figure, held in found.held.items()}
    if not told:
        return
    theirs, ours = max(told.values(), key=lambda two: abs(_value(two[0]) - _value(two[1])))
    title = _("Furthest apart: {figure}, theirs {theirs}, ours {ours}").format(
        figure=theirs.label,
        theirs=formats.quantity(theirs.value, theirs.unit),
        ours=formats.quantity(ours.value, ours.unit),
    )
    frame = tables.dumbbell(side for two in told.values() for side in two)
    draw(Picture.BESIDE, frame, title=title, alt=title, key=f"foreign-{found.source.value}")


def _sides(figure: Figure, held: Held) -> tuple[Side, Side]:
    claim, name = held.claim, FIGURE_NAMES[figure].in_(current())
    if isinstance(claim, MeanClaim):
        pairs = [(claim.theirs.mean, claim.theirs.n), (claim.own.mean, claim.own.n)]
        unit = "points"
    else:
        assert claim.counts is not None
        pairs = [(Fraction(good, n) * 100, n) for good, n in (claim.counts, claim.own)]
        unit = "percent"
    (theirs, m), (ours, n) = pairs
    return Side(name, "theirs", _("Theirs"), theirs, unit, m), Side(name, "ours", _("Ours"), ours, unit, n)


def _value(side: Side) -> Fraction:
    return Fraction(side.value or 0)
