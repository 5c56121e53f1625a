"""The words the desk's component shows, and what its keys do."""

from __future__ import annotations

from typing import Any

from core.language import _


def words() -> dict[str, Any]:
    """Every label, by the name the component knows it under."""
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
        "comment_needed": _("Comment, required by the form"),
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
        "best": _("Rest of the section: best"),
        "section_na": _("Rest of the section: N/A"),
        "brief": _("Brief"),
        "slot": _("Time slot"),
        "answer": _("Model answer"),
        "follow_up": _("Ask on"),
        "promises": _("Promises heard"),
        "promised": _("What the agent promised"),
        "by_when": _("By when"),
        "another": _("Another promise"),
        "drop": _("Take it off"),
        "after": _("After the call"),
        "worst": _("Where it was worst"),
        "ending": _("How it left the customer"),
        "behaviours": _("Forbidden behaviours heard"),
        "other": _("Another behaviour"),
        "help": _("Keys"),
        "worked": _("Time on it"),
        "keys": key_words(),
    }


def key_words() -> list[tuple[str, str]]:
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
        ("A", _("best for the rest of the section")),
        ("S", _("N/A for the rest of the section")),
        ("B", _("show or hide the brief")),
        ("P", _("note a promise")),
        ("G", _("the call's facts")),
        ("X", _("fatal faults")),
        ("W", _("worst point and ending")),
        ("R M Q T H E", _("stop-watch: ring, menu, queue, talk, hold, hang up")),
        ("Ctrl+Enter", _("submit")),
        ("?", _("this list")),
    ]
