"""Values made by the ten thousand behave as frozen ones do; that nobody assigns to them is mypy's to see."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.tally import Tally


def test_equal_fields_are_equal_and_hash_alike():
    assert Tally(1, 2, n=2) == Tally(1, 2, n=2)
    assert {Tally(1, 2), Tally(1, 2), Tally(1, 3)} == {Tally(1, 2), Tally(1, 3)}


def test_a_changed_copy_leaves_the_first_as_it_was():
    first = Tally(1, 2, n=2)
    assert (replace(first, n=5).n, first.n) == (5, 2)


def test_no_field_can_be_invented():
    with pytest.raises(AttributeError):
        Tally(1, 2).rate = 0.5  # type: ignore[attr-defined]
