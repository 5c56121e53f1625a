"""A vendor's file: dated facts, costs beside in-house ones, certificates, what its reports are like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from core.batch import Dataset, Source
from core.errors import PlumblineError
from core.finding import Severity
from core.language import use_resolver
from core.text import LANGS, Text
from importers.draft import Choice
from services.known.directory import save_vendor, set_vendor_active
from services.reports.import_report import commit, stage
from services.reports.reporting_plan import save_plan
from services.results.overview import TaskKind, needs_me
from services.vendors.certificates import (
    Certificate,
    CertificateState,
    record_certificate,
    withdraw_certificate,
)
from services.vendors.data_reliability import last_months
from services.vendors.vendor_facts import Fact, record_fact, withdraw_fact
from services.vendors.vendor_file import VendorFile, fact_file, inhouse_costs, vendor_file
from services.workbooks.export_month import export
from sla.follow_up.reporting import DueKind, DueRule, Frequency
from store.records import FactKind
from tests.reports_example import CONTRACT, bring, choice, line_house
from tests.services_example import Cast, house_with_contract

YUNHE = "YUNHE"
HEAD = "日期,职场,人工请求量,人工接通量,人工放弃量,20秒内接通量\n"
TODAY = date(2026, 5, 12)


@pytest.fixture
def cast(tmp_path: Path) -> Iterator[Cast]:
    found = house_with_contract(tmp_path / "data")
    use_resolver(lambda: "zh")
    yield found
    found.house.close()


def _file(cast: Cast, months: int = 12) -> VendorFile:
    return vendor_file(cast.house, cast.manager, YUNHE, months)


def _fact(cast: Cast, kind: FactKind, day: str, amount: str | None = None, **more: Any) -> Any:
    vendor = None if kind.value.startswith("inhouse") else YUNHE
    given = None if amount is None else Decimal(amount)
    fact = Fact(kind, date.fromisoformat(day), more.pop("source", "投标文件"), given, **more)
    return record_fact(cast.house, cast.manager, vendor, fact)


def test_the_newest_day_holds_and_a_withdrawn_fact_gives_way_to_the_one_before(cast: Cast) -> None:
    _fact(cast, FactKind.STAFF, "2026-01-01", "120")
    late = _fact(cast, FactKind.STAFF, "2026-05-01", "96")
    _fact(cast, FactKind.STAFF, "2026-03-01", "110")  # entered last, but of an earlier day
    held = _file(cast).newest(FactKind.STAFF)
    assert held and held.amount == 96 and held.source == "投标文件"
    withdraw_fact(cast.house, cast.manager, late.id, late.version, "录错")
    held = _file(cast).newest(FactKind.STAFF)
    assert held and held.amount == 110
    assert cast.journal()[-1] == "vendor_fact_withdrawn"


#: What is refused: kind, amount, more → reason.
REFUSED = [
    (FactKind.STAFF, "12.5", {}, "number"),  # half a person
    (FactKind.SEATS, "-1", {}, "number"),
    (FactKind.SEATS, None, {}, "needed"),
    (FactKind.COST_PER_CALL, "NaN", {}, "number"),
    (FactKind.COST_PER_CALL, "3.45678", {}, "number"),  # finer than a hundredth of a cent
    (FactKind.EQUIPMENT, None, {}, "needed"),  # words that say nothing
    (FactKind.STAFF, "12", {"source": " "}, "needed"),
    (FactKind.STAFF, "12", {"day": "2026-05-13"}, "future"),
]


@pytest.mark.parametrize(("kind", "amount", "more", "reason"), REFUSED)
def test_a_fact_that_cannot_be_true_or_names_no_source_is_refused(
    cast: Cast, kind: FactKind, amount: str | None, more: dict[str, str], reason: str
) -> None:
    with pytest.raises(PlumblineError) as refused:
        _fact(cast, kind, more.get("day", "2026-05-12"), amount, source=more.get("source", "口头"))
    assert refused.value.reason == reason


#: Vendor's cost, in-house cost, currencies → difference, percent of in-house, dearer.
COSTS = [
    ("3.85", "3.50", "CNY", Decimal("0.35"), Fraction(110), True),
    ("3.50", "3.50", "CNY", Decimal("0.00"), Fraction(100), False),  # no dearer: the same
    ("3.4", "3.6", "CNY", Decimal("-0.2"), Fraction(340, 360) * 100, False),
    ("3.4", "0", "CNY", Decimal("3.4"), None, True),
    ("3.4", "3.6", "USD", None, None, False),  # currencies that differ are not compared
]


@pytest.mark.parametrize(("cost", "own", "currency", "difference", "share", "dearer"), COSTS)
def test_a_cost_stands_beside_the_in_house_one_to_the_last_digit(
    cast: Cast, cost: str, own: str, currency: str, difference: object, share: object, dearer: bool
) -> None:
    _fact(cast, FactKind.COST_PER_CALL, "2026-04-01", cost)
    assert _file(cast).costs[0].difference is None  # nothing beside it yet
    _fact(cast, FactKind.INHOUSE_PER_CALL, "2026-01-01", own, currency=currency)
    beside = _file(cast).costs[0]
    assert (beside.difference, beside.share, beside.is_dearer) == (difference, share, dearer)
    assert _file(cast).as_dict()["costs"][0]["dearer"] is dearer


def test_an_in_house_cost_is_no_vendors_and_is_seen_only_by_who_sees_every_vendor(cast: Cast) -> None:
    _fact(cast, FactKind.COST_PER_CALL, "2026-04-01", "3.85")
    _fact(cast, FactKind.INHOUSE_PER_CALL, "2026-01-01", "3.50")
    theirs = replace(cast.manager, vendors=frozenset({YUNHE}))
    assert inhouse_costs(cast.house, cast.manager) and not inhouse_costs(cast.house, theirs)
    assert vendor_file(cast.house, theirs, YUNHE).costs[0].inhouse is None
    own = Fact(FactKind.INHOUSE_PER_CALL, TODAY, "财务", Decimal(3))
    for who, vendor in ((theirs, None), (cast.manager, YUNHE)):
        with pytest.raises(PlumblineError):
            record_fact(cast.house, who, vendor, own)


def test_the_document_behind_a_fact_comes_back_as_it_was(cast: Cast) -> None:
    fact = Fact(FactKind.EQUIPMENT, TODAY, "现场核查", said="双路供电")
    kept = record_fact(cast.house, cast.manager, YUNHE, fact, ("现场.pdf", b"%PDF"))
    assert fact_file(cast.house, cast.viewer, kept.id) == ("现场.pdf", b"%PDF")


#: The last day it holds → state, days left, to-do.
CERTIFICATES = [
    ("2026-05-11", CertificateState.EXPIRED, 0, TaskKind.CERTIFICATE_EXPIRED),
    ("2026-05-12", CertificateState.EXPIRING, 1, TaskKind.CERTIFICATE_EXPIRES),  # today is its last day
    ("2026-07-11", CertificateState.EXPIRING, 61, TaskKind.CERTIFICATE_EXPIRES),
    ("2026-07-12", CertificateState.VALID, 62, None),
    (None, CertificateState.ENDLESS, None, None),
]


@pytest.mark.parametrize(("expires", "state", "left", "task"), CERTIFICATES)
def test_a_certificate_is_called_to_mind_before_it_runs_out_and_until_it_is_renewed(
    cast: Cast, expires: str | None, state: CertificateState, left: int | None, task: TaskKind | None
) -> None:
    until = date.fromisoformat(expires) if expires else None
    given = Certificate("增值电信业务经营许可证", "B2-2026", "通信管理局", date(2021, 5, 1), until)
    kept = record_certificate(cast.house, cast.manager, YUNHE, given)
    (view,) = _file(cast).certificates
    assert (view.state, view.days_left) == (state, left)
    assert _tasks(cast) == ([task] if task else [])
    again = Certificate(given.name, "B2-2031", given.issuer, None, date(2031, 5, 1), renews=kept.id)
    record_certificate(cast.house, cast.manager, YUNHE, again)
    assert [each.state for each in _file(cast).certificates] == [
        CertificateState.VALID,
        CertificateState.RENEWED,
    ]
    assert _tasks(cast) == []


def test_a_certificate_of_the_same_name_for_another_site_does_not_hide_one_that_ran_out(cast: Cast) -> None:
    for number, until in (("长沙", date(2026, 1, 1)), ("武汉", date(2030, 1, 1))):
        given = Certificate("消防合格证", number, "消防救援局", None, until)
        record_certificate(cast.house, cast.manager, YUNHE, given)
    assert _tasks(cast) == [TaskKind.CERTIFICATE_EXPIRED]


def test_a_withdrawn_certificate_and_one_of_a_vendor_out_of_use_press_nobody(cast: Cast) -> None:
    gone = Certificate("ISO 27001", "1", "BSI", None, date(2026, 1, 1))
    kept = record_certificate(cast.house, cast.manager, YUNHE, gone)
    withdraw_certificate(cast.house, cast.manager, kept.id, kept.version, "录错")
    save_vendor(cast.house, cast.manager, "ANDA", Text("安达", "Anda"))
    record_certificate(cast.house, cast.manager, "ANDA", gone)
    set_vendor_active(cast.house, cast.manager, "ANDA", False, 1)
    assert _tasks(cast) == [] and not _file(cast).certificates


def test_days_that_contradict_each_other_are_refused(cast: Cast) -> None:
    for issued, until in ((TODAY + timedelta(1), None), (TODAY, TODAY - timedelta(1))):
        with pytest.raises(PlumblineError):
            given = Certificate("ISO", "1", "BSI", issued, until)
            record_certificate(cast.house, cast.manager, YUNHE, given)


def test_reliability_counts_each_file_once_by_the_worst_in_it_that_is_the_vendors_doing(cast: Cast) -> None:
    clean = f"{HEAD}2026-04-01,长沙,100,95,5,90\n"
    bad_row = f"{HEAD}2026-04-02,长沙,100,120,5,90\n2026-04-03,长沙,100,95,5,90\n"
    blocked = "日期,职场,备注\n2026-04-04,长沙,无\n"
    for name, body in (("a.csv", clean), ("b.csv", bad_row), ("c.csv", blocked), ("again.csv", clean)):
        _bring(cast, name, body)
    found = _file(cast).reliability
    by_level = [found.by_level[level] for level in (Severity.BLOCKS, Severity.REJECTS, Severity.WARNS)]
    assert (found.n, by_level, found.clean) == (3, [1, 1, 0], 1)
    assert found.share(found.clean) == Fraction(100, 3)
    said = _file(cast).as_dict()["reliability"]
    assert (said["n"], said["from"], said["to"]) == (3, "2025-06-01", "2026-05-12")
    assert said["clean"] == {"count": 1, "percent": "100/3"} and said["source"]["en"]


def test_a_file_of_before_the_span_and_one_of_the_clients_own_do_not_count(cast: Cast) -> None:
    _bring(cast, "own.csv", f"{HEAD}2026-04-05,长沙,100,95,5,90\n", Source.CLIENT)
    _bring(cast, "a.csv", f"{HEAD}2026-04-01,长沙,100,95,5,90\n")
    assert _file(cast, 6).reliability.n == 1
    cast.clock.advance(days=200) if hasattr(cast.clock, "advance") else None
    within = last_months(date(2026, 12, 1), 6)
    assert (within.start, within.last_day) == (date(2026, 7, 1), date(2026, 12, 1))


def test_timeliness_and_accuracy_follow_the_reporting_plan(cast: Cast) -> None:
    save_plan(
        cast.house, cast.manager, "GOV12345", Text("日报", "Daily"), Dataset.TRAFFIC, Frequency.DAILY,
        DueRule(DueKind.CALENDAR_DAY, 2), starts=date(2026, 5, 8),
    )  # fmt: skip
    for day in ("09", "10"):
        _bring(cast, f"{day}.csv", f"{HEAD}2026-05-{day},长沙,100,95,5,90\n")
    found = _file(cast).punctuality
    # Due by the 12th at noon: of the 8th (missing) and the 9th (late); the 10th came before its day is over.
    assert (found.due, found.on_time, found.received, found.accurate) == (3, 1, 2, 2)
    assert found.timely_share == Fraction(100, 3) and found.accurate_share == 100


def test_nothing_of_the_file_goes_into_the_vendors_workbook(cast: Cast) -> None:
    said = Fact(FactKind.STRENGTH, TODAY, "内部评价", said="实力一般")
    record_fact(cast.house, cast.manager, YUNHE, said)
    _fact(cast, FactKind.COST_PER_CALL, "2026-04-01", "3.8517")
    _fact(cast, FactKind.INHOUSE_PER_CALL, "2026-04-01", "3.5019")
    given = Certificate("增值电信许可", "B2-20260001", "通信管理局", None, date(2026, 5, 1))
    record_certificate(cast.house, cast.manager, YUNHE, given)
    _bring(cast, "a.csv", f"{HEAD}2026-04-01,长沙,100,95,5,90\n")
    for lang in LANGS:
        _name, content = export(cast.house, cast.manager, "GOV12345", "2026-04", lang)
        book = load_workbook(BytesIO(content))
        cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
        assert "GOV12345" in " ".join(cells)
        for secret in ("内部评价", "实力一般", "3.8517", "3.5019", "B2-20260001", "增值电信许可"):
            assert not [cell for cell in cells if secret in cell]


def test_without_any_report_there_is_no_share_rather_than_a_hundred_percent(cast: Cast) -> None:
    found = _file(cast)
    assert found.reliability.share(found.reliability.clean) is None
    assert found.punctuality.timely_share is None and found.punctuality.accurate_share is None


def _tasks(cast: Cast) -> list[TaskKind]:
    return [task.kind for task in needs_me(cast.house, cast.manager) if task.kind.startswith("certificate")]


def _bring(cast: Cast, name: str, body: str, source: Source = Source.VENDOR) -> None:
    said = Choice(YUNHE, "HOTLINE", source)
    staged = stage(cast.house, cast.manager, name, body.encode(), said)
    if not staged.blocked and not staged.same_as:
        commit(cast.house, cast.manager, staged.file.id)


PRICED_LINE = (
    CONTRACT
    + "settlement:\n  fee: {kind: monthly, amount: 106000}\n  tax_rate: 0.06\n  prices_include_tax: true\n"
)


def test_what_a_contact_and_a_seat_cost_follows_from_the_newest_month_that_is_over(tmp_path: Path) -> None:
    """106,000 with 6 % tax in it is 100,000 before tax."""
    house, who = line_house(tmp_path / "data", None, PRICED_LINE)
    bring(
        house,
        who,
        "日期,人工请求量,人工接通量,放弃量,20秒接通量\n2026-10-01,50000,50000,0,50000\n",
        "十月.csv",
        choice("2026-10"),
    )
    seats = Fact(FactKind.SEATS, date(2026, 9, 1), "投标文件", Decimal(40))
    record_fact(house, who, "YUNHE", seats)
    ours = Fact(FactKind.INHOUSE_PER_CALL, date(2026, 1, 1), "财务", Decimal("1.60"))
    record_fact(house, who, None, ours)
    call, seat = vendor_file(house, who, "YUNHE").reckoned
    assert (call.label, call.volume, call.each, call.difference, call.share) == (
        "2026-10", 50_000, 2, Fraction(2, 5), 125,
    )  # fmt: skip
    # The fee does not go by seats: by those in the vendor's file, with their day.
    assert (seat.volume, seat.each, seat.seats and seat.seats.day, seat.difference) == (
        40, 2500, date(2026, 9, 1), None,
    )  # fmt: skip
    house.close()


def test_a_fee_by_seats_is_divided_by_the_seats_it_is_billed_for(tmp_path: Path) -> None:
    """1,240 seat-days of a month of 31 are 40 seats."""
    by_seat = CONTRACT + "settlement:\n  fee: {kind: per_seat, amount: 3000, volume: headcount_on_duty}\n"
    house, who = line_house(tmp_path / "data", None, by_seat)
    head = "日期,人工请求量,人工接通量,放弃量,20秒接通量,在岗人数\n"
    text = head + "".join(f"2026-10-{day:02},10,10,0,10,40\n" for day in range(1, 32))
    bring(house, who, text, "十月.csv", choice("2026-10"))
    found = {each.kind: each for each in vendor_file(house, who, "YUNHE").reckoned}
    seat = found[FactKind.COST_PER_SEAT_MONTH]
    assert (seat.volume, seat.each, seat.seats) == (40, 3000, None)
    house.close()


def test_a_vendor_without_a_priced_month_has_no_reckoned_cost(cast: Cast) -> None:
    assert _file(cast).reckoned == ()
