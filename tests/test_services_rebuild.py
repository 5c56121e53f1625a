"""A closed month is judged again from its own files to the same figures, whatever came after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from core.batch import Source
from core.errors import WrongInputError
from core.month import MonthState
from core.period import MonthRule
from core.text import Text
from importers.draft import Choice
from services.contracts.contracts import load_contract
from services.judging import assess_month, judging, rebuild
from services.judging.assess_month import assess
from services.months.figures_hash import TOLD
from services.months.month import set_state
from services.reports.import_report import commit, stage, withdraw
from store.tables.runs import assessment_runs, scores, verdicts
from tests.services_example import CONTRACT, Cast, empty_house

APRIL, CODE = "2026-04", "GOV12345"
HEAD = "日期,职场,人工请求量,人工接通量,人工放弃量,20秒内接通量\n"
TERMS = CONTRACT.replace("indicator: SL,", "indicator: SL, variant: SL-1,")


@pytest.fixture
def cast(data_folder, database_url) -> Iterator[Cast]:
    """April reported twice, the second time for good, and closed."""
    cast = empty_house(data_folder, database_url)
    load_contract(cast.house, cast.manager, TERMS, "gov.yaml")
    reported(cast, 650)
    reported(cast, 700)
    set_state(cast.house, cast.approver, CODE, APRIL, MonthState.FINAL)
    cast.clock.at += timedelta(days=3)
    yield cast
    cast.house.close()


def reported(cast: Cast, quick: int, label: str = APRIL):
    said = Choice("YUNHE", "HOTLINE", Source.VENDOR, MonthRule().month(label))
    file = f"{HEAD}{label}-01,长沙,1000,950,50,{quick}\n".encode()
    done = commit(cast.house, cast.manager, stage(cast.house, cast.manager, "四月.csv", file, said).file.id)
    assess(cast.house, cast.manager, [label])
    cast.clock.at += timedelta(hours=1)
    return done


def test_a_closed_month_rebuilds_to_the_figures_it_was_closed_with(cast):
    found = rebuild.rebuild(cast.house, cast.viewer, CODE, APRIL)
    assert found.is_same and found.closed == found.kept == found.again
    assert (found.hindered, found.differing, found.edition) == ((), (), 1)


def test_reports_and_withdrawals_after_it_change_nothing(cast):
    """The lake moves on under a closed month: its own files are read, not those of today."""
    later = reported(cast, 940)
    found = rebuild.rebuild(cast.house, cast.viewer, CODE, APRIL)
    assert found.is_same and found.again
    withdraw(cast.house, cast.manager, later.batches[0].id, "发错")
    reported(cast, 900, "2026-05")
    assert rebuild.rebuild(cast.house, cast.viewer, CODE, APRIL).again == found.again


def test_a_corrected_edition_has_figures_of_its_own(cast):
    first = rebuild.rebuild(cast.house, cast.viewer, CODE, APRIL)
    set_state(cast.house, cast.approver, CODE, APRIL, MonthState.CORRECTED, "补报")
    with pytest.raises(WrongInputError) as refused:
        rebuild.rebuild(cast.house, cast.viewer, CODE, APRIL)
    assert refused.value.reason == "not_closed"
    reported(cast, 940)
    set_state(cast.house, cast.approver, CODE, APRIL, MonthState.FINAL)
    second = rebuild.rebuild(cast.house, cast.viewer, CODE, APRIL)
    assert second.is_same and second.edition == 2 and second.closed != first.closed


def test_a_figure_changed_behind_the_back_of_the_books_is_found(cast):
    with cast.house.database.write(cast.manager) as uow:
        changed = verdicts.update().where(verdicts.c.clause == "SL").values(value="95")
        uow.connection.execute(changed)
        uow.commit()
    found = rebuild.rebuild(cast.house, cast.viewer, CODE, APRIL)
    assert not found.is_same and found.differing == ("SL",)
    assert found.again == found.closed != found.kept


def test_a_file_that_is_gone_is_said_and_what_is_kept_still_compared(cast):
    for path in (cast.house.folder / "lake").rglob("*.parquet"):
        path.unlink()
    found = rebuild.rebuild(cast.house, cast.viewer, CODE, APRIL)
    assert found.again is None and found.is_same
    assert "1" in found.hindered[0].en


def _under_rules_nobody_has(cast):
    """As version 1 was: months judged by it before there was a release."""
    with cast.house.database.write(cast.manager) as uow:
        uow.connection.execute(assessment_runs.update().values(rules_version="1"))
        uow.commit()


def test_rules_the_program_no_longer_has_are_said_and_nothing_is_judged_by_others(cast):
    _under_rules_nobody_has(cast)
    found = rebuild.rebuild(cast.house, cast.viewer, CODE, APRIL)
    assert found.again is None and found.is_same
    (said,) = found.hindered
    assert "版本为1" in said.zh and "rules version 1" in said.en


def test_sentences_may_be_worded_anew_and_no_figure_differs(cast, monkeypatch):
    """A clause's steps are kept with its figures; what they say may be said better one day."""
    judge = rebuild.judged
    anew = Text("换一种说法", "Said better")
    monkeypatch.setattr(
        rebuild, "judged",
        lambda *asked: [
            replace(line, judgement=replace(line.judgement, steps=(anew,))) for line in judge(*asked)
        ],
    )  # fmt: skip
    found = rebuild.rebuild(cast.house, cast.viewer, CODE, APRIL)
    assert found.is_same and found.again == found.closed and found.differing == ()


def _later_rules(cast, monkeypatch):
    """Rules of another time, which give every month 11.11."""
    _under_rules_nobody_has(cast)
    reckoned = judging.month_score
    monkeypatch.setattr(
        judging, "month_score", lambda *said: replace(reckoned(*said), total=Decimal("11.11"), receipt=())
    )


def test_a_closed_month_is_told_for_ever_as_it_was_whatever_rules_came_since(cast, monkeypatch):
    before = assess_month.current(cast.house, cast.viewer, CODE, APRIL)
    _later_rules(cast, monkeypatch)
    after = assess_month.current(cast.house, cast.viewer, CODE, APRIL)
    assert before.score.total != Decimal("11.11")
    assert (after.score, after.settled) == (before.score, before.settled)


def test_of_a_month_closed_before_all_was_kept_at_least_total_and_amount_stay(cast, monkeypatch):
    before = assess_month.current(cast.house, cast.viewer, CODE, APRIL)
    with cast.house.database.write(cast.manager) as uow:
        for id, detail in uow.connection.execute(select(scores.c.id, scores.c.detail)).all():
            bare = {key: value for key, value in detail.items() if key != TOLD}
            uow.connection.execute(scores.update().where(scores.c.id == id).values(detail=bare))
        uow.commit()
    _later_rules(cast, monkeypatch)
    after = assess_month.current(cast.house, cast.viewer, CODE, APRIL)
    assert after.score.total == before.score.total
    (said,) = after.score.receipt
    assert "现行规则重算" in said.zh and "rules of today" in said.en


def test_it_is_refused_to_whoever_may_not_see_the_vendor(cast):
    stranger = replace(cast.viewer, vendors=frozenset({"OTHER"}))
    with pytest.raises(Exception) as refused:
        rebuild.rebuild(cast.house, stranger, CODE, APRIL)
    assert type(refused.value).__name__ == "NotFoundError"
