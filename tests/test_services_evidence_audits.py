"""Evidence audits through the services: the draw with its seed, what was found, and what that takes away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.errors import ConflictError, NotAllowedError, NotFoundError, PlumblineError
from core.people_lists import RecordKind
from core.refusals import SENTENCES
from core.text import Text
from qa.training.course import Category, Course
from qa.training.evidence import EvidenceFound, drawn_agents
from qa.training.held import lack
from qa.training.record import Lack
from services.house.evidence import read_evidence
from services.known.directory import save_site, save_vendor
from services.training import courses, evidence_audits, records
from services.training.evidence_audits import EvidenceAudit
from services.training.records import Entered
from tests.services_example import Cast, empty_house
from tests.training_oracle import a_need

DAY, MONTH = date(2026, 5, 4), "2026-05"


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """Twelve agents of ANDA who passed PRIVACY; one of YUNHE."""
    found = empty_house(tmp_path / "data", database_url)
    for code, site in (("ANDA", "AD-CD"), ("YUNHE", "YH-CS")):
        save_vendor(found.house, found.manager, code, Text(code, code))
        save_site(found.house, found.manager, code, site, Text(site, site))
    course = Course("PRIVACY", 1, Text("个人信息保护", "Personal data"), Category.SKILL)
    courses.publish_course(found.house, found.manager, course, "首版")
    for n in range(1, 13):
        passed(found, "ANDA", f"00{n:02}")
    passed(found, "YUNHE", "9001")
    yield found
    found.house.close()


def passed(cast: Cast, vendor: str, agent: str, day: date = DAY) -> None:
    given = Entered(agent, "PRIVACY", RecordKind.EXAM, day, passed=True)
    records.enter(cast.house, cast.manager, vendor, given, "考试系统停用")


def refused(error: type[PlumblineError], call: object, *args: object, **more: object) -> str:
    with pytest.raises(error) as caught:
        call(*args, **more)  # type: ignore[operator]
    assert caught.value.reason in SENTENCES or caught.value.reason == "not_allowed"
    return caught.value.reason


def drawn(cast: Cast) -> EvidenceAudit:
    return evidence_audits.draw(cast.house, cast.auditor, "ANDA", MONTH)


def test_the_seed_draws_the_same_agents_again(cast: Cast) -> None:
    passed(cast, "ANDA", "0099", date(2026, 4, 30))  # another month's
    found = drawn(cast)
    assert (found.record.population, found.record.size, len(found.lines)) == (12, 10, 10)
    every = {
        each.mark
        for n in range(1, 13)
        for each in records.records_of(cast.house, cast.manager, "ANDA", f"00{n:02}")
    }
    assert set(drawn_agents(found.record.seed, every)) == {line.mark for line in found.lines}
    assert all(line.found is EvidenceFound.OPEN for line in found.lines)
    assert cast.journal()[-1] == "evidence_audit_drawn"


def test_unsupported_takes_that_record_away_and_no_other(cast: Cast) -> None:
    found = drawn(cast)
    bare, failed, fine = found.lines[:3]
    house, who = cast.house, cast.auditor
    evidence_audits.look(house, who, bare.id, EvidenceFound.UNSUPPORTED, "签到表上没有此人")
    evidence_audits.look(house, who, failed.id, EvidenceFound.RETEST_FAILED, "复测 60 分")
    paper = ("签到表.txt", b"0003")
    kept = evidence_audits.look(house, who, fine.id, EvidenceFound.SUPPORTED, evidence=paper)
    assert read_evidence(house, who, "ANDA", kept.evidence_sha256 or "") == b"0003"
    [after] = evidence_audits.audits(house, who, "ANDA")
    assert (after.looked.open, after.looked.supported, after.looked.taken_away) == (7, 1, 2)
    gone = frozenset(line.record for line in after.taken_away)
    for line, why in ((bare, Lack.UNSUPPORTED), (failed, Lack.UNSUPPORTED), (fine, Lack.NONE)):
        told = records.records_of(house, who, "ANDA", line.agent)
        assert lack(told, a_need(), date(2026, 5, 12), unsupported=gone) is why


def test_a_finding_can_be_put_right_and_the_journal_keeps_both(cast: Cast) -> None:
    line = drawn(cast).lines[0].id
    look = evidence_audits.look
    look(cast.house, cast.auditor, line, EvidenceFound.UNSUPPORTED, "缺签到表")
    look(cast.house, cast.auditor, line, EvidenceFound.SUPPORTED, "签到表后来找到")
    [found] = evidence_audits.audits(cast.house, cast.auditor)
    assert found.looked.supported == 1 and not found.taken_away
    assert cast.journal()[-2:] == ["evidence_looked"] * 2


def test_what_is_refused(cast: Cast) -> None:
    house, who, draw = cast.house, cast.auditor, evidence_audits.draw
    assert refused(PlumblineError, draw, house, who, "ANDA", "2026-06") == "future"
    assert refused(PlumblineError, draw, house, who, "ANDA", "2026-01") == "no_training_records"
    refused(NotAllowedError, draw, house, cast.viewer, "ANDA", MONTH)
    found = drawn(cast)
    assert refused(ConflictError, draw, house, who, "ANDA", MONTH) == "evidence_audit_twice"
    look, line = evidence_audits.look, found.lines[0].id
    assert refused(PlumblineError, look, house, who, line, EvidenceFound.UNSUPPORTED) == "reason_needed"
    refused(NotAllowedError, evidence_audits.withdraw, house, who, found.record.id, "重抽")
    evidence_audits.withdraw(house, cast.manager, found.record.id, "名单有误")
    assert refused(ConflictError, look, house, who, line, EvidenceFound.SUPPORTED) == "already_state"
    assert drawn(cast).record.seed != found.record.seed


def test_nobody_sees_or_touches_another_vendors_sample(cast: Cast) -> None:
    line = drawn(cast).lines[0].id
    theirs = replace(cast.auditor, vendors=frozenset({"YUNHE"}))
    assert evidence_audits.audits(cast.house, theirs) == []
    refused(NotAllowedError, evidence_audits.draw, cast.house, theirs, "ANDA", MONTH)
    refused(NotFoundError, evidence_audits.look, cast.house, theirs, line, EvidenceFound.SUPPORTED)
