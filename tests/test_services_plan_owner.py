"""A plan has one accountable owner: whoever is named, else whoever answers for the clause."""

from __future__ import annotations

import pytest
from services_example import CONTRACT, empty_house

from core.verdict import Verdict
from services.contracts.contracts import governing, load_contract
from services.improvement.plans import open_plan
from services.judging.misses import misses, record_misses
from sla.follow_up.misses import MonthVerdict

OWNED = CONTRACT.replace("breach_level: serious", "owner: 运营经理, breach_level: serious")


@pytest.mark.parametrize(
    ("terms", "named", "owner"),
    [
        (OWNED, "", "运营经理"),
        (OWNED, "周女士", "周女士"),  # who is named is meant
        (CONTRACT, "", ""),  # the contract names nobody: the plan asks before it is handed in
    ],
)
def test_the_owner_of_the_clause_answers_for_its_plan(data_folder, terms, named, owner):
    cast = empty_house(data_folder)
    load_contract(cast.house, cast.manager, terms)
    contract = governing(cast.house, cast.viewer, "GOV12345", "2026-04")
    missed = [MonthVerdict("2026-04", Verdict.MISSED)]
    with cast.house.database.write(cast.manager) as uow:
        record_misses(uow, cast.manager, contract, {"QA": missed, "SL": missed})
        uow.commit()
    ids = [view.record.id for view in misses(cast.house, cast.viewer)]
    assert open_plan(cast.house, cast.manager, ids, "改善", owner=named).record.owner == owner
    cast.house.close()
