"""A contract written in the app: started, changed clause by clause, previewed, published for good."""

from __future__ import annotations

from dataclasses import replace

import pytest
from services_example import CONTRACT, empty_house, house_with_contract

from core.errors import ConflictError, NotAllowedError, NotFoundError, RefusedError, WrongInputError
from core.text import LANGS
from services.contracts import contract_drafts as served
from services.contracts import contracts
from services.contracts.contract_templates import Start, template
from services.contracts.draft_edits import (
    clause_of,
    deduction_of,
    with_clause,
    with_deduction,
    with_head,
    with_new_clause,
    without_clause,
)
from sla.catalogue.ready_made import READY_MADE
from sla.load import catalogue, load_contracts

EARLY = {"from": "2025-01-01"}
UNEVEN = {"weighted": "true", "full_mark": "120"}


@pytest.fixture
def cast(data_folder, database_url):
    cast = house_with_contract(data_folder, database_url)
    yield cast
    cast.house.close()


@pytest.fixture
def draft(cast):
    return served.start_version(cast.house, cast.manager, "GOV12345", "1")


def codes(cast, body) -> set[str]:
    return {finding.code for finding in served.read_over(cast.house, cast.manager, body).findings}


def test_the_next_version_starts_as_the_last_one_is_from_the_first_of_next_month(cast, draft):
    head = draft.body["contract"]
    assert (draft.number, head["effective"], draft.based_on) == (
        "2",
        {"from": "2026-06-01", "to": "2026-12-31"},
        "1",
    )
    [before] = load_contracts(CONTRACT)[0]
    [after] = served.read_over(cast.house, cast.manager, draft.body).contracts
    assert replace(after, version="1", effective=before.effective) == before
    assert served.start_version(cast.house, cast.manager, "GOV12345", "1") == draft  # it is open already


