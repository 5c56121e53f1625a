"""The sample files: every planted fault is found and nothing else, the stories are in the figures, and
making them anew gives the same files."""

import csv
import io
import json
import re
import zipfile
from collections import defaultdict
from datetime import date
from fractions import Fraction as F
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from ruamel.yaml import YAML

import sample_data
from core.batch import Source
from core.finding import Severity
from core.period import calendar_month, parse_label
from importers.containers.received import receive
from importers.draft import Choice, Directory, Known
from importers.read import read
from qa.form.load import shipped_forms
from sample_data.generate import generate
from sample_data.stories import MONTHS, REPORTED, VENDORS
from services.forms.audit_items import items_of
from sla.load import indicators_of, load_contracts
from sla.terms.contract import ClauseSource
from sla.terms.indicator import formula

FOLDER = Path(sample_data.__file__).parent
TODAY = date(2026, 11, 22)
DIRECTORY = Directory(
    vendors=tuple(Known(v.code, (v.name, v.name_en)) for v in VENDORS),
    sites=tuple(Known(s.code, (s.name, s.name_en), v.code) for v in VENDORS for s in v.sites),
    items=next(items_of(form) for form in shipped_forms() if form.code == "QUICK_LISTENING"),
)
#: Our own system's days and the list of calls: beside the vendor's figures, never added to them.
OTHER_SIDE = re.compile("acd_|_calls|_own_checks").search


