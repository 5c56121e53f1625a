"""Evidence audits through their page: drawn, looked at, what it takes away, and who may do what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from records_example import exams_in, listed, roster_in, with_training
from records_pages import fine, in_house, opened, pressed, words
from services_example import Cast, empty_house

from core.people_lists import RecordKind
from core.principal import Role
from core.text import Text
from qa.training.evidence import EvidenceFound, EvidenceKind
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


@pytest.fixture
def trained(tmp_path: Path, monkeypatch: Any) -> Iterator[Cast]:
    """A roster, a matrix, and twelve agents who passed in November with the full mark; one of the sample is
    unsupported, with a paper."""
    made = empty_house(tmp_path / "data")
    made.clock.at = datetime(2026, 11, 22, 2, tzinfo=UTC)
    with_training(made)
    made.clock.at += timedelta(minutes=1)
    head = "工号,职场,岗位,入职日期,上岗日期\n"
    agents = [f"{n:04d}" for n in range(1, 13)]
    roster_in(made, head + "".join(f"{a},成都,热线坐席,2026-01-05,2026-01-12\n" for a in agents), "二.csv")
    exams_in(made, listed(*[(a, "个人信息保护", "2026-11-11", 100, "合格") for a in agents]))
    paper = ("签到表.pdf", b"0001")
    records.keep_paper(
        made.house, made.manager, "ANDA", "PRIVACY", date(2026, 11, 11), EvidenceKind.ATTENDANCE, paper
    )
    sample = evidence_audits.draw(made.house, made.auditor, "ANDA", "2026-11")
    look = evidence_audits.look
    bare = sample.lines[0].id
    look(made.house, made.auditor, bare, EvidenceFound.UNSUPPORTED, "无签到", ("核查.pdf", b"seen"))
    with in_house(made, monkeypatch) as found:
        yield found


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh", ("覆盖率重述", "按记录", "91.67%（11/12）", "100.00%（12/12）")),
     ("en", ("Coverage restated", "As recorded", "91.67 % (11 / 12)", "100.00 % (12 / 12)"))],
)  # fmt: skip
def test_coverage_is_restated_beside_what_was_recorded(
    trained: Cast, lang: str, said: tuple[str, ...]
) -> None:
    app = fine(opened(trained, PAGE, Role.VIEWER, lang, vendor="ANDA"))
    assert [each for each in said if each not in words(app)] == []
    offered = [button.proto.label for button in app.get("download_button")]
    assert any("核查.pdf" in each for each in offered) and any("签到表.pdf" in each for each in offered)


@pytest.mark.parametrize(("lang", "said"), [("zh", "的 12 人全部满分"), ("en", "all with the full mark")])
def test_what_looks_odd_in_a_month_is_on_the_page(trained: Cast, lang: str, said: str) -> None:
    app = fine(opened(trained, PAGE, Role.VIEWER, lang, vendor="ANDA", tab="odd", period="2026-11"))
    assert said in words(app)
    quiet = fine(opened(trained, PAGE, Role.VIEWER, lang, vendor="ANDA", tab="odd", period="2026-10"))
    assert ("2026年10月没有名单" if lang == "zh" else "No list of") in words(quiet)
