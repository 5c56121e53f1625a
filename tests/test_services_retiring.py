"""Retired forms: nothing new is begun on them, what was begun is finished, what was scored stays; the same of
process specifications, of which none is in force any more."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from services_example import house_with_contract
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.errors import NotAllowedError, NotFoundError, WrongInputError
from qa.scoring.answers import Answer
from services.audits import spot_check
from services.desk import audit_drafts
from services.forms import audit_forms, form_retiring
from services.specifications import specification_drafts as drafts
from services.specifications import specification_publishing as publishing
from services.specifications import specification_retiring, specifications

FORM, SPEC = "QUICK_LISTENING", "HOTLINE-CALL"
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def cast(data_folder, database_url):
    cast = house_with_contract(data_folder, database_url)
    yield cast
    cast.house.close()


def logged(cast):
    form = next(
        form for form in audit_forms.forms(cast.house, cast.viewer, retired=True) if form.code == FORM
    )
    full = {item.code: Answer("full") for _s, item in form.items()}
    draft = spot_check.CallDraft(
        vendor="YUNHE", form=FORM, kind=form.kind, at=datetime(2026, 5, 11, 3, tzinfo=UTC),
        contract="GOV12345", answers=full, recording="R-1",
    )  # fmt: skip
    return spot_check.log_call(cast.house, cast.auditor, draft).record


def codes(cast, **more):
    return [form.code for form in audit_forms.forms(cast.house, cast.viewer, **more)]


def retired(cast, why="换新表"):
    return form_retiring.retire_form(cast.house, cast.manager, FORM, why)


def test_nothing_new_is_begun_on_a_retired_form_and_what_was_scored_stays(cast):
    before = logged(cast)
    word = retired(cast)
    assert (word.why, FORM in codes(cast), FORM in codes(cast, retired=True)) == ("换新表", False, True)
    for begin in (
        lambda: logged(cast),
        lambda: audit_drafts.open_draft(cast.house, cast.auditor, "YUNHE", FORM),
    ):
        with pytest.raises(WrongInputError) as refused:
            begin()
        assert refused.value.reason == "form_retired"
    assert spot_check.receipt_of(cast.house, cast.viewer, before).total == 100
    assert {each.retired for each in versions(cast)} == {word}
    assert "form_retired" in cast.journal()


def versions(cast):
    found = audit_forms.form_versions(cast.house, cast.viewer)
    return [each for each in found if each.form.code == FORM]


def test_what_was_begun_on_the_desk_before_is_still_there(cast):
    draft = audit_drafts.open_draft(cast.house, cast.auditor, "YUNHE", FORM)
    retired(cast)
    kept = audit_drafts.drafts(cast.house, cast.auditor)
    assert [each.record.id for each in kept] == [draft.record.id]


def test_a_form_is_taken_into_use_again_and_the_last_word_holds(cast):
    retired(cast)
    form_retiring.reinstate_form(cast.house, cast.manager, FORM, "又要用")
    assert FORM in codes(cast) and logged(cast).points == 100
    assert versions(cast)[0].retired is None
    assert retired(cast, "还是不用").why == versions(cast)[0].retired.why


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (lambda cast: retired(cast, " "), "reason_needed"),
        (lambda cast: form_retiring.reinstate_form(cast.house, cast.manager, FORM, "x"), "form_in_use"),
        (lambda cast: [retired(cast), retired(cast)], "form_retired"),
    ],
)
def test_what_makes_no_sense_is_refused(cast, act, reason):
    with pytest.raises(WrongInputError) as refused:
        act(cast)
    assert refused.value.reason == reason


def test_only_a_manager_of_the_whole_house_retires_a_form_that_is_there(cast):
    for who in (cast.auditor, cast.viewer, replace(cast.manager, vendors=frozenset({"YUNHE"}))):
        with pytest.raises(NotAllowedError):
            form_retiring.retire_form(cast.house, who, FORM, "x")
    with pytest.raises(NotFoundError):
        form_retiring.retire_form(cast.house, cast.manager, "NOBODY", "x")


def test_a_word_on_it_is_never_changed_in_the_database_either(cast):
    retired(cast)
    with pytest.raises(DBAPIError), cast.house.database.engine.begin() as connection:
        connection.execute(text("DELETE FROM retirements"))


def specified(cast):
    data = (ROOT / "qa" / "specification" / "examples" / "hotline.yaml").read_bytes()
    draft = drafts.start_from_file(cast.house, cast.manager, data, "规范.yaml")
    day = date(2025, 10, 1)
    publishing.publish_draft(cast.house, cast.manager, draft.id, draft.version, day, "首版")
    return SPEC


def test_a_retired_specification_is_in_force_no_more_and_is_still_read(cast):
    code = specified(cast)
    specification_retiring.retire_specification(cast.house, cast.manager, code, "并入新规范")
    view = specifications.specification(cast.house, cast.viewer, code)
    assert (view.current, view.coming, view.is_review_due) == (None, (), False)
    assert (view.retired.why, view.shown.version.number) == ("并入新规范", 1)
    assert [each.retired for each in specifications.specifications(cast.house, cast.viewer)] == [view.retired]
    with pytest.raises(WrongInputError) as refused:
        specification_retiring.retire_specification(cast.house, cast.manager, code, "再一次")
    assert refused.value.reason == "specification_retired"
    specification_retiring.reinstate_specification(cast.house, cast.manager, code, "恢复")
    assert specifications.specification(cast.house, cast.viewer, code).current.version.number == 1
    with pytest.raises(WrongInputError):
        specification_retiring.reinstate_specification(cast.house, cast.manager, code, "恢复")


def test_only_who_manages_all_it_binds_retires_a_specification(cast):
    code = specified(cast)
    for who in (cast.auditor, replace(cast.manager, vendors=frozenset({"YUNHE"}))):
        with pytest.raises(NotAllowedError):
            specification_retiring.retire_specification(cast.house, who, code, "x")
    with pytest.raises(NotFoundError):
        specification_retiring.retire_specification(cast.house, cast.manager, "NOBODY", "x")
