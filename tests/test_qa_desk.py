"""The desk's pure parts: whose answer stands when two gave one, and the seconds of a stop-watch."""

from datetime import UTC, datetime

import pytest

from qa.draft_answers import Saying, standing
from qa.stopwatch import Mark, Turn, timed

NOW = datetime(2026, 5, 12, 2, 30, tzinfo=UTC)


def said(*given):
    """(who, value, the newest number seen) one after the other."""
    return [Saying(n, saw, value, who, who, NOW) for n, (who, value, saw) in enumerate(given, 1)]


@pytest.mark.parametrize(
    ("given", "stands", "against"),
    [
        ([("A", "full", 0)], "full", []),
        ([("A", "full", 0), ("A", "none", 1)], "none", []),
        # one's own answers follow each other, however late the page heard of the first
        ([("A", "full", 0), ("A", "none", 0)], "none", []),
        ([("A", "full", 0), ("B", "none", 1)], "none", []),  # B saw A's and changed it
        ([("A", "full", 0), ("B", "none", 0)], "full", ["none"]),  # B did not
        ([("A", "full", 0), ("B", "full", 0)], "full", []),  # the same: nothing to settle
        ([("A", "full", 0), ("B", "none", 0), ("B", "part", 1)], "full", ["part"]),  # B's latest
        ([("A", "full", 0), ("B", "none", 0), ("A", "part", 1)], "part", ["none"]),  # A has not seen B's
        ([("A", "full", 0), ("B", "none", 0), ("A", "full", 2)], "full", []),  # A has: settled
        ([("A", "full", 0), ("B", "none", 0), ("C", "part", 0)], "full", ["none", "part"]),
        ([("A", "full", 0), ("B", None, 0)], "full", [None]),  # taking back unseen is no less an answer
    ],
)  # fmt: skip
def test_an_answer_replaces_only_what_its_author_had_seen(given, stands, against):
    found = standing(said(*given))
    assert found.saying.value == stands
    assert [each.value for each in found.against] == against
    assert found.newest == len(given)


def test_nothing_said_is_nothing_standing():
    assert standing([]) is None


def marks(*given):
    return [Mark(Turn(turn), at * 1000) for turn, at in given]


@pytest.mark.parametrize(
    ("given", "facts", "wait"),
    [
        # the whole call: rang 3 s, menu 12 s, queue 20 s, talked 60 + 30 s, held 15 s
        ([("ring", 0), ("menu", 3), ("queue", 15), ("talk", 35), ("hold", 95), ("talk", 110), ("end", 140)],
         {"ring_s": 3, "menu_s": 12, "queue_s": 20, "talk_s": 90, "hold_s": 15, "holds": 1}, 20),
        # no menu, no queue: the wait is the ringing
        ([("ring", 0), ("talk", 8), ("end", 20)], {"ring_s": 8, "talk_s": 12, "holds": 0}, 8),
        # nobody answered
        ([("ring", 0), ("menu", 2), ("end", 30)], {"ring_s": 2, "menu_s": 28, "holds": 0}, None),
        # still talking: what goes on counts nothing yet
        ([("ring", 0), ("talk", 5)], {"ring_s": 5, "talk_s": 0, "holds": 0}, 5),
        ([], {"holds": 0}, None),
    ],
)  # fmt: skip
def test_the_stop_watch(given, facts, wait):
    found = timed(marks(*given))
    assert found.facts() == facts
    assert found.wait == wait
