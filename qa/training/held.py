"""The days on which a course is held 有效, by the latest record that still holds; and why it is not held.

A pass holds from its day; a later one that fails ends nothing, a revocation does. Nothing is overwritten:
every record stays, and what was known earlier can be asked for again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from core.people_lists import RecordKind
from core.period import calendar_month, parse_label, shifted
from qa.training.record import Held, Lack, TrainingRecord, in_order
from qa.training.requirement import Requirement

#: Whether the trainer of a record was certified for its course and version on its day.
TrainerCertified = Callable[[TrainingRecord], bool]
_FULL_MARK = Decimal(100)
#: What may keep a pass from counting, in the order in which it is said to people.
_WAIVABLE = ("unsupported", "trainer_uncertified", "attempts_over", "too_old")


def nobody_certified(record: TrainingRecord) -> bool:
    """Where no register of trainers is kept: no class counts that asks for a certified trainer."""
    del record
    return False


def held(
    records: Iterable[TrainingRecord],
    need: Requirement,
    known: datetime | None = None,
    unsupported: Collection[str] = frozenset(),
    trainers: TrainerCertified = nobody_certified,
) -> tuple[Held, ...]:
    """The days through which one agent's records make a course held, in the order in which they begin.

    `known`: as it was known then, else as it is known now. `unsupported`: keys of records that an evidence
    audit found nothing behind. A record of another vendor names none (`vendor` empty).
    """
    mine, unsupported = _of_course(records, need, known, unsupported)
    return _spans(mine, need, unsupported, trainers)


def held_on(spans: Iterable[Held], day: date) -> Held | None:
    """The latest that began by then and still holds on that day; None where none does."""
    holding = [
        span for span in spans if span.first_day <= day and (not span.last_day or day <= span.last_day)
    ]
    return holding[-1] if holding else None


def lack(
    records: Iterable[TrainingRecord],
    need: Requirement,
    day: date,
    known: datetime | None = None,
    unsupported: Collection[str] = frozenset(),
    trainers: TrainerCertified = nobody_certified,
) -> Lack:
    """Why a course is not held on a day: the one thing without which it would be, else how far it came."""
    told, unsupported = _of_course(records, need, known, unsupported)
    mine = [record for record in told if record.day <= day]
    if held_on(_spans(mine, need, unsupported, trainers), day):
        return Lack.NONE
    kept = [record for record in mine if record.kind is not RecordKind.REVOKED]
    if len(kept) < len(mine) and held_on(_spans(kept, need, unsupported, trainers), day):
        return Lack.REVOKED
    for reason in _WAIVABLE:
        if held_on(_spans(mine, need, unsupported, trainers, frozenset({reason})), day):
            return Lack(reason)
    if _spans(kept, need, unsupported, trainers, frozenset(_WAIVABLE)):
        return Lack.EXPIRED
    return _how_far(kept)


@dataclass(frozen=True)
class Refused:
    """A pass that makes nothing held, and the first reason why."""

    record: TrainingRecord
    why: Lack
    #: Which attempt it was, as told or as counted since the pass before.
    attempt: int
    #: Who gave the class; None: nobody is named.
    given_by: TrainingRecord | None


def refused(
    records: Iterable[TrainingRecord],
    need: Requirement,
    known: datetime | None = None,
    unsupported: Collection[str] = frozenset(),
    trainers: TrainerCertified = nobody_certified,
) -> Iterator[Refused]:
    """The passes of one agent's records that do not count."""
    told, unsupported = _of_course(records, need, known, unsupported)
    tried = 0
    for at, record in enumerate(told):
        if record.kind is RecordKind.REVOKED or not _recent(record, need):
            continue
        tried += record.kind is RecordKind.EXAM and not record.absent
        if passes(record, need):
            so_far = told[: at + 1]
            why = next(_against(so_far, need, tried, unsupported, trainers), None)
            if why is None:
                tried = 0
            else:
                yield Refused(record, Lack(why), record.attempt or tried, taught_by(so_far))


def passes(record: TrainingRecord, need: Requirement) -> bool:
    """Whether it is a pass as told, else by its score; attending is one only where the rule says so."""
    if record.kind not in need.holds_by or record.absent or record.kind is RecordKind.REVOKED:
        return False
    if record.passed is not None:
        return record.passed
    if record.score is None:
        return record.kind is not RecordKind.EXAM
    return record.score * 100 >= need.pass_mark * (record.full_mark or _FULL_MARK)


def last_valid_day(first: date, months: int | None, days: int | None) -> date | None:
    """The last day that a pass of `first` holds by a rule's validity, the earlier of both; None: no end.

    Months run to the day before the same number of the day, in a shorter month before its last.
    """
    ends = []
    if months is not None:
        month = calendar_month(*parse_label(shifted(f"{first:%Y-%m}", months)))
        ends.append(month.start.replace(day=min(first.day, month.last_day.day)) - timedelta(days=1))
    if days is not None:
        ends.append(first + timedelta(days=days - 1))
    return min(ends, default=None)


