"""Batches replace their own key inside their coverage and nothing else; withdrawal restores."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from lake_facts import LI, MAY, commit, draft, imported, month, staged, withdraw

from core.batch import Dataset, Grain, Role, Source
from core.errors import DecisionNeeded, IllegalTransitionError, StaleBatchError
from core.period import Period
from core.text import Text
from importers.columnar.coded import coded
from store.database import Database
from store.lake.commit import apply_commit, prepare_commit
from store.lake.lake import Lake
from store.lake.stage import current_rows
from store.lake.verify import orphans, sweep, verify
from store.records import BatchState, LakeState


@pytest.fixture(autouse=True, params=["rows put aside together", "months put aside ready"])
def put_aside_as(request, monkeypatch) -> None:
    """Small batches are put aside as rows, large ones as the files of their months: all else is the same."""
    if request.param == "months put aside ready":
        monkeypatch.setattr("store.lake.stage.MANY_ROWS", 1)


@pytest.fixture
def lake(data_folder) -> Lake:
    return Lake(data_folder)


def day(number: int, offered: int | None = 100, answered: int | None = 95, **more) -> dict:
    return {"on": date(2025, 4, number), "offered": offered, "answered": answered, **more}


def days_of(rows: list[tuple]) -> list[tuple[int, int]]:
    return [(row[0], row[3]) for row in rows]


WHOLE_APRIL = {"on": date(2025, 4, 1), "days": 30, "offered": 3000, "answered": 2850}


def test_a_staged_batch_is_not_visible(database: Database, lake: Lake) -> None:
    staged(database, lake, draft([day(1)]))
    assert month(database, lake) == []
    with database.read() as uow:
        assert uow.settings.data_version() == 0


def test_a_committed_batch_is_visible_with_its_role_and_batch(database: Database, lake: Lake) -> None:
    (batch_id,) = imported(database, lake, draft([day(1), day(2)]))
    assert month(database, lake) == [
        (20250401, "day", "facts", 100, 95),
        (20250402, "day", "facts", 100, 95),
    ]
    with database.read() as uow:
        batch = uow.batches.get(batch_id)
        (file,) = uow.lake_files.current()
        assert (batch.state, batch.commit_order, batch.committed_by) == (BatchState.COMMITTED, 1, "李静")
        assert file.path == f"lake/traffic/vendor=YUNDA/month=2025-04/{batch_id}.parquet"
        assert file.batches == {batch_id: 2}
        assert uow.settings.data_version() == 1
        assert verify(uow, lake) == []


def test_a_figure_nobody_reported_stays_null(database: Database, lake: Lake) -> None:
    imported(database, lake, draft([day(1, answered=None)]))
    assert month(database, lake) == [(20250401, "day", "facts", 100, None)]


def test_a_correction_replaces_only_the_days_it_covers(database: Database, lake: Lake) -> None:
    imported(database, lake, draft([day(n) for n in (1, 2, 3)]))
    second_only = Period(date(2025, 4, 2), date(2025, 4, 3))
    imported(database, lake, draft([day(2, 77)], second_only))
    assert days_of(month(database, lake)) == [(20250401, 100), (20250402, 77), (20250403, 100)]


def test_a_row_no_longer_in_the_file_goes(database: Database, lake: Lake) -> None:
    imported(database, lake, draft([day(1), day(2)]))
    imported(database, lake, draft([day(1)]))
    assert days_of(month(database, lake)) == [(20250401, 100)]


def test_a_correction_of_one_site_leaves_the_other(database: Database, lake: Lake) -> None:
    imported(database, lake, draft([day(1, site="S1"), day(1, site="S2")]))
    only_s1 = frozenset({("S1", None, None, None, None)})
    imported(database, lake, draft([day(1, 55, site="S1")], scopes=only_s1))
    assert sorted(days_of(month(database, lake))) == [(20250401, 55), (20250401, 100)]


@pytest.mark.parametrize(
    "other",
    [
        {"project": "P2"},
        {"source": Source.CLIENT},
        {"dataset": Dataset.CHAT},
        {"vendor": "HUAXIN"},
    ],
    ids=str,
)
def test_another_key_stands_beside_it(database: Database, lake: Lake, other: dict) -> None:
    imported(database, lake, draft([day(1)], project="P1"))
    imported(database, lake, draft([day(1, 7)], **{"project": "P1", **other}))
    vendors = {"YUNDA", other.get("vendor", "YUNDA")}
    every = [row for vendor in sorted(vendors) for row in month(database, lake, vendor=vendor)]
    assert sorted(days_of(every)) == [(20250401, 7), (20250401, 100)]


def test_a_26_to_25_month_writes_two_files_and_reads_back(database: Database, lake: Lake) -> None:
    settlement = Period(date(2025, 4, 26), date(2025, 5, 26))
    may = {"on": date(2025, 5, 25), "offered": 9, "answered": 9}
    imported(database, lake, draft([day(26), may], settlement))
    assert days_of(month(database, lake)) == [(20250426, 100)]
    assert days_of(month(database, lake, "2025-05")) == [(20250525, 9)]


def test_all_vendors_of_a_file_commit_together_or_not_at_all(database: Database, lake: Lake) -> None:
    ids = staged(database, lake, draft([day(1)]), draft([day(1)], vendor="HUAXIN"))
    with database.read() as uow:
        plan = prepare_commit(uow, lake, ids)
    with database.write(LI) as uow:
        apply_commit(uow, lake, plan)  # and then the process dies: no commit
    assert month(database, lake) == month(database, lake, vendor="HUAXIN") == []
    commit(database, lake, ids)
    assert month(database, lake) and month(database, lake, vendor="HUAXIN")


def test_files_of_a_commit_that_died_are_swept_and_the_rest_is_well(database: Database, lake: Lake) -> None:
    imported(database, lake, draft([day(1)]))
    ids = staged(database, lake, draft([day(1, 50)]))
    with database.read() as uow:
        plan = prepare_commit(uow, lake, ids)
    with database.write(LI) as uow:
        apply_commit(uow, lake, plan)
    with database.write(LI) as uow:
        assert orphans(uow, lake) == [f"lake/traffic/vendor=YUNDA/month=2025-04/{ids[0]}.parquet"]
        assert [finding.code for finding in sweep(uow, lake)] == ["lake_file_orphan"]
        assert orphans(uow, lake) == [] and verify(uow, lake) == []
    assert days_of(month(database, lake)) == [(20250401, 100)]


def test_a_batch_whose_key_changed_since_the_preview_is_stale(database: Database, lake: Lake) -> None:
    late = staged(database, lake, draft([day(1, 50)]))
    imported(database, lake, draft([day(1)]))
    with pytest.raises(StaleBatchError) as refused:
        commit(database, lake, late)
    assert "2025-04-01" in refused.value.findings[0].sentence("zh")
    assert days_of(month(database, lake)) == [(20250401, 100)]


def test_it_is_stale_too_when_the_other_commit_comes_between_preparing_and_applying(
    database: Database, lake: Lake
) -> None:
    first, second = staged(database, lake, draft([day(1)])), staged(database, lake, draft([day(1, 50)]))
    with database.read() as uow:
        plan = prepare_commit(uow, lake, second)
    commit(database, lake, first)
    with database.write(LI) as uow, pytest.raises(StaleBatchError):
        apply_commit(uow, lake, plan)


def test_another_project_committed_in_between_is_kept(database: Database, lake: Lake) -> None:
    """The month file is shared, the keys are not: nothing is stale and nothing is lost."""
    first = staged(database, lake, draft([day(1)], project="P1"))
    second = staged(database, lake, draft([day(1, 50)], project="P2"))
    with database.read() as uow:
        plan = prepare_commit(uow, lake, second)
    commit(database, lake, first)
    with database.write(LI) as uow:
        apply_commit(uow, lake, plan)
        uow.commit()
    assert sorted(days_of(month(database, lake))) == [(20250401, 50), (20250401, 100)]


def test_a_batch_commits_once(database: Database, lake: Lake) -> None:
    ids = imported(database, lake, draft([day(1)]))
    with pytest.raises(IllegalTransitionError):
        commit(database, lake, ids)


def test_a_monthly_file_that_meets_daily_facts_asks(database: Database, lake: Lake) -> None:
    imported(database, lake, draft([day(1), day(2)]))
    ids = staged(database, lake, draft([WHOLE_APRIL], grain=Grain.MONTH))
    with pytest.raises(DecisionNeeded) as asked:
        commit(database, lake, ids)
    (finding,) = asked.value.findings
    assert finding.facts["other"] == [Text("按日", "daily")]
    assert finding.facts["choices"] == ["facts", "check"]
    assert len(month(database, lake)) == 2


@pytest.mark.parametrize(
    ("decision", "feeding"),
    [
        (Role.CHECK, {"day": "facts", "month": "check"}),
        (Role.FACTS, {"day": "check", "month": "facts"}),
    ],
)
def test_what_was_decided_feeds_the_sums_and_the_other_checks_them(
    database: Database, lake: Lake, decision: Role, feeding: dict
) -> None:
    imported(database, lake, draft([day(1), day(2)]))
    imported(database, lake, draft([WHOLE_APRIL], grain=Grain.MONTH), decision=decision)
    assert {row[1]: row[2] for row in month(database, lake)} == feeding


def test_daily_facts_for_part_of_a_month_demote_the_monthly_row(database: Database, lake: Lake) -> None:
    imported(database, lake, draft([WHOLE_APRIL], grain=Grain.MONTH))
    first_days = Period(date(2025, 4, 1), date(2025, 4, 3))
    imported(database, lake, draft([day(1), day(2)], first_days), decision=Role.FACTS)
    assert [row[2] for row in month(database, lake) if row[1] == "month"] == ["check"]


def test_a_settlement_month_row_is_met_from_the_month_it_reaches_into(database: Database, lake: Lake) -> None:
    """The row begins on 26 March and stands in March's file; daily figures of April meet it there."""
    settlement = Period(date(2025, 3, 26), date(2025, 4, 26))
    row = {"on": date(2025, 3, 26), "days": 31, "offered": 3000, "answered": 2900}
    imported(database, lake, draft([row], settlement, grain=Grain.MONTH))
    ids = staged(database, lake, draft([day(1)]))
    with pytest.raises(DecisionNeeded):
        commit(database, lake, ids)
    commit(database, lake, ids, Role.FACTS)
    assert [r[2] for r in month(database, lake, "2025-03")] == ["check"]


