"""An opened session: agreement and deviation first, raters, questions that differ, then the measures."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import streamlit as st

from core.language import _, current
from core.text import Text
from qa.calibration.compared import AGREED_GOAL, MEAN_GOAL, MOST_GOAL, Compared, Question
from qa.calibration.marks import Mark
from qa.calibration.measures import of_question, overall
from services.calibration import calibration_view
from services.calibration.calibration_view import CalibrationView
from ui import formats, house, layout, session
from ui.calibration import calibration_list, calibration_measures, calibration_minutes
from ui.layout import Figure
from ui.messages import escaped
from ui.review import review_answers

_SAID = {
    "n/a": Text("不适用", "N/A"),
    "?": Text("无法判断", "Cannot be told"),
}


def show(found: CalibrationView) -> None:
    """The whole of it."""
    result = calibration_view.calibration_result(house.house(), house.principal(), found.record.id)
    _figures(result)
    _goals(result)
    _scores(found, result)
    _raters(result)
    _questions(found, result)
    with st.expander(_("Every measure of agreement"), icon=":material/query_stats:"):
        rows = calibration_measures.overall_rows(overall(result, found.record.id), result.agreement)
        layout.printable(pd.DataFrame(rows), alt=_("Measures of agreement of the whole session"))
        st.caption(_("All questions together, as full marks, less, or N/A."))
    calibration_minutes.show(found)


def share(value: Fraction | None) -> str:
    """A share in percent, one digit."""
    return formats.DASH if value is None else formats.percent(value * 100, digits=1)


def _figures(result: Compared) -> None:
    n = len(result.score_pairs)
    figures = [
        Figure(_("Answers alike"), share(result.agreement), n=sum(q.pairs for q in result.questions)),
        Figure(_("Mean deviation, points"), formats.number(result.deviation), n=n),
        Figure(_("Largest, points"), formats.number(result.largest)),
        Figure(_("Within 5 points"), share(result.within(5)), n=n),
    ]
    if result.bias is not None:
        help_ = _("Above 0 the vendor, or whoever is held against the standard, is the milder one.")
        figures.insert(2, Figure(_("Bias, points"), formats.signed(result.bias), n=n, help=help_))
    layout.figure_strip(figures, "calibration")


def _goals(result: Compared) -> None:
    """What is usually asked of a session, each kept or missed."""
    alike, every = result.fatal_alike
    said = {
        "mean": _("mean deviation at most {n} points").format(n=MEAN_GOAL),
        "most": _("no call further apart than {n} points").format(n=MOST_GOAL),
        "agreed": _("{share} of answers alike").format(share=share(AGREED_GOAL)),
        "fatal": _("fatal judgements identical ({alike} of {n} calls)").format(alike=alike, n=every),
    }
    for name, kept in result.goals.items():
        mark = ":green[:material/check_circle:]" if kept else ":red[:material/cancel:]"
        words = _("Kept: {goal}") if kept else _("Missed: {goal}")
        st.markdown(f"{mark} {escaped(words.format(goal=said[name]))}")


def _scores(found: CalibrationView, result: Compared) -> None:
    """Every score, call by call; a fatal fault is marked."""
    st.subheader(_("Scores"), anchor=False)
    rows = []
    for call in found.calls:
        marks = result.of_call(call.id)
        told = {escaped(name): _score(marks.get(key)) for key, name in _names(result).items()}
        rows.append({_("Call"): escaped(calibration_list.call_name(call)), **told})
    layout.printable(pd.DataFrame(rows), alt=_("The scores, call by call and rater by rater"))


def _score(mark: Mark | None) -> str:
    if mark is None:
        return formats.DASH
    return formats.number(mark.total) + (f" · {_('fatal')}" if mark.fatal else "")


def _names(result: Compared) -> dict[str, str]:
    """Rater → name, the standard marked."""
    return {
        rater.key: rater.name + (f" · {_('standard')}" if rater.is_master else "") for rater in result.raters
    }


def _raters(result: Compared) -> None:
    against = any(rater.is_master for rater in result.raters)
    st.subheader(_("Who scores"), anchor=False)
    rows = [
        {
            _("Rater"): escaped(each.rater.name),
            _("Side"): each.rater.side.words.in_(current()),
            _("Calls scored"): str(each.calls),
            _("Milder (+) or stricter (−)"): formats.DASH if each.bias is None else formats.signed(each.bias),
            _("Mean deviation"): formats.number(each.deviation),
        }
        for each in result.leanings
    ]
    layout.printable(pd.DataFrame(rows), alt=_("How mild each rater scores beside the others"))
    words = (
        _("Beside the standard, in points.") if against else _("Beside the mean of the others, in points.")
    )
    st.caption(words)


def _questions(found: CalibrationView, result: Compared) -> None:
    """The questions, those that differ most on top; one of them call by call."""
    st.subheader(_("Questions, disagreement first"), anchor=False)
    ordered = sorted(result.questions, key=lambda q: (q.share is None, q.share or Fraction(0)))
    rows = [
        {
            _("Form item"): escaped(review_answers.named(result.form, q.item)),
            _("Alike"): share(q.share),
            _("Pairs"): f"{q.alike} / {q.pairs}",
            "": _("to be talked about") if q.talk else "",
        }
        for q in ordered
    ]
    layout.printable(pd.DataFrame(rows), alt=_("Questions with the share of answers alike"))
    items = {q.item: q for q in ordered}
    if not items:
        return
    chosen = st.selectbox(
        _("Call by call"), list(items), key=session.widget("calibration-question", found.record.id),
        format_func=lambda code: review_answers.named(result.form, code),
    )  # fmt: skip
    _matrix(found, result, items[chosen])


def _matrix(found: CalibrationView, result: Compared, question: Question) -> None:
    names = _names(result)
    rows = []
    for call in found.calls:
        said = question.said.get(call.id, {})
        told = {escaped(name): _said(result, question, said.get(key)) for key, name in names.items()}
        differs = len(set(said.values())) > 1
        rows.append({_("Call"): f"{call.number}{' ≠' if differs else ''}", **told})
    layout.printable(pd.DataFrame(rows), alt=_("What each rater answered, call by call"))
    with st.expander(_("Measures of this question"), icon=":material/query_stats:"):
        measured = calibration_measures.rows(of_question(result, question), question.share)
        if measured:
            layout.printable(pd.DataFrame(measured), alt=_("Measures of agreement of one question"))
        else:
            st.caption(_("Nobody answered it twice."))


def _said(result: Compared, question: Question, said: str | None) -> str:
    """An answer's words; what was taken off stays beside them."""
    if said is None:
        return formats.DASH
    if said in _SAID:
        return _SAID[said].in_(current())
    item = result.form.item(question.item)
    code, _space, off = said.partition(" ")
    parts = [found.text.in_(current()) if item and (found := item.choice(c)) else c for c in code.split("+")]
    return escaped(" ".join(filter(None, (_(", ").join(parts), off))))
