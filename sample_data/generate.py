"""Make the sample files anew: `python -m sample_data.generate [FOLDER]`. The same seed, the same bytes.

Contracts and the JSON files under demo/ are written by hand and stay as they are.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from sample_data import plant
from sample_data.call_list import call_list
from sample_data.itinerary import write_order, write_sites
from sample_data.layouts import agent_list, daily_sheet, other_sheets
from sample_data.lists import acd_export, audit_sheets
from sample_data.own_checks import own_checks
from sample_data.people import people_lists
from sample_data.plant import Planted
from sample_data.stories import ACD_MONTHS, ANDA, HENGXIN, MONTHS, REPORTED, UNDER_WAY, YUNHE
from sample_data.tables import Table
from sample_data.writers import write_csv, write_workbook

HERE = Path(__file__).resolve().parent
_FAULTS: dict[str, Callable[[str, Sequence[Table]], list[Planted]]] = {
    "yunhe_2025-12.xlsx": plant.total_row_wrong,
    "yunhe_2026-03.xlsx": plant.printed_rate_wrong,
    "hengxin_2026-01.xlsx": plant.more_than_offered,
    "yunhe_2026-04.xlsx": plant.day_copied,
}


def generate(folder: Path) -> None:
    """Write every report, the client's own lists, rosters and exams, and the answer key into `folder`."""
    for name in ("reports", "client", "training", "demo"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    key = [*_reports(folder / "reports"), *_first_versions(folder / "reports")]
    _month_under_way(folder / "reports")
    _client_side(folder / "client")
    for name, table in people_lists():
        write_csv(folder / "training" / name, table, "utf-8-sig")
    (folder / "answer_key.yaml").write_text(_answer_key(key), encoding="utf-8", newline="\n")
    write_order(folder / "demo" / "files.csv")
    write_sites(folder / "demo" / "sites.csv")


def _reports(folder: Path) -> list[Planted]:
    """Thirteen months of three vendors; ANDA sends its daily figures as an English CSV."""
    key: list[Planted] = []
    for month in REPORTED:
        for vendor in (HENGXIN, YUNHE):
            name = f"{vendor.code.lower()}_{month}.xlsx"
            sheets = [daily_sheet(vendor, month), *other_sheets(vendor, month)]
            key += _FAULTS[name](name, sheets) if name in _FAULTS else []
            write_workbook(folder / name, sheets)
        write_csv(folder / f"anda_{month}_daily.csv", daily_sheet(ANDA, month))
        write_workbook(folder / f"anda_{month}.xlsx", other_sheets(ANDA, month))
    return key


def _first_versions(folder: Path) -> list[Planted]:
    """What three vendors sent before they were told."""
    hengxin, hengxin_key = plant.first_hengxin()
    yunhe, yunhe_key = plant.first_yunhe()
    anda, anda_key = plant.first_anda()
    write_workbook(folder / "hengxin_2026-08_first.xlsx", hengxin)
    write_workbook(folder / "yunhe_2026-02_first.xlsx", yunhe)
    write_csv(folder / "anda_2026-06_daily_first.csv", anda)
    return [*hengxin_key, *yunhe_key, *anda_key]


def _month_under_way(folder: Path) -> None:
    """The first twenty days of November: one workbook, one CSV in GB18030, one in English and a call list."""
    write_workbook(folder / f"hengxin_{UNDER_WAY}.xlsx", [daily_sheet(HENGXIN, UNDER_WAY)])
    write_csv(folder / f"yunhe_{UNDER_WAY}_daily.csv", daily_sheet(YUNHE, UNDER_WAY), "gb18030")
    write_csv(folder / f"anda_{UNDER_WAY}_daily.csv", daily_sheet(ANDA, UNDER_WAY))
    write_csv(folder / f"anda_{UNDER_WAY}_calls.csv", call_list())
    write_csv(folder / f"anda_{UNDER_WAY}_own_checks.csv", own_checks())
    write_csv(folder / f"hengxin_{UNDER_WAY}_training.csv", agent_list(HENGXIN, UNDER_WAY), "utf-8-sig")


def _client_side(folder: Path) -> None:
    for month in MONTHS:
        write_workbook(folder / f"audits_{month}.xlsx", audit_sheets(month))
    for month in ACD_MONTHS:
        write_csv(folder / f"acd_hengxin_{month}.csv", acd_export(HENGXIN, month), "utf-8-sig")


def _answer_key(key: Sequence[Planted]) -> str:
    lines = [
        "# Every fault planted in the sample reports, and where a reader must find it.",
        "# No column: the whole row. Made by sample_data/generate.py.",
    ]
    for fault in key:
        place = f"sheet: '{fault.sheet}', row: {fault.row}, column: '{fault.column}'"
        lines.append(f"- {{file: {fault.file}, code: {fault.code}, {place}}}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    generate(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
