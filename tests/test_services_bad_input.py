"""Bad input of forms and audits through the services, each answered with its sentence in both languages:
bands that do not tile, weights nobody can meet, a loop of conditions, evidence over the cap or of a wrong
type, a call under an expired brief, and a call to which nothing of the form applies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from services_example import Cast, house_with_contract

from core.errors import PlumblineError, RefusedError
from core.period import Period
from core.refusals import sentence
from core.text import Text
from qa.form.load import shipped_forms
from qa.programme.brief import Brief, Question
from qa.programme.dayparts import Daypart
from qa.programme.kinds import ScenarioKind
from qa.programme.wave import Cell
from qa.scoring.answers import Answer
from services.audits import spot_check
from services.desk import audit_drafts, draft_evidence
from services.forms import form_drafts
from services.mystery import mystery_briefs, mystery_calls, mystery_waves
from services.mystery.mystery_calls import Placing
from services.mystery.mystery_waves import WavePlan

#: Ten minutes past ten, 12 May 2026, in Beijing, is when the house's clock stands.
NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
FORM = """
form: {code: F, version: 1, name: {zh: 表, en: Form}, kind: listening, pass_mark: 90}
%(more)s
scales:
  done:
    - {code: full, text: {zh: 做到, en: Done}, share: 1}
    - {code: none, text: {zh: 未做到, en: Not done}, share: 0}
sections:
  - code: A
    text: {zh: 开场, en: Opening}
    %(weight)s
    items:
      - {code: A1, text: {zh: 开头语, en: Greeting}, points: 40, choices: done%(first)s}
      - {code: A2, text: {zh: 身份核验, en: Identity check}, points: 60, choices: done%(second)s}
  - code: B
    text: {zh: 备注, en: Remarks}
    %(weight)s
    items:
      - {code: B1, text: {zh: 说明, en: Note}, kind: text}
