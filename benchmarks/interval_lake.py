"""Ten vendors' half hours over two years, the same in every run, brought in by the lake's own commit.

10 vendors × 3 sites × 10 queues × 730 days × 46 half hours = 10,074,000 rows with 18 base counts, and one
contract with sixty clauses for each vendor: 15 indicators, each over all contacts, over voice, in business
hours and in the weekday peak.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.side_by_side import timed
from core.batch import BatchKey, Coverage, Dataset, Grain, Source
from core.facts import ALL_COLUMNS, COMMIT_COLUMNS, TEXT_COLUMNS, day_number
from core.period import Period
from core.principal import Principal, Role
from importers.draft import Draft
from services.contracts.contracts import load_contract
from services.house.bootstrap import House, open_house
from store.lake.commit import apply_commit, prepare_commit
from store.lake.stage import Reader, put_aside, stage
from store.records import ReceivedFileRecord

WHO = Principal("01BENCH", "Benchmark", Role.MANAGER)
VENDORS = tuple(f"V{i:02d}" for i in range(1, 11))
DAYS = Period(date(2022, 1, 1), date(2024, 1, 1))
MONTHS = tuple(f"{year}-{month:02d}" for year in (2022, 2023) for month in range(1, 13))
#: Half hours from 0:30 to 23:30.
SLOTS = tuple(range(30, 23 * 60 + 30, 30))
VOICE_QUEUES = 8

#: Indicator, variant, target and comparison.
INDICATORS = (
    ("SL", "SL-1", 80, ">="),
    ("SL", "SL-2", 82, ">="),
    ("ANSWER_RATE", "ANS-1", 92, ">="),
    ("ABANDON_RATE", "ABN-A", 8, "<="),
    ("ABANDON_RATE", "ABN-B", 6, "<="),
    ("ASA", "ASA-1", 15, "<="),
    ("AHT", "AHT-1", 300, "<="),
    ("ATT", "ATT-2", 240, "<="),
    ("ACW", None, 40, "<="),
    ("TRANSFER_RATE", None, 5, "<="),
    ("OCCUPANCY", "OCC-1", 75, ">="),
    ("FCR", "FCR-1", 80, ">="),
    ("REPEAT_RATE", None, 10, "<="),
    ("CSAT", None, 90, ">="),
    ("SURVEY_RATE", "SURVEY-1", 30, ">="),
)
#: The end of a clause's code → what narrows it.
FILTERS = {
    "ALL": "",
    "VOICE": ", scope: {channel: VOICE}",
    "OPEN": ", hours: [9, 18], weekdays: [1, 2, 3, 4, 5]",
    "PEAK": ", hours: [10, 12], weekdays: [1, 2, 3, 4, 5]",
}


def open_lake(folder: Path) -> House:
    """The house with all of it; made on first use (some minutes), found again later."""
    house = open_house(folder)
    done = folder / "complete"
    if not done.exists():
        load_contract(house, WHO, contract_text(), "benchmark.yaml")
        for number, vendor in enumerate(VENDORS):
            taken, _ = timed(lambda vendor=vendor, number=number: bring_in(house, drafted(vendor, number)))
            print(
                f"  {vendor}: {len(DAYS_OF) * len(SLOTS) * 30:,} rows committed in {taken:.1f} s", flush=True
            )
        done.touch()
    return house


def contract_text() -> str:
    """The contract file of all vendors."""
    vendors = ", ".join(f"{{code: {v}, name: {{zh: {v}, en: {v}}}}}" for v in VENDORS)
    lines = [
        "contract:",
        "  code: SIXTY",
        "  version: '1'",
        "  name: {zh: 六十项指标, en: Sixty clauses}",
        "  effective: {from: 2022-01-01, to: 2024-12-31}",
        f"  vendors: [{vendors}]",
        "clauses:",
        *_clauses(),
    ]
    return "\n".join(lines)


def bring_in(house: House, draft: Draft) -> None:
    """Stage and commit one draft as the import does, without judging anything."""
    batch = put_aside(house.lake, draft)
    with house.database.write(WHO) as uow:
        file = uow.files.add(
            ReceivedFileRecord(
                sha256=draft.content_hash,
                name="half_hours",
                size=1,
                received_at=uow.now,
                received_by=WHO.name,
            )
        )
        counts = {"new": draft.frame.height}
        stage(uow, batch, file.id, draft, Reader("benchmark", "1"), counts=counts, by=WHO.name)
        uow.commit()
    with house.database.read() as uow:
        plan = prepare_commit(uow, house.lake, [batch])
    with house.database.write(WHO) as uow:
        apply_commit(uow, house.lake, plan)
        uow.commit()


def drafted(vendor: str, number: int) -> Draft:
    """Two years of one vendor's half hours."""
    frame = _grid(vendor).with_columns(**_counts(number, len(DAYS_OF) * len(SLOTS) * 30))
    return draft_of(vendor, frame, DAYS, f"{vendor}-two-years")


