"""What the desk asks of the call itself: when, whom, how it went, and the wave it belongs to."""

from __future__ import annotations

from typing import Any

from core.language import _, current
from qa.form.kinds import FormKind
from qa.programme.kinds import Outcome
from services.desk.draft_checks import NUMBER
from services.desk.draft_standing import AuditDraft
from ui.audits.call_said import OUTCOMES
from ui.desk.desk_brief import Programme

_Field = dict[str, Any]


def fields(found: AuditDraft, known: Programme) -> list[_Field]:
    """The facts of the call, in the order it goes."""
    own = found.form.kind is FormKind.MYSTERY
    at = {"what": "@at", "kind": "moment", "label": _("When (Beijing time)")}
    number = _("Number dialled") if own else _("Caller's number")
    dialled = _text("@dialled", number, _("kept and shown masked"))
    agent = _text("@agent", _("Agent code"))
    rest = [_seconds("@talk", _("Seconds talked"), found.timed.facts().get("talk_s"))]
    rest += [_text("@recording", _("Recording reference"))]
    rest += [{"what": "@remark", "kind": "words", "label": _("Remark")}]
    if not own:
        return [at, dialled, agent, *rest]
    wait = _seconds("@wait", _("Wait in seconds"), found.timed.wait)
    reached = {"what": "@connected", "kind": "yesno", "label": _("Agent reached?")}
    went = [wait, agent] if found.is_connected else [wait, _outcome()]
    if found.is_connected and found.fact("@wave"):
        went.append(_went())
    return [at, dialled, reached, *went, *_of_wave(found, known), *rest]


def _of_wave(found: AuditDraft, known: Programme) -> list[_Field]:
    """Nothing is asked where no wave is open for the vendor."""
    waves = known.open_waves(found.record.vendor)
    if not waves:
        return []
    wave = _choice("@wave", _("Wave"), [(each.code, each.code) for each in waves])
    chosen = next((each for each in waves if each.code == found.fact("@wave")), None)
    if chosen is None:
        return [wave]
    briefs = sorted({q["brief"] for q in chosen.quotas if q["vendor"] == found.record.vendor})
    brief = _choice("@brief", _("Brief"), [(code, known.brief_name(code)) for code in briefs])
    used = _text(NUMBER, _("Number used"), _("kept and shown masked"))
    return [wave, brief, _text("@caller", _("Caller's code")), used]


def _outcome() -> _Field:
    lang = current()
    return _choice("@outcome", _("What became of it"), [(c, text.in_(lang)) for c, text in OUTCOMES.items()])


def _went() -> _Field:
    lang = current()
    reached = [(each.value, each.words.in_(lang)) for each in Outcome if each.reached]
    return _choice("@outcome", _("How the call went"), reached)


def _text(what: str, label: str, hint: str = "") -> _Field:
    return {"what": what, "kind": "text", "label": label, "hint": hint}


def _choice(what: str, label: str, options: list[tuple[str, str]]) -> _Field:
    return {"what": what, "kind": "choice", "label": label, "options": options}


def _seconds(what: str, label: str, measured: int | None) -> _Field:
    hint = "" if measured is None else _("measured: {n}").format(n=measured)
    return {"what": what, "kind": "number", "label": label, "hint": hint}
