"""An export of single calls, a row each: when it came, was answered and ended, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from importers.rows.answered_only import OF_LOST
from tests.round_trip_files import TEXT_KINDS
from tests.round_trip_parts import Case, case_of, codes_of, language, name_of
from tests.round_trip_sheets import Page, Scribe
from tests.round_trip_truth import QUEUES, Draw, Key, Truth, months

#: What became of a call, and the words reports have for it.
_OUTCOMES = {
    "answered": ("接通", "Answered"),
    "abandoned": ("放弃", "Abandoned"),
    "ivr": ("自助", "IVR only"),
}
_MOMENTS = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y%m%d%H%M%S")


@dataclass(frozen=True)
class Call:
    """One call as it was."""

    came: datetime
    queue: str | None
    outcome: str
    wait: int
    talk: int


def calls(draw: Draw) -> Case:
    """A call a row; what it counts for is what the report's words or its times say."""
    scribe, month = Scribe(draw, language(draw), merging=False), months(draw)
    queues, worded = codes_of(draw, QUEUES, 0, 2), scribe.sometimes()
    # Without a word nothing tells a call that stayed in the voice menu.
    outcomes = list(_OUTCOMES) if worded else ["answered", "abandoned"]
    true = [_call(draw, month.start, month.days, queues, outcomes) for _ in range(draw(st.integers(1, 8)))]
    page, pattern = Page("calls"), scribe.one_of(*_MOMENTS)
    page.add(
        scribe.label("recording"),
        *([scribe.label("queue")] if queues else []),
        *(scribe.label(name) for name in ("enqueued_at", "answered_at", "ended_at")),
        *([scribe.label("call_status")] if worded else []),
    )
    for number, call in enumerate(true):
        whose = [name_of(scribe, QUEUES, call.queue)] if queues else []
        moments = [f"{moment:{pattern}}" if moment else "" for moment in _moments(call)]
        word = [scribe.said(*_OUTCOMES[call.outcome])] if worded else []
        page.add(f"C{number:03d}", *whose, *moments, *word)
    # Nor whether calls were left out that nobody answered (decision 0018).
    untold = OF_LOST if not worded and all(call.outcome == "answered" for call in true) else ()
    expected = {
        (_key(number, call), name): value
        for number, call in enumerate(true)
        for name, value in _counts(call, true).items()
        if name not in untold
    }
    kind = scribe.one_of("xlsx", *TEXT_KINDS)
    return case_of("calls", scribe, kind, [page], Truth(month, {}, ()), expected=expected)


def _call(draw: Draw, first: date, days: int, queues: list[str], outcomes: list[str]) -> Call:
    came = datetime(first.year, first.month, 1) + timedelta(
        days=draw(st.integers(0, days - 1)), seconds=draw(st.integers(0, 86_399))
    )
    queue = draw(st.sampled_from(queues)) if queues else None
    wait, talk = draw(st.integers(0, 300)), draw(st.integers(1, 900))
    return Call(came, queue, draw(st.sampled_from(outcomes)), wait, talk)


def _moments(call: Call) -> tuple[datetime, datetime | None, datetime]:
    """When it came, was answered and ended."""
    at = call.came + timedelta(seconds=call.wait)
    if call.outcome == "answered":
        return call.came, at, at + timedelta(seconds=call.talk)
    return call.came, None, at


def _key(number: int, call: Call) -> Key:
    day, minute = call.came.date(), call.came.hour * 60 + call.came.minute
    return (day, day + timedelta(days=1), None, call.queue, None, minute, f"C{number:03d}")


def _counts(call: Call, every: list[Call]) -> dict[str, int]:
    """What a call counts for, beside the others of its export."""
    answered, lost = call.outcome == "answered", call.outcome == "abandoned"
    counts = {
        "offered": int(answered or lost), "answered": int(answered), "abandoned": int(lost),
        "wait_all_s": call.wait * (answered or lost), "wait_s": call.wait * answered,
        "abandoned_wait_s": call.wait * lost,
    }  # fmt: skip
    if answered or lost:
        counts["wait_ms"] = call.wait * 1000
    if any(other.outcome == "ivr" for other in every):
        counts |= {"calls_total": 1, "ivr_calls": int(call.outcome == "ivr")}
    if any(other.outcome == "answered" for other in every):
        counts["talk_s"] = call.talk * answered
    # A list kept to the minute tells no seconds: then there is nothing to hold a test call against.
    if any(other.came.second for other in every):
        counts["came_second_s"] = call.came.second
    return counts
