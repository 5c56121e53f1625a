"""Misses and plans: everybody sees them; a plan is opened, written, moved and closed on the page."""

from datetime import date

import pytest
from records_pages import field, fine, in_house, missed, opened, pressed, words
from services_example import house_with_contract

from core.principal import Role
from services.improvement import miss_causes
from services.improvement.plans import open_plan, plan, plans
from services.judging.misses import misses
from sla.follow_up.plans import PlanStatus as S

PAGE = "actions/misses"
SAID = {
    "problem": "连续两月未达标", "root_cause": "晚高峰排班不足", "corrective": "增加晚班",
    "preventive": "每周复核", "owner": "周女士",
}  # fmt: skip


@pytest.fixture
def cast(data_folder, monkeypatch):
    with in_house(house_with_contract(data_folder), monkeypatch) as cast:
        yield cast


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("role", Role)
def test_without_misses_the_page_says_what_will_be_here(cast, role, lang):
    app = fine(opened(cast, PAGE, role, lang))
    assert not app.dataframe and "**" in words(app)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("tab", ["misses", "plans"])
def test_everybody_sees_misses_and_plans(cast, role, lang, tab):
    missed(cast)
    opened_plan(cast)
    app = fine(opened(cast, PAGE, role, lang, tab=tab))
    assert len(app.dataframe) == 1
    assert [metric.value for metric in app.metric] == ["2", "1", "1", "0", "0"]
    may_plan = any((button.key or "").startswith("action-") for button in app.button)
    assert may_plan is (role is Role.MANAGER)


def test_a_breach_is_named_only_where_the_contract_made_it_one(cast):
    missed(cast)
    [frame] = opened(cast, PAGE).dataframe
    by_clause = dict(zip(frame.value["clause"], frame.value["breach"], strict=True))
    assert "较重违约" in by_clause["20秒接通率"]
    assert by_clause["拨测合格率"] == ""  # its clause has no breach rule


def test_a_miss_copies_as_a_sentence(cast):
    """Which months, how often in a row, the breach it is, in the reader's language."""
    missed(cast)
    miss = next(view for view in misses(cast.house, cast.viewer) if view.record.clause == "SL")
    [zh] = opened(cast, PAGE, record=miss.record.id).code
    assert "20秒接通率：2026年3月、2026年4月未达标，连续 2 个月，" in zh.value and "较重违约" in zh.value
    [en] = opened(cast, PAGE, lang="en", record=miss.record.id).code
    assert ": missed in Mar 2026, Apr 2026, 2 months in a row, " in en.value


def test_a_plan_is_opened_from_a_miss(cast):
    missed(cast)
    miss = next(view for view in misses(cast.house, cast.viewer) if view.record.clause == "SL")
    app = opened(cast, PAGE, tab="new", record=miss.record.id)
    for name, said in SAID.items():
        kind = "text_input" if name == "owner" else "text_area"
        field(app, kind, f"plan-{name}-new").set_value(said)
    fine(pressed(app, "plan-open"))
    [view] = plans(cast.house, cast.viewer)
    assert [each.clause for each in view.misses] == ["SL"]
    # Ten working days after Tuesday 12 May 2026.
    assert (view.record.due, view.record.root_cause) == (date(2026, 5, 26), SAID["root_cause"])
    assert app.query_params["record"] in (view.record.id, [view.record.id])


def test_a_plan_goes_the_whole_way_and_only_legal_steps_are_offered(cast):
    missed(cast)
    view = opened_plan(cast)
    at = opened(cast, PAGE, tab="plans", record=view.record.id)
    for offered, to in (
        ({"submitted"}, "submitted"), ({"approved", "returned"}, "approved"), ({"underway"}, "underway"),
        ({"to_verify"}, "to_verify"),
    ):  # fmt: skip
        assert steps(at) == offered
        at = fine(pressed(at, f"step-{to}"))
    assert steps(at) == {"closed", "reopened"}
    assert len(pressed(at, "step-closed").error) == 1  # the verification result is missing
    field(at, "text_area", "verified").set_value("5月接通率92.1%")
    fine(pressed(at, "step-closed"))
    assert plan(cast.house, cast.viewer, view.record.id).status is S.CLOSED
    assert "92" in words(at)


def test_what_is_typed_is_kept_when_the_plan_is_submitted(cast):
    missed(cast)
    view = opened_plan(cast, owner="")
    at = opened(cast, PAGE, tab="plans", record=view.record.id)
    assert len(pressed(at, "step-submitted").error) == 1  # nobody owns it
    field(at, "text_input", "plan-owner").set_value("周女士")
    fine(pressed(at, "step-submitted"))
    after = plan(cast.house, cast.viewer, view.record.id)
    assert (after.status, after.record.owner) == (S.SUBMITTED, "周女士")


def test_an_approver_decides_and_does_not_write(cast):
    missed(cast)
    view = opened_plan(cast)
    at = opened(cast, PAGE, Role.APPROVER, tab="plans", record=view.record.id)
    assert steps(at) == set() and not at.text_area
    pressed(opened(cast, PAGE, tab="plans", record=view.record.id), "step-submitted")
    at = opened(cast, PAGE, Role.APPROVER, tab="plans", record=view.record.id)
    assert steps(at) == {"approved", "returned"}
    field(at, "text_input", "why-returned").set_value("原因不充分")
    fine(pressed(at, "returned"))
    assert plan(cast.house, cast.viewer, view.record.id).status is S.RETURNED


def test_an_overdue_plan_says_so(cast):
    missed(cast)
    view = opened_plan(cast, due=date(2026, 5, 11))
    at = fine(opened(cast, PAGE, tab="plans", record=view.record.id))
    assert at.metric[3].value == "1"


def opened_plan(cast, **given):
    miss = next(view for view in misses(cast.house, cast.viewer) if view.record.clause == "SL")
    asked = SAID | ({} if "due" in given else {"working_days": 10}) | given
    return open_plan(cast.house, cast.manager, [miss.record.id], **asked)


def steps(app):
    """The states the buttons lead to."""
    keys = [button.key or "" for button in app.button]
    found = {key.split("-")[1] for key in keys if key.startswith("step-")}
    return found | {
        state for state in ("returned", "reopened") if any(k.startswith(f"{state}-") for k in keys)
    }


def test_misses_of_a_month_are_laid_to_one_incident_where_they_are_listed_and_parted_again(cast):
    missed(cast)
    miss = next(view for view in misses(cast.house, cast.viewer) if view.record.clause == "SL")
    others = [v.record.clause for v in misses(cast.house, cast.viewer) if v.record.clause != "SL"]
    label, code = miss.record.last_period, miss.contract
    app = opened(cast, PAGE, record=miss.record.id)
    field(app, "multiselect", "incident-clauses").set_value(["SL", *others])
    field(app, "text_input", "incident-what").set_value("机房断电")
    app = fine(pressed(app, "incident-save"))
    found = miss_causes.causes(cast.house, cast.manager, code, label)
    assert {each.clause for each in found} == {"SL", *others}
    assert {each.incident for each in found} == {f"INC-{label.replace('-', '')}-1"}
    app = opened(cast, PAGE, record=miss.record.id)
    assert "机房断电" in words(app)
    field(app, "text_input", "why-incident").set_value("核实为两件事")
    fine(pressed(app, f"incident-{miss.record.id}"))
    [left] = miss_causes.causes(cast.house, cast.manager, code, label)
    assert left.clause in others
    assert "机房断电" not in words(opened(cast, PAGE, Role.VIEWER, record=miss.record.id))
