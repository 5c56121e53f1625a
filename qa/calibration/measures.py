"""One click further: κ, weighted κ, Fleiss, α, PABAK, AC1, ICC, Bland–Altman (audits_and_scoring 4.1).

Never without the plain share beside it, and never a figure where none is defined.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from qa.agreement.alpha import Level, krippendorff_alpha
from qa.agreement.bootstrap import BootstrapInterval, bootstrap
from qa.agreement.deviation import BlandAltman, bland_altman
from qa.agreement.icc import Intraclass, intraclass
from qa.agreement.kappa import Weights, agreed, cohen, fleiss, gwet, pabak, table_of
from qa.calibration.compared import Compared, Question
from qa.calibration.marks import NOT_APPLICABLE, UNDETERMINED, Mark, is_across
from qa.form.kinds import ItemKind
from qa.form.terms import Item

#: The answers all questions together are compared by.
_FULL, _LESS = "full", "less"
#: A row a rater, a column a thing that was judged; None where the rater did not judge it.
Rows = Sequence[Sequence[str | None]]


@dataclass(frozen=True)
class Measures:
    """Agreement beyond chance on one question, or on all of them; None: not defined, or not fitting."""

    #: Things judged by two or more.
    n: int
    #: Whether everybody gave one and the same answer to everything: chance explains all of it.
    one_answer: bool
    #: Two raters.
    cohen: Fraction | None = None
    linear: Fraction | None = None
    quadratic: Fraction | None = None
    pabak: Fraction | None = None
    ac1: Fraction | None = None
    #: Three or more, who all judged everything.
    fleiss: Fraction | None = None
    #: Any number, gaps allowed.
    alpha: Decimal | None = None


@dataclass(frozen=True)
class Overall:
    """What is said of the session as a whole."""

    #: Of the share of answers alike, calls drawn again; None below three calls.
    interval: BootstrapInterval | None
    #: Full marks, less, N/A, over all questions.
    measures: Measures
    icc: Intraclass | None
    #: Vendor less client; None inside one company.
    bland_altman: BlandAltman | None


def overall(found: Compared, seed: str) -> Overall:
    """Every measure of the whole session; the seed repeats the interval."""
    calls = [found.answers_of_call(call) for call in found.calls]
    asked = [(call, question.item) for question in found.questions for call in found.calls]
    rows = [[_met(found.of_call(call).get(r.key), item) for call, item in asked] for r in found.raters]
    across = is_across(found.raters)
    return Overall(
        bootstrap(calls, _share, seed),
        measures(rows, (_FULL, _LESS, NOT_APPLICABLE)),
        intraclass(_whole_rows(found)),
        bland_altman(found.score_pairs) if across else None,
    )


def of_question(found: Compared, question: Question) -> Measures:
    """The same of one question; its answers in their order where they have one."""
    rows = [[question.said[call].get(r.key) for call in found.calls] for r in found.raters]
    item = found.form.item(question.item)
    order = _order(item) if item else ()
    said = sorted({answer for row in rows for answer in row if answer is not None} - set(order))
    return measures(rows, (*order, *said), order)


def measures(rows: Rows, answers: Sequence[str], order: Sequence[str] = ()) -> Measures:
    """What fits so many raters. `order`: the answers that have one, from the least on; weighted κ goes by
    them alone, and what is not among them (N/A) is left out there."""
    columns = [column for column in zip(*rows, strict=True) if sum(each is not None for each in column) > 1]
    used = {answer for column in columns for answer in column if answer is not None}
    known = [answer for answer in answers if answer in used or answer in order]
    one_answer = bool(columns) and len(used) == 1
    if len(rows) == 2:
        two = _two(columns, known, order)
    else:
        two = {"fleiss": _fleiss(columns, known)}
    return Measures(len(columns), one_answer, alpha=_alpha(columns, known, order), **two)


def _two(
    columns: Sequence[Sequence[str | None]], answers: Sequence[str], order: Sequence[str]
) -> dict[str, Fraction | None]:
    table = _table(columns, answers)
    found = {"cohen": cohen(table), "ac1": gwet(table)} if agreed(table) is not None else {}
    if len(answers) == 2 and found:
        found["pabak"] = pabak(table)
    if len(order) > 2:
        ordered = _table(columns, order)
        if agreed(ordered) is not None:
            found["linear"] = cohen(ordered, Weights.LINEAR)
            found["quadratic"] = cohen(ordered, Weights.QUADRATIC)
    return found


def _table(columns: Sequence[Sequence[str | None]], answers: Sequence[str]) -> list[list[int]]:
    known = [(a, b) for a, b in columns if a is not None and b is not None and {a, b} <= set(answers)]
    return table_of([a for a, _b in known], [b for _a, b in known], answers)


def _fleiss(columns: Sequence[Sequence[str | None]], answers: Sequence[str]) -> Fraction | None:
    if not columns or any(None in column for column in columns):
        return None
    return fleiss([[column.count(answer) for answer in answers] for column in columns])


def _alpha(
    columns: Sequence[Sequence[str | None]], answers: Sequence[str], order: Sequence[str]
) -> Decimal | None:
    """Ordinal where all that was said has an order; None where nothing was judged twice."""
    place = {answer: at for at, answer in enumerate(answers)}
    ratings = [[None if each is None else place[each] for each in row] for row in zip(*columns, strict=True)]
    said = {each for column in columns for each in column if each is not None}
    level = Level.ORDINAL if len(order) > 2 and said <= set(order) else Level.NOMINAL
    return krippendorff_alpha(ratings, level) if columns else None


def _order(item: Item) -> tuple[str, ...]:
    """The answers from the least to the best; none where several may be chosen, or none is."""
    if item.kind is ItemKind.MULTI or not item.choices:
        return ()
    return tuple(choice.code for choice in sorted(item.choices, key=lambda choice: choice.points))


def _met(mark: Mark | None, item: str) -> str | None:
    if mark is None or item not in mark.said:
        return None
    if mark.said[item] in (NOT_APPLICABLE, UNDETERMINED):
        return NOT_APPLICABLE
    return _FULL if item in mark.full else _LESS


def _whole_rows(found: Compared) -> list[list[Fraction]]:
    """The calls everybody has a score of."""
    rows = [[mark.total for mark in found.of_call(call).values()] for call in found.calls]
    whole = [[total for total in row if total is not None] for row in rows]
    return [row for row in whole if len(row) == len(found.raters)]


def _share(calls: Sequence[tuple[int, int]]) -> Fraction | None:
    pairs = sum(every for _alike, every in calls)
    return Fraction(sum(alike for alike, _every in calls), pairs) if pairs else None