def test_a_manager_changes_a_target_adds_a_clause_sets_points_and_money_and_publishes(cast, draft):
    body = with_clause(draft.body, "SL", {"target": "92", "weight": "30", "owner": "运营经理"})
    body, code = with_new_clause(body, "CSAT")
    step = {"method": "step", "unit": "1", "deduct": "2", "partial": "ceil"}
    body = with_clause(body, code, {"target": "95", "weight": "10", "score": step, "owner": "客服主管"})
    body = with_head(body, {}, {"fee": {"kind": "monthly", "amount": "100000"}, "cap_share": "0.2"})
    body = with_deduction(body, code, {"basis": "gap", "unit": "1", "share": "0.02"})
    saved = served.save(cast.house, cast.manager, draft.id, draft.version, body)
    assert served.publish(cast.house, cast.manager, draft.id, saved.version) == ("GOV12345",)
    kept = contracts.version_of(cast.house, cast.viewer, "GOV12345", "2")
    assert (kept.clause("SL").target, kept.clause("SL").weight, kept.clause("CSAT").weight) == (92, 30, 10)
    assert [each.clause for each in kept.settlement.deductions] == ["CSAT"]
    assert contracts.version_of(cast.house, cast.viewer, "GOV12345", "1").clause("SL").target == 90
    assert served.drafts(cast.house, cast.manager) == []
    with pytest.raises(ConflictError, match="draft_over"):
        served.save(cast.house, cast.manager, draft.id, saved.version + 1, body)
    with pytest.raises(ConflictError, match="draft_over"):
        served.take_back(cast.house, cast.manager, draft.id)


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (lambda body: with_clause(body, "SL", {"target": None}), "contract_no_target"),
        (lambda body: with_clause(body, "SL", {"target": "ninety"}), "contract_bad_number"),
        (lambda body: with_head(body, {"version": "1"}, None), "contract_version_taken"),
        (lambda body: with_head(body, {"effective": EARLY}, None), "contract_versions_overlap"),
        (lambda body: with_new_clause(body, "CSAT")[0], "contract_no_target"),
        (lambda body: {**body, "clauses": []}, "contract_no_clause"),
        (lambda body: with_head(body, UNEVEN, None), "contract_weights_refused"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_keeps_it_from_being_published(cast, draft, edit, code):
    body = edit(draft.body)
    assert code in codes(cast, body)
    saved = served.save(cast.house, cast.manager, draft.id, draft.version, body)  # saved all the same
    with pytest.raises(RefusedError) as refused:
        served.publish(cast.house, cast.manager, draft.id, saved.version)
    assert code in {finding.code for finding in refused.value.findings}
    assert all(finding.sentence(lang) for finding in refused.value.findings for lang in LANGS)
    assert [each.id for each in served.drafts(cast.house, cast.manager)] == [draft.id]
    assert len(contracts.contracts(cast.house, cast.manager)[0].versions) == 1


def test_trouble_in_a_clause_names_the_clause(cast, draft):
    body = with_clause(draft.body, "SL", {"target": None})
    found = served.read_over(cast.house, cast.manager, body).findings
    assert {finding.place.in_("zh") for finding in found if finding.code == "contract_no_target"} == {"SL"}


def test_two_people_change_one_draft_and_nothing_is_lost(cast, draft):
    served.save(
        cast.house, cast.manager, draft.id, draft.version, with_clause(draft.body, "SL", {"target": "91"})
    )
    with pytest.raises(ConflictError):
        served.save(cast.house, cast.manager, draft.id, draft.version, draft.body)
    with pytest.raises(ConflictError):
        served.publish(cast.house, cast.manager, draft.id, draft.version)
    assert clause_of(served.draft(cast.house, cast.manager, draft.id).body, "SL")["target"] == "91"


def test_what_was_thrown_away_comes_back(cast, draft):
    served.discard(cast.house, cast.manager, draft.id)
    assert served.drafts(cast.house, cast.manager) == []
    served.take_back(cast.house, cast.manager, draft.id)
    assert [each.body for each in served.drafts(cast.house, cast.manager)] == [draft.body]
    assert cast.journal()[-2:] == ["draft_started", "draft_discarded"]


def test_only_who_may_manage_writes_contracts(cast, draft):
    for who in (cast.viewer, cast.auditor, cast.approver):
        with pytest.raises(NotAllowedError):
            served.drafts(cast.house, who)
        with pytest.raises(NotAllowedError):
            served.publish(cast.house, who, draft.id, draft.version)


@pytest.mark.parametrize("name", list(READY_MADE))
def test_a_ready_made_contract_needs_only_its_price(data_folder, database_url, name):
    cast = empty_house(data_folder, database_url)
    draft = served.start_ready_made(cast.house, cast.manager, name)
    assert draft.body["contract"]["effective"] == {"from": "2026-06-01", "to": "2027-05-31"}
    assert codes(cast, draft.body) == {"contract_fee_zero"}
    body = with_head(draft.body, {}, {"fee": {"amount": "1000"}})
    assert codes(cast, body) == set()
    saved = served.save(cast.house, cast.manager, draft.id, draft.version, body)
    published = served.publish(cast.house, cast.manager, draft.id, saved.version)
    assert len(published) == (3 if name == "ranking" else 1)
    cast.house.close()


@pytest.mark.parametrize("form", ["yaml", "xlsx"])
@pytest.mark.parametrize("lang", LANGS)
def test_a_draft_goes_out_as_a_file_and_comes_in_again(cast, draft, form, lang):
    body, _ = with_new_clause(with_clause(draft.body, "SL", {"target": "92.5"}), "FCR")
    body = with_clause(body, "FCR", {"target": "80"})
    saved = served.save(cast.house, cast.manager, draft.id, draft.version, body)
    name, data = served.as_file(cast.house, cast.manager, lang, draft.id, form)
    assert name == f"GOV12345-2.{form}"
    again = served.replace_by_file(cast.house, cast.manager, draft.id, saved.version, data, name)
    before, after = (
        served.read_over(cast.house, cast.manager, each).contracts for each in (saved.body, again.body)
    )
    assert before == after != ()


def test_the_app_s_own_template_starts_a_draft_and_what_is_no_contract_is_refused(cast):
    name, data = template(cast.house, cast.manager, "zh", Start.BANK)
    draft = served.start_file(cast.house, cast.manager, data, name)
    assert (draft.contract, len(draft.body["clauses"])) == ("BANK-2026", 12)
    for file, trouble in (
        (b"\xff\xfe\x00", WrongInputError),
        (b"- 1\n- 2", WrongInputError),
        (b"contract: [", RefusedError),
    ):
        with pytest.raises(trouble):
            served.start_file(cast.house, cast.manager, file, "x.yaml")


def test_every_indicator_of_the_catalogue_can_be_added_and_given_a_target(cast, draft):
    for indicator in catalogue():
        body, code = with_new_clause({**draft.body, "clauses": []}, indicator)
        band = clause_of(body, code)["comparison"] == "between"
        body = with_clause(body, code, {"target": ["1", "2"] if band else "90", "owner": "运营经理"})
        found = served.read_over(cast.house, cast.manager, body)
        assert [each.code for each in found.contracts[0].clauses] == [indicator], found.findings


def test_an_indicator_is_added_twice_under_two_codes_and_a_clause_goes_with_its_money(cast, draft):
    body, first = with_new_clause(draft.body, "CSAT")
    body, second = with_new_clause(body, "CSAT")
    assert (first, second) == ("CSAT", "CSAT-2")
    with pytest.raises(NotFoundError):
        with_deduction(body, "CSAT", {"basis": "miss", "share": "0.01"})
    body = with_head(body, {}, {"fee": {"kind": "monthly", "amount": "1"}})
    body = with_deduction(body, "CSAT", {"basis": "miss", "share": "0.01"})
    assert deduction_of(body, "CSAT")["share"] == "0.01"
    assert "deductions" not in without_clause(body, "CSAT")["settlement"]
    with pytest.raises(NotFoundError):
        with_new_clause(body, "NOTHING")
