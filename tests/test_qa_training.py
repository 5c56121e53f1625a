"""Training counts by class and by agent, and how far a course has come."""

from datetime import date
from fractions import Fraction as F

from core.scope import Scope
from qa.training.reported import AgentRecord, ClassRecord, class_row, classes_of, compliance

DAY, SCOPE = date(2026, 10, 12), Scope("HENGXIN")


def held(*figures, course="NEW_TARIFF"):
    return ClassRecord(SCOPE, DAY, course, *figures)


def test_a_class_makes_its_counts_and_silence_is_not_zero():
    assert class_row(held(40, 38, None, 36), "file").counts == {
        "trainees_required": 40,
        "trainees_attended": 38,
        "trainees_passed": 36,
    }


def test_agents_add_up_to_their_class():
    agents = [
        AgentRecord(SCOPE, DAY, "NEW_TARIFF", "0001", True, True, True),
        AgentRecord(SCOPE, DAY, "NEW_TARIFF", "0002", True, True, False),
        AgentRecord(SCOPE, DAY, "NEW_TARIFF", "0003", False),
    ]
    assert classes_of(agents) == [held(3, 2, 2, 1)]


def test_compliance_is_the_ratio_of_sums_over_all_classes_of_a_course():
    [course] = compliance([held(40, 40, 40, 40), held(10, 5, 5, 4)])
    assert (course.required, course.attended, course.passed) == (50, 45, 44)
    assert (course.attendance, course.passing) == (F(90), F(88))


def test_a_class_that_did_not_say_leaves_the_course_without_a_figure():
    [course] = compliance([held(40, 40, 40, 40), held(10)])
    assert course.attendance is None