def _of_course(
    records: Iterable[TrainingRecord], need: Requirement, known: datetime | None, unsupported: Collection[str]
) -> tuple[list[TrainingRecord], frozenset[str]]:
    """What is known of the course as it happened, what two lists say alike once, and the keys of what is
    unsupported: nothing is behind the second copy where nothing is behind the first."""
    mine = [record for record in records if record.course == need.course and record.known_at(known)]
    once: dict[tuple[object, ...], TrainingRecord] = {}
    for record in sorted(mine, key=in_order):
        once.setdefault(_said(record), record)
    bare = {_said(record) for record in mine if record.key in unsupported}
    return list(once.values()), frozenset(once[said].key for said in bare)


def _spans(
    records: Sequence[TrainingRecord],
    need: Requirement,
    unsupported: Collection[str],
    trainers: TrainerCertified,
    waived: Collection[str] = frozenset(),
) -> tuple[Held, ...]:
    spans: list[tuple[Held, str]] = []
    tried = 0
    for at, record in enumerate(records):
        if record.kind is RecordKind.REVOKED:
            spans = [left for span in spans if (left := _ended(span, record))]
        elif "too_old" in waived or _recent(record, need):
            tried += record.kind is RecordKind.EXAM and not record.absent
            if not passes(record, need):
                continue
            if not set(_against(records[: at + 1], need, tried, unsupported, trainers)) - set(waived):
                tried = 0
                spans.append((_span(record, need), record.number))
    return tuple(span for span, _number in spans if _lasts(span))


def _against(
    so_far: Sequence[TrainingRecord],
    need: Requirement,
    tried: int,
    unsupported: Collection[str],
    trainers: TrainerCertified,
) -> Iterator[str]:
    """What keeps the last record, a pass, from counting, in the order in which it is said to people."""
    if so_far[-1].key in unsupported:
        yield "unsupported"
    if need.certified_trainer and not ((one := taught_by(so_far)) and trainers(one)):
        yield "trainer_uncertified"
    if _too_often(so_far[-1], need, tried):
        yield "attempts_over"


def _span(record: TrainingRecord, need: Requirement) -> Held:
    ends = (record.expires, last_valid_day(record.day, need.valid_months, need.valid_days))
    last = min((end for end in ends if end), default=None)
    return Held(record.key, record.day, last, elsewhere=not record.vendor)


def _lasts(span: Held) -> bool:
    return span.last_day is None or span.first_day <= span.last_day


def _ended(span: tuple[Held, str], revoked: TrainingRecord) -> tuple[Held, str] | None:
    """What is left of a span after a revocation: one that names a certificate ends no other."""
    held_by, number = span
    if revoked.number and number and revoked.number != number:
        return span
    before = revoked.day - timedelta(days=1)
    last = min(held_by.last_day or before, before)
    left = replace(held_by, last_day=last)
    return (left, number) if _lasts(left) else None


def _recent(record: TrainingRecord, need: Requirement) -> bool:
    """Whether it is of the version asked for; where it tells none, whether it is late enough."""
    if need.min_version is not None and record.course_version is not None:
        return record.course_version >= need.min_version
    return need.not_before is None or record.day >= need.not_before


def _too_often(record: TrainingRecord, need: Requirement, tried: int) -> bool:
    """Attempts are counted from the pass before; one that is typed in by hand is an extension."""
    if need.attempts is None or record.kind is not RecordKind.EXAM or record.by_hand:
        return False
    return (record.attempt or tried) > need.attempts


def taught_by(so_far: Sequence[TrainingRecord]) -> TrainingRecord | None:
    """The record that says who gave the class that the last one was the end of: its own line where that
    names a trainer, else the last class before it that does; None: nobody is named."""
    classes = [each for each in so_far if each.kind is RecordKind.ATTENDED and not each.absent]
    named = [each for each in (*classes, so_far[-1]) if each.trainer]
    return named[-1] if named else None


def _how_far(records: Sequence[TrainingRecord]) -> Lack:
    came = [record for record in records if not record.absent]
    if any(record.kind is RecordKind.EXAM or record.passed is False for record in came):
        return Lack.FAILED
    return Lack.ATTENDED_ONLY if came else Lack.NO_RECORD


def _said(record: TrainingRecord) -> tuple[object, ...]:
    """All that two lists have in common where they tell of the same thing."""
    return (
        *(record.vendor, record.mark, record.kind, record.day, record.at, record.attempt, record.absent),
        *(record.score, record.full_mark, record.passed, record.course_version, record.expires),
        *(record.number, record.trainer),
    )
