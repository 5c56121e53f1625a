"""Evidence audits through their page: drawn, looked at, what it takes away, and who may do what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from records_pages import fine, in_house, opened, pressed, words
from services_example import Cast, empty_house

from core.people_lists import RecordKind
from core.principal import Role
from core.text import Text
from qa.training.evidence import EvidenceFound
from services.known.directory import save_site, save_vendor
from services.training import evidence_audits, records
from services.training.records import Entered

PAGE = "training/evidence"


@pytest.fixture
def cast(tmp_path: Path, monkeypatch: Any) -> Iterator[Cast]:
    """A vendor with twelve agents who passed a course in April."""
    made = empty_house(tmp_path / "data")
    save_vendor(made.house, made.manager, "ANDA", Text("安达", "Anda"))
    save_site(made.house, made.manager, "ANDA", "AD-CD", Text("成都", "Chengdu"))
    for n in range(1, 13):
        given = Entered(f"00{n:02}", "PRIVACY", RecordKind.EXAM, date(2026, 4, 20), passed=True)
        records.enter(made.house, made.manager, "ANDA", given, "考试系统停用")
    with in_house(made, monkeypatch) as found:
        yield found


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("lang", "said"), [("zh", "尚未抽样"), ("en", "No sample drawn yet")])
def test_before_the_first_it_says_what_one_is(cast: Cast, lang: str, said: str, role: Role) -> None:
    app = fine(opened(cast, PAGE, role, lang))
    assert said in words(app)
    draws = any("evidence-draw-now" in (button.key or "") for button in app.button)
    assert draws is (role in (Role.MANAGER, Role.AUDITOR))


def test_drawn_and_looked_at(cast: Cast) -> None:
    app = fine(pressed(opened(cast, PAGE, Role.AUDITOR), "evidence-draw-now"))
    [sample] = evidence_audits.audits(cast.house, cast.auditor)
    assert (sample.record.month, sample.record.size) == ("2026-04", 10)
    assert sample.record.seed in words(app)
    bare = sample.lines[0]
    evidence_audits.look(cast.house, cast.auditor, bare.id, EvidenceFound.UNSUPPORTED, "签到表上没有此人")
    app = fine(opened(cast, PAGE, Role.AUDITOR))
    assert "签到表上没有此人" in words(app) and "覆盖率已据此重述" in words(app)


def test_a_finding_without_a_reason_is_refused_in_words(cast: Cast) -> None:
    evidence_audits.draw(cast.house, cast.auditor, "ANDA", "2026-04")
    app = opened(cast, PAGE, Role.AUDITOR)
    [found] = [box for box in app.selectbox if "evidence-found" in (box.key or "")]
    found.set_value(EvidenceFound.UNSUPPORTED)
    app = pressed(app, "evidence-look-now")
    assert app.error and not app.exception
    [sample] = evidence_audits.audits(cast.house, cast.auditor)
    assert sample.looked.taken_away == 0
