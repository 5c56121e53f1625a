"""The measures of agreement in words: a figure never without its reading, and what is not defined said so."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from core.language import _, current
from core.text import Text
from qa.agreement.icc import Intraclass
from qa.agreement.readings import TOO_FEW_CALLS, alpha_word, icc_word, kappa_word, undefined_words
from qa.calibration.measures import Measures, Overall
from ui import formats


def rows(found: Measures, share: Fraction | None) -> list[dict[str, str]]:
    """Measure, figure, reading: those that fit so many raters."""
    if found.one_answer and share is not None:
        return [_row("κ", None, undefined_words(share, "κ"))]
    told = [
        _row(_("Cohen's κ"), found.cohen, _kappa(found.cohen)),
        _row(_("κ, linear weights"), found.linear, _kappa(found.linear)),
        _row(_("κ, quadratic weights"), found.quadratic, _kappa(found.quadratic)),
        _row("PABAK", found.pabak, _kappa(found.pabak)),
        _row(_("Gwet's AC1"), found.ac1, _kappa(found.ac1)),
        _row(_("Fleiss' κ"), found.fleiss, _kappa(found.fleiss)),
        _row(_("Krippendorff's α"), found.alpha, None if found.alpha is None else alpha_word(found.alpha)),
    ]
    return [row for row in told if row is not None]


def overall_rows(found: Overall, share: Fraction | None) -> list[dict[str, str]]:
    """The same of the whole session, with the scores' own measures and the interval."""
    interval = found.interval
    bounds = f"{_share(interval.low)}–{_share(interval.high)}" if interval else formats.DASH
    drawn = _("95 %, calls drawn again") if interval else TOO_FEW_CALLS.in_(current())
    return [
        {
            _("Measure of agreement"): _("Interval of the answers alike"),
            _("Value"): bounds,
            _("What the figure says"): drawn,
        },
        *rows(found.measures, share),
        *_icc(found.icc),
        *_bland_altman(found),
    ]


def _share(value: Decimal) -> str:
    return formats.percent(value * 100, digits=1)


def _icc(found: Intraclass | None) -> list[dict[str, str]]:
    if found is None:
        words = Text(
            "无法定义（通数太少或得分全部相同）", "not defined: too few calls, or all scores the same"
        )
        return [
            {
                _("Measure of agreement"): "ICC",
                _("Value"): formats.DASH,
                _("What the figure says"): words.in_(current()),
            }
        ]
    told = ((_("ICC, one rater"), found.single), (_("ICC, the panel's mean"), found.panel))
    return [row for name, value in told if (row := _row(name, value, icc_word(value))) is not None]


def _bland_altman(found: Overall) -> list[dict[str, str]]:
    told = found.bland_altman
    if told is None:
        return []
    limits = f"{formats.signed(told.low)} … {formats.signed(told.high)}"
    biased = _("more than chance") if told.is_biased else _("may be chance")
    return [
        {
            _("Measure of agreement"): _("Bland–Altman bias, vendor less ours"),
            _("Value"): formats.signed(told.bias),
            _("What the figure says"): biased,
        },
        {
            _("Measure of agreement"): _("Limits of agreement"),
            _("Value"): limits,
            _("What the figure says"): _("95 of 100 differences lie within"),
        },
    ]


def _kappa(value: Fraction | None) -> Text | None:
    return None if value is None else kappa_word(value)


def _row(name: str, value: Fraction | Decimal | None, reading: Text | None) -> dict[str, str] | None:
    """None where the measure does not fit; a reading without a figure says why there is none."""
    if reading is None:
        return None
    shown = formats.DASH if value is None else formats.number(value, 3)
    return {
        _("Measure of agreement"): name,
        _("Value"): shown,
        _("What the figure says"): reading.in_(current()),
    }
