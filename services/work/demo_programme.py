"""The demo's mystery-call programme: briefs by product version, a wave half dialled, promises, guesses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from core.text import Text
from qa.form.kinds import FormKind
from qa.form.terms import AuditForm, ClauseRef
from qa.programme.brief import Brief, Promise, Question
from qa.programme.dayparts import Daypart, Dayparts
from qa.programme.exposure import RECOMMENDED
from qa.programme.kinds import Mood, ScenarioKind
from qa.programme.wave import Blackout, Cell
from qa.scoring.answers import Answer
from services.audits.spot_check import CallDraft, log_call
from services.forms import form_drafts
from services.forms.audit_forms import forms
from services.mystery.mystery_briefs import approve_brief, save_brief
from services.mystery.mystery_calls import Placing, place_call, rule_out, second_check
from services.mystery.mystery_promises import note_guess, note_promise, settle_promise
from services.mystery.mystery_waves import WavePlan, save_campaign, save_wave
from services.work.demo_stage import ZONE, Cast, Step, at, listed

_CAMPAIGN, _WAVE, _FORM = "TEST-CALLS", "2026-11", "M1"
_PLANNED_ON = date(2026, 10, 28)
_SINCE, _UNTIL = date(2026, 11, 2), date(2026, 11, 30)
#: What every vendor is asked, alike: brief and slot → calls.
_QUOTAS = {
    ("PROGRESS", Daypart.PEAK): 6,
    ("PROGRESS", Daypart.OFF_PEAK): 4,
    ("NUMBER", Daypart.PEAK): 6,
    ("NUMBER", Daypart.OFF_PEAK): 4,
    ("FEES", Daypart.PEAK): 5,
    ("FEES", Daypart.OFF_PEAK): 3,
    ("FEES", Daypart.WEEKEND): 2,
}
_VENDORS = ("ANDA", "HENGXIN", "YUNHE")
_DIALLED = {"ANDA": "4008001234", "HENGXIN": "10000", "YUNHE": "12345"}
#: Nobody is called between ten at night and eight in the morning.
_OPEN = (8 * 60, 22 * 60)
#: Every third sample is checked by the second auditor, at nine the next morning.
_CHECKED, _CHECK_HOUR = 3, 9
#: What YUNHE took for tests, told on the 19th: the first was one of ours.
_GUESSES = (
    (datetime(2026, 11, 18, 13, 24, tzinfo=ZONE), "0033"),
    (datetime(2026, 11, 18, 16, 2, tzinfo=ZONE), "0015"),
)


def programme_story() -> Iterator[Step]:
    """Briefs written and approved, the wave planned, and its calls day by day."""
    for brief in listed("briefs.json"):
        yield Step(at(date.fromisoformat(brief["written"]), 10), partial(_write, brief))
    yield Step(at(_PLANNED_ON, 14), _plan)
    for number, call in enumerate(listed("wave_calls.json")):
        yield from _called(call, number % _CHECKED == 0)
    for when, agent in _GUESSES:
        yield Step(at(date(2026, 11, 19), 10), partial(_guess, when, agent))


def _write(said: Mapping[str, Any], cast: Cast) -> None:
    """Written by the auditor, approved by somebody else an hour later."""
    words: dict[str, Any] = {name: said[name] for name in ("product_version", "persona", "opening")}
    words |= {name: tuple(said[name]) for name in ("steps", "data", "avoid", "critical")}
    brief = Brief(
        said["code"],
        1,
        Text(said["zh"], said["en"]),
        ScenarioKind(said["kind"]),
        date.fromisoformat(said["since"]),
        mood=Mood(said["mood"]),
        questions=tuple(_question(each) for each in said["questions"]),
        promises=tuple(Promise(**each) for each in said["promises"]),
        **words,
    )
    draft = save_brief(cast.house, cast.auditor, brief)
    cast.clock.at += timedelta(hours=1)
    approve_brief(cast.house, cast.approver, draft.id, draft.version)


def _question(said: Mapping[str, Any]) -> Question:
    clause = ClauseRef(*said["clause"]) if said["clause"] else None
    return Question(said["ask"], said["answer"], said["follow_up"], clause)


def _plan(cast: Cast) -> None:
    """A form of the product, the usual exposure rules, equal quotas, and no call during a known outage."""
    form = form_drafts.start_shipped(cast.house, cast.manager, _FORM)
    form_drafts.publish(cast.house, cast.manager, form.id, form.version)
    name = Text("四季度拨测计划", "Mystery calls, fourth quarter")
    save_campaign(cast.house, cast.manager, _CAMPAIGN, name, RECOMMENDED, Dayparts(open=_OPEN))
    quotas = {Cell(v, "", brief, part): n for v in _VENDORS for (brief, part), n in _QUOTAS.items()}
    outage = Blackout(datetime(2026, 11, 24, 0), datetime(2026, 11, 24, 12), "云和长沙机房割接", "YUNHE")
    plan = WavePlan(_WAVE, _CAMPAIGN, _SINCE, _UNTIL, quotas, seed="plumbline-2026-11", blackouts=[outage])
    save_wave(cast.house, cast.manager, plan)


def _called(call: Mapping[str, Any], checked: bool) -> Iterator[Step]:
    """Logged soon after the call; checked by another auditor; ruled out or followed up where it says so."""
    ids: list[str] = []
    made = datetime.fromisoformat(call["at"])
    yield Step(made + timedelta(minutes=20), partial(_log, call, ids))
    if checked and call["agent"]:
        yield Step(at(made.date() + timedelta(days=1), _CHECK_HOUR), partial(_check, ids))
    if "ruled_out" in call:
        yield Step(made + timedelta(hours=3), partial(_rule_out, call["ruled_out"], ids))
    if "promise" in call:
        yield from _promised(call["promise"], made, ids)


def _log(call: Mapping[str, Any], ids: list[str], cast: Cast) -> None:
    form = next(form for form in forms(cast.house, cast.auditor) if form.code == _FORM)
    reached = bool(call["agent"])
    draft = CallDraft(
        vendor=call["vendor"],
        site=call["site"],
        form=form.code,
        at=datetime.fromisoformat(call["at"]),
        kind=FormKind.MYSTERY,
        dialled=_DIALLED[call["vendor"]],
        agent=call["agent"],
        connected=reached,
        outcome=call.get("outcome", ""),
        wait_s=call["wait_s"],
        answers=_answers(form, call["answers"], reached),
        remark=call["remark"],
        recording=call["recording"],
    )
    ids.append(log_call(cast.house, cast.auditor, draft).record.id)
    given = Placing(
        ids[0], _WAVE, call["brief"], caller=call["caller"], number=call["number"], talk_s=call["talk_s"]
    )
    place_call(cast.house, cast.auditor, given)


def _answers(form: AuditForm, said: Mapping[str, str], reached: bool) -> dict[str, Answer]:
    """What is not mentioned was done right; time and connection are known from the call itself."""
    found = {}
    for section, item in form.items():
        if item.known_from is None and (reached or section.asked_unconnected):
            word = said.get(item.code, "full")
            found[item.code] = Answer(not_applicable=True) if word == "na" else Answer(word)
    return found


def _check(ids: list[str], cast: Cast) -> None:
    with cast.house.database.read() as uow:
        version = uow.programme.shops.one(audit=ids[0]).version
    second_check(cast.house, cast.second_auditor, ids[0], version)


def _rule_out(why: str, ids: list[str], cast: Cast) -> None:
    with cast.house.database.read() as uow:
        version = uow.programme.shops.one(audit=ids[0]).version
    rule_out(cast.house, cast.auditor, ids[0], why, version)


def _promised(said: Mapping[str, Any], made: datetime, ids: list[str]) -> Iterator[Step]:
    noted: list[str] = []
    yield Step(made + timedelta(minutes=25), partial(_note, said, ids, noted))
    if "settled" in said:
        yield Step(datetime.fromisoformat(said["settled"]), partial(_settle, said, noted))


def _note(said: Mapping[str, Any], ids: list[str], noted: list[str], cast: Cast) -> None:
    due = datetime.fromisoformat(said["due"])
    noted.append(note_promise(cast.house, cast.auditor, ids[0], said["what"], due).id)


def _settle(said: Mapping[str, Any], noted: list[str], cast: Cast) -> None:
    done = datetime.fromisoformat(said["done"]) if said["done"] else None
    settle_promise(cast.house, cast.auditor, noted[0], 1, done, said["note"])


def _guess(when: datetime, agent: str, cast: Cast) -> None:
    note_guess(cast.house, cast.auditor, _WAVE, "YUNHE", when, agent)
