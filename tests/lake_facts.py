"""Short ways to make facts, drafts and commits for the lake's tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import polars as pl

from core.batch import BatchKey, Coverage, Dataset, Grain, Role, Source
from core.canonical import content_hash
from core.facts import ALL_COLUMNS, COMMIT_COLUMNS, TEXT_COLUMNS, day_number
from core.period import Period, calendar_month
from core.principal import Principal
from core.principal import Role as PersonRole
from core.scope import Scope
from core.text import Text
from store.database import Database
from store.lake.commit import apply_commit, apply_withdrawal, prepare_commit, prepare_withdrawal
from store.lake.cube import Bit
from store.lake.lake import Lake
from store.lake.rows import day_lines
from store.lake.stage import Reader, put_aside, stage
from store.lake.whole_rows import whole_days
from store.records import BatchRecord, ReceivedFileRecord, VendorRecord
from store.unit_of_work import UnitOfWork

LI = Principal("01LI", "李静", PersonRole.MANAGER)
APRIL = calendar_month(2025, 4)
MAY = calendar_month(2025, 5)


@dataclass(frozen=True)
class Draft:
    """The fields of importers.draft.Draft that the store reads."""

    key: BatchKey
    coverage: Coverage
    frame: pl.DataFrame
    measures: tuple[str, ...]
    offsets: dict = field(default_factory=dict)
    rejected: tuple = ()
    content_hash: str = ""
    derived: frozenset[str] = frozenset()
    asserted: tuple = ()
    repairs: str | None = None


def facts(rows: list[dict], measures: tuple[str, ...] = ("offered", "answered")) -> pl.DataFrame:
    """A frame as importers make it, from {column: value} rows; `on` is the first day, `days` how many."""
    names = [name for name in ALL_COLUMNS if name not in COMMIT_COLUMNS]
    schema = {name: pl.String if name in TEXT_COLUMNS else pl.Int32 for name in names}
    schema |= dict.fromkeys(measures, pl.Int64)
    whole = [_fact(i, row) for i, row in enumerate(rows, start=3)]
    return pl.DataFrame([{n: row.get(n) for n in schema} for row in whole], schema=schema)


def draft(
    rows: list[dict],
    period: Period = APRIL,
    *,
    grain: Grain = Grain.DAY,
    vendor: str = "YUNDA",
    project: str | None = None,
    source: Source = Source.VENDOR,
    dataset: Dataset = Dataset.TRAFFIC,
    scopes: frozenset = frozenset(),
    measures: tuple[str, ...] = ("offered", "answered"),
    rejected: tuple = (),
) -> Draft:
    """What a file says of one key."""
    marked = [{"vendor": vendor, "project": project, "grain": grain.value, **row} for row in rows]
    key = BatchKey(vendor, project, dataset, source, grain)
    hashed = content_hash([{k: str(v) for k, v in row.items()} for row in marked])
    return Draft(
        key,
        Coverage(period, scopes),
        facts(marked, measures),
        measures,
        {"日报": {"offered": "C", "answered": "D"}},
        rejected,
        hashed,
    )


def staged(database: Database, lake: Lake, *drafts: Draft, name: str = "四月日报.xlsx") -> list[str]:
    """The drafts of one received file, staged; gives the batch keys."""
    ids = [put_aside(lake, each) for each in drafts]
    with database.write(LI) as uow:
        _vendors(uow, {each.key.vendor for each in drafts})
        file = uow.files.add(
            ReceivedFileRecord(
                sha256=content_hash([each.content_hash for each in drafts]),
                name=name,
                size=1,
                received_at=uow.now,
                received_by="李静",
            )
        )
        for batch_id, each in zip(ids, drafts, strict=True):
            counts = {"new": each.frame.height, "rejected": len(each.rejected)}
            stage(uow, batch_id, file.id, each, Reader("generic", "1"), counts=counts, by="李静")
        uow.commit()
    return ids


def commit(database: Database, lake: Lake, ids: list[str], decision: Role | None = None) -> list[BatchRecord]:
    """Commit staged batches as a service does."""
    with database.read() as uow:
        plan = prepare_commit(uow, lake, ids, decision)
    with database.write(LI) as uow:
        committed = apply_commit(uow, lake, plan)
        uow.commit()
    return committed


def imported(database: Database, lake: Lake, *drafts: Draft, decision: Role | None = None) -> list[str]:
    """Stage and commit in one go."""
    ids = staged(database, lake, *drafts)
    commit(database, lake, ids, decision)
    return ids


def withdraw(database: Database, lake: Lake, ids: list[str], why: str = "外包商撤回") -> None:
    """Withdraw live batches as a service does."""
    with database.read() as uow:
        plan = prepare_withdrawal(uow, lake, ids)
    with database.write(LI) as uow:
        apply_withdrawal(uow, lake, plan, why)
        uow.commit()


def month(
    database: Database, lake: Lake, label: str = "2025-04", vendor: str = "YUNDA", **where
) -> list[tuple]:
    """(day, grain, role, offered, answered) of every row the month holds now."""
    with database.read() as uow:
        files = uow.lake_files.current([vendor], months=[label], **where)
        frames = [lake.read(file.path) for file in files]
    rows = pl.concat(frames, how="diagonal") if frames else None
    return [] if rows is None else rows.select("day", "grain", "role", "offered", "answered").rows()


def _vendors(uow, codes: set[str]) -> None:
    known = {vendor.code for vendor in uow.directory.all_vendors()}
    for code in sorted(codes - known):
        uow.directory.vendors.add(VendorRecord(code=code, name=Text(code, code), created_at=uow.now))


def _fact(number: int, row: dict) -> dict:
    on: date = row["on"]
    after = on + timedelta(days=row.get("days", 1))
    slot = row.get("slot")
    return {
        "day": day_number(on),
        "day_end": day_number(after),
        "ym": on.year * 100 + on.month,
        "hour": None if slot is None else slot // 60,
        "weekday": on.isoweekday(),
        "sheet": "日报",
        "row": number,
        "orientation": "row",
        **row,
    }


def day_sums(uow: UnitOfWork, lake: Lake, scope: Scope, names: list[str], bit: Bit | None = None):
    """Day → what the vendor reported in April, as indicators of these counts sum it."""
    return whole_days(day_lines(uow, lake, Source.VENDOR, scope, APRIL, names, bit), names)
