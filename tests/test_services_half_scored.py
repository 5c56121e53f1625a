"""Second and calibration scores while they are given: kept for their author alone, gone once given."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from services_example import house_with_contract

from core.errors import WrongInputError
from core.ulid import new_ulid
from qa.scoring.answers import Answer
from services.audits import half_filled, half_scored
from services.audits.spot_check import CallDraft, calls, log_call
from services.forms import form_retiring

SECOND = "second:" + "A" * 26
SAID = {
    "NEED": Answer("none", comment="没有复述"),
    "Q2": Answer(not_applicable=True),
    "COUNT": Answer(number=Fraction(5, 2)),
    "Q3": Answer(undetermined=True),
}


@pytest.fixture
def cast(data_folder, database_url):
    cast = house_with_contract(data_folder, database_url)
    yield cast
    cast.house.close()


def kept(cast, who, of=SECOND):
    found = half_scored.half_scored(cast.house, who, of)
    return found and (found.answers, found.fatal)


def test_it_comes_back_to_the_letter_and_to_nobody_else(cast):
    half_scored.keep(cast.house, cast.auditor, "YUNHE", SECOND, {"NEED": Answer("full")})
    half_scored.keep(cast.house, cast.auditor, "YUNHE", SECOND, SAID, ["LEAK"])
    assert kept(cast, cast.auditor) == (SAID, frozenset({"LEAK"}))
    assert kept(cast, cast.manager) is None and kept(cast, cast.auditor, "second:other") is None
    # It is no half-filled call, and what is given is gone.
    assert half_filled.half_filled(cast.house, cast.auditor) == []
    half_scored.let_go(cast.house, cast.auditor, SECOND)
    assert kept(cast, cast.auditor) is None


def test_a_call_begun_before_its_form_was_retired_is_logged_and_no_other(cast):
    begun = CallDraft(
        vendor="YUNHE", form="QUICK_MYSTERY", at=datetime(2026, 5, 11, 3, tzinfo=UTC), connected=False,
        outcome="busy", dialled="12345", recording="R-1", token=new_ulid(),
        answers={"MENU": Answer("none")},
    )  # fmt: skip
    half_filled.keep(cast.house, cast.auditor, begun)
    form_retiring.retire_form(cast.house, cast.manager, "QUICK_MYSTERY", "改用标准表")
    half_filled.keep(cast.house, cast.auditor, begun)  # and may be gone on with
    for token in ("", new_ulid()):
        other = CallDraft(**{**vars(begun), "token": token})
        with pytest.raises(WrongInputError, match="form_retired"):
            log_call(cast.house, cast.auditor, other)
    with pytest.raises(WrongInputError, match="form_retired"):
        half_filled.keep(cast.house, cast.auditor, CallDraft(**{**vars(begun), "token": new_ulid()}))
    with pytest.raises(WrongInputError, match="form_retired"):
        log_call(cast.house, cast.manager, begun)  # it is not theirs
    log_call(cast.house, cast.auditor, begun)
    assert len(calls(cast.house, cast.viewer)) == 1
