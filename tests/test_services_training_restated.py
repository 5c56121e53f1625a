"""T5.7: what an evidence audit found unsupported takes people out of coverage; both figures are shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.errors import NotAllowedError
from core.text import Text
from importers.people.said import ListSaid
from qa.training.course import Category, Course
from qa.training.evidence import EvidenceFound
from qa.training.matrix import DueDays, DueEvery, Rule, RuleKind, Where
from services.known.directory import save_site, save_vendor
from services.training import changes, courses, evidence_audits, matrix
from services.training.changes import EnteredChange
from services.training.restated import Restated, restated
from tests.records_example import HEAD, VENDOR, exams_in, listed, roster_in
from tests.services_example import Cast, empty_house

NOVEMBER, LAST = "2026-11", date(2026, 11, 30)
#: GT-20: site A 98 in scope, 96 passed; B 40, 31.
AGENTS = [(f"{n:04d}", "成都" if n <= 98 else "西安") for n in range(1, 139)]
PASSED = [code for code, _site in (*AGENTS[:96], *AGENTS[98:129])]


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """2 December 2026: PRIVACY was due at the end of November, 127 of 138 had passed it."""
    found = empty_house(tmp_path / "data", database_url)
    house, who = found.house, found.manager
    found.clock.at = datetime(2026, 12, 2, 2, tzinfo=UTC)
    save_vendor(house, who, VENDOR, Text("安达", "Anda"))
    for code, name in (("CD", "成都"), ("XA", "西安")):
        save_site(house, who, VENDOR, code, Text(name, name))
    course = Course("PRIVACY", 1, Text("个人信息保护", "Personal data"), Category.SKILL)
    courses.publish_course(house, who, course, "新设")
    due = DueDays(every=DueEvery.MONTH_END)
    rule = Rule("R1", RuleKind.PERIODIC, Where(), ("PRIVACY",), date(2026, 11, 1), due=due)
    matrix.publish(house, who, [rule], date(2026, 11, 1), "首版")
    head = "工号,职场,岗位,入职日期,上岗日期\n"
    roster_in(found, head + "".join(f"{a},{s},热线坐席,2026-01-05,2026-01-12\n" for a, s in AGENTS))
    rows = [(code, "个人信息保护", "2026-11-20", 90, "合格") for code in PASSED]
    exams_in(found, listed(*rows, head=HEAD), said=ListSaid(VENDOR))
    yield found
    found.house.close()


def looked(cast: Cast, unsupported: int) -> None:
    """The month's sample of ten, of which so many had nothing behind them."""
    sample = evidence_audits.draw(cast.house, cast.auditor, VENDOR, NOVEMBER)
    for at, line in enumerate(sample.lines):
        found = EvidenceFound.UNSUPPORTED if at < unsupported else EvidenceFound.SUPPORTED
        evidence_audits.look(cast.house, cast.auditor, line.id, found, "签到表上没有此人")


def figures(cast: Cast) -> list[Restated]:
    return restated(cast.house, cast.viewer, VENDOR, NOVEMBER)


def test_unsupported_restates(cast: Cast) -> None:
    """127/138 as recorded; two sampled records unsupported: 125/138 = 90.5797 %."""
    assert figures(cast) == []
    looked(cast, 2)
    [found] = figures(cast)
    assert (found.recorded, found.counted, found.in_scope, found.unsupported) == (127, 125, 138, 2)
    assert (found.day, found.change, found.courses[0].en) == (LAST, None, "Personal data")
    assert round(float(found.share(found.counted)), 4) == 90.5797
    assert round(float(found.share(found.recorded)), 4) == 92.029


def test_a_sample_that_bears_out_restates_nothing(cast: Cast) -> None:
    looked(cast, 0)
    assert figures(cast) == []


def test_a_sample_taken_back_gives_the_figure_back(cast: Cast) -> None:
    looked(cast, 2)
    [sample] = evidence_audits.audits(cast.house, cast.viewer, VENDOR)
    evidence_audits.withdraw(cast.house, cast.manager, sample.record.id, "抽样有误")
    assert figures(cast) == []


def test_a_change_training_is_restated_too(cast: Cast) -> None:
    """Published 16 November, due five working days later: 127 of 138 passed on the 20th."""
    published = datetime(2026, 11, 16, 1, tzinfo=UTC)
    given = EnteredChange(Text("促销退换", "Returns"), "RETURNS", published, date(2026, 11, 27), ("PRIVACY",))
    changes.enter_change(cast.house, cast.manager, given, "运营通知")
    looked(cast, 2)
    on_day, of_change = figures(cast)
    assert of_change.change == Text("促销退换", "Returns") and of_change.day == date(2026, 11, 23)
    assert (of_change.recorded, of_change.counted, of_change.in_scope) == (127, 125, 138)
    assert (on_day.recorded, on_day.counted) == (127, 125)


def test_who_would_lack_it_anyway_is_not_lost_twice(cast: Cast) -> None:
    """A second pass of the same agent stands behind: nothing is lost by the first."""
    exams_in(cast, listed(*[(code, "个人信息保护", "2026-11-21", 95, "合格") for code in PASSED]), "二.csv")
    sample = evidence_audits.draw(cast.house, cast.auditor, VENDOR, NOVEMBER)
    line = sample.lines[0]  # the last record of the month is looked at: the one of the 21st
    evidence_audits.look(cast.house, cast.auditor, line.id, EvidenceFound.UNSUPPORTED, "无答卷")
    assert figures(cast) == []


def test_nobody_sees_another_vendors_figures(cast: Cast) -> None:
    looked(cast, 2)
    with pytest.raises(NotAllowedError):
        restated(cast.house, replace(cast.viewer, vendors=frozenset({"YUNHE"})), VENDOR, NOVEMBER)
