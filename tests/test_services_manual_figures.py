"""Figures typed by hand: exact, with a source, one a clause and month, nothing deleted."""

from decimal import Decimal

import pytest
from services_example import house_with_contract

from core.errors import ConflictError, NotAllowedError, NotFoundError, WrongInputError
from services.records import manual_figures as served
from store.records import EntryState

CODE, MAY = "GOV12345", "2026-05"


@pytest.fixture
def cast(data_folder, database_url):
    cast = house_with_contract(data_folder, database_url)
    yield cast
    cast.house.close()


def typed(cast, numerator="4", denominator="5", clause="HAND", source="报送台账", **given):
    asked = (clause, numerator, denominator, source)
    return served.enter_figure(cast.house, cast.manager, CODE, MAY, *asked, **given)


def test_a_figure_is_kept_with_its_source_and_proof(cast):
    figure = typed(cast, attachment=("台账.xlsx", b"ledger"))
    assert (figure.numerator, figure.denominator) == (Decimal(4), Decimal(5))
    assert served.figure_attachment(cast.house, cast.viewer, figure.id) == ("台账.xlsx", b"ledger")
    with cast.house.database.read() as uow:
        assert served.live_figures(uow, CODE, MAY) == {"HAND": figure}


def test_a_new_figure_takes_the_place_of_the_former_one(cast):
    former = typed(cast)
    figure = typed(cast, "5")
    states = {each.id: each.state for each in served.figures(cast.house, cast.viewer, CODE, MAY)}
    assert states == {former.id: EntryState.WITHDRAWN, figure.id: EntryState.LIVE}


@pytest.mark.parametrize(
    ("given", "error", "reason"),
    [
        ({"numerator": "four"}, WrongInputError, "number"),
        ({"numerator": "-1"}, WrongInputError, "number"),
        ({"numerator": "NaN"}, WrongInputError, "number"),
        ({"numerator": "6"}, WrongInputError, "denominator"),  # a part larger than its whole
        ({"numerator": "4.5"}, WrongInputError, "finer_than_kept"),  # half a report
        ({"denominator": None}, WrongInputError, "needed"),
        ({"source": " "}, WrongInputError, "needed"),
        ({"clause": "NONE"}, NotFoundError, "not_found"),
    ],
)
def test_what_cannot_be_a_figure_is_refused(cast, given, error, reason):
    with pytest.raises(error) as refused:
        typed(cast, **given)
    assert refused.value.reason == reason
    assert served.figures(cast.house, cast.viewer, CODE, MAY) == []


def test_a_float_has_lost_its_digits_and_is_refused(cast):
    with pytest.raises(TypeError):
        typed(cast, 0.1)


def test_a_withdrawn_figure_stays_on_record_with_the_reason(cast):
    figure = typed(cast)
    with pytest.raises(WrongInputError):
        served.withdraw_figure(cast.house, cast.manager, figure.id, "")
    with pytest.raises(ConflictError):
        served.withdraw_figure(cast.house, cast.manager, figure.id, "录错", version=9)
    served.withdraw_figure(cast.house, cast.manager, figure.id, "录错", figure.version)
    with cast.house.database.read() as uow:
        assert served.live_figures(uow, CODE, MAY) == {}
        assert uow.journal.states_of("figure", figure.id)[0].why == "录错"
    with pytest.raises(WrongInputError) as refused:
        served.withdraw_figure(cast.house, cast.manager, figure.id, "再次")
    assert refused.value.reason == "already_state"


def test_a_viewer_types_nothing_and_a_month_without_contract_takes_nothing(cast):
    with pytest.raises(NotAllowedError):
        served.enter_figure(cast.house, cast.viewer, CODE, MAY, "HAND", 4, 5, "台账")
    with pytest.raises(NotFoundError) as refused:
        served.enter_figure(cast.house, cast.manager, CODE, "2025-05", "HAND", 4, 5, "台账")
    assert refused.value.reason == "contract_gap"
