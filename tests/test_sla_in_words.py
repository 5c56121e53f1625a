"""Amounts in Chinese capital figures, as banks and finance departments write them."""

from __future__ import annotations

import pytest

from core.money import Money
from sla.money.in_words import in_capitals


@pytest.mark.parametrize(
    ("cents", "said"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (50, "伍角整"),
        (53, "伍角叁分"),
        (100, "壹元整"),
        (103, "壹元零叁分"),
        (130, "壹元叁角整"),
        (1_000, "壹拾元整"),
        (10_500, "壹佰零伍元整"),
        (11_000, "壹佰壹拾元整"),
        (100_000, "壹仟元整"),
        (100_300, "壹仟零叁元整"),
        (103_000, "壹仟零叁拾元整"),
        (1_000_000, "壹万元整"),
        (1_000_300, "壹万零叁元整"),
        (1_030_000, "壹万零叁佰元整"),
        (1_300_000, "壹万叁仟元整"),
        (10_000_300, "壹拾万零叁元整"),
        (10_300_000, "壹拾万叁仟元整"),
        (34_022_993, "叁拾肆万零贰佰贰拾玖元玖角叁分"),
        (16_845_00_00 // 10, "壹拾陆万捌仟肆佰伍拾元整"),
        (24_064_286, "贰拾肆万零陆佰肆拾贰元捌角陆分"),
        (1_000_000_000, "壹仟万元整"),
        (10_000_000_000, "壹亿元整"),
        (10_000_000_300, "壹亿零叁元整"),
        (10_000_130_000, "壹亿零壹仟叁佰元整"),
        (10_003_000_000, "壹亿零叁万元整"),
        (10_500_000_000_000, "壹仟零伍拾亿元整"),
        (1_000_000_000_000_00, "壹万亿元整"),
        (-600_000, "负陆仟元整"),
    ],
)
def test_an_amount_is_written_in_capital_figures(cents, said):
    assert in_capitals(Money(cents)) == f"人民币{said}"


def test_another_currency_has_no_such_writing():
    assert in_capitals(Money(100, "EUR")) == ""
