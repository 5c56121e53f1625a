"""To how many contacts a class of errors applies, where our own lists of audits do not say: to all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from core.tally import Sums
from core.text import Text
from qa.tallies import AUDITS
from sla.terms.usual_variant import applies_to

#: Said of a figure where it was so.
OF_ALL = Text(
    "甲方清单未说明该类错误适用于多少通：清单内的抽检全部计入分母",
    "Our own list does not say to how many contacts the class applies: all audits of the list count",
)
_COUNT = "audits"
_WRONG = "_critical"


def with_class_told(counts: Sequence[str], ask: Callable[[Sequence[str]], list[Sums]]) -> list[Sums]:
    """What `ask` answers on these counts; where a list tells audits and not to how many the class applies,
    with all of them, and of our own audits without an error of the class with none."""
    found, applies = ask(counts), applies_to(tuple(counts))
    if not applies:
        return found
    if any(_is_silent(each, applies) for each in found):
        found = ask((*counts, _COUNT))
    wrong = [name for name in counts if name.endswith(_WRONG)]
    return [_of_all(each, applies) if _is_silent(each, applies) else _free(each, wrong) for each in found]


def is_of_all(sums: Sequence[Sums], counts: Sequence[str]) -> bool:
    """Whether some of these sums take the class to apply to all audits of a list."""
    return bool(applies_to(tuple(counts))) and any(_COUNT in each.totals for each in sums)


def _is_silent(sums: Sums, applies: Sequence[str]) -> bool:
    return sums.source != AUDITS and not any(name in sums.totals for name in applies)


def _of_all(sums: Sums, applies: Sequence[str]) -> Sums:
    if _COUNT not in sums.totals:
        return sums
    totals = {**sums.totals, **dict.fromkeys(applies, sums.totals[_COUNT])}
    return replace(sums, totals=totals, rows={**sums.rows, **dict.fromkeys(applies, sums.rows[_COUNT])})


def _free(sums: Sums, wrong: Sequence[str]) -> Sums:
    """Audits to none of which the class applied say nothing of errors: there were none."""
    missing = [name for name in wrong if name not in sums.totals]
    if sums.source != AUDITS or not missing or not sums.totals:
        return sums
    return replace(sums, totals={**sums.totals, **dict.fromkeys(missing, 0)})
