"""A vendor's own audits, and an agency's, beside all its calls and beside ours: picked, believable, agreeing?

They come in as reports (one row a recording) and stand apart from ours: no clause reads them as ours. A call
is met by its number: in the vendor's list of calls, and among the recordings we scored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from core.batch import Source
from core.period import Period
from core.principal import Action, Principal, authorize
from core.text import Text
from qa.agreement.believable import Believed, Claim, believable
from qa.agreement.cherry_picking import Pick, cherry_picked
from qa.agreement.means import MeanClaim, scores_of
from qa.agreement.same_calls import Audited, SameCalls, same_calls
from qa.sampling.listed import ListedCall
from services.audits.foreign_answers import FOREIGN, ForeignRow, foreign_rows
from services.audits.own_answers import audited, forms_by_version, item_names, own_recordings
from services.audits.spot_check import count_rows
from services.records.call_lists import calls_of

if TYPE_CHECKING:
    from services.house.bootstrap import House


class Figure(StrEnum):
    """What a foreign sample claims of all calls."""

    PASSED = "passed"
    FATAL_FREE = "fatal_free"
    SCORE = "score"


FIGURE_NAMES: Mapping[Figure, Text] = {
    Figure.PASSED: Text("合格率", "Passed"),
    Figure.FATAL_FREE: Text("无致命错误率", "Free of fatal errors"),
    Figure.SCORE: Text("平均分", "Mean score"),
}
#: Figure → the count it is told by, and whether that counts the good ones.
_COUNTED = {Figure.PASSED: ("audits_passed", True), Figure.FATAL_FREE: ("audits_critical", False)}
_POINT = 1000


@dataclass(frozen=True)
class CallBeside:
    """A call that both have audited."""

    theirs: ForeignRow
    ours: Audited
    #: Our audit of it.
    audit: str

    @property
    def apart(self) -> Fraction | None:
        """Their score less ours; None where either has none."""
        if self.theirs.said.points is None or self.ours.points is None:
            return None
        return self.theirs.said.points - self.ours.points


@dataclass(frozen=True)
class Held:
    """A figure of theirs beside that of our random sample; no word where the two cannot be told apart at all
    (a single score, all scores alike)."""

    claim: Claim | MeanClaim
    believed: Believed | None


@dataclass(frozen=True)
class ForeignAudits:
    """What one source's audits of a period are like."""

    source: Source
    #: Audits that name a recording, and those of them that stand in the vendor's list of calls.
    named: int
    listed: int
    #: Its sample beside all other calls, trait by trait; nothing where none was found in the list.
    picks: tuple[Pick, ...]
    #: Each by its own sample, with Holm's correction over all figures of all sources.
    held: Mapping[Figure, Held]
    #: The calls both have audited, those furthest apart first; and what they say together.
    calls: tuple[CallBeside, ...]
    same: SameCalls
    #: form/item → its words.
    items: Mapping[str, Text]


@dataclass(frozen=True)
class _Ours:
    """Our side: recordings by the number of the call, with what was said; and the random sample's counts."""

    said: Mapping[str, Audited]
    ids: Mapping[str, str]
    counts: Sequence[Mapping[str, int]]
    items: Mapping[str, Text]


def foreign_audits(house: House, who: Principal, vendor: str, period: Period) -> tuple[ForeignAudits, ...]:
    """The vendor's own audits of the period, then an agency's; nothing of whom none came in."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        read = {source: foreign_rows(house, uow, source, vendor, period) for source in FOREIGN}
        rows = {source: found for source, found in read.items() if found}
        if not rows:
            return ()
        calls = calls_of(house, uow, vendor, period)
        forms, records = forms_by_version(uow), own_recordings(uow, vendor, period)
        ours = _Ours(
            {number: audited(record, forms) for number, record in records.items()},
            {number: record.id for number, record in records.items()},
            [row.counts for row in count_rows(uow, vendor, period) if "audits" in row.counts],
            item_names(forms),
        )
    claims = {(s, f): claim for s, theirs in rows.items() for f, claim in _claims(theirs, ours).items()}
    words = believable({key: claim for key, claim in claims.items() if claim.is_testable})
    held = {key: Held(claim, words.get(key)) for key, claim in claims.items()}
    return tuple(
        _of_source(source, theirs, ours, calls, {f: each for (s, f), each in held.items() if s is source})
        for source, theirs in rows.items()
    )


def _of_source(
    source: Source,
    theirs: Sequence[ForeignRow],
    ours: _Ours,
    calls: Sequence[ListedCall],
    held: Mapping[Figure, Held],
) -> ForeignAudits:
    named = {row.number for row in theirs if row.number}
    listed = [call for call in calls if call.number in named]
    both = [
        CallBeside(row, ours.said[row.number], ours.ids[row.number])
        for row in theirs
        if row.number in ours.said
    ]
    scored = {number: said.points for number, said in ours.said.items() if said.points is not None}
    picked = [points for number, points in scored.items() if number in named]
    others = [points for number, points in scored.items() if number not in named]
    return ForeignAudits(
        source,
        len(named),
        len(listed),
        tuple(cherry_picked(listed, calls, (picked, others))) if listed else (),
        held,
        tuple(sorted(both, key=_furthest)),
        same_calls([(_by_words(each.theirs.said, each.ours, ours.items), each.ours) for each in both]),
        ours.items,
    )


def _by_words(theirs: Audited, ours: Audited, items: Mapping[str, Text]) -> Audited:
    """Their answers by the items of the form we used: another form's item of the same words is the same."""
    mine = {items[key]: key for key in ours.answers if key in items}
    answers = {
        key if key in ours.answers or key not in items else mine.get(items[key], key): answer
        for key, answer in theirs.answers.items()
    }
    return replace(theirs, answers=answers)


def _furthest(call: CallBeside) -> tuple[Fraction, str]:
    return -abs(call.apart or Fraction(0)), call.theirs.number


def _claims(theirs: Sequence[ForeignRow], ours: _Ours) -> dict[Figure, Claim | MeanClaim]:
    """What their sample says, beside ours, of the figures both have."""
    found: dict[Figure, Claim | MeanClaim] = {}
    for figure, (name, good) in _COUNTED.items():
        counts, own = (_share(rows, name, good) for rows in ([row.counts for row in theirs], ours.counts))
        if counts and own:
            found[figure] = Claim(own, counts=counts)
    points = scores_of([row.said.points for row in theirs if row.said.points is not None])
    own_points = scores_of([Fraction(counts["audit_points"], _POINT) for counts in ours.counts])
    if points and own_points:
        found[Figure.SCORE] = MeanClaim(own_points, points)
    return found


def _share(rows: Sequence[Mapping[str, int | None]], name: str, good: bool) -> tuple[int, int] | None:
    """Good ones and all, over the rows that report both; None where there is none."""
    pairs = [
        (row["audits"] or 0, row[name] or 0)
        for row in rows
        if row.get("audits") is not None and row.get(name) is not None
    ]
    every, marked = sum(audits for audits, _ in pairs), sum(marked for _, marked in pairs)
    return (marked if good else every - marked, every) if every else None
