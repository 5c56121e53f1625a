"""What a printed rate may be a share of: formulas of base counts, those vendors use for each figure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain

import polars as pl

from core.counts import base_count
from core.text import Text


@dataclass(frozen=True)
class Ratio:
    """Integer-weighted sums of base counts, one over the other; the code of a service-level variant."""

    over: tuple[tuple[str, int], ...]
    under: tuple[tuple[str, int], ...]
    code: str = ""
    #: Whether no contract means it: every abandoned call met, or every answered one, however late.
    odd: bool = False

    @property
    def counts(self) -> tuple[str, ...]:
        """Every base count it needs."""
        return tuple(dict.fromkeys(name for name, _ in (*self.over, *self.under)))

    @property
    def text(self) -> Text:
        """The formula in words, with its code where it has one."""
        said = Text(*(f"{_side(self.over, at)} / {_side(self.under, at)}" for at in ("zh", "en")))
        return Text(f"{self.code}（{said.zh}）", f"{self.code} ({said.en})") if self.code else said

    def value(self, counts: Mapping[str, int]) -> Fraction | None:
        """What it gives; None where the whole is nothing."""
        whole = _sum(self.under, counts)
        return Fraction(_sum(self.over, counts), whole) if whole > 0 else None

    def parts(self, counts: Mapping[str, int]) -> tuple[int, int]:
        """Numerator and denominator."""
        return _sum(self.over, counts), _sum(self.under, counts)

    def expression(self) -> pl.Expr:
        """The same in binary fractions: good enough to tell what cannot be off."""
        over, under = (
            pl.sum_horizontal([pl.col(n) * w for n, w in side]) for side in (self.over, self.under)
        )
        return pl.when(under > 0).then(over / under)


def count_name(name: str) -> Text:
    """A base count in words."""
    known = base_count(name)
    return known.text if known else Text(name, name)


def ratio(over: str, *under: str, code: str = "") -> Ratio:
    """A formula from names; one with a minus is taken off: ratio('answered', 'offered', '-flow_out')."""
    return Ratio(_weights(over.split("+")), _weights(under), code)


def shares(count: str, measures: Collection[str]) -> list[Ratio]:
    """What a count may be a share of, as far as a report has the counts for it."""
    written = [*_WHOLES.get(count, ()), *_LESS_SHORT.get(count, ())]
    return [one for whole in written if set((one := ratio(count, *whole)).counts) <= set(measures)]


def service_levels(within: str, measures: Collection[str]) -> list[Ratio]:
    """The variants of a service level that a report has the counts for, the plainest first.

    `within`: answered_within_20. Short abandons are those reported as such, or those within fewer seconds.
    """
    seconds = within.rsplit("_", 1)[1]
    shorts = ["short_abandoned", *_shorter(int(seconds), measures)]
    made = chain(
        _plain_levels(within, seconds),
        chain.from_iterable(_short_levels(within, s) for s in shorts),
        _odd_levels(within),
    )
    return [one for one in made if set(one.counts) <= set(measures)]


def _plain_levels(within: str, seconds: str) -> Iterator[Ratio]:
    gave_up, later = f"abandoned_within_{seconds}", f"abandoned_after_{seconds}"
    yield ratio(within, "offered", code="SL-OFFERED")
    yield ratio(within, "answered", "abandoned", code="SL-1")
    yield ratio(within, "answered", code="SL-5")
    yield ratio(within, "answered", later, code="SL-3")
    yield ratio(within, "answered", "abandoned", f"-{gave_up}", code="SL-3")
    yield ratio(f"{within}+{gave_up}", "answered", "abandoned", code="SL-4")
    yield ratio(within, "answered", "abandoned", "flow_out", code="SL-7")
    yield ratio(within, "answered", "abandoned", "flow_out", "blocked", code="SL-7")


def _short_levels(within: str, short: str) -> Iterator[Ratio]:
    yield ratio(within, "answered", "abandoned", f"-{short}", code="SL-2")
    yield ratio(f"{within}+{short}", "answered", "abandoned", code="SL-6")


def _odd_levels(within: str) -> Iterator[Ratio]:
    """What is printed as a service level and is none: abandons of any length met; the answer rate."""
    for over in (f"{within}+abandoned", "answered"):
        for whole in (("offered",), ("answered", "abandoned")):
            yield replace(ratio(over, *whole), odd=True)


def _shorter(seconds: int, measures: Collection[str]) -> list[str]:
    """Abandons within fewer seconds than the threshold, which a contract may call short."""
    known = [base_count(name) for name in measures if name.startswith("abandoned_within_")]
    return [one.name for one in known if one and one.threshold_s is not None and one.threshold_s < seconds]


def _weights(names: Collection[str]) -> tuple[tuple[str, int], ...]:
    return tuple((name.removeprefix("-"), -1 if name.startswith("-") else 1) for name in names)


def _sum(side: tuple[tuple[str, int], ...], counts: Mapping[str, int]) -> int:
    return sum(weight * counts[name] for name, weight in side)


def _side(side: tuple[tuple[str, int], ...], lang: str) -> str:
    words = [(getattr(count_name(name), lang), weight) for name, weight in side]
    said = words[0][0] + "".join(f" {'+' if weight > 0 else '−'} {word}" for word, weight in words[1:])
    return f"({said})" if len(words) > 1 else said


#: What vendors divide by, beside what the figure's name says (platform guides; china_practice of the domain).
_WHOLES: dict[str, tuple[tuple[str, ...], ...]] = {
    "answered": (("offered",), ("answered", "abandoned"), ("calls_total",)),
    "abandoned": (("offered",), ("answered", "abandoned"), ("answered",), ("calls_total",)),
    "unanswered": (("offered",), ("answered",), ("calls_total",)),
    "satisfied": (("survey_replied",), ("survey_sent",), ("answered",)),
    "dissatisfied": (("survey_replied",), ("survey_sent",), ("answered",)),
    "survey_replied": (("survey_sent",), ("answered",)),
    "survey_sent": (("answered",), ("offered",)),
    "transferred": (("answered",), ("offered",)),
    "repeat_calls": (("answered",), ("offered",), ("calls_total",)),
    "resolved_first": (("first_contacts",), ("answered",)),
    "tickets_on_time": (("tickets_due",), ("tickets",)),
    "complaints_on_time": (("complaints_due",), ("complaints",)),
    "tickets_with_error": (("tickets_checked",), ("tickets",)),
    "trainees_passed": (("exam_taken",), ("trainees_attended",), ("trainees_required",)),
    "trainees_attended": (("trainees_required",),),
    "mystery_passed": (("mystery_calls",), ("mystery_connected",)),
    "outbound_connected": (("outbound_calls",),),
}
#: The same with short abandons taken off the whole.
_LESS_SHORT: dict[str, tuple[tuple[str, ...], ...]] = {
    "answered": (("offered", "-short_abandoned"), ("offered", "-abandoned_within_5")),
    "abandoned": (("offered", "-short_abandoned"),),
}
