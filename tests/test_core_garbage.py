"""The search for reference cycles rests while anybody works in bulk, and is as before once nobody does."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from threading import Barrier, Thread

import pytest

from core.garbage import search_paused


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.enable()
    yield
    gc.enable() if was_on else gc.disable()


def test_the_search_rests_inside_and_goes_on_after_a_refusal_too() -> None:
    """An exception on the way out changes nothing."""
    with pytest.raises(ValueError), search_paused():
        assert not gc.isenabled()
        raise ValueError
    assert gc.isenabled()


def test_within_another_pause_the_inner_one_ends_nothing() -> None:
    """Only the outermost does."""
    with search_paused():
        with search_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_who_had_it_off_keeps_it_off() -> None:
    """A server that froze its objects decides for itself."""
    gc.disable()
    with search_paused():
        pass
    assert not gc.isenabled()


def test_of_two_threads_the_last_to_leave_lets_it_go_on() -> None:
    """Both begin, the first leaves: the second still rests; then all is as before."""
    steps = {name: Barrier(2) for name in ("first in", "second in", "first out", "looked")}
    seen: list[bool] = []

    def first() -> None:
        with search_paused():
            steps["first in"].wait(10)
            steps["second in"].wait(10)
        steps["first out"].wait(10)
        steps["looked"].wait(10)

    def second() -> None:
        steps["first in"].wait(10)
        with search_paused():
            steps["second in"].wait(10)
            steps["first out"].wait(10)
            seen.append(gc.isenabled())
        seen.append(gc.isenabled())
        steps["looked"].wait(10)

    threads = [Thread(target=first), Thread(target=second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert seen == [False, True]
