"""A case of the museum told as a story: what is done, step by step, in a house with one contract.

It is 22 November 2026; the vendor YUNHE has the contract LINE-2026 (tests/reports_example.py). Steps, in
case.yaml under `steps`, each a word or a word with what it needs:

- project: HOTLINE                          registers a project
- contract: contract.yaml                   loads a contract file
- import: report.csv                        takes a report of the folder in as far as it goes; instead of a
                                            name {file, vendor, project, period, source, role, confirmed}
- take over: earlier.xlsx                   takes earlier months over
- preview: report.csv                       the same, and leaves it waiting
- send back: {C3: 960}                      makes the marked copy of what was committed last, puts these into
                                            the vendor's first sheet, and previews it
- commit                                    commits what waits
- withdraw: why                             takes back what was committed last
- lose: lake (or files)                     deletes the data file (or the original) of what was committed
- spoil: lake (or database)                 changes its bytes
- stray                                     leaves a file in the lake that no list names
- judging fails                             from here on
- calendar unknown (or known)               whether the working days of this year are published
- plan: {working_days: 30}                  two misses, and a plan that answers them
- owes: 2026-10-01                        the monthly traffic report is due five working days after its month
- call: {…}                                 logs a spot-check call that is right but for what is said
- job                                       a job whose process goes silent
- day: 2026-05-12                           puts the clock there
- leaves: {contract: LINE-2026, last: 2026-10-20}  the vendor leaves the contract that day
- publish specification: {file: first.yaml, from: 2026-12-01}  takes it in and publishes it
- read specification: second.yaml           takes it in as a draft
- form of a visit: {cells: {"1!E2": 还行}}  a site visit's form comes back (tests/museum_visits.py)
- doctor                                    looks the folder over

What is found is what the last step says.
"""

from __future__ import annotations

import io
import sqlite3
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core import workdays
from core.batch import Dataset, Grain, Source
from core.batch import Role as FactRole
from core.errors import RefusedError
from core.finding import Finding
from core.period import MonthRule
from core.text import Text
from core.verdict import Verdict
from importers.draft import Choice
from qa.form.load import shipped_forms
from qa.scoring.answers import Answer
from services.audits.spot_check import CallDraft, log_call
from services.contracts.contracts import governing, load_contract
from services.house import jobs
from services.improvement.plans import open_plan
from services.judging import judge_again
from services.judging.misses import misses, record_misses
from services.known import directory
from services.reports.history import take_over
from services.reports.import_files import bring_in
from services.reports.import_report import commit, stage, withdraw
from services.reports.marked_copy import marked_copy
from services.reports.reporting_plan import save_plan
from services.specifications import specification_drafts, specification_publishing
from services.vendors.exits import Exit, record_exit
from services.work.doctor import examine
from sla.follow_up.misses import MonthVerdict
from sla.follow_up.reporting import DueKind, DueRule, Frequency
from tests.museum_visits import brought_back
from tests.reports_example import line_house

_FORM = next(form for form in shipped_forms() if form.code == "QUICK_MYSTERY")
_SAID = {
    "problem": "服务水平连续两月未达标", "root_cause": "排班不足", "corrective": "增加晚班",
    "preventive": "每周复核", "owner": "周女士",
}  # fmt: skip


def told(folder: Path, steps: Sequence[str | dict[str, Any]]) -> list[Finding]:
    """Everything the last step says."""
    with tempfile.TemporaryDirectory(prefix="plumbline-test-") as data, pytest.MonkeyPatch.context() as patch:
        story = _Story(folder, Path(data), patch)
        try:
            for step in steps:
                word, asked = next(iter(step.items())) if isinstance(step, dict) else (step, None)
                story.found = []
                story.do(word, asked)
            return story.found
        finally:
            story.house.close()


