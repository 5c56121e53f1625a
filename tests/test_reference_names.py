"""Every case and line of the reference on audits is borne by a test that can be found by its name."""

import json
import os
import re
from pathlib import Path

import pytest

DATA = Path(os.environ.get("PLUMBLINE_SHARED", "../shared"))
TESTS = Path(__file__).parent
pytestmark = [
    pytest.mark.reference,
    pytest.mark.skipif(not DATA.exists(), reason="the reference folder is not there"),
]

#: Line of sla_and_contracts 3 and 4 → the tests that show it. What a line asks beyond them is said beside it.
LINES = {
    "T3.1": (
        "test_qa_audits.test_a_contact_counts_for_a_class_of_errors_where_the_class_applies",
        "test_services_class_accuracy.test_our_own_audits_are_divided_by_the_contacts_the_class_applies_to",
    ),
    "T3.2": ("test_services_forms.test_only_what_was_drawn_at_random_feeds_a_clause",),
    "T3.3": (
        "test_services_sampling.test_a_sample_is_kept_with_all_that_draws_it_again",
        "test_services_sampling.test_the_next_of_the_same_stratum_stands_in_for_an_unusable_recording",
    ),
    "T3.4": (
        "test_qa_sampling.test_st_07_wilson",
        "test_sla_samples.test_gt_07_the_two_methods_disagree_on_24_of_30",
        "test_services_audits_to_workbook.test_each_stratum_weighs_as_many_calls_as_it_has",
    ),
    "T3.5": ("test_sla_small_sample.test_t3_5_verdict_state_and_adequacy_are_three_things",),
    "T3.6": (
        "test_services_calibration.test_the_whole_way_of_a_session_across_companies",
        "test_services_calibration.test_after_its_last_day_a_session_is_late",
    ),
    "T3.7": (
        "test_services_small_sample.test_gt_15_the_vendors_own_checks_stand_beside_ours_with_what_chance_would_bring",
        "test_sla_samples.test_gt_15_two_samples_lie_so_many_standard_errors_apart",
    ),
    # Site visits; there is no calendar of reviews.
    "T3.8": ("test_services_visits.test_a_visit_from_the_plan_to_the_signature",),
    "T4.1": (
        "test_qa_programme.test_t4_1_a_call_under_an_expired_brief_is_rejected",
        "test_services_programme.test_a_call_under_an_expired_brief_is_refused_and_one_that_expires_later_is_flagged",
    ),
    "T4.2": ("test_qa_programme.test_t4_2_planned_done_valid_invalid_and_the_wave_s_end",),
    "T4.3": (
        "test_services_audit_drafts.test_every_answer_is_there_after_a_crash",
        "test_services_programme.test_calls_are_found_in_the_vendors_list_with_the_difference_in_wait",
    ),
    "T4.4": ("test_services_forms.test_the_change_between_two_versions_is_split_into_form_and_service",),
    "T4.5": (
        "test_services_reviews.test_the_second_scorer_sees_nothing_of_the_first",
        "test_services_reviews.test_where_two_scorers_differ_a_third_person_settles_it",
    ),
    "T4.6": (
        "test_services_reviews.test_each_item_has_one_appeal",
        "test_services_reviews.test_rates_of_the_vendor_and_of_who_scored",
    ),
    "T4.7": ("test_services_programme.test_caller_and_number_stay_codes",),
    "T4.8": (
        "test_qa_programme.test_t4_8_calls_count_once_the_wave_is_closed_and_large_enough",
        "test_services_programme.test_t4_8_calls_feed_the_clause_provisionally_until_the_wave_is_closed",
    ),
    "T4.9": ("test_qa_programme.test_t4_9_a_promise_is_kept_broken_due_or_open",),
}


def _files():
    return {path.stem: path.read_text("utf-8") for path in TESTS.glob("test_*.py")}


def test_every_scoring_and_statistics_case_is_a_test_of_that_name():
    """In a test's name, or as the name of one row of its table (AT-55 to AT-59 stand in tables)."""
    listed = json.loads((DATA / "data" / "acceptance_cases.json").read_text("utf-8"))
    text = (DATA / "domain" / "audits_and_scoring.md").read_text("utf-8")
    cases = {case["id"] for case in listed} | set(re.findall(r"\b(?:AT|ST)-\d\d\b", text))
    here = {name: said for name, said in _files().items() if name != "test_reference_names"}
    said = "\n".join(here.values())
    names = " ".join(re.findall(r"def (test_\w+)", said))
    missing = {each for each in cases if each not in said and each.lower().replace("-", "_") not in names}
    assert missing == set()


def test_every_line_of_audits_and_mystery_calls_has_its_tests():
    text = (DATA / "domain" / "sla_and_contracts.md").read_text("utf-8")
    assert set(LINES) == set(re.findall(r"(?m)^- (T[34]\.\d) ", text))
    files = _files()
    named = [each.split(".") for tests in LINES.values() for each in tests]
    assert [each for each in named if f"def {each[1]}(" not in files[each[0]]] == []
