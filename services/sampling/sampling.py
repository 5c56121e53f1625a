"""Drawing a sample of calls from a vendor's own list: seeded, stratified, kept with all that repeats it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from core.errors import WrongInputError
from core.period import Period
from core.principal import Action, Principal, authorize
from core.text import Text
from qa.sampling.clustering import USUAL_LIKENESS
from qa.sampling.draw import Drawn, drawn, fingerprint
from qa.sampling.listed import ListedCall
from qa.sampling.strata import Allocation, Dimension, Stratum, parted, shared_out
from services.house.writing import reasoned, writing
from services.records.call_lists import calls_of
from store.records import Retirable, SampleLineRecord, SampleLineState, SamplePurpose, SampleRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

PURPOSE_NAMES: dict[SamplePurpose, Text] = {
    SamplePurpose.RANDOM: Text("随机抽样", "Random"),
    SamplePurpose.TARGETED: Text("定向抽样", "Targeted"),
}
#: A targeted sample may name an agent beside the dimensions calls are parted by.
AGENT = "agent"
#: More is no spot check but a census, and no page lists it.
MOST = 5_000
_SEED_BYTES = 16


@dataclass(frozen=True)
class MoreOften:
    """A value of a dimension heard so many times as often as its share: new agents twice."""

    dimension: Dimension
    value: str | None
    times: Fraction


@dataclass(frozen=True)
class SampleWish:
    """What is to be drawn."""

    vendor: str
    period: Period
    #: Calls to listen to.
    size: int
    purpose: SamplePurpose = SamplePurpose.RANDOM
    #: What a targeted sample is after.
    reason: str = ""
    #: Targeted only: dimension or AGENT → the one value wanted.
    only: Mapping[str, str] = field(default_factory=dict)
    dimensions: Sequence[Dimension] = ()
    allocation: Allocation = Allocation.PROPORTIONAL
    more_often: Sequence[MoreOften] = ()
    likeness: Fraction = USUAL_LIKENESS
    #: Given to repeat a draw; else made now, after the list came in, so that nobody could know it before.
    seed: str = ""


def draw_sample(house: House, who: Principal, wish: SampleWish) -> SampleRecord:
    """Draw the calls and keep them, with as many again in reserve for recordings that cannot be used.

    No call is drawn twice for the same purpose. Refused where no call is listed, the size is no number of
    calls from 1 to 5,000, a random sample is narrowed (it would speak for a part and count for the whole),
    or a targeted one does not say what it is after.
    """
    authorize(who, Action.AUDIT, wish.vendor)
    _checked(wish)
    # A month's list takes seconds to read: before anybody has to wait for this write.
    with house.database.read(who) as uow:
        listed = _listed(house, uow, wish)
    with writing(house, who, Action.AUDIT, wish.vendor) as uow:
        calls = _not_taken(uow, wish, listed)
        left = {each: len(members) for each, members in parted(calls, wish.dimensions).items()}
        often = times(wish.dimensions, wish.more_often, left)
        shares = shared_out(wish.size, left, wish.allocation, often)
        seed = wish.seed.strip() or secrets.token_hex(_SEED_BYTES)
        parts = drawn(seed, calls, wish.dimensions, shares)
        # A stratum weighs as many calls as it has, those of earlier draws included.
        volumes = {each: len(members) for each, members in parted(listed, wish.dimensions).items()}
        strata = [
            {"stratum": list(p.stratum), "volume": volumes[p.stratum], "n": len(p.calls)} for p in parts
        ]
        record = uow.samples.add(_record(uow, who, wish, seed, strata, fingerprint(calls)))
        uow.samples.lines.add_all(_lines(record, parts))
        after = {"size": record.size, "purpose": record.purpose, "seed": seed, "list": record.list_hash}
        uow.journal.note("sample_drawn", "sample", record.id, after=after, vendor=wish.vendor)
    return record


def _checked(wish: SampleWish) -> None:
    if not 1 <= wish.size <= MOST:
        raise WrongInputError("sample_size", size=wish.size, most=MOST)
    if wish.purpose is SamplePurpose.TARGETED:
        reasoned(wish.reason)
    elif wish.only:
        raise WrongInputError("sample_narrowed")


def _listed(house: House, uow: UnitOfWork, wish: SampleWish) -> list[ListedCall]:
    """The listed calls the wish is about."""
    uow.directory.vendor(wish.vendor)
    listed = calls_of(house, uow, wish.vendor, wish.period)
    if not listed:
        raise WrongInputError("no_calls_listed")
    return [call for call in listed if _wanted(call, wish.only)]


def _not_taken(uow: UnitOfWork, wish: SampleWish, listed: Sequence[ListedCall]) -> list[ListedCall]:
    """Those no draw of the same purpose took before, nor holds in reserve; withdrawn ones hold none."""
    withdrawn = uow.retirements.of(Retirable.SAMPLE)
    taken = uow.samples.keys_taken(wish.vendor, wish.period, wish.purpose, withdrawn)
    found = [call for call in listed if call.key not in taken]
    if not found:
        raise WrongInputError("no_calls_left")
    return found


def _wanted(call: ListedCall, only: Mapping[str, str]) -> bool:
    return all(getattr(call, name) == value for name, value in only.items())


def times(
    dimensions: Sequence[Dimension], more_often: Iterable[MoreOften], strata: Iterable[Stratum]
) -> dict[Stratum, Fraction]:
    """How many times as often as its share each stratum is heard."""
    found = dict.fromkeys(strata, Fraction(1))
    for more in more_often:
        at = list(dimensions).index(more.dimension)
        for stratum in found:
            if stratum[at] == more.value:
                found[stratum] *= more.times
    return found


def _record(
    uow: UnitOfWork,
    who: Principal,
    wish: SampleWish,
    seed: str,
    strata: Sequence[Mapping[str, Any]],
    list_hash: str,
) -> SampleRecord:
    return SampleRecord(
        vendor=wish.vendor,
        day=wish.period.start,
        day_end=wish.period.end,
        purpose=wish.purpose,
        reason=wish.reason.strip(),
        only=dict(wish.only),
        seed=seed,
        dimensions=tuple(dimension.value for dimension in wish.dimensions),
        allocation=wish.allocation.value,
        strata=strata,
        size=sum(each["n"] for each in strata),
        likeness=wish.likeness,
        list_hash=list_hash,
        drawn_at=uow.now,
        drawn_by=who.name,
    )


def _lines(record: SampleRecord, parts: Sequence[Drawn]) -> list[SampleLineRecord]:
    found = []
    for at, part in enumerate(parts):
        turns = [(call, SampleLineState.DRAWN) for call in part.calls]
        turns += [(call, SampleLineState.RESERVE) for call in part.reserve]
        found += [_line(record, at, turn, call, state) for turn, (call, state) in enumerate(turns, 1)]
    return found


def _line(
    record: SampleRecord, stratum: int, turn: int, call: ListedCall, state: SampleLineState
) -> SampleLineRecord:
    return SampleLineRecord(
        sample=record.id,
        vendor=record.vendor,
        stratum=stratum,
        turn=turn,
        call_key=call.key,
        day=call.day,
        minute=call.minute,
        second=call.second,
        project=call.project,
        site=call.site,
        queue=call.queue,
        language=call.language,
        agent=call.agent,
        number=call.number,
        length=call.length,
        state=state,
    )
