"""The receipt of a logged call line by line: what the vendor may argue with and reckon again."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.exact import shown_text
from core.language import _, current
from core.text import Text
from qa.form.terms import AuditForm
from qa.form.words import LEFT_OUT, policy_words
from qa.scoring.receipt import ItemScore, LeftOut, Receipt
from ui import formats, layout
from ui.messages import escaped


def lines(form: AuditForm, found: Receipt) -> None:
    """Every item with its answer, points, applied weight and what it brought; behind a fold."""
    with st.expander(_("Every item of the score"), icon=":material/receipt_long:"):
        rows = [_row(form, line) for line in found.items]
        if found.base:
            rows.insert(0, _base(found))
        layout.printable(pd.DataFrame(rows), alt=_("Answer, points, weight and contribution of every item"))
        st.caption(escaped(_sum(form, found)))


def _row(form: AuditForm, line: ItemScore) -> dict[str, str]:
    item = form.item(line.item)
    name = item.text.in_(current()) if item else line.item
    out = line.left_out is not None and not line.applicable
    return {
        _("Form item"): escaped(name),
        _("Answer"): escaped(_answer(form, line)),
        _("Points"): formats.DASH if out else _points(line),
        _("Weight applied"): formats.DASH if out else f"{_figure(line.applied_weight)}%",
        _("Brought"): formats.DASH if out else _figure(line.contribution),
    }


def _points(line: ItemScore) -> str:
    """Earned of possible; what only takes off has nothing possible."""
    earned = _figure(line.earned)
    return f"{earned} / {_figure(line.applicable)}" if line.applicable else earned


def _base(found: Receipt) -> dict[str, str]:
    return {
        _("Form item"): _("Points to start from"),
        _("Answer"): "",
        _("Points"): f"{_figure(found.base)} / {_figure(found.base)}",
        _("Weight applied"): f"{_figure(found.base_contribution)}%",
        _("Brought"): _figure(found.base_contribution),
    }


def _answer(form: AuditForm, line: ItemScore) -> str:
    """The words of the choices; why it does not count where it does not."""
    if line.left_out is not None:
        return LEFT_OUT[LeftOut(line.left_out).value].in_(current())
    item = form.item(line.item)
    codes, sign, off = line.answer.partition(" −")
    if item is None or not item.choices:
        return line.answer
    named = [choice.text if (choice := item.choice(code)) else Text(code, code) for code in codes.split("+")]
    return _(", ").join(each.in_(current()) for each in named) + sign + off


def _sum(form: AuditForm, found: Receipt) -> str:
    """How the lines add up, what was done to the sum, and by which rule on N/A."""
    if found.arithmetic is None:
        return _("Nothing applied: there is no score.")
    said = [_("together {n}").format(n=_figure(found.arithmetic))]
    if found.total != found.arithmetic:
        said.append(_("after fatal faults, cap and floor {n}").format(n=_figure(found.total)))
    if found.critical is not None:
        said.append(_("critical items alone {n}").format(n=_figure(found.critical)))
    said.append(_("N/A: {rule}").format(rule=policy_words(form.policies)["na"].in_(current())))
    said.append(_("fingerprint {hash}").format(hash=found.hash[:12]))
    return " · ".join(said)


def _figure(number: object) -> str:
    return shown_text(number, 2)  # type: ignore[arg-type]
