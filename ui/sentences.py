"""Any figure or score as one sentence to paste into a chat: what, when, of how many, draft or final."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.language import current
from core.month import MONTH_STATE_NAMES, MonthState
from core.tally import Flag
from core.text import Lang, Text
from core.verdict import FLAG_REMARKS, Verdict
from ui import formats, verdicts
from ui.formats import Exact

_HEAD = Text("{head}：{parts}", "{head}: {parts}")
_BETWEEN = Text("，", ", ")
_TARGET = Text("目标{target}", "target {target}")
_SOURCE = Text("来源：{source}", "source: {source}")
_SCORE = Text("得分{points}（满分{full}）", "{points} of {full} points")
_EDITION = Text("{state}（合同版本 {version}）", "{state} (contract version {version})")
_MINIMUM = Text("{target}、底线{minimum}", "{target}, minimum {minimum}")


@dataclass(frozen=True)
class Edition:
    """Whose figure it is and how settled: contract, month, its state, the contract version."""

    contract: str
    period: str
    state: MonthState = MonthState.DRAFT
    version: str = ""
    #: Where the figure is of one day of the month.
    day: date | None = None

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
    #: Whose figures they are, in words.
    source: str = ""
    #: Whether numerator and denominator are seconds of a share of time.
    of_time: bool = False


def sentence(head: str, *parts: str, lang: Lang | None = None) -> str:
    """“Head: part, part”, of the parts there are: how every copied figure is put."""
    lang = lang or current()
    said = _BETWEEN.in_(lang).join(part for part in parts if part)
    return _HEAD.in_(lang).format(head=head, parts=said)


def from_source(words: str, lang: Lang | None = None) -> str:
    """“source: the vendor's report”; nothing where none is named."""
    return _SOURCE.in_(lang or current()).format(source=words) if words else ""


def clause_sentence(figure: ClauseFigure, edition: Edition, lang: Lang | None = None) -> str:
    """“Contract period clause: value (num / den), target, verdict, n, source, state (version)”."""
    lang = lang or current()
    target = "" if figure.target is None else _TARGET.in_(lang).format(target=target_words(figure, lang))
    return sentence(
        head(edition, figure.clause, lang),
        figure_words(figure, lang),
        target,
        verdicts.words(figure.verdict, frozenset(figure.flags) - FLAG_REMARKS.keys(), lang),
        *verdicts.remarks(figure.flags, lang),
        "" if figure.n is None else formats.sample(figure.n, lang),
        from_source(figure.source, lang),
        edition.words(lang),
        lang=lang,
    )


def figure_words(figure: ClauseFigure, lang: Lang | None = None) -> str:
    """The value with what it is made of."""
    return formats.figure(
        figure.value,
        figure.unit,
        lang,
        numerator=figure.numerator,
        denominator=figure.denominator,
        against=figure.target,
        of_time=figure.of_time,
    )


def score_sentence(points: Exact, full: Exact, edition: Edition, lang: Lang | None = None) -> str:
    """“Contract period: 93.25 of 100 points, state (version)”."""
    lang = lang or current()
    said = _SCORE.in_(lang).format(points=formats.number(points), full=formats.number(full, 0))
    return sentence(head(edition, "", lang), said, edition.words(lang), lang=lang)


def target_words(figure: ClauseFigure, lang: Lang | None = None) -> str:
    """The target, with the minimum where the clause has one."""
    lang = lang or current()
    target = formats.target(figure.comparison, figure.target, figure.unit, lang)
    if figure.minimum is None:
        return target
    minimum = formats.target(figure.comparison, figure.minimum, figure.unit, lang)
    return _MINIMUM.in_(lang).format(target=target, minimum=minimum)


def head(edition: Edition, name: str, lang: Lang | None = None) -> str:
    """Contract, month or day, and the figure's name."""
    when = formats.day_in_words(edition.day, lang) if edition.day else formats.month(edition.period, lang)
    parts = [edition.contract, when, name]
    return " ".join(part for part in parts if part)
