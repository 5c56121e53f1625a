"""What the museum of dirty files says of a list of training records: case.yaml's `records` is what was asked.

Its keys are those of `importers.people.record_asked.Asked`; `joined` is the roster, agent → day of joining;
`least`, course → minutes, asks for what looks made up as well; `need` (`attempts`, `certified_trainer`) for
the passes that do not count with `trainers` certified; `register`, [day, course, attended, examined], for
what a register says otherwise.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from core.finding import Finding
from core.people_lists import RecordKind
from core.period import Period
from core.privacy import UNKEYED
from core.scope import Scope
from importers.containers.caps import Caps
from importers.containers.sheets import read_sheets
from importers.people.record_asked import Asked
from importers.people.record_rows import RecordReading, read
from importers.staff import agent_mark
from qa.training.held import refused
from qa.training.inflation import inflated
from qa.training.record import TrainingRecord
from qa.training.reported import ClassRecord
from qa.training.uncounted import against_register, uncounted
from tests.received_file import received
from tests.training_oracle import a_need

TODAY = date(2026, 11, 22)
_ALL_DAYS = Period(date(2020, 1, 1), date(2030, 1, 1))


def records_of(name: str, data: bytes, **said: Any) -> RecordReading:
    """A list as it is read, of vendor ANDA on 22 November 2026."""
    if isinstance(said.get("joined"), dict):
        said["joined"] = {agent_mark(UNKEYED, "ANDA", key): day for key, day in said["joined"].items()}
    asked = Asked(**{"vendor": "ANDA", "today": TODAY, "courses": frozenset({"个人信息保护"}), **said})
    with received(name, data) as file:
        return read(name, read_sheets(file, Caps())[0], asked)


def as_records(reading: RecordReading) -> list[TrainingRecord]:
    """The rows of a list as records, known at noon of that day."""
    return [_record(at, row) for at, row in enumerate(reading.frame.iter_rows(named=True))]


def found_in_records(folder: Path, name: str, said: dict[str, Any]) -> list[Finding]:
    """Everything that is said of the list."""
    least, need, register = (said.pop(key, None) for key in ("least", "need", "register"))
    trainers = said.pop("trainers", ())
    if "courses" in said:
        said["courses"] = frozenset(said["courses"])
    reading = records_of(name, (folder / name).read_bytes(), **said)
    reasons = [why for row in reading.rejected for why in row.reasons]
    made_up = [] if least is None else inflated(as_records(reading), least)
    records = as_records(reading)
    not_counting = [] if need is None else _uncounted(records, need, trainers)
    classes = [
        ClassRecord(Scope("ANDA"), day, course, attended or examined, attended, examined)
        for day, course, attended, examined in register or ()
    ]
    otherwise = against_register(classes, records, _ALL_DAYS)
    return [*reading.findings, *reasons, *made_up, *not_counting, *otherwise]


def _uncounted(records: list[TrainingRecord], asked: dict[str, Any], trainers: list[str]) -> list[Finding]:
    found = [
        (each, need)
        for course in sorted({record.course for record in records})
        for mark in sorted({record.mark for record in records})
        for need in [a_need(course=course, **asked)]
        for each in refused(
            [record for record in records if record.mark == mark],
            need,
            trainers=lambda record: record.trainer in trainers,
        )
    ]
    return uncounted(found, _ALL_DAYS)


def _record(at: int, row: dict[str, Any]) -> TrainingRecord:
    return TrainingRecord(
        key=f"L/{at}",
        vendor="ANDA",
        mark=row["mark"],
        agent=row["agent"],
        person=row["person"],
        course=row["course_said"],
        course_version=row["course_version"],
        kind=RecordKind(row["kind"]),
        day=row["day"],
        at=datetime.fromisoformat(row["at"]) if row["at"] else None,
        attempt=row["attempt"],
        score=Decimal(row["score"]) if row["score"] else None,
        full_mark=Decimal(row["full"]) if row["full"] else None,
        passed=row["passed"],
        absent=bool(row["absent"]),
        minutes=row["minutes"],
        expires=row["expires"],
        number=row["number"] or "",
        trainer=row["trainer"] or "",
        material=row["material"] or "",
        known=datetime(2026, 11, 22, 12, tzinfo=UTC),
        withdrawn=None,
        list_id="L",
        sheet=row["sheet"],
        row=row["row"],
    )
