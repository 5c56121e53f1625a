"""One caller is one number, however it is written; what may be two numbers is never joined."""

from __future__ import annotations

import pytest

from core.privacy import Privacy
from core.telephone import national
from importers.containers.celltoken import decode, encode
from importers.values.cells import read_caller

HERE = Privacy(b"key")


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (
            "13800001044",
            "13800001044 013800001044 +8613800001044 8613800001044 86-13800001044 +86-138-0000-1044 "
            "008613800001044 0086-013800001044 913800001044 9-138-0000-1044 9013800001044 138-0000-1044 "
            "13800001044.0 １３８００００１０４４ ＋8613800001044 (+86)13800001044 8613800001044.00",
        ),
        ("19900001044", "19900001044 019900001044 +8619900001044 919900001044"),
        (
            "05511234567",
            "05511234567 0551-1234567 (0551)1234567 （0551）1234567 +865511234567 +86-551-1234567 "
            "+86(0551)1234567 865511234567 008605511234567 905511234567",
        ),
        ("055162345678", "055162345678 0551-62345678 +8655162345678 8655162345678 86055162345678"),
        ("01062345678", "01062345678 010-62345678 +861062345678 861062345678 9-010-62345678"),
        ("02162345678", "(021)62345678 021-6234-5678 0086-21-62345678"),
        ("4008001234", "4008001234 400-800-1234 +864008001234"),
        ("0012125550100", "+12125550100 0012125550100 +1-212-555-0100"),
        ("0085221234567", "+852-2123-4567 0085221234567"),
    ],
)
def test_every_spelling_of_a_number_is_that_number(number, written):
    numbers = written.split()
    assert {each: national(each) for each in numbers} == dict.fromkeys(numbers, number)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("0013800001044", "13800001044"),  # 1-380-000-1044 in North America
        ("00913800001044", "13800001044"),  # India
        ("5511234567", "05511234567"),  # the 0 may be lost, or it is another number
        ("1062345678", "01062345678"),  # may be the sender of a text message
        ("62345678", "055162345678"),  # of which town?
        ("962345678", "62345678"),
        ("0551-1234567-801", "0551-1234567"),  # an extension is somebody else
        ("4008001234", "04008001234"),
        ("8008101234", "+18008101234"),
        ("12800001044", "012800001044"),  # no mobile number
        ("86551234", "551234"),  # eight digits of a town that begin with 86
        ("1380000104", "13800001044"),
    ],
)
def test_numbers_that_may_be_two_stay_two(one, other):
    assert national(one) != national(other)


@pytest.mark.parametrize(
    "number", [13800001044, 13800001044.0, "13800001044", "013800001044", "913800001044"]
)
def test_a_number_cell_and_a_text_cell_have_one_mark(number):
    assert read_caller(decode(encode(number)), HERE) == HERE.mark("13800001044")


def test_what_has_no_digit_is_nobody():
    assert [HERE.caller(each) for each in ("匿名", "+", "")] == [None, None, None]
