"""What the desk's component is told: the form as it is asked now, what was said, every word it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.language import _, current, ngettext
from qa.draft_answers import Saying
from qa.form.kinds import ATTRIBUTIONS, FormKind, ItemKind
from qa.form.terms import Item, Pick
from qa.scoring.answers import valued
from qa.scoring.lines import shown
from qa.stopwatch import TURNS, Turn
from services.audits.draft_standing import AuditDraft
from services.audits.draft_submit import left_open, so_far, unproven
from ui import formats
from ui.audits.call_said import OUTCOMES

#: One key each on the stop-watch; none of them means anything else on the desk.
TURN_KEYS = {
    Turn.RING: "R", Turn.MENU: "M", Turn.QUEUE: "Q", Turn.TALK: "T", Turn.HOLD: "H", Turn.END: "E",
}  # fmt: skip


def told(found: AuditDraft, me: str, kept: Sequence[str], trouble: str, with_score: bool) -> dict[str, Any]:
    """The component's data."""
    left = len(left_open(found))
    raised = so_far(found).fatal
    return {
        "draft": found.record.id,
        "sections": _sections(found, raised),
        "faults": [{"code": f.code, "text": f.text.in_(current())} for f in found.form.fatal_faults]
        + [
            {"code": item.code, "text": item.text.in_(current())}
            for _section, item in found.form.items()
            if item.fatal and item.fatal.trigger.value == "ticked"
        ],
        "header": _header(found),
        "turns": [
            {"code": turn.value, "key": TURN_KEYS[turn], "text": text.in_(current())}
            for turn, text in TURNS.items()
        ]
        if found.form.kind is FormKind.MYSTERY
        else [],
        "standing": _standing(found),
        "proven": sorted(set(raised) - set(unproven(found)[1])),
        "kept": list(kept),
        "trouble": trouble,
        "saved": _("saved {time}").format(time=formats.instant(found.record.saved_at)[-5:]),
        "left": _left(left),
        "score": _score(found) if with_score else "",
        "seconds": found.record.seconds,
        "owned": found.record.owner == me,
        "others": "" if found.record.owner == me else _("{name} submits this call.").format(
            name=found.record.owner_name
        ),
        "words": _words(),
    }  # fmt: skip


def _left(left: int) -> str:
    return ngettext("{n} item to go", "{n} items to go", left).format(n=left) if left else _("all answered")


def _sections(found: AuditDraft, raised: Sequence[str]) -> list[dict[str, Any]]:
    sections: dict[str, dict[str, Any]] = {}
    for section, item in shown(found.form, found.answers, found.is_connected):
        part = sections.setdefault(section.code, {"text": section.text.in_(current()), "items": []})
        part["items"].append(_item(found, item, raised))
    return list(sections.values())


def _item(found: AuditDraft, item: Item, raised: Sequence[str]) -> dict[str, Any]:
    lang = current()
    points = formats.number(item.points, 1).removesuffix(".0")
    by_choice = item.kind in (ItemKind.SINGLE, ItemKind.MULTI)
    known = found.known.get(item.code)
    choice = item.choice(known.choice or "") if known else None
    failing = _fails(found, item)
    return {
        "code": item.code,
        "text": item.text.in_(lang),
        "kind": item.kind.value,
        "points": _("{n} pts").format(n=points) if item.points else "",
        "choices": [{"code": c.code, "text": c.text.in_(lang)} for c in item.choices] if by_choice else [],
        "na": item.na_allowed,
        "undetermined": item.undetermined_allowed,
        "guidance": item.guidance.in_(lang) if item.guidance else "",
        "fatal": item.fatal is not None,
        "raised": item.code in raised and not (item.fatal and item.fatal.trigger.value == "ticked"),
        "known": choice.text.in_(lang) if choice else "",
        "failing": failing,
        "causes": _picks(item.root_causes),
        "behaviours": _picks(item.behaviours),
        "attributions": _attributions() if item.attributed else [],
    }  # fmt: skip


def _fails(found: AuditDraft, item: Item) -> bool:
    """Whether the answer passes less than it could: then the root cause is asked."""
    answer = found.answers.get(item.code)
    if answer is None or answer.not_applicable or answer.undetermined or item.kind.is_written:
        return False
    value = valued(item, answer)
    return value.passes is False or (value.passes is None and value.earned < item.points)


def _attributions() -> list[tuple[str, str]]:
    return [(each.value, text.in_(current())) for each, text in ATTRIBUTIONS.items()]


def _picks(picks: Sequence[Pick]) -> list[tuple[str, str]]:
    return [(pick.code, pick.text.in_(current())) for pick in picks]


