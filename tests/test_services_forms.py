"""Audit forms from draft to locked version: started, checked, published for good, used, and never changed."""

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from museum_form import form_written_over
from services_example import house_with_contract
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.errors import ConflictError, NotAllowedError, RefusedError, WrongInputError
from core.period import calendar_month
from qa.audit import SampleType
from qa.form.load import load_form
from qa.form.written import to_yaml
from qa.scoring.answers import Answer
from services.audits import spot_check
from services.audits.as_if_versions import as_if_versions
from services.forms import audit_forms, form_drafts
from services.forms.audit_forms import known_forms
from store.records import AuditFormRecord

F1 = {"OPENING": 5, "NEED": 10, "ACCURACY": 25}


@pytest.fixture
def cast(data_folder, database_url):
    cast = house_with_contract(data_folder, database_url)
    yield cast
    cast.house.close()


def published(cast, code="F1"):
    draft = form_drafts.start_shipped(cast.house, cast.manager, code)
    return form_drafts.publish(cast.house, cast.manager, draft.id, draft.version)


def logged(cast, form, **changes):
    best = {item.code: Answer(max(item.choices, key=lambda c: c.points).code) for _s, item in form.items()}
    draft = spot_check.CallDraft(
        vendor="YUNHE", form=form.code, at=datetime(2026, 5, 11, 3, tzinfo=UTC), contract="GOV12345",
        answers=best, recording="R-1", kind=form.kind,
    )  # fmt: skip
    return spot_check.log_call(cast.house, cast.auditor, replace(draft, **changes))


def test_a_shipped_form_is_taken_up_and_used(cast):
    assert "F1" in [form.code for form in audit_forms.to_start_from(cast.house, cast.viewer)]
    form = published(cast)
    assert (form.code, form.version) == ("F1", 1)
    assert "F1" in [each.code for each in audit_forms.forms(cast.house, cast.viewer)]
    assert "F1" not in [each.code for each in audit_forms.to_start_from(cast.house, cast.viewer)]
    assert logged(cast, form).receipt.total == 100
    assert {"form_draft_started", "form_published"} <= set(cast.journal())


def test_the_next_version_starts_from_one_that_is_used_and_both_stay(cast):
    form = published(cast)
    draft = form_drafts.start_version(cast.house, cast.manager, "F1", 1)
    assert (draft.form.version, draft.based_on) == (2, "F1 v1")
    harder = draft.text.replace("pass_mark: 90", "pass_mark: 95")
    saved = form_drafts.save(cast.house, cast.manager, draft.id, draft.version, harder)
    later = form_drafts.publish(cast.house, cast.manager, saved.id, saved.version)
    assert [(v.form.version, v.form.pass_mark) for v in versions(cast, "F1")] == [(2, 95), (1, 90)]
    assert later.hash != form.hash
    assert form_drafts.form_drafts(cast.house, cast.manager) == []


def versions(cast, code):
    return [each for each in audit_forms.form_versions(cast.house, cast.viewer) if each.form.code == code]


def test_at_32_an_old_audit_keeps_its_score_under_a_new_version(cast):
    form = published(cast)
    call = logged(cast, form, answers={**answers_of(form), "NEED": Answer("none")}).record
    draft = form_drafts.start_version(cast.house, cast.manager, "F1", 1)
    text_ = draft.text.replace("points: 10, choices: done, class: customer", "points: 60, choices: done")
    saved = form_drafts.save(cast.house, cast.manager, draft.id, draft.version, text_)
    form_drafts.publish(cast.house, cast.manager, saved.id, saved.version)
    again = spot_check.receipt_of(cast.house, cast.viewer, call)
    assert (again.total, again.version, again.hash) == (90, 1, call.receipt)


def answers_of(form):
    return {item.code: Answer("full") for _s, item in form.items()}


def test_a_draft_with_findings_is_kept_and_not_published(cast):
    wrong = b"form: {code: X, version: 1, name: x, kind: listening, pass_mark: 200}\nsections: []\n"
    draft = form_drafts.start_file(cast.house, cast.manager, wrong)
    assert (draft.form, draft.code) == (None, "X")
    assert "form_field_missing" in [finding.code for finding in draft.findings]
    with pytest.raises(RefusedError):
        form_drafts.publish(cast.house, cast.manager, draft.id, draft.version)
    assert "X" not in [each.code for each in audit_forms.forms(cast.house, cast.viewer)]


