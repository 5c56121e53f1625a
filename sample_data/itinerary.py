"""In which order the sample files arrive, and how each is imported: what the demo follows line by line."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from core.period import shifted
from sample_data.stories import ACD_MONTHS, ANDA, HENGXIN, MONTHS, REPORTED, UNDER_WAY, VENDORS, YUNHE

#: What was sent twice: the first version, and the report that replaces it.
_FIRST = {
    "hengxin_2026-08.xlsx": "hengxin_2026-08_first.xlsx",
    "yunhe_2026-02.xlsx": "yunhe_2026-02_first.xlsx",
    "anda_2026-06_daily.csv": "anda_2026-06_daily_first.csv",
}
#: The reports that did not come by the 8th, and the day they came.
_LATE = {("YUNHE", "2026-02"): 9, ("ANDA", "2026-03"): 13}


@dataclass(frozen=True)
class Arrival:
    """One file as it arrives: when, whose, and the arguments of its import."""

    received: str
    file: str
    #: Empty where the file names its vendors itself.
    vendor: str
    source: str
    period: str
    #: 'first' for a version with faults that a later file replaces.
    note: str = ""


def arrivals() -> list[Arrival]:
    """Every file, in the order received."""
    found = [arrival for month in REPORTED for arrival in (*_reports(month), *_client(month))]
    return sorted([*found, *_under_way()], key=lambda arrival: arrival.received)


def write_order(path: Path) -> None:
    """The arrivals as CSV."""
    _write(path, [field.name for field in fields(Arrival)], map(astuple, arrivals()))


def write_sites(path: Path) -> None:
    """The vendors' sites with both names, so that no file meets an unknown one."""
    rows = [(v.code, site.code, site.name, site.name_en) for v in VENDORS for site in v.sites]
    _write(path, ["vendor", "code", "zh", "en"], rows)


def _reports(month: str) -> list[Arrival]:
    made = []
    for vendor in VENDORS:
        stem = f"{vendor.code.lower()}_{month}"
        day = _LATE.get((vendor.code, month), 8)
        for name in (f"{stem}.xlsx", *([f"{stem}_daily.csv"] if vendor is ANDA else [])):
            if name in _FIRST:
                made.append(_report(_FIRST[name], vendor.code, month, 6, "first"))
            made.append(_report(name, vendor.code, month, day))
    return made


def _report(name: str, vendor: str, month: str, day: int, note: str = "") -> Arrival:
    return Arrival(_stamp(month, day), f"reports/{name}", vendor, "vendor", month, note)


def _client(month: str) -> list[Arrival]:
    made = [Arrival(_stamp(month, 3), f"client/audits_{month}.xlsx", "", "client", month)]
    if month in ACD_MONTHS:
        made.append(Arrival(_stamp(month, 2), f"client/acd_hengxin_{month}.csv", "HENGXIN", "client", month))
    return made


def _under_way() -> list[Arrival]:
    vendors = {
        f"hengxin_{UNDER_WAY}.xlsx": HENGXIN.code,
        f"hengxin_{UNDER_WAY}_training.csv": HENGXIN.code,
        f"yunhe_{UNDER_WAY}_daily.csv": YUNHE.code,
        f"anda_{UNDER_WAY}_daily.csv": ANDA.code,
        f"anda_{UNDER_WAY}_calls.csv": ANDA.code,
        f"anda_{UNDER_WAY}_own_checks.csv": ANDA.code,
    }
    received = f"{MONTHS[-1]}-21T09:30:00+08:00"
    made = [Arrival(received, f"reports/{name}", code, "vendor", "") for name, code in vendors.items()]
    return [*made, Arrival(received, f"client/audits_{UNDER_WAY}.xlsx", "", "client", "")]


def _stamp(month: str, day: int) -> str:
    return f"{shifted(month, 1)}-{day:02d}T10:00:00+08:00"


def _write(path: Path, header: list[str], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