"""
EMPTY = dict.fromkeys(("more", "weight", "first", "second"), "")
BANDS = """bands:
  - {code: LOW, text: {zh: 待改进, en: Needs improvement}, low: 0, high: 85}
  - {code: HIGH, text: {zh: 优秀, en: Excellent}, low: 90, high: 100}"""
LISTENING = next(form for form in shipped_forms() if form.code == "QUICK_LISTENING")
MYSTERY = next(form for form in shipped_forms() if form.code == "QUICK_MYSTERY")


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """One house for all of it: nothing that is refused leaves a trace in it."""
    found = house_with_contract(tmp_path_factory.mktemp("bad") / "data")
    yield found
    found.house.close()


@pytest.mark.parametrize(
    ("said", "code", "zh", "en"),
    [
        pytest.param(
            {"more": BANDS}, "form_bands_hole",
            "等级“优秀”从 90 开始，应从 85 开始", "“Excellent” begins at 90; it must begin at 85",
            id="bands with a hole",
        ),
        pytest.param(
            {"more": BANDS.replace("low: 90", "low: 80")}, "form_bands_hole",
            "等级“优秀”从 80 开始，应从 85 开始", "“Excellent” begins at 80; it must begin at 85",
            id="bands that overlap",
        ),
        pytest.param(
            {"more": BANDS.replace("low: 90, high: 100", "low: 85, high: 95")}, "form_bands_end",
            "", "", id="bands that end below the top",
        ),
        pytest.param(
            {"more": "scoring: {weights: section}", "weight": "weight: 50"}, "form_weight_unmet",
            "“备注”的权重 50 永远拿不到", "the weight 50 of “Remarks” can never be met",
            id="a weight nobody can meet",
        ),
        pytest.param(
            {"first": ", when: {item: A2, is: full}", "second": ", when: {item: A1, is: none}"},
            "form_condition_loop",
            "显示条件成了循环：开头语、身份核验", "go in a circle: Greeting, Identity check",
            id="conditions that wait for each other",
        ),
        pytest.param(
            {"first": ", when: {item: A1, is: full}"}, "form_condition_loop",
            "显示条件成了循环：开头语", "go in a circle: Greeting", id="a condition on itself",
        ),
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_is_told_while_it_is_written_and_never_published(
    cast: Cast, said: dict[str, str], code: str, zh: str, en: str
) -> None:
    """The draft is kept with its finding, at its row; publishing it is refused with the same one."""
    text = FORM % {**EMPTY, **said}
    draft = form_drafts.start_file(cast.house, cast.manager, text.encode(), "form.yaml")
    told = [finding for finding in draft.findings if finding.code == code]
    assert told and all(finding.place.row for finding in told)
    assert zh in told[0].sentence("zh") and en in told[0].sentence("en")
    with pytest.raises(RefusedError) as refused:
        form_drafts.publish(cast.house, cast.manager, draft.id, draft.version)
    assert code in [finding.code for finding in refused.value.findings]
    form_drafts.discard(cast.house, cast.manager, draft.id, draft.version)


PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.mark.parametrize(
    ("file", "zh", "en"),
    [
        (("大.png", PNG), "“大.png”超过 0 MB。", "“大.png” is larger than 0 MB."),
        (
            ("骗.png", b"MZ\x90\x00"),
            "“骗.png”不能作为佐证材料保存：请用录音",
            "“骗.png” is none of the files kept",
        ),
        (("空.wav", b""), "“空.wav”不能作为佐证材料保存：请用录音", "“空.wav” is none of the files kept"),
    ],
)
def test_evidence_over_the_cap_or_of_a_wrong_type_is_refused_with_its_name(
    cast: Cast, file: tuple[str, bytes], zh: str, en: str
) -> None:
    """By its bytes, whatever its name; nothing of it is kept."""
    draft = audit_drafts.open_draft(cast.house, cast.auditor, "YUNHE", "QUICK_LISTENING").record.id
    # A cap of nothing stands for one that is exceeded.
    small = replace(cast.house, settings=replace(cast.house.settings, max_upload_mb=0))
    here = small if file[1] == PNG else cast.house
    with pytest.raises(PlumblineError) as refused:
        draft_evidence.add_evidence(here, cast.auditor, draft, file=file)
    assert zh in sentence(refused.value, "zh") and en in sentence(refused.value, "en")
    assert audit_drafts.draft(cast.house, cast.viewer, draft).evidence == ()


def test_a_call_under_an_expired_brief_is_refused_with_the_days_it_held(cast: Cast) -> None:
    brief = Brief(
        "PLAN", 1, Text("套餐咨询", "Tariff enquiry"), ScenarioKind.ENQUIRY, date(2026, 5, 1),
        until=date(2026, 5, 8), opening="你好", questions=(Question("怎么计费？", "每 GB 5 元"),),
    )  # fmt: skip
    kept = mystery_briefs.save_brief(cast.house, cast.auditor, brief)
    mystery_briefs.approve_brief(cast.house, cast.approver, kept.id, kept.version)
    mystery_waves.save_campaign(cast.house, cast.manager, "DIAL", Text("拨测", "Calls"))
    plan = WavePlan(
        "W5", "DIAL", date(2026, 5, 4), date(2026, 5, 31), {Cell("YUNHE", "", "PLAN", Daypart.PEAK): 4}
    )
    mystery_waves.save_wave(cast.house, cast.manager, plan)
    audit = logged(cast, MYSTERY, Answer("full")).record.id
    with pytest.raises(RefusedError) as refused:
        mystery_calls.place_call(cast.house, cast.auditor, Placing(audit, "W5", "PLAN", brief_number=1))
    [finding] = refused.value.findings
    assert finding.sentence("zh") == (
        "2026-05-11 的拨测使用了脚本 PLAN 第1版，该版本有效期为 2026-05-01 至 2026-05-08。"
    )
    assert finding.sentence("en") == (
        "The call of 2026-05-11 used version 1 of the brief PLAN, which holds from 2026-05-01 to 2026-05-08."
    )
    assert [each.id for each in mystery_calls.unplaced(cast.house, cast.viewer)] == [audit]


def test_a_call_to_which_nothing_applies_has_no_score_neither_0_nor_100(cast: Cast) -> None:
    """Neither passed nor failed; it stands in no rate and in no average of the clauses."""
    form = all_may_be_left_out(cast)
    found = logged(cast, form, Answer(not_applicable=True))
    assert (found.receipt.total, found.receipt.passed, found.receipt.flawless) == (None, None, False)
    assert (found.record.points, found.record.passed) == (None, None)
    with cast.house.database.read() as uow:
        rows = spot_check.count_rows(uow, "YUNHE", Period(date(2026, 5, 10), date(2026, 5, 13)))
    [row] = [row for row in rows if row.origin == found.record.id]
    assert row.counts == {}


def logged(cast: Cast, form: Any, answer: Answer) -> spot_check.Logged:
    """A call of the day before, every item answered alike."""
    draft = spot_check.CallDraft(
        vendor="YUNHE", form=form.code, at=NOW - timedelta(days=1), kind=form.kind, agent="0123", wait_s=5,
        recording="R-1", answers={item.code: answer for _, item in form.items() if item.known_from is None},
    )  # fmt: skip
    return spot_check.log_call(cast.house, cast.auditor, draft)


def all_may_be_left_out(cast: Cast) -> Any:
    """A form each of whose items may be not applicable."""
    text = FORM % {**EMPTY, "first": ", na: true", "second": ", na: true"}
    text = text[: text.index("  - code: B")]
    draft = form_drafts.start_file(cast.house, cast.manager, text.encode(), "form.yaml")
    return form_drafts.publish(cast.house, cast.manager, draft.id, draft.version)