def test_a_number_that_is_taken_is_refused_with_the_next_one(cast):
    published(cast)
    draft = form_drafts.start_version(cast.house, cast.manager, "F1", 1)
    same = draft.text.replace("version: 2", "version: 1")
    saved = form_drafts.save(cast.house, cast.manager, draft.id, draft.version, same)
    with pytest.raises(WrongInputError) as refused:
        form_drafts.publish(cast.house, cast.manager, saved.id, saved.version)
    assert (refused.value.reason, refused.value.facts["number"]) == ("form_version_taken", 2)


def test_a_draft_saved_by_somebody_else_is_not_overwritten(cast):
    draft = form_drafts.start_shipped(cast.house, cast.manager, "F2")
    form_drafts.save(cast.house, cast.manager, draft.id, draft.version, draft.text + "\n")
    with pytest.raises(ConflictError):
        form_drafts.save(cast.house, cast.manager, draft.id, draft.version, "mine")
    now = form_drafts.form_draft(cast.house, cast.manager, draft.id)
    form_drafts.discard(cast.house, cast.manager, now.id, now.version)
    with pytest.raises(ConflictError):
        form_drafts.publish(cast.house, cast.manager, now.id, now.version + 1)


def test_a_published_version_cannot_be_changed_in_the_database_either(cast):
    published(cast)
    with pytest.raises(DBAPIError), cast.house.database.engine.begin() as connection:
        connection.execute(text("UPDATE audit_forms SET body = '\"\"'"))


def test_only_a_manager_of_the_whole_house_writes_forms(cast):
    for who in (cast.auditor, cast.viewer, replace(cast.manager, vendors=frozenset({"YUNHE"}))):
        with pytest.raises(NotAllowedError):
            form_drafts.start_shipped(cast.house, who, "F1")


def test_a_form_kept_by_an_earlier_version_of_the_product_is_read_as_it_was(cast):
    """The body as the product before this one kept it."""
    body = (
        "form: {code: OLD, version: 1, name: {zh: 旧表, en: Old}, kind: listening, pass_mark: 90, "
        "fatal_mode: section_zero}\nscales: {yn: [{code: full, text: 是, share: 1}, "
        "{code: none, text: 否, share: 0}]}\nsections:\n  - code: A\n    text: 一\n    items:\n"
        "      - {code: A1, text: 问, points: 40, choices: yn, fatal: true}\n"
        "      - {code: A2, text: 答, points: 60, choices: yn, na: true}\n"
    )
    form, _ = load_form(body)
    with cast.house.database.write(cast.manager) as uow:
        uow.audits.forms.add(
            AuditFormRecord(
                code="OLD", number="1", name=form.text, body=body, created_at=uow.now, created_by="x"
            )
        )
        uow.commit()
    with cast.house.database.read() as uow:
        [kept] = [each for each in known_forms(uow) if each.code == "OLD"]
    assert kept == form
    receipt = logged(cast, kept, answers={"A1": Answer("full"), "A2": Answer("none")}).receipt
    assert receipt.total == 40
    assert to_yaml(kept).startswith("form:")


@pytest.mark.parametrize(
    ("sample_type", "counted"),
    [
        (None, 1),  # logged before it was asked: a fair sample, as it was taken to be
        (SampleType.RANDOM, 1),
        (SampleType.MYSTERY, 1),
        (SampleType.RISK, 0),
        (SampleType.TARGETED, 0),
        (SampleType.CALIBRATION, 0),
    ],
)
def test_only_what_was_drawn_at_random_feeds_a_clause(cast, sample_type, counted):
    form = published(cast)
    kept = logged(cast, form, sample_type=sample_type, outcome_facts={"ring": 4}).record
    assert kept.outcome_facts == {"ring": 4}
    with cast.house.database.read() as uow:
        rows = spot_check.count_rows(uow, "YUNHE", calendar_month(2026, 5))
    assert len(rows) == counted
    assert all(row.counts == dict(kept.counts) for row in rows)


