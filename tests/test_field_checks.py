"""The integrity checks of the field (C1-C12 of china_practice §6.5), by the museum's file that each finds."""

from __future__ import annotations

from datetime import date

import pytest

from importers.draft import Choice, Directory, Known
from importers.read import read
from tests.museum import MUSEUM, found_in
from tests.received_file import received

CHECKS = {
    "C1 answered within 15 s <= 20 s <= 30 s <= answered <= requests": ["counts_contradict"],
    "C2 answered + abandoned = requests": ["counts_unbalanced", "calls_unaccounted"],
    "C3 a printed rate is what its counts give": [
        "rate_differs",
        "rate_not_rounded",
        "rate_false_precision",
        "rate_other_formula",
    ],
    "C4 parts add up to their whole": [
        "total_differs",
        "subtotal_differs",
        "grains_differ",
        "sheet_sum_differs",
        "line_differs",
    ],
    "C5 average x count = total": ["average_differs"],
    "C6 talk and wrap-up within login, login within the day": ["login_over_day", "occupancy_over_login"],
    "C7 satisfied <= replied <= sent": ["counts_contradict"],
    "C8 begin + joiners - leavers = end; who left works no more and stands on no later list": [
        "counts_unbalanced",
        "left_agent_works",
        "leaver_listed",
    ],
    "C9 days missing, doubled, copied": ["days_missing", "row_doubled", "row_repeated", "day_copied"],
    "C10 rates steadier than chance allows": ["rates_too_steady"],
    "C11 our own calls in the vendor's list": ["own_call_not_listed", "own_call_differs"],
    "C12 the vendor's figures against the client's": ["sources_differ"],
}
PAIRS = [(check, code) for check, codes in CHECKS.items() for code in codes]


_HEAD = "日期,呼入量,人工请求量,人工接通量,15秒接通量,20秒接通量,30秒接通量,邀评量,参评量,满意量"
_GOOD = [100, 95, 90, 60, 70, 80, 50, 40, 39]
#: Two counts of a chain (by their column): the first made one more than the second holds it within.
CHAINS = {
    "C1 15 s over 20 s": (3, 4),
    "C1 20 s over 30 s": (4, 5),
    "C1 30 s over answered": (5, 2),
    "C1 answered over requests": (2, 1),
    "C7 satisfied over replied": (8, 7),
    "C7 replied over sent": (7, 6),
}


@pytest.mark.parametrize(("more", "than"), CHAINS.values(), ids=CHAINS)
def test_no_count_of_a_chain_is_more_than_the_one_it_lies_within(more, than):
    row = [*_GOOD]
    row[more] = row[than] + 1
    text = "\n".join(
        [_HEAD, ",".join(map(str, ["2024-01-01", *row])), ",".join(map(str, ["2024-01-02", *_GOOD]))]
    )
    with received("日报.csv", text.encode()) as file:
        reading = read(file, Choice("HX"), Directory((Known("HX", ("华信",)),)), date(2024, 3, 1))
    assert "counts_contradict" in {why.code for out in reading.rejected for why in out.reasons}


@pytest.mark.parametrize(
    ("check", "code"), PAIRS, ids=[f"{check.split()[0]}-{code}" for check, code in PAIRS]
)
def test_the_check_of_the_field_finds_its_file(check, code):
    assert code in {finding.code for finding in found_in(MUSEUM / code)}


@pytest.mark.parametrize(
    ("begin", "joined", "left", "end", "fits"),
    [(100, 5, 3, 102, True), (100, 5, 3, 103, False), (100, 0, 0, 99, False), (0, 4, 4, 0, True)],
)
def test_c8_who_was_there_came_and_went_are_those_who_are_there(begin, joined, left, end, fits):
    text = f"月份,期初人数,入职人数,离职人数,期末人数\n2024年1月,{begin},{joined},{left},{end}\n"
    with received("人员.csv", text.encode()) as file:
        reading = read(file, Choice("HX"), Directory((Known("HX", ("华信",)),)), date(2024, 3, 1))
    assert ("counts_unbalanced" not in {finding.code for finding in reading.findings}) is fits


def test_every_check_is_named():
    assert {check.split()[0] for check in CHECKS} == {f"C{n}" for n in range(1, 13)}