def arrivals():
    with (FOLDER / "demo" / "files.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def imported(arrival):
    """One file read exactly as the demo imports it."""
    period = calendar_month(*parse_label(arrival["period"])) if arrival["period"] else None
    choice = Choice(vendor=arrival["vendor"] or None, source=Source(arrival["source"]), period=period)
    return read(receive(arrival["file"], FOLDER / arrival["file"]), choice, DIRECTORY, TODAY)


@pytest.fixture(scope="module")
def readings():
    return {arrival["file"]: imported(arrival) for arrival in arrivals()}


@pytest.fixture(scope="module")
def sums(readings):
    """(vendor, month, site) → count → sum, of what the vendors report and what we hold ourselves."""
    added = defaultdict(lambda: defaultdict(int))
    for arrival in (a for a in arrivals() if a["note"] != "first" and not OTHER_SIDE(a["file"])):
        for draft in readings[arrival["file"]].drafts:
            # The vendors' own monthly quality counts stand beside our audits; they are never added up.
            side = "own" if arrival["source"] == "client" else "vendor"
            for row in draft.frame.select("ym", "site", *draft.measures).iter_rows(named=True):
                month = f"{row['ym'] // 100}-{row['ym'] % 100:02d}"
                for name in draft.measures:
                    if row[name] is not None:
                        for site in {row["site"], None}:
                            added[draft.key.vendor, side, month, site][name] += row[name]
    return added


def answer_key():
    return YAML(typ="safe").load((FOLDER / "answer_key.yaml").read_text("utf-8"))


def found(readings):
    return [
        (finding.place.file, finding.code, finding.place.sheet, finding.place.row, finding.place.column)
        for reading in readings.values()
        for finding in reading.findings
    ]


def test_every_planted_fault_is_found_in_its_cell(readings):
    planted = {(f["file"], f["code"], f["sheet"], int(f["row"]), f["column"]) for f in answer_key()}
    assert planted <= set(found(readings))


def test_there_is_no_false_alarm(readings):
    faulty = {(f["file"], f["sheet"], int(f["row"])) for f in answer_key()}
    # Of which form the columns of a vendor's own checks are is told, and no alarm.
    told = [f for f in found(readings) if f[1] == "form_recognised"]
    assert {f[0] for f in told} == {"anda_2026-11_own_checks.csv"}
    alarms = [f for f in found(readings) if (f[0], f[2], f[3]) not in faulty and f not in told]
    assert alarms == []


def test_what_is_left_after_corrections_rejects_nothing(readings):
    first = {arrival["file"] for arrival in arrivals() if arrival["note"] == "first"}
    for file, reading in readings.items():
        severities = {finding.severity for finding in reading.findings}
        assert (Severity.REJECTS in severities) == (file in first), file
        assert reading.drafts and not reading.questions, file


def test_every_report_on_disk_is_imported_by_the_demo():
    on_disk = {
        str(p.relative_to(FOLDER).as_posix()) for d in ("reports", "client") for p in (FOLDER / d).iterdir()
    }
    assert on_disk == {arrival["file"] for arrival in arrivals()}


def test_one_file_is_gb18030_and_one_is_english():
    chinese = (FOLDER / "reports" / "yunhe_2026-11_daily.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        chinese.decode("utf-8")
    assert chinese.decode("gb18030").startswith("日期,职场")
    assert (FOLDER / "reports" / "anda_2026-11_daily.csv").read_bytes().startswith(b"Date,Site")


def contracts():
    return [
        contract
        for path in sorted((FOLDER / "contracts").glob("*.yaml"))
        for contract in load_contracts(path.read_text("utf-8"), path.name)[0]
    ]


def test_every_contract_loads_without_a_word_of_complaint():
    for path in (FOLDER / "contracts").glob("*.yaml"):
        loaded, vendors, findings = load_contracts(path.read_text("utf-8"), path.name)
        assert findings == [], path.name
        assert len(loaded) == len(vendors)


def test_the_nhs_contract_holds_exactly_two_single_level_clauses_for_each_of_46_providers():
    nhs = [contract for contract in contracts() if contract.code.startswith("NHS111")]
    assert len({contract.vendor for contract in nhs}) == 46
    for contract in nhs:
        assert [(c.target, c.minimum) for c in contract.clauses] == [(95, None), (5, None)]
        assert (contract.effective.start, contract.effective.last_day) == (
            date(2015, 4, 1),
            date(2016, 3, 31),
        )


@pytest.mark.parametrize("month", REPORTED)
def test_every_clause_has_its_counts_in_every_month(sums, month):
    for contract in (c for c in contracts() if not c.code.startswith("NHS111")):
        known = indicators_of(contract)
        for clause in contract.clauses:
            if clause.source is ClauseSource.BY_HAND:
                continue
            side = "own" if clause.source is ClauseSource.AUDITS else "vendor"
            needed = formula(known[clause.indicator], clause.variant, clause.params).base_counts
            there = sums[contract.vendor, side, month, None]
            assert set(needed) <= set(there), (contract.code, clause.code)


def rate(sums, vendor, month, over, under, site=None):
    counts = sums[vendor, "vendor", month, site]
    return F(counts[over] * 100, counts[under])


def test_yunhe_misses_its_answer_rate_twice_in_a_row_and_recovers(sums):
    missed = [m for m in REPORTED if rate(sums, "YUNHE", m, "answered", "offered") < 95]
    assert missed == ["2026-03", "2026-04"]


def test_andas_worse_site_falls_below_its_minimum_once_and_over_serves_once(sums):
    def worse(month):
        return min(
            rate(sums, "ANDA", month, "answered_within_20", "offered", site.code) for site in VENDORS[2].sites
        )

    assert [m for m in REPORTED if worse(m) < 70] == ["2026-02"]
    assert [m for m in REPORTED if worse(m) >= 90] == ["2026-07"]


def test_hengxin_gets_better_from_month_to_month(sums):
    satisfied = [rate(sums, "HENGXIN", m, "satisfied", "survey_replied") for m in REPORTED]
    repeats = [rate(sums, "HENGXIN", m, "repeat_calls", "answered") for m in REPORTED]
    assert satisfied == sorted(satisfied)
    assert repeats == sorted(repeats, reverse=True)


def test_hengxins_new_bills_bring_complaints_in_september_and_october(sums):
    def per_10k(month):
        return 100 * rate(sums, "HENGXIN", month, "valid_complaints", "valid_calls")

    # Above 1.0 is a miss; the contract calls two in a row a breach, at the beginning as well.
    assert [m for m in REPORTED if per_10k(m) > 1] == ["2025-10", "2025-11", "2026-09", "2026-10"]


def test_yunhes_tickets_go_out_late_again_in_october(sums):
    late = [m for m in REPORTED if rate(sums, "YUNHE", m, "tickets_on_time", "tickets_due") < F("99.5")]
    assert late[-2:] == ["2026-05", "2026-10"]


def test_anda_solves_too_little_at_once_in_august_and_recovers(sums):
    solved = {m: rate(sums, "ANDA", m, "resolved_first", "first_contacts") for m in REPORTED}
    assert [m for m, value in solved.items() if value < 80] == ["2026-08"]
    assert solved["2026-09"] < 84 <= solved["2026-10"]


def test_a_month_opens_with_the_people_the_last_one_closed_with(sums):
    for vendor in VENDORS:
        for before, after in pairwise(REPORTED):
            closing = sums[vendor.code, "vendor", before, None]["headcount_end"]
            assert sums[vendor.code, "vendor", after, None]["headcount_begin"] == closing


def test_the_calls_to_log_fit_their_forms():
    forms = {form.code: form for form in shipped_forms()}
    for call in json.loads((FOLDER / "demo" / "calls.json").read_text("utf-8")):
        form = forms[call["form"]]
        assert set(call["fatal"]) <= set(form.fatal_codes())
        assert_offered(form, call["answers"])


def assert_offered(form, answers):
    """Every answer of a call is one its form offers."""
    items = {item.code: item for _, item in form.items()}
    for code, choice in answers.items():
        assert items[code].na_allowed if choice == "na" else items[code].choice(choice)


@pytest.mark.parametrize(("file", "code"), [("wave_calls", "M1"), ("reviewed_calls", "F1")])
def test_the_calls_of_the_wave_and_those_under_review_fit_their_forms(file, code):
    form = next(form for form in shipped_forms() if form.code == code)
    for call in json.loads((FOLDER / "demo" / f"{file}.json").read_text("utf-8")):
        for said in (call, *call.get("steps", ())):
            assert_offered(form, said.get("answers", {}))
            assert set(said.get("fatal", ())) <= set(form.fatal_codes())


def test_andas_list_of_calls_adds_up_to_its_days(readings):
    """To the second of waiting and talking, so that the two never contradict each other."""
    (calls,) = readings["reports/anda_2026-11_calls.csv"].drafts
    (days,) = readings["reports/anda_2026-11_daily.csv"].drafts
    fast = ((pl.col("wait_ms") <= 20_000) & (pl.col("answered") == 1)).cast(pl.Int64)
    every = calls.frame.with_columns(answered_within_20=fast)
    for name in ("offered", "answered", "abandoned", "answered_within_20", "talk_s", "wait_s"):
        listed = every.group_by("day", "site").agg(pl.col(name).sum()).sort("day", "site")
        told = days.frame.select("day", "site", name).join(listed, on=["day", "site"], suffix="+")
        assert told.height == 6 and told[name].to_list() == told[f"{name}+"].to_list(), name


def test_what_is_typed_in_belongs_to_a_contract():
    known = {c.code: {*(x.code for x in c.clauses), *(x.code for x in c.adjustments)} for c in contracts()}
    for contract in contracts():
        known[contract.code] |= (
            {d.code for d in contract.settlement.deductions} if contract.settlement else set()
        )
    for event in json.loads((FOLDER / "demo" / "events.json").read_text("utf-8")):
        assert event["code"] in known[event["contract"]]
    for figure in json.loads((FOLDER / "demo" / "by_hand.json").read_text("utf-8")):
        assert figure["clause"] in known[figure["contract"]] and figure["period"] in MONTHS


def test_the_same_seed_makes_the_same_files(tmp_path):
    generate(tmp_path)
    for made in (path for path in tmp_path.rglob("*") if path.is_file()):
        kept = FOLDER / made.relative_to(tmp_path)
        assert contents(made) == contents(kept), made.name


def contents(path):
    """A file's bytes; of a workbook, the bytes of its parts (compression differs between zlib builds)."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as parts:
        return {part.filename: (part.date_time, parts.read(part)) for part in parts.infolist()}


def test_the_sample_files_stay_small():
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < 3_000_000