def test_what_a_call_counts_as_is_kept_with_it(cast):
    form = published(cast)
    answers = {**answers_of(form), "COMPLETE": Answer("none"), "VOICE": Answer("partial")}
    kept = logged(cast, form, answers=answers).record
    told = kept.counts
    assert told["audit_points"] == Fraction("87.5") * 1000
    assert (told["audits_business_critical"], told["audits_compliance_critical"]) == (1, 0)
    assert (told["error_opportunities"], told["noncritical_errors"]) == (4, 1)


def test_the_change_between_two_versions_is_split_into_form_and_service(cast):
    """Version 2 doubles the weight of what the old calls failed: 90 becomes 81.82; the new calls have 100."""
    form = published(cast)
    logged(cast, form, answers={**answers_of(form), "NEED": Answer("none")})
    assert as_if_versions(cast.house, cast.viewer, "F1", 1, 1).split.whole == 0
    draft = form_drafts.start_version(cast.house, cast.manager, "F1", 1)
    heavier = draft.text.replace("en: Need confirmed}, points: 10", "en: Need confirmed}, points: 20")
    saved = form_drafts.save(cast.house, cast.manager, draft.id, draft.version, heavier)
    later = form_drafts.publish(cast.house, cast.manager, saved.id, saved.version)
    assert as_if_versions(cast.house, cast.viewer, "F1", 1, 2).split is None
    logged(cast, later, at=datetime(2026, 5, 12, 1, tzinfo=UTC))
    found = as_if_versions(cast.house, cast.viewer, "F1", 1, 2)
    as_if = Fraction(9000, 110)
    assert (found.n_before, found.n_after, found.not_asked) == (1, 1, ())
    assert (found.split.of_form, found.split.of_service) == (as_if - 90, 100 - as_if)
    elsewhere = replace(cast.viewer, vendors=frozenset())
    assert as_if_versions(cast.house, elsewhere, "F1", 1, 2).n_before == 0


def test_a_form_goes_out_to_excel_and_comes_back_as_a_draft(cast):
    """The next version of it: the same content, its own number."""
    form = published(cast)
    name, data = audit_forms.form_file(cast.house, cast.viewer, "F1", 1, "xlsx", "en")
    draft = form_drafts.start_file(cast.house, cast.manager, data, name)
    assert (name, draft.form.version) == ("F1-v1.xlsx", 2)
    assert replace(draft.form, version=1) == form
    name, data = form_drafts.as_file(cast.house, cast.manager, "zh", draft.id, "xlsx")
    saved = form_drafts.replace_by_file(cast.house, cast.manager, draft.id, draft.version, data, name)
    assert saved.form == draft.form


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_template_can_be_taken_up_and_published_as_it_is(cast, lang):
    name, data = audit_forms.form_template(cast.viewer, lang)
    draft = form_drafts.start_file(cast.house, cast.manager, data, name)
    assert form_drafts.publish(cast.house, cast.manager, draft.id, draft.version).code == "NEW-FORM"
    assert form_drafts.start_blank(cast.house, cast.manager).form.version == 2


def test_a_workbook_that_holds_no_whole_form_is_refused_with_its_cells(cast):
    data = form_written_over({"评分项": {"E3": "十", "G4": "没有"}})
    with pytest.raises(RefusedError) as refused:
        form_drafts.start_file(cast.house, cast.manager, data, "F1.xlsx")
    assert [finding.place.in_("zh") for finding in refused.value.findings] == ["评分项!E3", "评分项!G4"]
    assert form_drafts.form_drafts(cast.house, cast.manager) == []


def test_a_draft_with_findings_has_no_workbook(cast):
    draft = form_drafts.start_file(cast.house, cast.manager, b"form: {code: X}")
    assert form_drafts.as_file(cast.house, cast.manager, "zh", draft.id, "yaml")[0] == "X-draft.yaml"
    with pytest.raises(RefusedError):
        form_drafts.as_file(cast.house, cast.manager, "zh", draft.id, "xlsx")