class _Story:
    """The house, who acts in it, and what the last step found."""

    def __init__(self, folder: Path, data: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.patch = folder, patch
        self.house, self.who = line_house(data / "data")
        self.found: list[Finding] = []
        self.file_id = self.batch_id = ""

    def do(self, word: str, asked: Any) -> None:
        """One step; a refusal is what it found."""
        method = getattr(self, "_" + word.replace(" ", "_"))
        try:
            method(*([] if asked is None else [asked]))
        except RefusedError as refused:
            self.found = list(refused.findings)

    def _project(self, code: str) -> None:
        directory.save_project(self.house, self.who, code, Text(code, code))

    def _contract(self, name: str) -> None:
        data = (self.folder / name).read_bytes()
        self.found = list(load_contract(self.house, self.who, data, name).findings)

    def _leaves(self, asked: dict[str, Any]) -> None:
        last = asked["last"]
        record_exit(self.house, self.who, Exit(asked["contract"], last, last, "提前终止"))

    def _import(self, asked: str | dict[str, str]) -> None:
        path, said = self._said(asked)
        done = bring_in(self.house, self.who, path, said)
        staged = done.staged
        self.found = [*staged.findings, *staged.decision] if staged else []
        if isinstance(done.error, RefusedError):
            self.found += done.error.findings
        self.batch_id = done.batches[0].id if done.batches else ""

    def _take_over(self, name: str) -> None:
        data = (self.folder / name).read_bytes()
        self.found = list(take_over(self.house, self.who, name, data, counted=False).findings)

    def _preview(self, asked: str | dict[str, str]) -> None:
        path, said = self._said(asked)
        staged = stage(self.house, self.who, path.name, path, said)
        self.found, self.file_id = [*staged.findings, *staged.decision], staged.file.id

    def _commit(self) -> None:
        done = commit(self.house, self.who, self.file_id)
        self.batch_id = done.batches[0].id
        self.found = [done.failed] if done.failed else []

    def _send_back(self, cells: dict[str, Any]) -> None:
        with self.house.database.read() as uow:
            file_id = uow.batches.get(self.batch_id).file_id
        made = marked_copy(self.house, self.who, file_id, "zh")
        book, out = openpyxl.load_workbook(io.BytesIO(made.data)), io.BytesIO()
        for cell, value in cells.items():
            book.worksheets[1][cell] = value
        book.save(out)
        staged = stage(self.house, self.who, made.name, out.getvalue())
        self.found, self.file_id = list(staged.findings), staged.file.id

    def _withdraw(self, reason: str) -> None:
        failed = withdraw(self.house, self.who, self.batch_id, reason).failed
        self.found = [failed] if failed else []

    def _lose(self, what: str) -> None:
        self._one(what).unlink()

    def _spoil(self, what: str) -> None:
        path = self._one(what)
        if what == "database":
            with sqlite3.connect(path) as books:
                books.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            path.write_bytes(b"x" * 4096 + path.read_bytes()[4096:])
        else:
            path.write_bytes(path.read_bytes() + b"x")

    def _stray(self) -> None:
        self._one("lake").with_name("01ORPHAN.parquet").write_bytes(b"left behind")

    def _judging_fails(self) -> None:
        self.patch.setattr(judge_again, "reassess", lambda *_: 1 / 0)

    def _calendar_unknown(self) -> None:
        self.patch.setattr(workdays, "published_years", lambda: frozenset({2024, 2025}))

    def _calendar_known(self) -> None:
        self.patch.undo()

    def _plan(self, asked: dict[str, Any]) -> None:
        contract = governing(self.house, self.who, "LINE-2026", "2026-10")
        missed = [MonthVerdict(f"2026-{month:02d}", Verdict.MISSED) for month in (9, 10)]
        with self.house.database.write(self.who) as uow:
            record_misses(uow, self.who, contract, {"SL20": missed})
            uow.commit()
        answered = [view.record.id for view in misses(self.house, self.who)]
        self.found = list(open_plan(self.house, self.who, answered, **_SAID, **asked).findings)

    def _owes(self, starts: date) -> None:
        rule = DueRule(DueKind.WORKING_DAY, 5)
        name = Text("话务月报", "Monthly traffic")
        monthly = (name, Dataset.TRAFFIC, Frequency.MONTHLY, rule)
        save_plan(self.house, self.who, "LINE-2026", *monthly, grain=Grain.DAY, starts=starts)

    def _call(self, said: dict[str, Any]) -> None:
        right = CallDraft(
            vendor="YUNHE", form=_FORM.code, at=datetime(2026, 11, 20, 3, tzinfo=UTC), contract="LINE-2026",
            dialled="073112345678", agent="0123", wait_s=12, recording="R-1",
            answers={item.code: Answer("full") for _, item in _FORM.items()}, token=str(said),
        )  # fmt: skip
        answers = {code: Answer(choice) for code, choice in said.get("answers", {}).items()}
        at = {"at": datetime.fromisoformat(str(said["at"]))} if "at" in said else {}
        draft = replace(right, **{**said, **at, **({"answers": answers} if "answers" in said else {})})
        self.found = list(log_call(self.house, self.who, draft).findings)

    def _job(self) -> None:
        jobs.submit(self.house, self.who, "assess", {"contracts": ["LINE-2026"]})
        with self.house.database.write() as uow:
            uow.jobs.claim()
            uow.commit()
        self.house.clock.at += jobs.SILENCE + timedelta(seconds=1)

    def _day(self, day: date) -> None:
        self.house.clock.at = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)

    def _publish_specification(self, asked: dict[str, Any]) -> None:
        self._read_specification(asked["file"])
        [draft] = specification_drafts.specification_drafts(self.house, self.who)
        said = (draft.id, draft.version, asked["from"], "按业务变更")
        specification_publishing.publish_draft(self.house, self.who, *said)

    def _read_specification(self, name: str) -> None:
        data = (self.folder / name).read_bytes()
        draft = specification_drafts.start_from_file(self.house, self.who, data, name)
        self.found = list(specification_publishing.read_draft(self.house, self.who, draft.body).findings)

    def _form_of_a_visit(self, asked: dict[str, Any]) -> None:
        self.found = brought_back(self.house, self.who, asked)

    def _doctor(self) -> None:
        self.found = examine(self.house, self.who)

    def _said(self, asked: str | dict[str, str]) -> tuple[Path, Choice]:
        words = {"file": asked} if isinstance(asked, str) else asked
        month, source, role = (words.get(key) for key in ("period", "source", "role"))
        return self.folder / words["file"], Choice(
            words.get("vendor", "YUNHE"),
            words.get("project"),
            Source(source) if source else None,
            MonthRule().month(month) if month else None,
            role=FactRole(role) if role else None,
            confirmed=bool(words.get("confirmed")),
        )

    def _one(self, what: str) -> Path:
        if what == "database":
            return self.house.folder / "plumbline.sqlite"
        if what == "lake":
            (name,) = self.house.lake.files()
            return self.house.folder / name
        with self.house.database.read() as uow:
            return self.house.files.path(uow.files.all()[-1].sha256)
