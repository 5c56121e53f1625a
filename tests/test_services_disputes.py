"""While an objection is open: on whose figures a clause is scored, what it says, and what ends it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from core.batch import Source
from core.month import MonthState
from core.period import MonthRule
from core.tally import Flag
from core.verdict import Verdict
from importers.draft import Choice
from services.contracts.contracts import load_contract
from services.judging.assess_month import assess
from services.judging.month_result import ClauseLine
from services.months.month import set_state
from services.months.month_papers import Paper, decide_objection, enter_paper, withdraw_paper
from services.reports.import_report import commit, stage
from services.results.follow import days
from sla.contract_file.plain import contract_as_dict
from sla.load import contract_of, contract_to_yaml
from store.records import PaperKind, PaperState
from tests.services_example import CONTRACT, Cast, empty_house

APRIL, CODE = "2026-04", "GOV12345"
HEAD = "日期,人工请求量,人工接通量,人工放弃量,20秒内接通量\n"
TERMS = CONTRACT.replace("indicator: SL,", "indicator: SL, variant: SL-1,").replace(
    "  scope: {project: HOTLINE}", "  scope: {project: HOTLINE}\n  review: {days: 5}"
)
#: Two days; both sides agree on the first.
VENDOR = "2026-04-01,1000,950,50,900\n2026-04-02,1000,950,50,930\n"
CLIENT = "2026-04-01,1000,950,50,900\n2026-04-02,1000,950,50,700\n"


def terms(scored_on: str | None) -> str:
    key = f"\n  disputes: {{scored_on: {scored_on}}}" if scored_on else ""
    return TERMS.replace("review: {days: 5}", "review: {days: 5}" + key)


def bring(cast: Cast, rows: str, source: Source) -> None:
    said = Choice("YUNHE", "HOTLINE", source, MonthRule().month(APRIL))
    file = stage(cast.house, cast.manager, f"{source}.csv", (HEAD + rows).encode(), said).file
    commit(cast.house, cast.manager, file.id)


@pytest.fixture
def cast(data_folder, database_url) -> Iterator[Cast]:
    found = empty_house(data_folder, database_url)
    yield found
    found.house.close()


def month(cast: Cast, scored_on: str | None, client: str = CLIENT) -> None:
    """April has gone out: 1,830 of 2,000 within 20 s by the vendor's report, 1,600 by the client's."""
    load_contract(cast.house, cast.manager, terms(scored_on), "gov.yaml")
    bring(cast, VENDOR, Source.VENDOR)
    if client:
        bring(cast, client, Source.CLIENT)
    line(cast)
    for to in (MonthState.COMMENT, MonthState.APPEAL):
        set_state(cast.house, cast.manager, CODE, APRIL, to)


def objected(cast: Cast, day: date = date(2026, 5, 12), clauses: tuple[str, ...] = ("SL",)):
    paper = Paper(PaperKind.OBJECTION, day, "云禾 周经理", "4月2日数据与甲方不符", clauses)
    return enter_paper(cast.house, cast.manager, CODE, APRIL, paper)


def line(cast: Cast, clause: str = "SL") -> ClauseLine:
    (found,) = assess(cast.house, cast.manager, [APRIL])
    return found.line(clause)


def figure(found: ClauseLine) -> tuple[str, Verdict, bool]:
    said = found.judgement
    counts = f"{said.numerator}/{said.denominator}" if said.value is not None else "—"
    return counts, said.verdict, Flag.DISPUTED in said.flags


@pytest.mark.parametrize(
    ("scored_on", "client", "expected"),
    [
        ("client", CLIENT, ("1600/2000", Verdict.MISSED, True)),
        ("vendor", CLIENT, ("1830/2000", Verdict.MET, True)),
        ("undisputed", CLIENT, ("900/1000", Verdict.MET, True)),  # 1 April alone
        ("undisputed", CLIENT.replace("50,900", "50,899"), ("—", Verdict.EXCUSED, True)),
        ("client", "", ("1830/2000", Verdict.MET, True)),  # the client has none: said, and left as it was
        ("undisputed", "", ("—", Verdict.EXCUSED, True)),
        (None, CLIENT, ("1830/2000", Verdict.MET, False)),  # a contract that says nothing of it
    ],
)
def test_a_contested_clause_is_scored_as_the_contract_says(cast, scored_on, client, expected):
    month(cast, scored_on, client)
    assert figure(line(cast)) == ("1830/2000", Verdict.MET, False)
    kept = objected(cast)
    assert figure(line(cast)) == expected
    assert figure(line(cast, "QA"))[2] is False
    decide_objection(cast.house, cast.approver, kept.id, kept.version, PaperState.REJECTED, "以甲方系统为准")
    assert figure(line(cast)) == ("1830/2000", Verdict.MET, False)


def test_the_clause_says_on_what_it_is_scored_and_what_it_would_be(cast):
    month(cast, "client")
    objected(cast)
    found = line(cast)
    assert [step.zh for step in found.judgement.steps[:2]] == [
        "2026-05-12 的异议尚未裁定，争议期间按合同以甲方数据计",
        "不计争议时 1,830 ÷ 2,000 = 91.5%：达标",
    ]
    assert found.judgement.steps[1].en == "Without the objection 1,830 ÷ 2,000 = 91.5 %: met"
    # Its days are the client's, too, and it is scored on them.
    assert [day.numerator for day in days(cast.house, cast.viewer, CODE, APRIL, "SL")] == [900, 700]
    assert found.item is not None and found.item.earned == 0
    assert [each.source for each in found.others] == ["vendor"]


def test_an_objection_without_clauses_is_about_all_and_a_withdrawn_one_about_none(cast):
    month(cast, "client")
    kept = objected(cast, clauses=())
    assert [figure(line(cast, code))[2] for code in ("SL", "QA", "HAND")] == [True, True, True]
    withdraw_paper(cast.house, cast.manager, kept.id, kept.version, "外包商撤回")
    assert not figure(line(cast))[2]


def test_an_objection_after_the_last_day_moves_no_figure(cast):
    month(cast, "client")
    cast.clock.at = datetime(2026, 5, 21, 2, tzinfo=UTC)
    objected(cast, date(2026, 5, 20))  # the last day was the 19th
    assert figure(line(cast)) == ("1830/2000", Verdict.MET, False)


@pytest.mark.parametrize("scored_on", ["client", "vendor", "undisputed"])
def test_the_key_comes_back_as_it_was(scored_on):
    contract = contract_of(terms(scored_on))
    assert contract_of(contract_to_yaml(contract)) == contract
    assert "disputes" not in contract_as_dict(contract_of(TERMS))["contract"]


def test_nothing_said_within_the_key_means_the_clients_figures():
    assert contract_of(terms("client")) == contract_of(
        TERMS.replace("{days: 5}", "{days: 5}\n  disputes: {}")
    )
