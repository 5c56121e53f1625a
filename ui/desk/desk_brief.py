"""The brief beside a mystery call on the desk: whom to play, what to ask, which answers are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from core.language import _, current
from qa.form.kinds import FormKind
from qa.programme.brief import Brief, in_force
from services.desk.draft_standing import AuditDraft
from services.mystery.mystery_kept import brief_of, local, parts_of
from ui.mystery import programme_briefs, programme_readings

if TYPE_CHECKING:
    from store.records import MysteryBriefRecord, MysteryCampaignRecord, MysteryWaveRecord


@dataclass(frozen=True)
class Programme:
    """What the programme of mystery calls has: waves, campaigns, every version of every brief."""

    waves: Sequence[MysteryWaveRecord] = ()
    campaigns: Sequence[MysteryCampaignRecord] = ()
    briefs: Sequence[MysteryBriefRecord] = ()

    def open_waves(self, vendor: str) -> list[MysteryWaveRecord]:
        """The waves a call to the vendor may belong to."""
        return [
            wave
            for wave in self.waves
            if wave.closed_at is None and any(quota["vendor"] == vendor for quota in wave.quotas)
        ]

    def brief_name(self, code: str) -> str:
        """The name of a brief's newest version."""
        newest = next((each for each in self.briefs if each.code == code), None)
        return newest.name.in_(current()) if newest else code


def programme() -> Programme:
    """The programme as it is kept."""
    return Programme(programme_readings.waves(), programme_readings.campaigns(), programme_readings.briefs())


def beside(found: AuditDraft, known: Programme) -> dict[str, Any] | None:
    """The brief in force at the time of the call with the slot it fills; None where the call has none."""
    wave, code, at = found.fact("@wave"), found.fact("@brief"), found.fact("@at")
    record = next((each for each in known.waves if each.code == wave), None)
    if not (record and code and at):
        return None
    campaign = next(each for each in known.campaigns if each.code == record.campaign)
    here = local(datetime.fromisoformat(at), campaign.zone)
    brief = in_force([brief_of(each) for each in known.briefs], code, here.date())
    slot = parts_of(campaign.parts).of(here).words.in_(current())
    if brief is None:
        words = _("No approved version of this brief was in force on {day}.").format(day=here.date())
        return {"title": code, "slot": slot, "missing": words, "parts": [], "questions": []}
    title = f"{brief.name.in_(current())} v{brief.version}"
    return {"title": title, "slot": slot, "missing": "", "parts": _parts(brief), "questions": _asked(brief)}


def promises(found: AuditDraft, known: Programme) -> dict[str, Any] | None:
    """What the brief lets expect; None of a recording, whose promises nobody follows up."""
    if found.form.kind is not FormKind.MYSTERY:
        return None
    code = found.fact("@brief")
    newest = next((each for each in known.briefs if code and each.code == code), None)
    expected = brief_of(newest).promises if newest else ()
    return {
        "expected": [
            {"what": each.what, "hours": each.hours, "label": programme_briefs.promised(each)}
            for each in expected
        ]
    }


def _parts(brief: Brief) -> list[dict[str, Any]]:
    lang = current()
    caller = [brief.persona, f"{brief.kind.words.in_(lang)} · {brief.mood.words.in_(lang)}"]
    said = [
        (_("Persona"), caller),
        (_("Opening line"), [brief.opening]),
        (_("Data to give"), brief.data),
        (_("Steps expected"), brief.steps),
        (_("Critical failures"), brief.critical),
        (_("Do not"), brief.avoid),
    ]
    return [
        {"label": label, "lines": [line for line in lines if line]} for label, lines in said if any(lines)
    ]


def _asked(brief: Brief) -> list[dict[str, str]]:
    return [{"ask": each.ask, "answer": each.answer, "follow_up": each.follow_up} for each in brief.questions]
