"""The menu shows what the house holds or a contract promises."""

from datetime import date

import pytest
from services_example import CONTRACT, empty_house

from core.text import Text
from services.contracts.contracts import load_contract
from services.known.directory import save_vendor
from services.records.daily_events import record_event
from services.results.features import features
from ui.navigation import TABLE, Feature


@pytest.fixture
def cast(data_folder, database_url):
    cast = empty_house(data_folder, database_url)
    yield cast
    cast.house.close()


def test_an_empty_house_holds_nothing(cast):
    assert features(cast.house, cast.viewer) == frozenset()


def test_forms_and_specifications_can_be_written_before_there_is_a_vendor():
    """A new house had no way to them in its menu until a vendor and a contract were entered."""
    always = {entry.name for entry in TABLE if not entry.shown_with}
    assert always == {"overview", "import_report", "vendors", "contracts", "forms", "specifications"}


def test_a_vendor_alone_brings_no_contract_pages(cast):
    save_vendor(cast.house, cast.manager, "YUNHE", Text("云禾", "Yunhe"))
    assert features(cast.house, cast.viewer) == {"vendors"}


def test_a_contract_brings_the_records_its_clauses_need(cast):
    load_contract(cast.house, cast.manager, CONTRACT)
    assert features(cast.house, cast.viewer) == {"vendors", "contracts", "audits", "manual", "events"}


def test_a_contract_without_ledger_or_audits_brings_neither(cast):
    plain = CONTRACT.replace("source: audits", "source: vendor").replace("source: by_hand", "source: vendor")
    load_contract(cast.house, cast.manager, plain[: plain.index("adjustments:")])
    assert features(cast.house, cast.viewer) == {"vendors", "contracts"}


def test_every_name_is_one_the_menu_knows(cast):
    load_contract(
        cast.house,
        cast.manager,
        CONTRACT.replace("MYSTERY_PASS, source: audits", "TRAIN_PASS, source: training"),
    )
    record_event(cast.house, cast.manager, "GOV12345", date(2026, 5, 1), "PRAISE", "表扬")
    assert features(cast.house, cast.viewer) <= {feature.value for feature in Feature}
