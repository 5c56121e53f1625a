"""Numbers in --json are plain decimal text."""

from __future__ import annotations

from fractions import Fraction

import pytest

from services.house import as_json


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0.0000000000"),  # not 0E-10
        (Fraction(1, 10**9), "0.0000000010"),
        (Fraction(265, 3), "88.3333333333"),
        (None, None),
    ],
)
def test_a_value_for_showing_has_ten_decimals_and_no_exponent(value, text):
    assert as_json.shown(value) == text
