"""What an address may say: codes, months and names; anything else is as if it were not there."""

import pytest

from ui import urls
from ui.urls import View


def test_codes_survive_a_round_trip():
    view = View(vendor="EAST", period="2026-10", clause="SL20", tab="days", day="2026-10-05")
    assert urls.parsed(urls.params(view)) == view


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("vendor", "east"),  # codes are capitals
        ("vendor", "<script>alert(1)</script>"),
        ("vendor", "EAST' OR 1=1 --"),
        ("vendor", "A" * 33),
        ("vendor", ""),
        ("contract", "../../etc/passwd"),
        ("period", "2026-13"),
        ("period", "0001-01"),
        ("period", "2026年10月"),
        ("period", "２０２６-１０"),  # full-width digits
        ("clause", "a b"),
        ("clause", "../x"),
        ("day", "2026-10-32"),
        ("day", "2026-10-5"),
        ("tab", "Days"),
        ("tab", "__class__"),
        ("record", "01ARZ3NDEKTSV4RRFFQ69G5FA"),  # one character short
        ("record", "01ARZ3NDEKTSV4RRFFQ69G5FAI"),  # I is no ULID character
        ("job", "1; DROP TABLE jobs"),
        ("job", "01ARZ3NDEKTSV4RRFFQ69G5FAV\n"),
    ],
)
def test_a_hostile_value_is_left_out(name, value):
    assert urls.parsed({name: value}) == View()
    assert urls.params(**{name: value}) == {}


def test_unknown_words_in_the_address_are_ignored():
    assert urls.parsed({"vendor": "EAST", "password": "x", "embed": "true"}) == View(vendor="EAST")


def test_a_choice_falls_back_to_what_is_known():
    assert urls.one_of("EAST", ["WEST", "EAST"]) == "EAST"
    assert urls.one_of("GONE", ["WEST", "EAST"], "EAST") == "EAST"
    assert urls.one_of("GONE", ["WEST", "EAST"]) == "WEST"
    assert urls.one_of("GONE", []) is None
