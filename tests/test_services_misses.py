"""Misses over the months: opened, continued, recovered, breached by rule, corrected, never lost."""

from decimal import Decimal

import pytest
from services_example import CONTRACT, empty_house, house_with_contract

from core.errors import NotAllowedError
from core.principal import Principal, Role
from core.verdict import Verdict
from services.contracts.contracts import governing, load_contract
from services.judging.misses import TOTAL, VOIDED, breaches, misses, record_misses
from sla.follow_up.misses import MonthVerdict

WORDS = {"x": Verdict.MISSED, "o": Verdict.MET, "~": Verdict.BELOW_TARGET, "-": Verdict.NOT_REPORTED}


@pytest.fixture
def cast(data_folder, database_url):
    cast = house_with_contract(data_folder, database_url)
    yield cast
    cast.house.close()


def judge(cast, sequence, clause="SL", totals=()):
    """Judge January onwards: x missed, o met, ~ below target, - not reported; gives the records changed."""
    months = [MonthVerdict(f"2026-{i:02d}", WORDS[sign]) for i, sign in enumerate(sequence, start=1)]
    contract = governing(cast.house, cast.viewer, "GOV12345", "2026-05")
    with cast.house.database.write(cast.manager) as uow:
        changed = record_misses(uow, cast.manager, contract, {clause: months}, totals=totals)
        uow.commit()
    return changed


def seen(cast):
    """Every miss, oldest first: months, state, streak, whether a breach."""
    views = sorted(misses(cast.house, cast.viewer), key=lambda view: view.record.first_period)
    return [
        ([label[-2:] for label in v.record.periods], v.record.state, v.streak, bool(v.breach)) for v in views
    ]


def changes(cast):
    """Every change of a miss's state, in order."""
    with cast.house.database.read() as uow:
        rows = uow.journal.changes.all(entity="miss")
    return [(row.from_state, row.to_state) for row in rows]


@pytest.mark.parametrize(
    ("sequence", "found"),
    [
        ("oo", []),
        ("x", [(["01"], "open", 1, False)]),
        ("xx", [(["01", "02"], "continued", 2, True)]),  # two in a row: the contract's rule
        ("xo", [(["01"], "recovered", 1, False)]),
        ("x~", [(["01"], "recovered", 1, False)]),  # the minimum is kept
        ("x-x", [(["01", "03"], "continued", 2, True)]),  # silence neither counts nor resets
        ("xox", [(["01"], "recovered", 1, False), (["03"], "open", 1, False)]),
    ],
)
def test_verdicts_over_time_make_misses(cast, sequence, found):
    judge(cast, sequence)
    assert seen(cast) == found


@pytest.mark.parametrize("sequence", ["x", "xx", "xo", "xox", "oo-x"])
def test_judging_the_same_months_again_changes_nothing(cast, sequence):
    judge(cast, sequence)
    before, noted = seen(cast), changes(cast)
    assert judge(cast, sequence) == []
    assert (seen(cast), changes(cast)) == (before, noted)


@pytest.mark.parametrize("sequence", ["xxox", "xo-xx", "x-ox"])
def test_month_by_month_comes_to_the_same_as_all_at_once(cast, sequence, tmp_path):
    for upto in range(1, len(sequence) + 1):
        judge(cast, sequence[:upto])
    other = house_with_contract(tmp_path / "other")
    judge(other, sequence)
    assert seen(cast) == seen(other)
    assert sorted(map(str, changes(cast))) == sorted(map(str, changes(other)))
    other.house.close()


def test_every_change_of_state_is_a_row_with_its_month(cast):
    judge(cast, "xx")
    judge(cast, "xxo")
    assert changes(cast) == [(None, "open"), ("open", "continued"), ("continued", "recovered")]
    with cast.house.database.read() as uow:
        assert [row.why[:7] for row in uow.journal.changes.all(entity="miss")] == [
            "2026-01",
            "2026-02",
            "2026-03",
        ]


def test_a_miss_a_correction_took_back_is_voided_and_can_come_again(cast):
    judge(cast, "xx")
    [breach] = breaches(cast.house, cast.viewer)
    assert (breach.record.level, breach.record.period) == ("serious", "2026-02")
    judge(cast, "oo")
    assert seen(cast) == [(["01", "02"], VOIDED, 2, False)]
    assert breaches(cast.house, cast.viewer) == []
    assert misses(cast.house, cast.viewer, open_only=True) == []
    judge(cast, "xx")
    assert seen(cast) == [(["01", "02"], "continued", 2, True)]
    assert len(breaches(cast.house, cast.viewer)) == 1


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("xxx", "oxx", [(["02", "03"], "continued", 2, True)]),
        ("xxx", "xox", [(["01"], "recovered", 1, False), (["03"], "open", 1, False)]),
        ("xxx", "xxo", [(["01", "02"], "recovered", 2, True)]),
        ("xo", "xx", [(["01", "02"], "continued", 2, True)]),
    ],
)
def test_a_corrected_month_is_followed_in_the_same_record(cast, before, after, found):
    judge(cast, before)
    [first] = misses(cast.house, cast.viewer)
    judge(cast, after)
    assert seen(cast) == found
    assert first.record.id in {view.record.id for view in misses(cast.house, cast.viewer)}


def test_an_earlier_month_judged_alone_leaves_later_misses_alone(cast):
    judge(cast, "ooox")
    judge(cast, "oo")
    assert seen(cast) == [(["04"], "open", 1, False)]


def test_the_total_is_followed_where_the_contract_has_a_rule_for_it(data_folder, database_url):
    cast = empty_house(data_folder, database_url)
    rule = "scope: {project: HOTLINE}\n  total_rule: {below: 80, rule: {consecutive: 1}, level: major}"
    load_contract(cast.house, cast.manager, CONTRACT.replace("scope: {project: HOTLINE}", rule))
    judge(cast, "oo", totals=[("2026-01", Decimal("80.00")), ("2026-02", Decimal("79.99"))])
    [view] = misses(cast.house, cast.viewer)
    assert (view.record.clause, view.record.periods, view.breach.level) == (TOTAL, ("2026-02",), "major")
    cast.house.close()


def test_a_view_names_contract_and_clause_and_shows_only_ones_own_vendors(cast):
    judge(cast, "x")
    [view] = misses(cast.house, cast.viewer, "YUNHE", open_only=True)
    assert (view.contract, view.clause_name.zh, view.is_open) == ("GOV12345", "20秒接通率", True)
    elsewhere = Principal("p", "外人", Role.MANAGER, vendors=frozenset({"ANDA"}))
    assert misses(cast.house, elsewhere) == []
    with pytest.raises(NotAllowedError):
        breaches(cast.house, elsewhere, "YUNHE")
