"""Calibration sessions. Calls, raters, scores and decisions are never changed (store/append_only.py)."""

from __future__ import annotations

from sqlalchemy import Index, String, Table, UniqueConstraint

from qa.calibration.marks import Side
from store.records.calibrations import CalibrationState
from store.tables.columns import (
    code,
    column,
    day,
    instant,
    json,
    key,
    metadata,
    number,
    person,
    sha,
    version,
    words,
    yes_no,
)
from store.tables.types import Choice, ExactDecimal, Strings

calibrations = Table(
    "calibrations",
    metadata,
    key(),
    code("vendor", "Vendor whose calls are scored", to="vendors.code"),
    words("title", "What it is called"),
    code("form", "Form it is scored on"),
    code("form_version", "Version of that form"),
    column("state", Choice(CalibrationState), "scoring, opened or cancelled"),
    column("leader", String(26), "Key of the person who leads it"),
    person("leader_name", "Who leads it"),
    day("due", "Day everybody should have scored by"),
    instant("planned_at", "When it was planned"),
    instant("ended_at", "When it was opened or cancelled", null=True),
    day("opened_on", "Day its deviation counts for", null=True),
    words("why", "Why it was opened early or cancelled"),
    version(),
    Index("ix_calibrations_vendor", "vendor", "opened_on"),
)

calibration_calls = Table(
    "calibration_calls",
    metadata,
    key(),
    column("session", String(26), "Session", to="calibrations.id"),
    code("vendor", "Vendor", to="vendors.code"),
    number("number", "Place in the session, from 1"),
    instant("at", "When the call was"),
    words("recording", "Where the recording is"),
    code("agent", "Agent's code", null=True),
    code("project", "Project", null=True),
    code("site", "Site", null=True),
    code("queue", "Queue", null=True),
    code("channel", "Channel", null=True),
    number("wait_s", "Seconds waited", null=True),
    column("audit", String(26), "Audit it was taken from", null=True),
    column("line", String(26), "Line of a sample it was taken from", null=True),
    UniqueConstraint("session", "number"),
)

calibration_raters = Table(
    "calibration_raters",
    metadata,
    key(),
    column("session", String(26), "Session", to="calibrations.id"),
    code("vendor", "Vendor", to="vendors.code"),
    number("number", "Place among the raters, from 1"),
    person("name", "Who scores"),
    column("side", Choice(Side), "client or vendor"),
    yes_no("master", "Whether the others are held against this score"),
    column("person", String(26), "Key of the person; none of the vendor's", null=True),
    UniqueConstraint("session", "number"),
)

calibration_marks = Table(
    "calibration_marks",
    metadata,
    key(),
    column("session", String(26), "Session", to="calibrations.id"),
    code("vendor", "Vendor", to="vendors.code"),
    column("rater", String(26), "Who scored", to="calibration_raters.id"),
    column("call", String(26), "Call that was scored", to="calibration_calls.id"),
    json("answers", "item → answer"),
    column("fatal", Strings, "Fatal items found"),
    column("points", ExactDecimal, "Score", null=True),
    sha("receipt", "SHA-256 of its receipt"),
    sha("seal", "SHA-256 of the score with its key: what is told while it is sealed"),
    instant("given_at", "When it was given"),
    person("given_by", "Who entered it"),
    UniqueConstraint("rater", "call"),
    Index("ix_calibration_marks_session", "session"),
)

calibration_decisions = Table(
    "calibration_decisions",
    metadata,
    key(),
    column("session", String(26), "Session", to="calibrations.id"),
    code("vendor", "Vendor", to="vendors.code"),
    code("form", "Form"),
    code("item", "Item whose reading it settles"),
    words("title", "What it is about"),
    words("reading", "How the item is read from then on"),
    yes_no("in_library", "Whether it stands in the case library"),
    instant("kept_at", "When it was written down"),
    person("kept_by", "Who wrote it down"),
    Index("ix_calibration_decisions_item", "form", "item"),
)

#: Tables that can only be added to.
APPEND_ONLY = (
    calibration_calls.name,
    calibration_raters.name,
    calibration_marks.name,
    calibration_decisions.name,
)
