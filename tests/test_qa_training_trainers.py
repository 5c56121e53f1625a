"""A class by a trainer whom the client did not certify for that version on that day does not count (T5.8)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qa.training.trainers import TrainerCertificate, may_give, refusal

DAY = date(2026, 11, 12)
ONE = TrainerCertificate("ANDA", "t01", "HOTLINE", 1, date(2026, 10, 1), date(2026, 11, 30))
ANY = TrainerCertificate("ANDA", "t01", "CALM", None, date(2026, 10, 1))


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ({}, True),
        # Certified for version 1, class on version 2; nor does a later certificate reach back.
        ({"version": 2}, False),
        ({"version": None}, True),
        ({"day": date(2026, 9, 30)}, False),
        ({"day": date(2026, 10, 1)}, True),
        ({"day": date(2026, 11, 30)}, True),
        ({"day": date(2026, 12, 1)}, False),
        ({"trainer": "t02"}, False),
        ({"trainer": ""}, False),
        ({"vendor": "YUNHE"}, False),
        ({"course": "PRIVACY"}, False),
        ({"course": "CALM", "version": 7, "day": date(2030, 1, 1)}, True),
    ],
)
def test_whose_class_counts(said: dict[str, Any], counts: bool) -> None:
    asked = {"vendor": "ANDA", "trainer": "t01", "course": "HOTLINE", "version": 1, "day": DAY, **said}
    assert may_give([ONE, ANY], **asked) is counts


def test_class_by_uncertified_trainer_does_not_count() -> None:
    passed = ["a"] * 12
    counted = [each for each in passed if may_give([ONE], "ANDA", "t01", "HOTLINE", 2, DAY)]
    assert len(counted) == 0 and len(passed) == 12
    said = refusal("t01", "HOTLINE", 2, DAY, len(passed))
    for words in (said.zh, said.en):
        assert "t01" in words and "HOTLINE v2" in words and "12" in words
    assert "未写明讲师" in refusal("", "HOTLINE", None, DAY, 3).zh
