"""Courses, the matrix and certified trainers through the services, over SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.errors import NotAllowedError, PlumblineError
from core.principal import Principal
from core.refusals import SENTENCES
from core.text import Text
from qa.roster.spell import Standing
from qa.training.course import Course
from qa.training.matrix import Rule, RuleKind, Where, matrix_on
from qa.training.trainers import may_give
from services.known.directory import save_site, save_vendor
from services.training import courses, matrix, matrix_files, trainers
from services.training.trainers import Certified
from tests.services_example import Cast, empty_house
from tests.training_matrix_example import COURSES, agent, change, rule

DOC = Path(__file__).resolve().parent.parent / "docs" / "writing_training_matrix.md"
FIRST, SECOND = date(2026, 10, 1), date(2026, 11, 16)


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """Two vendors with a site each."""
    found = empty_house(tmp_path / "data", database_url)
    for code, site in (("ANDA", "AD-CD"), ("YUNHE", "YH-CS")):
        save_vendor(found.house, found.manager, code, Text(code, code))
        save_site(found.house, found.manager, code, site, Text(site, site))
    yield found
    found.house.close()


def course(cast: Cast, made: Course = COURSES["HOTLINE"], why: str = "首版") -> int:
    return courses.publish_course(cast.house, cast.manager, made, why).number


def publish(cast: Cast, *rules: Rule, effective: date = FIRST, why: str = "首版") -> int:
    return matrix.publish(cast.house, cast.manager, rules, effective, why).number


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(PlumblineError) as found:
        act()
    assert found.value.reason in SENTENCES
    return found.value.reason


def seeing(cast: Cast, *vendors: str) -> Principal:
    return replace(cast.manager, vendors=frozenset(vendors))


def test_a_course_in_versions(cast: Cast) -> None:
    assert course(cast) == 1
    longer = replace(COURSES["HOTLINE"], called=("热线培训",))
    assert course(cast, longer, "增加别名") == 2
    assert refused(lambda: course(cast, longer)) == "course_same"
    assert refused(lambda: course(cast, COURSES["CALM"], " ")) == "reason_needed"
    assert refused(lambda: course(cast, replace(COURSES["CALM"], code="calm"))) == "refused"
    # A list could mean either by that name.
    assert refused(lambda: course(cast, replace(COURSES["CALM"], called=("热线 培训",)))) == "taken"
    found = courses.courses(cast.house, cast.viewer)
    assert found == {"HOTLINE": replace(longer, number=2)}
    assert [each.why for each in courses.course_versions(cast.house, cast.viewer, "HOTLINE")] == [
        "首版",
        "增加别名",
    ]
    assert cast.journal()[-2:] == ["course_published", "course_published"]


def test_two_versions_of_the_matrix_the_one_of_the_day(cast: Cast) -> None:
    course(cast), course(cast, COURSES["PRIVACY"])
    assert publish(cast, rule("R1")) == 1
    second = (rule("R1"), rule("R2", RuleKind.PERIODIC, "PRIVACY", valid_months=12))
    assert publish(cast, *second, effective=SECOND, why="增加隐私") == 2
    versions = [each.matrix for each in matrix.matrices(cast.house, cast.viewer)]
    assert versions[1].rules == second and versions[1].why == "增加隐私"
    for day, number in ((date(2026, 9, 30), None), (FIRST, 1), (date(2026, 11, 15), 1), (SECOND, 2)):
        held = matrix_on(versions, day)
        assert (held and held.number) == number
    assert cast.journal()[-1] == "matrix_published"


def test_what_is_not_published(cast: Cast) -> None:
    course(cast)
    publish(cast, rule("R1"), effective=SECOND)
    assert refused(lambda: publish(cast, rule("R1"), effective=SECOND)) == "matrix_same"
    assert refused(lambda: publish(cast, rule("R2"), effective=FIRST)) == "matrix_earlier"
    assert refused(lambda: publish(cast, rule("R2", RuleKind.ENTRY, "AML"))) == "refused"
    assert refused(lambda: publish(cast, rule("R2"), rule("R2"))) == "refused"
    assert refused(lambda: publish(cast, rule("R2", grace_days=30))) == "refused"
    assert refused(lambda: publish(cast, rule("R2"), why="")) == "reason_needed"
    assert len(matrix.matrices(cast.house, cast.manager)) == 1


@pytest.mark.parametrize("table", ["courses", "matrix_versions"])
def test_what_is_published_cannot_be_changed(cast: Cast, table: str) -> None:
    course(cast), publish(cast, rule("R1"))
    for statement in (f"UPDATE {table} SET why = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(DBAPIError), cast.house.database.write() as uow:
            uow.connection.execute(text(statement))


def test_only_who_manages_every_vendor_publishes(cast: Cast) -> None:
    for who in (cast.auditor, cast.viewer, cast.approver, seeing(cast, "ANDA")):
        with pytest.raises(NotAllowedError):
            courses.publish_course(cast.house, who, COURSES["CALM"], "x")
        with pytest.raises(NotAllowedError):
            matrix.publish(cast.house, who, [rule()], FIRST, "x")
        with pytest.raises(NotAllowedError):
            matrix_files.publish_file(cast.house, who, b"rules: []", "m.yaml")
        with pytest.raises(NotAllowedError):
            matrix_files.read_file(cast.house, who, b"rules: []", "m.yaml")


def test_the_other_vendor_is_named_nowhere(cast: Cast) -> None:
    course(cast)
    publish(
        cast,
        rule("ALL"),
        rule("YH", where=Where(vendors=frozenset({"YUNHE"}))),
        rule("BOTH", where=Where(vendors=frozenset({"YUNHE", "ANDA"}))),
        rule("YH-SITE", where=Where(sites=frozenset({"YH-CS"}))),
        rule("SITES", where=Where(sites=frozenset({"YH-CS", "AD-CD"}))),
    )
    anda = seeing(cast, "ANDA")
    [seen] = matrix.matrices(cast.house, anda)
    assert [each.code for each in seen.matrix.rules] == ["ALL", "BOTH", "SITES"]
    file = matrix_files.as_file(cast.house, anda)[1].decode()
    found = matrix.requirements_for(cast.house, anda, agent(), SECOND)
    for said in (file, repr(seen), repr(found)):
        assert "YUNHE" not in said and "YH" not in said
    assert found.needs[0].rules == ("ALL", "BOTH", "SITES")
    with pytest.raises(NotAllowedError):
        matrix.requirements_for(cast.house, anda, agent(vendor="YUNHE"), SECOND)
    # Who sees all reads them whole.
    assert "YH-SITE" in matrix_files.as_file(cast.house, cast.viewer)[1].decode()


def test_asked_for_an_agent_and_a_day(cast: Cast) -> None:
    course(cast), course(cast, COURSES["PRIVACY"])
    publish(cast, rule("R1"), rule("CHG", RuleKind.CHANGE))
    publish(cast, rule("R1", RuleKind.ENTRY, "PRIVACY"), effective=SECOND, why="改")
    before = matrix.requirements_for(cast.house, cast.viewer, agent(), date(2026, 9, 30))
    assert (before.version, before.needs, before.standing) == (None, (), Standing.LIVE)
    first = matrix.requirements_for(cast.house, cast.viewer, agent(), date(2026, 11, 10), [change()])
    assert first.version == 1 and [need.rules for need in first.needs] == [("R1",), ("CHG",)]
    second = matrix.requirements_for(cast.house, cast.viewer, agent(), SECOND)
    assert second.version == 2 and [(each.course, each.compliance) for each in second.needs] == [
        ("PRIVACY", True)
    ]
    gone = matrix.requirements_for(cast.house, cast.viewer, agent(left=FIRST), SECOND)
    assert gone.needs == () and [code for code, _ in gone.passed_over] == ["R1"]


def example() -> bytes:
    return DOC.read_text("utf-8").split("```yaml\n", 1)[1].split("```", 1)[0].encode()


def test_a_file_is_read_published_whole_and_given_back(cast: Cast) -> None:
    found = matrix_files.read_file(cast.house, cast.manager, example(), "m.yaml")
    assert found.courses == ("PRIVACY", "HOTLINE") and len(found.rules) == 6 and found.left_out == ()
    assert courses.courses(cast.house, cast.manager) == {}
    done = matrix_files.publish_file(cast.house, cast.manager, example(), "m.yaml")
    assert [each.code for each in done.courses] == ["PRIVACY", "HOTLINE"]
    assert done.matrix and (done.matrix.number, done.matrix.effective_from) == (1, FIRST)
    name, back = matrix_files.as_file(cast.house, cast.viewer)
    again = matrix_files.read_file(cast.house, cast.manager, back, name)
    assert name == "training-matrix-1.yaml" and not again.changes_anything and not again.read.findings
    publish_again = lambda: matrix_files.publish_file(cast.house, cast.manager, back, name)  # noqa: E731
    assert refused(publish_again) == "matrix_file_same"


def test_a_file_with_a_slip_leaves_nothing_behind(cast: Cast) -> None:
    wrong = example().replace(b"grace_days: 7", b"grace_days: 9")
    act = lambda: matrix_files.publish_file(cast.house, cast.manager, wrong, "m.yaml")  # noqa: E731
    assert refused(act) == "refused" and courses.courses(cast.house, cast.manager) == {}
    # The courses are sound, the rules come too early: neither is kept.
    matrix_files.publish_file(cast.house, cast.manager, example(), "m.yaml", SECOND)
    other = example().replace(b"pass_mark: 90", b"pass_mark: 95").replace(b"Personal data", b"Privacy")
    early = lambda: matrix_files.publish_file(cast.house, cast.manager, other, "m.yaml", FIRST)  # noqa: E731
    assert refused(early) == "matrix_earlier"
    assert courses.courses(cast.house, cast.manager)["PRIVACY"].number == 1


def test_a_file_of_courses_alone_leaves_the_rules(cast: Cast) -> None:
    matrix_files.publish_file(cast.house, cast.manager, example(), "m.yaml")
    alone = b"why: x\ncourses:\n  - {code: CALM, name: a, category: skill}\n"
    done = matrix_files.publish_file(cast.house, cast.manager, alone, "c.yaml")
    assert done.matrix is None and len(matrix.matrices(cast.house, cast.manager)) == 1


def test_a_trainer_is_certified_for_a_version_and_withdrawn(cast: Cast) -> None:
    course(cast)
    given = Certified("T 001", "HOTLINE", FIRST, date(2026, 12, 31), 1)
    kept = trainers.certify_trainer(cast.house, cast.manager, "ANDA", given, "考核通过", ("证.pdf", b"pdf"))
    assert kept.evidence_name == "证.pdf" and kept.agent == "T 001"
    with cast.house.database.read() as uow:
        counts = trainers.certificates_in(uow, "ANDA")
        assert trainers.certificates_in(uow, "YUNHE") == []
    assert may_give(counts, "ANDA", "t001", "HOTLINE", 1, SECOND)
    assert not may_give(counts, "ANDA", "t001", "HOTLINE", 2, SECOND)
    trainers.withdraw_trainer(cast.house, cast.manager, kept.id, "考核有误")
    with cast.house.database.read() as uow:
        assert trainers.certificates_in(uow) == []
    again = lambda: trainers.withdraw_trainer(cast.house, cast.manager, kept.id, "x")  # noqa: E731
    assert refused(again) == "already_state"
    # What was said stays.
    assert len(trainers.trainers(cast.house, cast.viewer, "ANDA")) == 1
    assert trainers.trainers(cast.house, seeing(cast, "YUNHE")) == []
    assert cast.journal()[-2:] == ["trainer_certified", "trainer_withdrawn"]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"agent": " "}, "needed"),
        ({"course": "AML"}, "not_found"),
        ({"version": 2}, "not_found"),
        ({"last_day": date(2026, 9, 1)}, "period_order"),
    ],
)
def test_which_certificate_is_refused(cast: Cast, said: dict[str, object], reason: str) -> None:
    course(cast)
    given = replace(Certified("T001", "HOTLINE", FIRST), **said)  # type: ignore[arg-type]
    act = lambda: trainers.certify_trainer(cast.house, cast.manager, "ANDA", given, "x")  # noqa: E731
    assert refused(act) == reason
    with pytest.raises(NotAllowedError):
        trainers.certify_trainer(cast.house, seeing(cast, "YUNHE"), "ANDA", given, "x")
