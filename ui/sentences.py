"""Any figure or score as one sentence to paste into a chat: what, when, of how many, draft or final."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.language import current
from core.month import MONTH_STATE_NAMES, MonthState
from core.tally import Flag
from core.text import Lang, Text
from core.verdict import Verdict
from ui import formats, verdicts
from ui.formats import Exact

_CLAUSE = Text(
    "{head}：{figure}，目标{target}，{verdict}{n}，{state}",
    "{head}: {figure}, target {target}, {verdict}{n}, {state}",
)
_OF = Text("，{n}", ", {n}")
_SCORE = Text("{head}：得分{points}（满分{full}），{state}", "{head}: {points} of {full} points, {state}")
_EDITION = Text("{state}（合同版本 {version}）", "{state} (contract version {version})")
_MINIMUM = Text("{target}、底线{minimum}", "{target}, minimum {minimum}")


@dataclass(frozen=True)
class Edition:
    """Whose figure it is and how settled: contract, month, its state, the contract version."""

    contract: str
    period: str
    state: MonthState = MonthState.DRAFT
    version: str = ""

    def words(self, lang: Lang) -> str:
        """初稿（合同版本 3） / Draft (contract version 3)."""
        state = MONTH_STATE_NAMES[self.state].in_(lang)
        return _EDITION.in_(lang).format(state=state, version=self.version) if self.version else state


@dataclass(frozen=True)
class ClauseFigure:
    """What one clause came to, exactly as the service judged it."""

    clause: str
    value: Exact | None
    unit: str
    verdict: Verdict
    comparison: str = ">="
    target: Exact | None = None
    minimum: Exact | None = None
    numerator: int | None = None
    denominator: int | None = None
    n: int | None = None
    flags: Iterable[Flag] = ()


def clause_sentence(figure: ClauseFigure, edition: Edition, lang: Lang | None = None) -> str:
    """“Contract period clause: value (num / den), target, verdict, n, state (version)”."""
    lang = lang or current()
    written = formats.figure(
        figure.value,
        figure.unit,
        lang,
        numerator=figure.numerator,
        denominator=figure.denominator,
        against=figure.target,
    )
    return _CLAUSE.in_(lang).format(
        head=_head(edition, figure.clause, lang),
        figure=written,
        target=target_words(figure, lang),
        verdict=verdicts.words(figure.verdict, figure.flags, lang),
        n="" if figure.n is None else _OF.in_(lang).format(n=formats.sample(figure.n, lang)),
        state=edition.words(lang),
    )


def score_sentence(points: Exact, full: Exact, edition: Edition, lang: Lang | None = None) -> str:
    """“Contract period: 93.25 of 100 points, state (version)”."""
    lang = lang or current()
    return _SCORE.in_(lang).format(
        head=_head(edition, "", lang),
        points=formats.number(points),
        full=formats.number(full, 0),
        state=edition.words(lang),
    )


def target_words(figure: ClauseFigure, lang: Lang | None = None) -> str:
    """The target, with the minimum where the clause has one."""
    lang = lang or current()
    target = formats.target(figure.comparison, figure.target, figure.unit, lang)
    if figure.minimum is None:
        return target
    minimum = formats.target(figure.comparison, figure.minimum, figure.unit, lang)
    return _MINIMUM.in_(lang).format(target=target, minimum=minimum)


def _head(edition: Edition, clause: str, lang: Lang) -> str:
    parts = [edition.contract, formats.month(edition.period, lang), clause]
    return " ".join(part for part in parts if part)
