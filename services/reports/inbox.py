"""A folder that vendors' files are dropped into: what is clean and known is committed, the rest waits.

Each file is filed into a sub-folder by what became of it. A run that is cut off is simply run again: a file
whose figures are in already is filed and changes nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Any

from core.errors import ConflictError, PlumblineError
from core.finding import Finding, Severity
from core.language import N_, translated
from core.period import MonthRule, Period, shifted
from core.principal import Action, Principal, authorize
from core.privacy import masked
from core.refusals import sentence
from core.text import Lang
from importers.draft import Choice
from services.house import as_json
from services.house.faults import kept_fault, refusal, unexpected
from services.reports.dropped import take
from services.reports.import_files import vendor_codes
from services.reports.import_report import Staged, commit
from services.reports.reporting_plan import BoardLine, overdue, span

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: A file changed less than this ago may still be being copied; the next run takes it.
SETTLED = timedelta(seconds=10)
LOCK = ".plumbline-inbox"
#: A lock older than this is of a run that was killed.
_LOCK_AGE = timedelta(hours=6)
#: What programs leave beside a file while they write it.
_UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".download", ".filepart")
#: Nobody has looked at what these say.
#: A column nobody knows is left out: once a person has seen that and said so, it comes in by itself.
_UNKNOWN = frozenset({"header_unknown", "header_unknown_near"})
_NEW = frozenset({"site_new", "queue_new"})


class Became(StrEnum):
    """What became of a file, and the sub-folder it is filed into."""

    COMMITTED = "done"
    SAME = "same"
    WAITS = "waiting"
    REFUSED = "refused"


@dataclass(frozen=True)
class Filed:
    """One file's result."""

    name: str
    became: Became
    #: Where it lies now, below the inbox.
    place: str
    staged: Staged | None = None
    findings: tuple[Finding, ...] = ()
    error: PlumblineError | None = None
    #: Why a person has to look, in a word for each reason.
    why: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The --json form."""
        batches = [each.record for each in self.staged.batches] if self.staged else []
        return {
            "file": self.name,
            "result": self.became.value,
            "place": self.place,
            "why": list(self.why),
            "received": self.staged.file.id if self.staged else None,
            "batches": [as_json.batch(batch, self.name) for batch in batches],
            "findings": as_json.findings(self.findings),
            "refusal": refusal(self.error) if self.error else None,
        }


@dataclass(frozen=True)
class InboxReport:
    """What a run did, and what is still owed."""

    files: tuple[Filed, ...]
    #: Reports whose time is over, of this month and the last.
    overdue: tuple[BoardLine, ...]
    #: Files still being written; the next run takes them.
    unsettled: int = 0

    def of(self, became: Became) -> list[Filed]:
        """The files of one result."""
        return [file for file in self.files if file.became is became]

    @property
    def is_news(self) -> bool:
        """Whether there is anything to tell: a file that came, or a report that did not."""
        return bool(self.files or self.overdue)

    def as_dict(self) -> dict[str, Any]:
        """The --json form."""
        return {
            "files": [file.as_dict() for file in self.files],
            "overdue": [_owed(line) for line in self.overdue],
            "unsettled": self.unsettled,
        }


def take_in(
    house: House,
    who: Principal,
    folder: Path,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> InboxReport:
    """Everything new in the folder, oldest first; of a sub-folder named by a vendor's code as that vendor's.

    Refused: ConflictError where another run works on the folder.
    """
    authorize(who, Action.IMPORT)
    with _alone(folder):
        found = list(_new(folder, vendor_codes(house, who)))
        settled = [each for each in found if time() - each[0].stat().st_mtime >= SETTLED.total_seconds()]
        filed: list[Filed] = []
        for file, vendor in settled:
            progress(len(filed), len(settled))
            filed.append(_file(house, who, folder, file, vendor))
    return InboxReport(tuple(filed), _overdue(house, who), len(found) - len(settled))


_TITLE = N_("Plumbline inbox: {done} in, {waiting} waiting, {refused} refused, {overdue} overdue")
_LINES: dict[Became, str] = {
    Became.COMMITTED: N_("In: {name}"),
    Became.SAME: N_("Nothing new: {name}"),
    Became.WAITS: N_("Waits for you: {name} ({why})"),
    Became.REFUSED: N_("Cannot come in: {name} ({why})"),
}
_OVERDUE = N_("Overdue since {due}: {vendor}, {report}, {period}")
_WHY: dict[str, str] = {
    "waited": N_("it waits already, from an earlier time"),
    "question": N_("it asks something"),
    "grain": N_("other figures of the same days count already"),
    "restated": N_("it changes figures that are in"),
    "rejected": N_("rows would stay out"),
    "columns": N_("a column is not known"),
    "new_place": N_("a site or queue is new"),
    "blocked": N_("see its findings"),
    "fault": N_("something went wrong on our side"),
}


def message(report: InboxReport, lang: Lang) -> tuple[str, str]:
    """Title and text of the notification: what came, what waits for a person, what is missing."""
    numbers = {"done": Became.COMMITTED, "waiting": Became.WAITS, "refused": Became.REFUSED}
    counted = {name: len(report.of(became)) for name, became in numbers.items()}
    title = translated(_TITLE, lang).format(**counted, overdue=len(report.overdue))
    lines = [said(file, lang) for became in Became for file in report.of(became)]
    for line in report.overdue:
        owed = line.owed
        facts = {
            "due": owed.due.day,
            "vendor": line.vendor_name.in_(lang),
            "report": owed.plan.name.in_(lang),
        }
        lines.append(translated(_OVERDUE, lang).format(period=span(owed.period, lang), **facts))
    return title, "\n".join(lines)


def said(file: Filed, lang: Lang) -> str:
    """One file's result in a line."""
    reasons = [translated(_WHY[reason], lang) for reason in file.why]
    if file.error:
        reasons = [sentence(file.error, lang)]
    why = ("、" if lang == "zh" else ", ").join(reasons)
    return translated(_LINES[file.became], lang).format(name=file.name, why=why)


