"""What each audited call of a drawn sample stands for: the calls of its stratum for those of them heard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from fractions import Fraction

from core.period import Period
from qa.sampling.strata import Stratum
from qa.sampling.weighed import Drawn
from services.sampling.sample_withdrawing import withdrawn_in
from store.records import AuditHead, SamplePurpose, SampleRecord
from store.unit_of_work import UnitOfWork

_Frame = tuple[Period, tuple[str, ...]]


def drawn_weights(
    uow: UnitOfWork, vendor: str, period: Period, counting: Iterable[AuditHead]
) -> dict[str, Drawn]:
    """Audit → how it was drawn, of the random samples of a vendor that reach into a period; `counting`: the
    audits that count in it.

    Several draws from the same days by the same strata are one. Draws whose days overlap otherwise are left
    out: a call could have come by either, and no weight is right for both. A draw bears on this once a call
    of it counts; before, it does only where a later one could no longer take its calls.
    """
    if not any(audit.sample for audit in counting):
        return {}
    draws = uow.samples.all(vendor=vendor, purpose=SamplePurpose.RANDOM)
    draws = sorted((each for each in draws if _shared(each.period, period)), key=lambda each: each.drawn_at)
    wide = Period(min(each.day for each in draws), max(each.day_end for each in draws)) if draws else period
    # A draw may reach beyond the period: its strata are known by all that was heard of them.
    whole = counting if period.start <= wide.start and wide.end <= period.end else ()
    whole = whole or uow.audits.counting_in(wide, vendor)
    by_line = {each.sample: each.id for each in whole if each.sample and each.passed is not None}
    lines = {draw.id: uow.samples.lines.all(sample=draw.id) for draw in draws}
    audited = {each.sample for each in whole if each.sample}
    heard = {id for id, listed in lines.items() if any(line.id in audited for line in listed)}
    draws = _bearing(uow, draws, heard)
    volumes: dict[_Frame, dict[Stratum, int]] = {}
    for each in draws:
        volumes.setdefault(_frame(each), {}).update(_volumes(each))
    clear = {frame for frame in volumes if not any(_meet(frame, other) for other in volumes)}
    found: dict[str, tuple[SampleRecord, Stratum]] = {}
    for draw in draws:
        if _frame(draw) in clear:
            strata = [tuple(each["stratum"]) for each in draw.strata]
            for line in lines[draw.id]:
                if line.id in by_line:
                    found[by_line[line.id]] = (draw, strata[line.stratum])
    return _weights(found, volumes)


def _bearing(uow: UnitOfWork, draws: Sequence[SampleRecord], heard: Set[str]) -> list[SampleRecord]:
    """The draws of which a call counts, and those whose calls such a one had to leave: drawn before it from
    days of its own, and not withdrawn by then. A later one, and one withdrawn in time, changed nothing for
    it.
    """
    over, told = withdrawn_in(uow), [draw for draw in draws if draw.id in heard]

    def left_calls(draw: SampleRecord, other: SampleRecord) -> bool:
        word = over.get(draw.id)
        first = (draw.drawn_at, draw.id) < (other.drawn_at, other.id)
        stood = word is None or (word.at, word.id) > (other.drawn_at, other.id)
        return first and stood and _shared(draw.period, other.period)

    return [draw for draw in draws if draw.id in heard or any(left_calls(draw, other) for other in told)]


def _weights(
    found: Mapping[str, tuple[SampleRecord, Stratum]], volumes: Mapping[_Frame, Mapping[Stratum, int]]
) -> dict[str, Drawn]:
    heard = Counter((_frame(draw), stratum) for draw, stratum in found.values())
    silent = {
        frame: Fraction(
            sum(calls for stratum, calls in strata.items() if not heard[frame, stratum]),
            sum(strata.values()) or 1,
        )
        for frame, strata in volumes.items()
    }
    return {
        audit: Drawn(
            f"{draw.day} {draw.day_end} {'/'.join(draw.dimensions)}",
            stratum,
            volumes[_frame(draw)][stratum],
            heard[_frame(draw), stratum],
            silent[_frame(draw)],
            draw.likeness,
        )
        for audit, (draw, stratum) in found.items()
    }


def _frame(draw: SampleRecord) -> _Frame:
    return Period(draw.day, draw.day_end), draw.dimensions


def _volumes(draw: SampleRecord) -> dict[Stratum, int]:
    return {tuple(each["stratum"]): each["volume"] for each in draw.strata}


def _meet(one: _Frame, other: _Frame) -> bool:
    """Whether calls could have been drawn by either of two frames."""
    return one != other and _shared(one[0], other[0])


def _shared(days: Period, others: Period) -> bool:
    return days.start < others.end and others.start < days.end
