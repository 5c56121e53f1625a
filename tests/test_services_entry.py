"""Choosing a vendor: criteria in versions, named people's scores, ranked totals, an approver's decision."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from core.errors import PlumblineError
from core.principal import Role
from core.text import Text
from services.known.directory import vendors
from services.vendors.entry_lists import STARTING, criteria_of, newest_list, publish_list
from services.vendors.entry_rounds import (
    RoundView,
    add_candidate,
    decide,
    open_round,
    rounds,
    score,
    score_file,
    take_on,
)
from services.vendors.entry_score import Criterion
from tests.services_example import Cast, empty_house

TWO = (
    Criterion("DATA", Text("数据可靠", "Reliable data"), Fraction(60)),
    Criterion("COST", Text("成本", "Cost"), Fraction(30)),
)


@pytest.fixture
def cast(tmp_path: Path) -> Iterator[Cast]:
    found = empty_house(tmp_path / "data")
    yield found
    found.house.close()


def _round(cast: Cast, *names: str) -> list[str]:
    """A round by the two criteria; the keys of its candidates."""
    publish_list(cast.house, cast.manager, TWO, "第一版")
    opened = open_round(cast.house, cast.manager, "2026年热线招标")
    return [add_candidate(cast.house, cast.manager, opened.id, Text(name, name)).id for name in names]


def _view(cast: Cast) -> RoundView:
    return rounds(cast.house, cast.manager)[0]


def _give(cast: Cast, candidate: str, data: str, cost: str) -> None:
    for code, value in (("DATA", data), ("COST", cost)):
        score(cast.house, cast.manager, candidate, code, Decimal(value), "标书")


#: Scores on data (weight 60) and cost (30) of three candidates → rank and exact total of each.
RANKS = [
    (
        [("80", "90"), ("90", "60"), ("70", "70")],
        [(1, Fraction(250, 3)), (2, Fraction(80)), (3, Fraction(70))],
    ),
    # The same total shares the rank and the next one is third, although all three show 80.0.
    (
        [("80", "80"), ("90", "60"), ("80", "79.99")],
        [(1, Fraction(80)), (1, Fraction(80)), (3, Fraction(23999, 300))],
    ),
]


@pytest.mark.parametrize(("given", "expected"), RANKS)
def test_totals_are_weighted_exactly_and_ranked(
    cast: Cast, given: list[tuple[str, str]], expected: list[tuple[int, Fraction]]
) -> None:
    keys = _round(cast, "甲", "乙", "丙")
    for key, (data, cost) in zip(keys, given, strict=True):
        _give(cast, key, data, cost)
    found = {total.candidate: (total.rank, total.total) for total in _view(cast).totals}
    assert [found[key] for key in keys] == expected


def test_the_trace_says_who_gave_what_and_how_the_total_came_about(cast: Cast) -> None:
    (key,) = _round(cast, "甲")
    _give(cast, key, "70", "90")
    score(cast.house, cast.auditor, key, "DATA", Decimal("85.5"), "核查三份样表")
    score(cast.house, cast.manager, key, "DATA", Decimal("80"), "改看第二份标书")  # instead of the 70
    (total,) = _view(cast).totals
    assert [step.zh for step in total.trace] == [
        "数据可靠：王经理 80、李质检 85.5，平均 82.75，权重 60",
        "成本：王经理 90，平均 90，权重 30",
        "总分：(60 × 82.75 + 30 × 90) ÷ 90 = 511/6 ≈ 85.1667",
    ]
    assert total.trace[-1].en == "Total: (60 × 82.75 + 30 × 90) ÷ 90 = 511/6 ≈ 85.1667"
    with cast.house.database.read() as uow:
        assert len(uow.entries.scores.all()) == 4  # the earlier score stays on record


def test_a_criterion_nobody_scored_gives_no_total_and_no_rank_and_cannot_be_chosen(cast: Cast) -> None:
    first, second = _round(cast, "甲", "乙")
    _give(cast, second, "60", "60")
    score(cast.house, cast.manager, first, "DATA", Decimal(100), "样表")
    best, rest = _view(cast).totals
    assert (best.candidate, best.rank) == (second, 1)
    assert (rest.total, rest.rank, rest.trace[-1].en) == (None, None, "Not scored yet: Cost; no total")
    assert _refused(lambda: decide(cast.house, cast.approver, first, "看好", 1)) == "entry_incomplete"


def test_an_approver_decides_with_a_reason_and_then_nothing_is_scored_any_more(cast: Cast) -> None:
    first, second = _round(cast, "甲", "乙")
    for key, value in ((first, "90"), (second, "80")):
        _give(cast, key, value, value)
    assert _refused(lambda: decide(cast.house, cast.manager, first, "最高分", 1)) == "not_allowed"
    assert _refused(lambda: decide(cast.house, cast.approver, first, " ", 1)) == "reason_needed"
    done = decide(
        cast.house, cast.approver, second, "价格更稳", 1
    )  # not the first in rank: the reason says why
    assert (done.chosen, done.decided_by, _view(cast).is_open) == (second, "赵总", False)
    assert _refused(lambda: _give(cast, first, "95", "95")) == "entry_decided"
    assert _refused(lambda: decide(cast.house, cast.approver, first, "再选", 2)) == "entry_decided"


def test_only_the_chosen_candidate_becomes_a_vendor_and_only_once(cast: Cast) -> None:
    first, second = _round(cast, "甲客服", "乙客服")
    for key in (first, second):
        _give(cast, key, "90", "90")
    decide(cast.house, cast.approver, first, "本地职场", 1)
    assert _refused(lambda: take_on(cast.house, cast.manager, second, "YI", 1)) == "entry_not_chosen"
    assert _refused(lambda: take_on(cast.house, cast.manager, first, "小写", 1)) == "code"
    take_on(cast.house, cast.manager, first, "JIA", 1)
    assert [vendor.name.zh for vendor in vendors(cast.house, cast.manager)] == ["甲客服"]
    assert _refused(lambda: take_on(cast.house, cast.manager, first, "JIA2", 2)) == "taken"


def test_a_round_goes_on_by_the_list_it_began_with(cast: Cast) -> None:
    (key,) = _round(cast, "甲")
    _give(cast, key, "80", "90")
    publish_list(cast.house, cast.manager, STARTING, "改用六项")
    assert newest_list(cast.house, cast.viewer).number == 2  # type: ignore[union-attr]
    assert [each.code for each in _view(cast).criteria] == ["DATA", "COST"]
    assert _view(cast).totals[0].total == Fraction(250, 3)


#: Lists that are refused.
LISTS = [
    ((), "needed"),
    ((replace(TWO[0], weight=Fraction(0)),), "number"),
    ((TWO[0], replace(TWO[1], code="DATA")), "taken"),
    ((replace(TWO[0], name=Text("", "")),), "needed"),
    ((replace(TWO[0], code="数据"),), "code"),
]


@pytest.mark.parametrize(("criteria", "reason"), LISTS)
def test_a_list_that_cannot_rank_is_refused(cast: Cast, criteria: tuple[Criterion, ...], reason: str) -> None:
    assert _refused(lambda: publish_list(cast.house, cast.manager, criteria, "试")) == reason


def test_the_list_to_begin_with_stands_for_all_its_weights(cast: Cast) -> None:
    assert _refused(lambda: open_round(cast.house, cast.manager, "招标")) == "entry_list_needed"
    kept = publish_list(cast.house, cast.manager, STARTING, "第一版")
    assert criteria_of(kept) == STARTING and sum(each.weight for each in STARTING) == 100


@pytest.mark.parametrize("value", ["-1", "100.01", "80.005", "NaN", "Infinity"])
def test_a_score_is_0_to_100_with_two_decimals(cast: Cast, value: str) -> None:
    (key,) = _round(cast, "甲")
    assert (
        _refused(lambda: score(cast.house, cast.manager, key, "DATA", Decimal(value), "x")) == "entry_score"
    )


def test_evidence_comes_back_and_whoever_sees_some_vendors_only_sees_no_round(cast: Cast) -> None:
    (key,) = _round(cast, "甲")
    given = score(cast.house, cast.manager, key, "DATA", Decimal(80), "样表", ("样表.xlsx", b"PK"))
    assert score_file(cast.house, cast.approver, given.id) == ("样表.xlsx", b"PK")
    some = replace(cast.manager, vendors=frozenset({"YUNHE"}))
    acts: list[Callable[[], object]] = [
        lambda: rounds(cast.house, some),
        lambda: newest_list(cast.house, some),
        lambda: publish_list(cast.house, some, TWO, "x"),
        lambda: open_round(cast.house, some, "x"),
        lambda: add_candidate(cast.house, some, given.round, Text("x", "x")),
        lambda: score(cast.house, some, key, "DATA", Decimal(1), "x"),
        lambda: decide(cast.house, replace(some, role=Role.APPROVER), key, "x", 1),
        lambda: take_on(cast.house, some, key, "YUNHE", 1),
        lambda: score_file(cast.house, some, given.id),
    ]
    assert [_refused(act) for act in acts] == ["not_allowed"] * len(acts)


def _refused(act: Callable[[], object]) -> str:
    with pytest.raises(PlumblineError) as refused:
        act()
    return refused.value.reason
