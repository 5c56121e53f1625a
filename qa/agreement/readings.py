"""The words for a measure of agreement; the figure is never shown without them, nor they without it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from core.rounding import rounded
from core.text import Text

#: Up to this κ, in hundredths: the word. Landis and Koch, Biometrics 33 (1977).
_KAPPA = (
    (0, Text("无一致性", "none")),
    (20, Text("微弱", "slight")),
    (40, Text("尚可", "fair")),
    (60, Text("中等", "moderate")),
    (80, Text("较强", "substantial")),
    (100, Text("几乎完全一致", "almost perfect")),
)
#: From this ICC on, in hundredths: the word. Koo and Li, J. Chiropractic Medicine 15 (2016).
_ICC = ((75, Text("中等", "moderate")), (90, Text("良好", "good")))
_POOR, _EXCELLENT = Text("较差", "poor"), Text("优秀", "excellent")
_UNDEFINED = Text("{share} 一致，{measure} 无法定义", "{share} agreement, {measure} not defined")
TOO_FEW_CALLS = Text("通数太少", "too few calls")


def kappa_word(kappa: Fraction | Decimal) -> Text:
    """Landis and Koch's word: none, slight, fair, moderate, substantial, almost perfect."""
    hundredths = rounded(kappa, 2) * 100
    return next(word for most, word in _KAPPA if hundredths <= most)


def alpha_word(alpha: Fraction | Decimal) -> Text:
    """Krippendorff's: from .800 on to be relied on, from .667 on tentatively."""
    told = rounded(alpha, 3)
    if told >= Decimal("0.800"):
        return Text("可以信赖", "can be relied on")
    return Text("仅供初步参考", "tentative") if told >= Decimal("0.667") else Text("不可信赖", "not reliable")


def icc_word(icc: Fraction | Decimal) -> Text:
    """Poor below .5, moderate to .75, good to .9, excellent above."""
    exact = Fraction(icc)
    if exact < Fraction(1, 2):
        return _POOR
    return next((word for most, word in _ICC if exact < Fraction(most, 100)), _last(exact))


def undefined_words(share: Fraction, measure: str) -> Text:
    """Where everybody gave one answer: what agrees, and that the measure says nothing."""
    facts = {"share": f"{rounded(share * 100, 0)}%", "measure": measure}
    return Text(_UNDEFINED.zh.format_map(facts), _UNDEFINED.en.format_map(facts))


def _last(icc: Fraction) -> Text:
    return _EXCELLENT if icc > Fraction(9, 10) else _ICC[1][1]