def test_two_grains_that_share_no_count_do_not_meet(database: Database, lake: Lake) -> None:
    imported(database, lake, draft([day(1)]))
    monthly = {"on": date(2025, 4, 1), "days": 30, "satisfied": 900}
    imported(database, lake, draft([monthly], grain=Grain.MONTH, measures=("satisfied",)))
    assert {row[2] for row in month(database, lake)} == {"facts"}


def test_daily_and_monthly_sheets_of_one_file_are_told_apart_without_asking(
    database: Database, lake: Lake
) -> None:
    imported(database, lake, draft([WHOLE_APRIL], grain=Grain.MONTH), draft([day(1)]))
    assert {row[1]: row[2] for row in month(database, lake)} == {"day": "facts", "month": "check"}


def test_withdrawing_the_last_batch_restores_the_former_rows(database: Database, lake: Lake) -> None:
    imported(database, lake, draft([day(1), day(2)]))
    before = month(database, lake)
    ids = imported(database, lake, draft([day(1, 11)]))
    withdraw(database, lake, ids)
    assert month(database, lake) == before
    with database.read() as uow:
        batch = uow.batches.get(ids[0])
        assert (batch.state, batch.withdrawn_reason) == (BatchState.WITHDRAWN, "外包商撤回")
        assert [c.to_state for c in uow.journal.states_of("batch", batch.id)] == ["committed", "withdrawn"]
        assert len(uow.lake_files.all(state=LakeState.FORMER)) == 2
        assert verify(uow, lake) == []


