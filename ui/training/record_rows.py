"""Training records as rows of a table: day, course, kind, result, until when, and where each stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from qa.training.course import Course
from qa.training.record import TrainingRecord
from ui import formats, house, layout
from ui.messages import escaped


def table(
    found: Sequence[TrainingRecord],
    key: str,
    courses: Mapping[str, Course],
    alt: str,
    *,
    choose: bool = False,
) -> str | None:
    """The records in their order; with `choose` the key of the one that was clicked."""
    frame = pd.DataFrame([_row(one, courses) for one in found]).set_index("key")
    columns = {
        "agent": _("Agent"),
        "day": _("Day"),
        "course": _("Course"),
        "kind": _("Kind"),
        "result": _("What came of it"),
        "until": _("Holds until, as told"),
        "where": _("Where it stands"),
        "state": _("State"),
    }
    version = house.data_version()
    chosen = layout.records(
        frame, key, columns=columns, card=_card, alt=alt, on_select=choose, version=version
    )
    return str(chosen) if chosen else None


def result(record: TrainingRecord) -> str:
    """What came of it: absent, a score of its full mark, passed or not, the attempt."""
    parts = [_("absent")] if record.absent else []
    if record.score is not None:
        score, full = _plain(record.score), _plain(record.full_mark) if record.full_mark else ""
        parts.append(f"{score} / {full}" if full else score)
    if record.passed is not None:
        parts.append(_("passed") if record.passed else _("not passed"))
    if record.attempt is not None:
        parts.append(_("attempt {n}").format(n=record.attempt))
    if record.minutes is not None:
        parts.append(_("{n} min").format(n=record.minutes))
    return " · ".join(parts) or formats.DASH


def course_name(code: str, courses: Mapping[str, Course]) -> str:
    """A course by its name; one nobody knows as its list calls it."""
    return courses[code].name.in_(current()) if code in courses else code


def course_names(courses: Mapping[str, Course]) -> dict[str, str]:
    """Code → name, as choices show them."""
    return {code: each.name.in_(current()) for code, each in courses.items()}


def _row(record: TrainingRecord, courses: Mapping[str, Course]) -> dict[str, str]:
    place = " ".join(part for part in (record.sheet, str(record.row or "")) if part)
    return {
        "key": record.key,
        "agent": record.agent,
        "day": formats.day(record.day),
        "course": course_name(record.course, courses)
        + ("" if record.course in courses else f" ({_('no course yet')})"),
        "kind": record.kind.words.in_(current()) + (f" {record.number}" if record.number else ""),
        "result": result(record),
        "until": formats.day(record.expires) if record.expires else formats.DASH,
        "where": _("by hand") if record.by_hand else _("row {row}").format(row=place),
        "state": _state(record, courses),
    }


def _state(record: TrainingRecord, courses: Mapping[str, Course]) -> str:
    if record.withdrawn:
        return _("taken back")
    return _("counts") if record.course in courses else _("waits for its course")


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.course)}** · {escaped(row.agent)} · {row.day}")
    st.caption(f"{escaped(row.kind)} · {escaped(row.result)} · {row.state}")


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
