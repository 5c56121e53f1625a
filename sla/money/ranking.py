"""Ranking of several vendors and what it moves of the volume: the last one below a limit gives to the first.

Method S7 of china_practice 4.4, example E6.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.text import Text
from sla.exact import exact_text
from sla.terms.ranking import RankingRule

_ONE_HUNDRED = Fraction(100)


@dataclass(frozen=True)
class Standing:
    """A vendor before the ranking: its score, its share, and how its figure in the tie clause stands."""

    vendor: str
    #: None where it has no score: it takes no place.
    score: Fraction | None
    share: Fraction
    #: How well the named clause's figure stands, which decides between equal scores; the higher wins.
    tie: Fraction | None = None
    #: How many months in a row, up to the month before, it was last and below the limit.
    before: int = 0


@dataclass(frozen=True)
class Placed:
    """A vendor's place and the share that follows."""

    vendor: str
    #: 1 for the best; equal ones share a place. None where it has no score.
    place: int | None
    share: Fraction
    next_share: Fraction
    #: How many months in a row, this one counted, it was last and below the limit.
    last_in_a_row: int
    #: Whether the rule lets the client end the contract with it.
    leaves: bool
    trace: tuple[Text, ...] = ()


def ranked(vendors: Sequence[Standing], rule: RankingRule) -> list[Placed]:
    """Every vendor with its place and next share, best first; those without a score at the end.

    Where two share the last or the first place after the tie clause, nobody loses and nobody wins by a
    guess: the shares stay and the trace says so. Shares that do not add up to 100 are refused.
    """
    if sum((each.share for each in vendors), Fraction(0)) != _ONE_HUNDRED:
        raise ValueError("the shares do not add up to 100")
    order = sorted((v for v in vendors if v.score is not None), key=_key, reverse=True)
    silent = [v for v in vendors if v.score is None]
    loser = order[-1] if len(order) > 1 and _is_due(order[-1], rule) else None
    tied = loser is not None and (_key(order[-2]) == _key(loser) or _key(order[0]) == _key(order[1]))
    moved = _moved(loser, rule) if loser and not tied else Fraction(0)
    return [_placed(v, order, rule, loser, moved, tied) for v in (*order, *silent)]


def _key(vendor: Standing) -> tuple[Fraction, bool, Fraction]:
    """Score first, then the figure of the tie clause; without one it stands behind those with one."""
    return (vendor.score or Fraction(0), vendor.tie is not None, vendor.tie or Fraction(0))


def _is_due(vendor: Standing, rule: RankingRule) -> bool:
    return vendor.score is not None and vendor.score < rule.below


def _moved(loser: Standing, rule: RankingRule) -> Fraction:
    """What goes from the last to the first: never more than is above the floor."""
    loss = rule.losses[min(loser.before, len(rule.losses) - 1)]
    return max(Fraction(0), min(loss, loser.share - rule.floor))


def _placed(
    vendor: Standing,
    order: Sequence[Standing],
    rule: RankingRule,
    loser: Standing | None,
    moved: Fraction,
    tied: bool,
) -> Placed:
    place = next((n for n, each in enumerate(order, 1) if _key(each) == _key(vendor)), None)
    place = None if vendor.score is None else place
    if vendor is loser and not tied:
        nth = vendor.before + 1
        leaves = nth > len(rule.losses)
        return Placed(
            vendor.vendor, place, vendor.share, vendor.share - moved, nth, leaves,
            _lost(vendor, rule, moved, nth, leaves),
        )  # fmt: skip
    wins = order and vendor is order[0] and moved
    share = vendor.share + moved if wins else vendor.share
    trace = (_won(vendor.share, moved, share),) if wins else ()
    if tied and vendor.score is not None and _key(vendor) in (_key(order[0]), _key(order[-1])):
        trace = (Text("名次并列，份额不变", "Places are shared: the shares stay"),)
    return Placed(vendor.vendor, place, vendor.share, share, 0, False, trace)


def _lost(vendor: Standing, rule: RankingRule, moved: Fraction, nth: int, leaves: bool) -> tuple[Text, ...]:
    score, below = exact_text(vendor.score or 0), exact_text(rule.below)
    due = Text(
        f"末位且得分 {score} 低于 {below}，连续第 {nth} 次",
        f"Last, and {score} points are below {below}: time {nth} in a row",
    )
    before, off, after = (exact_text(each) for each in (vendor.share, moved, vendor.share - moved))
    steps = [due, Text(f"份额 {before}% − {off} = {after}%", f"Share {before} % − {off} pp = {after} %")]
    if moved < rule.losses[min(vendor.before, len(rule.losses) - 1)]:
        least = exact_text(rule.floor)
        steps.append(Text(f"份额最低 {least}%", f"No share goes below {least} %"))
    if leaves:
        steps.append(Text("已达合同约定的退出条件", "The contract's condition for leaving is reached"))
    return tuple(steps)


def _won(before: Fraction, moved: Fraction, after: Fraction) -> Text:
    one, more, sum_ = exact_text(before), exact_text(moved), exact_text(after)
    return Text(f"第一名，份额 {one}% + {more} = {sum_}%", f"First: share {one} % + {more} pp = {sum_} %")
