"""What stands beside a clause's figure in words: layer, relief, sample, and how far it is from a default."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from core.batch import SOURCE_NAMES, Source
from core.chance import wilson
from core.principal import Action, Principal, authorize
from core.rounding import rounded
from core.text import Text
from core.two_samples import two_samples, two_samples_words
from services.contracts.contract_versions import governs
from services.judging.form_aggregate import is_of_points
from services.judging.month_result import ClauseLine
from services.judging.past import Past
from services.judging.target_defaults import target_standings
from sla.judging.sample_words import sample_words
from sla.terms.contract import Clause, ClauseSource, Comparison
from sla.terms.definition import Rollup
from sla.terms.layer import CLAUSE_LAYER_REMARKS

if TYPE_CHECKING:
    from services.house.bootstrap import House


def clause_notes(house: House, who: Principal, contract: str, label: str) -> dict[str, tuple[Text, ...]]:
    """Clause → its sentences, as the month's page and the workbook print them; clauses without any are left
    out, and so is everything where no version governs the month."""
    with house.database.read(who) as uow:
        authorize(who, Action.VIEW, uow.contracts.by_code(contract).vendor)
        found = governs(uow, contract, label)
        past = Past.of(uow, [contract]) if found else Past()
    if found is None:
        return {}
    standing = target_standings(past, found, label)
    said = {
        clause.code: (
            *_layer(clause),
            *_words(standing[clause.code].words if clause.code in standing else None),
        )
        for clause in found.clauses
    }
    return {code: words for code, words in said.items() if words}


def judged_words(line: ClauseLine) -> tuple[Text, ...]:
    """What relief and the clause's rules did to its verdict, which site decided, and what the sample says."""
    said = line.judgement
    lower = said.comparison in (Comparison.AT_MOST, Comparison.LESS)
    sample = sample_words(said.sample, lower) if said.sample else ()
    return (*line.relief, *said.steps, *_deciding(line), *(sample or _interval(line)), *_beside(line))


def _interval(line: ClauseLine) -> tuple[Text, ...]:
    """How far a share of our own audits may lie from that of all calls, where the contract says nothing of
    samples; a figure weighed back and a mean have told theirs with how they came about."""
    own = _counted(line.judgement.numerator, line.judgement.denominator)
    sampled = line.indicator.rollup is Rollup.SAMPLE and line.formula.part and not is_of_points(line.formula)
    if line.clause.source is not ClauseSource.AUDITS or not sampled or own is None:
        return ()
    k, n = own
    share = Fraction(k, n) if n else Fraction(0)
    if not n > 0 or line.judgement.value != share * line.formula.scale or not 0 <= share <= 1:
        return ()
    low, high = (f"{rounded(100 * Fraction(end), 2):.2f}" for end in wilson(share, n))
    return (Text(f"n={n:,}，95% 置信区间 {low}–{high}%", f"n = {n:,}, 95 % interval {low}–{high} %"),)


def _deciding(line: ClauseLine) -> tuple[Text, ...]:
    """Of sites told apart the one whose figure it is: its days stand behind it."""
    site = line.judgement.scope.site if line.judgement.scope else None
    if site is None or line.judgement.value is None:
        return ()
    en = f"Site {site} decides: figure and days are its own"
    return (Text(f"以职场 {site} 为准：数值与逐日数据均为该职场的", en),)


def _beside(line: ClauseLine) -> Iterator[Text]:
    """Another source's sample beside it, such as the vendor's own checks: is the gap mere chance?"""
    own = _counted(line.judgement.numerator, line.judgement.denominator)
    if line.indicator.rollup is not Rollup.SAMPLE or not line.formula.part or own is None:
        return
    for each in line.others:
        other = _counted(each.numerator, each.denominator)
        found = two_samples(other, own) if other else None
        if other and found:
            yield two_samples_words(SOURCE_NAMES[Source(each.source)], found, _of(own), _of(other))


def _counted(top: Fraction | None, below: Fraction | None) -> tuple[int, int] | None:
    """Both as whole ones; None where either is none."""
    if top is None or below is None or top.denominator != 1 or below.denominator != 1:
        return None
    return int(top), int(below)


def _of(sample: tuple[int, int]) -> Text:
    return Text(f"{sample[0]:,}/{sample[1]:,}", f"{sample[0]:,} of {sample[1]:,}")


def _layer(clause: Clause) -> tuple[Text, ...]:
    return (CLAUSE_LAYER_REMARKS[clause.layer],) if clause.layer else ()


def _words(said: Text | None) -> tuple[Text, ...]:
    return (said,) if said else ()