def test_withdrawing_an_earlier_batch_keeps_what_came_after(database: Database, lake: Lake) -> None:
    first = imported(database, lake, draft([day(1), day(2)]))
    second_only = Period(date(2025, 4, 2), date(2025, 4, 3))
    imported(database, lake, draft([day(2, 77)], second_only))
    withdraw(database, lake, first)
    assert days_of(month(database, lake)) == [(20250402, 77)]


def test_withdrawing_the_daily_facts_gives_the_monthly_row_its_role_back(
    database: Database, lake: Lake
) -> None:
    imported(database, lake, draft([WHOLE_APRIL], grain=Grain.MONTH))
    daily = imported(database, lake, draft([day(1)]), decision=Role.FACTS)
    withdraw(database, lake, daily)
    assert month(database, lake) == [(20250401, "month", "facts", 3000, 2850)]


def test_withdrawing_everything_leaves_no_file_and_the_same_file_comes_in_again(
    database: Database, lake: Lake
) -> None:
    one = draft([day(1)])
    ids = imported(database, lake, one)
    with database.read() as uow:
        file = uow.files.newest()[0]
        asked = {"vendor_choice": None, "period_choice": None, "layout_version": "1"}
        assert [b.id for b in uow.batches.same_file(file.sha256, **asked)] == ids
        assert [b.id for b in uow.batches.same_content(one.key, one.content_hash)] == ids
    withdraw(database, lake, ids)
    with database.read() as uow:
        assert uow.lake_files.current() == []
        assert uow.batches.same_file(file.sha256, **asked) == []
        assert uow.batches.same_content(one.key, one.content_hash) == []
    imported(database, lake, one)
    assert days_of(month(database, lake)) == [(20250401, 100)]


