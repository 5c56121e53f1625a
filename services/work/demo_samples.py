"""The demo's recording spot checks: samples drawn from ANDA's call list and partly heard, desk drafts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from core.period import Period
from qa.sampling.strata import Dimension
from services.desk import audit_drafts, draft_submit
from services.desk.desk_begun import begin_line
from services.desk.draft_checks import Said
from services.records.kept_audits import stored_answer
from services.sampling.sample_lines import replace_line, sample
from services.sampling.sampling import AGENT, SampleWish, draw_sample
from services.work.demo_reviews import form_of_demo, heard
from services.work.demo_stage import ZONE, Cast, Step
from store.records import SamplePurpose

_VENDOR, _FORM = "ANDA", "QUICK_LISTENING"
_LISTED = Period(date(2026, 11, 16), date(2026, 11, 19))
_DAY = date(2026, 11, 21)
_SIZE, _TARGETED_SIZE = 24, 4
#: What was wrong with the calls heard of the random sample, in the order they were; the others were right.
_HEARD: tuple[dict[str, str], ...] = (
    {},
    {"CLOSING": "none"},
    {},
    {"NEED": "partial", "COMPLETE": "none"},
    {},
    {},
    {"VOICE": "partial"},
    {},
    {"OPENING": "none", "LISTENING": "partial"},
    {},
)
#: The agent who gave an address away without a check (calls.json) is listened to again.
_AGENT, _WHY = "0071", "18日未核验身份即透露地址，抽听该坐席其他通话"
_TARGETED_HEARD: tuple[dict[str, str], ...] = ({"IDENTITY": "partial"}, {})


def sample_story() -> Iterator[Step]:
    """Drawn once the list was in, heard the same day; one recording could not be used."""
    ids: dict[SamplePurpose, str] = {}
    yield Step(_at(10, 30), partial(_draw, ids))
    yield Step(_at(10, 50), partial(_unusable, ids))
    for number, wrong in enumerate(_HEARD):
        yield Step(
            _at(11 + number // 4, number % 4 * 15 + 5), partial(_hear, ids, SamplePurpose.RANDOM, wrong)
        )
    for number, wrong in enumerate(_TARGETED_HEARD):
        yield Step(_at(15, number * 20), partial(_hear, ids, SamplePurpose.TARGETED, wrong))
    yield Step(_at(16, 10), _leave_half_scored)
    yield Step(_at(16, 40), _score_together)


def _at(hour: int, minute: int) -> datetime:
    return datetime(_DAY.year, _DAY.month, _DAY.day, hour, minute, tzinfo=ZONE)


def _draw(ids: dict[SamplePurpose, str], cast: Cast) -> None:
    random = SampleWish(_VENDOR, _LISTED, _SIZE, dimensions=(Dimension.SITE,), seed="plumbline-2026-11-21")
    targeted = SampleWish(
        _VENDOR,
        _LISTED,
        _TARGETED_SIZE,
        SamplePurpose.TARGETED,
        _WHY,
        {AGENT: _AGENT},
        seed="plumbline-2026-11-21-0071",
    )
    for wish in (random, targeted):
        ids[wish.purpose] = draw_sample(cast.house, cast.auditor, wish).id


def _unusable(ids: dict[SamplePurpose, str], cast: Cast) -> None:
    line = sample(cast.house, cast.auditor, ids[SamplePurpose.RANDOM]).to_hear[2]
    replace_line(cast.house, cast.auditor, line.id, "录音文件损坏，无法播放")


def _hear(ids: dict[SamplePurpose, str], purpose: SamplePurpose, wrong: dict[str, str], cast: Cast) -> None:
    """The next call of the sample that nobody has heard."""
    view = sample(cast.house, cast.auditor, ids[purpose])
    with cast.house.database.read() as uow:
        done = {audit.sample for audit in uow.samples.heard(ids[purpose])}
    line = next(line for line in view.to_hear if line.id not in done)
    draft = begin_line(cast.house, cast.auditor, line.id, _FORM).record.id
    answers = heard(form_of_demo(cast, _FORM), wrong)
    said = [Said(item, stored_answer(answer)) for item, answer in answers.items()]
    audit_drafts.save(cast.house, cast.auditor, draft, said, 300)
    draft_submit.submit(cast.house, cast.auditor, draft)


def _leave_half_scored(cast: Cast) -> None:
    """A call on the desk, scored down to its middle."""
    draft = audit_drafts.open_draft(cast.house, cast.auditor, "HENGXIN", "F1")
    said = [
        Said("@at", "2026-11-20T16:12:00+08:00"),
        Said("@agent", "0203"),
        Said("@recording", "REC-2611-0203"),
        *(Said(item, {"choice": "full"}) for item in ("OPENING", "IDENTITY", "NEED")),
        Said("ACCURACY", {"choice": "partial", "comment": "套餐生效日期说错，随后更正"}),
    ]
    audit_drafts.save(cast.house, cast.auditor, draft.record.id, said, 240)


def _score_together(cast: Cast) -> None:
    """Two auditors on one draft, who differ on one item: neither answer is lost."""
    draft = audit_drafts.open_draft(cast.house, cast.second_auditor, "YUNHE", "F1")
    facts = [
        Said("@at", "2026-11-20T10:31:00+08:00"),
        Said("@agent", "0022"),
        Said("@recording", "REC-2611-0022"),
    ]
    theirs = [Said("OPENING", {"choice": "full"}), Said("ATTITUDE", {"choice": "partial"})]
    mine = [Said("ATTITUDE", {"choice": "full", "comment": "语气平稳"})]
    audit_drafts.save(cast.house, cast.second_auditor, draft.record.id, [*facts, *theirs], 180)
    audit_drafts.save(cast.house, cast.auditor, draft.record.id, mine, 60)
