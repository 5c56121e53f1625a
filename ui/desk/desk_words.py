"""What the desk's component is told: the form as it is asked now, what was said, every word it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.language import _, current, ngettext
from qa.draft_answers import Saying
from qa.form.kinds import ATTRIBUTIONS, PHASES, FormKind, ItemKind
from qa.form.policies import Commented
from qa.form.terms import Item, Pick
from qa.scoring.commented import fails
from qa.scoring.lines import shown
from qa.stopwatch import TURNS, Turn
from services.desk.draft_checks import NUMBER
from services.desk.draft_standing import AuditDraft
from services.desk.draft_submit import first_lack, left_open, so_far, unproven
from ui import formats
from ui.desk import desk_after, desk_brief, desk_header, desk_labels
from ui.desk.desk_brief import Programme

#: One key each on the stop-watch; none of them means anything else on the desk.
TURN_KEYS = {
    Turn.RING: "R", Turn.MENU: "M", Turn.QUEUE: "Q", Turn.TALK: "T", Turn.HOLD: "H", Turn.END: "E",
}  # fmt: skip

#: A house that plans no calls.
_NONE = Programme()


def told(
    found: AuditDraft,
    me: str,
    kept: Sequence[str],
    trouble: str,
    with_score: bool,
    known: Programme = _NONE,
) -> dict[str, Any]:
    """The component's data."""
    left = len(left_open(found))
    raised = so_far(found).fatal
    return {
        "draft": found.record.id,
        "sections": _sections(found, raised),
        "faults": _faults(found),
        "header": desk_header.fields(found, known),
        "brief": desk_brief.beside(found, known),
        "promises": desk_brief.promises(found, known),
        "after": desk_after.asked(found),
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
        "lack": first_lack(found) if trouble else None,
        "saved": _("saved {time}").format(time=formats.instant(found.record.saved_at)[-5:]),
        "left": _left(left),
        "score": _score(found) if with_score else "",
        "seconds": found.record.seconds,
        "owned": found.record.owner == me,
        "others": "" if found.record.owner == me else _("{name} submits this call.").format(
            name=found.record.owner_name
        ),
        "words": desk_labels.words(),
    }  # fmt: skip


def _faults(found: AuditDraft) -> list[dict[str, Any]]:
    """What is ticked where it happened: the faults beside the items, then the items that can be failed so."""
    names = found.form.fatal_names()
    ticked = [
        item.code
        for _section, item in found.form.items()
        if item.fatal and item.fatal.trigger.value == "ticked"
    ]
    codes = [fault.code for fault in found.form.fatal_faults] + ticked
    return [{"code": code, "text": names[code].in_(current())} for code in codes]


def _left(left: int) -> str:
    return ngettext("{n} item to go", "{n} items to go", left).format(n=left) if left else _("all answered")


def _sections(found: AuditDraft, raised: Sequence[str]) -> list[dict[str, Any]]:
    sections: dict[str, dict[str, Any]] = {}
    for section, item in shown(found.form, found.answers, found.is_connected):
        part = sections.setdefault(
            section.code, {"code": section.code, "text": section.text.in_(current()), "items": []}
        )
        part["items"].append(_item(found, item, raised))
    return list(sections.values())


def _item(found: AuditDraft, item: Item, raised: Sequence[str]) -> dict[str, Any]:
    lang = current()
    points = formats.number(item.points, 1).removesuffix(".0")
    by_choice = item.kind in (ItemKind.SINGLE, ItemKind.MULTI)
    known = found.known.get(item.code)
    choice = item.choice(known.choice or "") if known else None
    failing = fails(item, found.answers.get(item.code))
    asks = found.form.policies.comments is Commented.FAILING and item.known_from is None
    return {
        "code": item.code,
        "text": item.text.in_(lang),
        "kind": item.kind.value,
        "points": _("{n} pts").format(n=points) if item.points else "",
        "choices": [{"code": c.code, "text": c.text.in_(lang)} for c in item.choices] if by_choice else [],
        "best": _best(item),
        "phase": PHASES[item.phase].in_(lang) if item.phase else "",
        "na": item.na_allowed,
        "undetermined": item.undetermined_allowed,
        "guidance": item.guidance.in_(lang) if item.guidance else "",
        "fatal": item.fatal is not None,
        "raised": item.code in raised and not (item.fatal and item.fatal.trigger.value == "ticked"),
        "known": choice.text.in_(lang) if choice else "",
        "failing": failing,
        "comment": failing and asks,
        "causes": _picks(item.root_causes),
        "behaviours": _picks(item.behaviours),
        "attributions": _attributions() if item.attributed else [],
    }  # fmt: skip


def _best(item: Item) -> dict[str, Any] | None:
    """The answer that earns all it can; None of what is only kept."""
    if item.kind is ItemKind.MULTI:
        good = [choice.code for choice in item.choices if choice.points > 0]
        return {"choices": good} if good else {"choices": [], "none": True}
    if item.kind.is_written or not item.choices:
        return {"number": "0"} if item.kind.is_measured else None
    best = max(item.choices, key=lambda choice: choice.points)
    return {"number": str(int(best.up_to or 0))} if item.kind.is_measured else {"choice": best.code}


def _attributions() -> list[tuple[str, str]]:
    return [(each.value, text.in_(current())) for each, text in ATTRIBUTIONS.items()]


def _picks(picks: Sequence[Pick]) -> list[tuple[str, str]]:
    return [(pick.code, pick.text.in_(current())) for pick in picks]


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
    if what == NUMBER:
        return str(value.get("shown"))
    if isinstance(value, list):
        said = [each.get("what") if isinstance(each, Mapping) else each for each in value]
        return _(", ").join(desk_after.named(each) for each in said if isinstance(each, str))
    if not isinstance(value, Mapping):
        item = found.form.item(str(value)) if what == "@worst" else None
        return item.text.in_(current()) if item else desk_after.named(str(value))
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