def _header(found: AuditDraft) -> list[dict[str, Any]]:
    """The facts of the call, in the order it goes."""
    own, lang = found.form.kind is FormKind.MYSTERY, current()
    at = {"what": "@at", "kind": "moment", "label": _("When (Beijing time)")}
    number = _("Number dialled") if own else _("Caller's number")
    dialled = {"what": "@dialled", "kind": "text", "label": number, "hint": _("kept and shown masked")}
    agent = {"what": "@agent", "kind": "text", "label": _("Agent code")}
    rest = [
        {"what": "@recording", "kind": "text", "label": _("Recording reference")},
        {"what": "@remark", "kind": "words", "label": _("Remark")},
    ]
    if not own:
        return [at, dialled, agent, *rest]
    outcomes = [(code, text.in_(lang)) for code, text in OUTCOMES.items()]
    reached = {"what": "@connected", "kind": "yesno", "label": _("Agent reached?")}
    measured = found.timed.wait
    hint = "" if measured is None else _("measured: {n}").format(n=measured)
    wait = {"what": "@wait", "kind": "number", "label": _("Wait in seconds"), "hint": hint}
    outcome = {"what": "@outcome", "kind": "choice", "label": _("What became of it"), "options": outcomes}
    return [at, dialled, reached, *([wait, agent] if found.is_connected else [wait, outcome]), *rest]


def _standing(found: AuditDraft) -> dict[str, dict[str, Any]]:
    return {
        what: {
            **_saying(found, what, each.saying),
            "newest": each.newest,
            "against": [_saying(found, what, other) for other in each.against],
        }
        for what, each in found.standing.items()
    }


def _saying(found: AuditDraft, what: str, saying: Saying) -> dict[str, Any]:
    return {"value": saying.value, "name": saying.name, "said": _said(found, what, saying.value)}


def _said(found: AuditDraft, what: str, value: Any) -> str:
    """An answer in words, for whoever chooses between two."""
    if value is None:
        return _("taken back")
    if not isinstance(value, Mapping):
        return str(value)
    if what.startswith("!"):
        return str(value.get("reason") or (_("fatal") if value.get("ticked") else _("not fatal")))
    item = found.form.item(what)
    codes = [value.get("choice"), *value.get("choices", ())]
    words = [c.text.in_(current()) for code in codes if code and item and (c := item.choice(code))]
    marks = {"not_applicable": _("N/A"), "undetermined": _("Cannot be told"), "none": _("None of them")}
    words += [text for name, text in marks.items() if value.get(name)]
    words += [str(value[name]) for name in ("number", "text", "comment") if value.get(name)]
    return _(", ").join(words)


def _score(found: AuditDraft) -> str:
    """Nothing while only the call's facts speak."""
    total = so_far(found).total if found.answers.keys() - found.known.keys() else None
    return "" if total is None else _("so far {points}").format(points=formats.points(total))


def _words() -> dict[str, Any]:
    return {
        "header": _("The call"),
        "watch": _("Stop-watch"),
        "undo_mark": _("Take the last mark back"),
        "yes": _("Yes"),
        "no": _("No"),
        "known": _("known from the call"),
        "none": _("None of them"),
        "na": _("N/A"),
        "undetermined": _("Cannot be told"),
        "comment": _("Comment"),
        "cause": _("Root cause"),
        "behaviour": _("Behaviour"),
        "attribution": _("Whose fault"),
        "reason": _("Why is it fatal?"),
        "proven": _("Evidence is there."),
        "unproven": _("Add evidence below: a file, or the place in the recording."),
        "fatal": _("Can be fatal"),
        "faults": _("Fatal faults: tick only what happened"),
        "differs": _("Two people answered differently. Which holds?"),
        "submit": _("Submit"),
        "saving": _("saving …"),
        "help": _("Keys"),
        "worked": _("Time on it"),
        "keys": _keys(),
    }


def _keys() -> list[tuple[str, str]]:
    """Every key and what it does."""
    return [
        ("1…9", _("choose the answer")),
        ("0", _("none of them")),
        ("N", _("N/A")),
        ("U", _("cannot be told")),
        ("C", _("comment")),
        ("J / K", _("next, previous item")),
        ("Enter", _("type a number or words")),
        ("Esc", _("leave the field")),
        ("G", _("the call's facts")),
        ("X", _("fatal faults")),
        ("R M Q T H E", _("stop-watch: ring, menu, queue, talk, hold, hang up")),
        ("Ctrl+Enter", _("submit")),
        ("?", _("this list")),
    ]