def _file(house: House, who: Principal, folder: Path, file: Path, vendor: str | None) -> Filed:
    """Take one file in as far as it goes, then move it to where files of that result lie."""
    try:
        result = _taken(house, who, file, vendor)
    except PlumblineError as error:
        result = Filed(masked(file.name), Became.REFUSED, "", error=error)
    except Exception as error:  # One file's fault must not keep the others out.
        reference = kept_fault(house.folder, error, house.clock.now())
        result = Filed(masked(file.name), Became.REFUSED, "", error=unexpected(reference), why=("fault",))
    month = f"{house.today():%Y-%m}"
    place = _moved(file, folder / result.became.value / (month if result.became is Became.COMMITTED else ""))
    return Filed(
        result.name, result.became, place.relative_to(folder).as_posix(),
        result.staged, result.findings, result.error, result.why,
    )  # fmt: skip


def _taken(house: House, who: Principal, file: Path, vendor: str | None) -> Filed:
    staged = take(house, who, file.name, file, Choice(vendor=vendor))
    if staged.same_as:
        return Filed(masked(file.name), Became.SAME, "", staged, staged.findings)
    if staged.waited:
        return Filed(masked(file.name), Became.WAITS, "", staged, staged.findings, why=("waited",))
    why = _stands_against(staged)
    if why:
        asks = staged.questions or not staged.blocked
        became = Became.WAITS if asks else Became.REFUSED
        return Filed(masked(file.name), became, "", staged, staged.findings, why=why)
    done = commit(house, who, staged.file.id)
    findings = (*staged.findings, *([done.failed] if done.failed else []))
    return Filed(masked(file.name), Became.COMMITTED, "", staged, findings)


def _stands_against(staged: Staged) -> tuple[str, ...]:
    """Why a person must look first: only what is clean, known and new comes in by itself."""
    if staged.questions:
        return ("question",)
    if staged.blocked:
        return ("blocked",)
    counts = [each.record.counts for each in staged.batches]
    found = {
        "grain": bool(staged.decision),
        "restated": any(count.get("changed") or count.get("gone") for count in counts),
        "rejected": any(count.get("rejected") for count in counts)
        or any(finding.severity is Severity.REJECTS for finding in staged.findings),
        "columns": any(finding.code in _UNKNOWN for finding in staged.findings),
        "new_place": any(finding.code in _NEW for finding in staged.findings),
    }
    return tuple(name for name, stands in found.items() if stands)


def _new(folder: Path, vendors: Sequence[str]) -> Iterator[tuple[Path, str | None]]:
    """The files that lie there, with the vendor whose sub-folder they lie in; oldest first."""
    found: list[tuple[Path, str | None]] = [(file, None) for file in folder.iterdir() if _is_file(file)]
    for vendor in vendors:
        own = folder / vendor
        found += [(file, vendor) for file in own.iterdir() if _is_file(file)] if own.is_dir() else []
    yield from sorted(found, key=lambda each: (each[0].stat().st_mtime_ns, each[0].name))


def _is_file(path: Path) -> bool:
    hidden = path.name.startswith((".", "~$"))
    return (
        path.is_file()
        and not path.is_symlink()
        and not hidden
        and not path.name.lower().endswith(_UNFINISHED)
    )


def _moved(file: Path, target: Path) -> Path:
    """The file in its new folder, its name without personal numbers; one of that name that lies there already
    is never written over."""
    target.mkdir(parents=True, exist_ok=True)
    # No name of a file may hold a star on Windows.
    stem, n = masked(file.stem).replace("*", "x"), 1
    place = target / f"{stem}{file.suffix}"
    while place.exists():
        n += 1
        place = target / f"{stem} ({n}){file.suffix}"
    return file.rename(place)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One run at a time; the lock of a run that was killed is taken over after some hours."""
    lock = folder / LOCK
    if lock.exists() and time() - lock.stat().st_mtime > _LOCK_AGE.total_seconds():
        lock.unlink(missing_ok=True)
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        raise ConflictError("inbox_busy", folder=str(folder)) from None
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _overdue(house: House, who: Principal) -> tuple[BoardLine, ...]:
    this = MonthRule().month_of(house.today())
    since = MonthRule().month(shifted(this.label, -1))
    return tuple(overdue(house, who, Period(since.start, this.end)))


def _owed(line: BoardLine) -> dict[str, Any]:
    owed = line.owed
    return {
        "vendor": owed.plan.vendor,
        "contract": owed.plan.contract,
        "report": owed.plan.name.as_dict(),
        "from": owed.period.start.isoformat(),
        "to": owed.period.last_day.isoformat(),
        "due": owed.due.day.isoformat(),
        "state": owed.standing.state.value,
    }