def test_withdrawing_one_of_two_projects_leaves_the_other(database: Database, lake: Lake) -> None:
    both = imported(database, lake, draft([day(1)], project="P1"), draft([day(1, 5)], project="P2"))
    withdraw(database, lake, [both[0]])
    assert days_of(month(database, lake)) == [(20250401, 5)]


def test_content_that_was_superseded_since_is_no_no_op(database: Database, lake: Lake) -> None:
    """First version, correction, first version again: the third changes the figures back."""
    first = draft([day(1)])
    imported(database, lake, first)
    imported(database, lake, draft([day(1, 50)]))
    with database.read() as uow:
        assert uow.batches.same_content(first.key, first.content_hash) == []


def test_the_preview_compares_with_rows_of_the_same_key_only(database: Database, lake: Lake) -> None:
    one = draft([day(1)], project="P1")
    imported(database, lake, one, draft([day(1, 5)], project="P2"))
    with database.read() as uow:
        assert current_rows(uow, lake, one.key, one.coverage)["offered"].to_list() == [100]
        assert current_rows(uow, lake, draft([], MAY).key, draft([], MAY).coverage) is None


def test_days_without_a_row_beside_rejected_rows_are_gaps(database: Database, lake: Lake) -> None:
    (batch_id,) = imported(
        database, lake, draft([day(1)], Period(date(2025, 4, 1), date(2025, 4, 3)), rejected=("row 4",))
    )
    with database.read() as uow:
        assert uow.batches.get(batch_id).gaps == ("2025-04-02",)
        assert uow.batches.get(batch_id).days() == frozenset({date(2025, 4, 1)})


def test_doctor_sees_a_missing_and_a_changed_file(sqlite_database: Database, lake: Lake) -> None:
    imported(sqlite_database, lake, draft([day(1)]), draft([day(1)], vendor="HUAXIN"))
    with sqlite_database.read() as uow:
        one, two = uow.lake_files.current()
        lake.path(one.path).write_bytes(b"?")
        lake.path(two.path).unlink()
        assert {f.code for f in verify(uow, lake)} == {"lake_file_changed", "lake_file_missing"}


def coded_draft(rows: list[dict]):
    """Facts whose texts are kept as codes, as those of a large text are."""
    made = draft(rows, Period(date(2025, 4, 1), date(2025, 6, 1)))
    texts = [name for name, dtype in made.frame.schema.items() if dtype == pl.String]
    return replace(made, frame=made.frame.with_columns(coded(made.frame[name]) for name in texts))


def test_months_put_aside_ready_become_the_months_and_are_whole_until_then(database, lake, monkeypatch):
    monkeypatch.setattr("store.lake.stage.MANY_ROWS", 1)
    rows = [day(2, 7), day(1, 5), {**day(1, 9), "on": date(2025, 5, 1)}]
    (key,) = staged(database, lake, coded_draft(rows))
    waiting = sorted(path.name for path in (lake.folder / "tmp" / "staged").iterdir())
    assert waiting == [f"{key}.2025-04.parquet", f"{key}.2025-05.parquet"]
    assert sorted(lake.staged(key)["offered"]) == [5, 7, 9]
    with database.read() as uow:
        plan = prepare_commit(uow, lake, [key])
    # Until the commit is done, what was staged stays: a crash here leaves all of it.
    assert sorted(path.name for path in (lake.folder / "tmp" / "staged").iterdir()) == waiting
    with database.write(LI) as uow:
        apply_commit(uow, lake, plan)
        uow.commit()
    assert list((lake.folder / "tmp" / "staged").iterdir()) == []
    assert days_of(month(database, lake)) == [(20250401, 5), (20250402, 7)]
    assert days_of(month(database, lake, "2025-05")) == [(20250501, 9)]
    (file,) = [each for each in (lake.folder / "lake").rglob("*.parquet") if "2025-04" in str(each)]
    assert set(lake.read(str(file.relative_to(lake.folder))).dtypes) == {pl.String, pl.Int32, pl.Int64}


def test_where_no_second_name_can_be_given_a_ready_month_is_copied(database, lake, monkeypatch):
    monkeypatch.setattr("store.lake.stage.MANY_ROWS", 1)
    monkeypatch.setattr("os.link", _refused)
    imported(database, lake, coded_draft([day(1, 5)]))
    assert days_of(month(database, lake)) == [(20250401, 5)]
    with database.read() as uow:
        assert verify(uow, lake) == []


def _refused(*_paths: object) -> None:
    raise PermissionError("this file system has no second names")
