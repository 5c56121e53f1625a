"""Papers that a rule asks for with a course and nobody kept are said, and lower nothing; service and page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.errors import NotAllowedError
from core.people_lists import RecordKind
from core.principal import Role
from qa.training.evidence import EvidenceKind
from services.training import matrix, records
from services.training.missing_papers import missing_papers
from services.training.records import Entered
from tests.records_example import VENDOR, exams_in, rules, with_training
from tests.records_pages import fine, in_house, opened, words
from tests.services_example import Cast, empty_house

ASKED = frozenset({EvidenceKind.ATTENDANCE, EvidenceKind.QUIZ, EvidenceKind.LMS_EXPORT})
DAY = date(2026, 11, 10)


@pytest.fixture
def cast(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """Two agents examined in PRIVACY on the 10th, by a list; since November its rule asks for papers."""
    with in_house(empty_house(data_folder), monkeypatch) as cast:
        cast.clock.at = datetime(2026, 11, 22, 2, tzinfo=UTC)
        with_training(cast)
        exams_in(cast)
        asking = [replace(rule, evidence=ASKED) for rule in rules()]
        matrix.publish(cast.house, cast.manager, asking, date(2026, 11, 1), "留存佐证")
        yield cast


def missing(
    cast: Cast, since: date = date(2026, 9, 1)
) -> list[tuple[str, date, tuple[EvidenceKind, ...], int]]:
    found = missing_papers(cast.house, cast.viewer, VENDOR, since)
    return [(each.course, each.day, each.kinds, each.agents) for each in found]


def keep(cast: Cast, kind: EvidenceKind, day: date = DAY, course: str = "PRIVACY") -> None:
    records.keep_paper(cast.house, cast.manager, VENDOR, course, day, kind, ("签到.pdf", b"%PDF"))


def test_what_is_asked_and_not_kept_is_named_with_how_many_it_concerns(cast: Cast) -> None:
    """The list itself is the export."""
    assert missing(cast) == [("PRIVACY", DAY, (EvidenceKind.ATTENDANCE, EvidenceKind.QUIZ), 2)]


def test_a_paper_of_the_class_ends_it_and_one_of_another_day_or_course_does_not(cast: Cast) -> None:
    keep(cast, EvidenceKind.ATTENDANCE, date(2026, 11, 11))
    keep(cast, EvidenceKind.QUIZ, course="HOTLINE")
    assert missing(cast)[-1][2] == (EvidenceKind.ATTENDANCE, EvidenceKind.QUIZ)
    keep(cast, EvidenceKind.ATTENDANCE)
    assert missing(cast)[-1][2] == (EvidenceKind.QUIZ,)
    keep(cast, EvidenceKind.QUIZ)
    assert missing(cast) == []


def test_what_was_typed_in_has_no_export_and_who_was_absent_needs_no_paper(cast: Cast) -> None:
    day = date(2026, 11, 12)
    for agent, absent in (("0002", False), ("0004", True)):
        given = Entered(agent, "PRIVACY", RecordKind.EXAM, day, absent=absent)
        records.enter(cast.house, cast.manager, VENDOR, given, "系统停用")
    assert missing(cast)[0] == ("PRIVACY", day, tuple(kind for kind in EvidenceKind if kind in ASKED), 1)


def test_before_a_rule_asked_for_papers_none_is_missing(cast: Cast) -> None:
    given = Entered("0002", "PRIVACY", RecordKind.EXAM, date(2026, 10, 30), passed=True)
    records.enter(cast.house, cast.manager, VENDOR, given, "系统停用")
    assert [each[1] for each in missing(cast)] == [DAY]
    assert missing(cast, date(2026, 11, 11)) == []


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "应留存而未留存的佐证"), ("en", "Papers asked for and not kept")]
)
def test_the_page_says_so_above_the_papers(cast: Cast, role: Role, lang: str, said: str) -> None:
    app = fine(opened(cast, "training/records", role, lang, vendor=VENDOR, tab="papers"))
    assert said in words(app)
    [table] = [each.value for each in app.table]
    assert table.iloc[0].tolist()[-1] == "2" and table.shape == (1, 4)


def test_who_sees_another_vendor_only_is_refused(cast: Cast) -> None:
    other = replace(cast.viewer, vendors=frozenset({"YUNHE"}))
    with pytest.raises(NotAllowedError):
        missing_papers(cast.house, other, VENDOR, DAY)