def draft_of(vendor: str, frame: pl.DataFrame, days: Period, name: str) -> Draft:
    """A draft of a vendor's own half hours."""
    key = BatchKey(vendor, None, Dataset.TRAFFIC, Source.VENDOR, Grain.INTERVAL)
    measures = tuple(name for name in frame.columns if name not in ALL_COLUMNS)
    return Draft(key, Coverage(days), frame, measures, {}, (), name)


DAYS_OF = tuple(DAYS.start + timedelta(days=i) for i in range(DAYS.days))


def _clauses() -> Iterator[str]:
    for indicator, variant, target, comparison in INDICATORS:
        for suffix, narrowed in FILTERS.items():
            code = f"{(variant or indicator).replace('-', '')}_{suffix}"
            chosen = f", variant: {variant}" if variant else ""
            yield (
                f"  - {{code: {code}, indicator: {indicator}{chosen}, target: {target}, "
                f"comparison: '{comparison}'{narrowed}}}"
            )


def _grid(vendor: str) -> pl.DataFrame:
    """Every site, queue, day and half hour, in that order, with the columns of core/facts.py."""
    places = pl.DataFrame(
        {
            "site": [f"S{site}" for site in range(1, 4) for _ in range(10)],
            "queue": [f"Q{queue:02d}" for _ in range(3) for queue in range(1, 11)],
            "channel": ["VOICE" if queue < VOICE_QUEUES else "CHAT" for _ in range(3) for queue in range(10)],
        }
    )
    days = pl.DataFrame(
        {
            "day": [day_number(day) for day in DAYS_OF],
            "day_end": [day_number(day + timedelta(days=1)) for day in DAYS_OF],
            "ym": [day.year * 100 + day.month for day in DAYS_OF],
            "weekday": [day.isoweekday() for day in DAYS_OF],
        }
    )
    slots = pl.DataFrame(
        {"slot": SLOTS, "slot_end": [s + 30 for s in SLOTS], "hour": [s // 60 for s in SLOTS]}
    )
    grid = places.join(days, how="cross").join(slots, how="cross")
    fixed = {"vendor": vendor, "grain": Grain.INTERVAL.value, "sheet": "S", "orientation": "row"}
    grid = grid.with_row_index("row", 2).with_columns(**{k: pl.lit(v) for k, v in fixed.items()})
    names = [name for name in ALL_COLUMNS if name not in COMMIT_COLUMNS]
    grid = grid.with_columns(pl.lit(None).alias(name) for name in names if name not in grid.columns)
    return grid.select(pl.col(n).cast(pl.String if n in TEXT_COLUMNS else pl.Int32) for n in names)


def _counts(seed: int, rows: int) -> dict[str, pl.Series]:
    """Base counts that agree with each other: parts are drawn from their wholes."""
    random = np.random.default_rng(seed)
    made: dict[str, np.ndarray] = {"offered": random.integers(0, 60, rows)}

    def part(name: str, whole: str, share: float) -> None:
        made[name] = (made[whole] * np.clip(random.normal(share, 0.1, rows), 0, 1)).astype(np.int64)

    part("answered", "offered", 0.92)
    made["abandoned"] = made["offered"] - made["answered"]
    part("abandoned_within_5", "abandoned", 0.3)
    part("answered_within_20", "answered", 0.85)
    part("transferred", "answered", 0.05)
    part("valid_calls", "answered", 0.95)
    part("first_contacts", "answered", 0.9)
    part("resolved_first", "first_contacts", 0.8)
    part("repeat_calls", "answered", 0.1)
    part("survey_sent", "answered", 0.8)
    part("survey_replied", "survey_sent", 0.3)
    part("satisfied", "survey_replied", 0.9)
    for name, each in (("wait_s", 14), ("talk_s", 220), ("hold_s", 20), ("wrap_s", 40), ("ready_s", 90)):
        made[name] = made["answered"] * random.integers(each // 2, each * 3 // 2, rows)
    return {name: pl.Series(values, dtype=pl.Int64) for name, values in made.items()}


if __name__ == "__main__":
    open_lake(Path(sys.argv[1])).close()
