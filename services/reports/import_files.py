"""One file from its path to its result: staged, and committed where nothing stands against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.batch import Role, Source
from core.errors import PlumblineError, StaleBatchError, WrongInputError
from core.period import MonthRule, Period
from core.principal import Action, Principal, authorize
from core.privacy import masked
from core.text import Text
from importers.draft import Choice, Question, QuestionKind
from importers.layouts.answers import is_field
from importers.layouts.call_columns import is_word
from importers.layouts.column_groups import ANSWERS
from importers.layouts.profile import shipped_layouts
from importers.rows.call_words import MEANINGS
from importers.rows.month_crossing import Reading
from importers.rows.mostly_rejected import REST
from importers.rows.sheets_overlap import SHEETS
from importers.values.rates import WAYS
from services.contracts.contract_versions import all_governing
from services.house import as_json
from services.house.faults import refusal
from services.judging.moved import MovedMonth
from services.known.directory import vendors
from services.reports.import_report import Staged, commit, discard, stage
from services.reports.restatement import would_move
from services.reports.sent_in_part import Part
from store.records import BatchRecord, BatchState

if TYPE_CHECKING:
    from services.house.bootstrap import House


#: Before the words of an answer that is about a site, or a queue.
_SITE, _QUEUE = "site:", "queue:"
#: What a word of a list of calls can stand for, and which months bare days can be of.
_WORDS = MEANINGS | set(Reading) | ANSWERS.keys() | set(Part) | set(SHEETS) | {REST}
#: Questions whose answer is one of their choices as it stands.
_PLAIN = frozenset(
    {
        QuestionKind.SCALE,
        QuestionKind.WORD,
        QuestionKind.MONTHS,
        QuestionKind.GROUPS,
        QuestionKind.DAYS,
        QuestionKind.SHEETS,
        QuestionKind.ROWS,
    }
)
_LEFT_OUT = Text("不读取", "leave it out")


class Outcome(StrEnum):
    """What became of a file."""

    COMMITTED = "committed"
    #: A dry run: nothing was kept.
    PREVIEWED = "previewed"
    #: The very same figures are here already.
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True)
class Brought:
    """A file's result."""

    file: Path
    outcome: Outcome
    staged: Staged | None = None
    batches: tuple[BatchRecord, ...] = ()
    #: What it moves in months that had figures.
    moves: tuple[MovedMonth, ...] = ()
    #: Why not, where it was refused by more than its findings.
    error: PlumblineError | None = None

    @property
    def name(self) -> str:
        """What the file is called, without personal numbers."""
        return masked(self.file.name)

    @property
    def asked(self) -> list[tuple[str, dict[str, Text]]]:
        """The columns it asks about: header, and the answers there are."""
        questions = self.staged.questions if self.staged else ()
        return [(question.subject, said) for question in questions if (said := answers_to(question))]

    @property
    def refused(self) -> bool:
        """Whether nothing of it came in."""
        return self.outcome is Outcome.REFUSED

    def as_dict(self) -> dict[str, Any]:
        """The --json form."""
        staged = self.staged
        return {
            "file": self.name,
            "result": self.outcome.value,
            "layout": self.batches[0].layout if self.batches else None,
            "batches": [as_json.batch(batch, self.name) for batch in self.batches],
            "moves": [month.as_dict() for month in self.moves],
            "findings": as_json.findings(staged.findings) if staged else [],
            "questions": [
                {
                    "about": question.kind.value,
                    "subject": question.subject,
                    "choices": {code: text.as_dict() for code, text in question.choices.items()},
                    "answers": list(answers_to(question)),
                }
                for question in (staged.questions if staged else ())
            ],
            "decision": as_json.findings(staged.decision) if staged else [],
            "same_as": _first(staged) if staged and staged.same_as else None,
            "refusal": refusal(self.error) if self.error else None,
        }


def choice(
    house: House,
    who: Principal,
    vendor: str | None = None,
    project: str | None = None,
    source: str | None = None,
    period: str | None = None,
    layout: str | None = None,
    role: Role | None = None,
    answers: Sequence[str] = (),
    site: str | None = None,
) -> Choice:
    """What a person says about a file, in codes. A month is the vendor's contract month.

    `answers`: HEADER=FIELD, nothing after the sign to leave the column out, 1 or 100 for how its rates are
    written; HEADER = WORD=OUTCOME for a word of a list of calls; site:WORDS=SITE or queue:WORDS=QUEUE for
    words that may name one. Refused: a field or an outcome that does not exist, which would leave a column
    out in silence.
    `site`: the site of figures without a column of sites, `whole` for all of them together.
    """
    months = period_of(house, who, period, vendor) if period else None
    said = [answer.rpartition("=")[::2] for answer in answers]
    sites, queues = _placed(said, _SITE), _placed(said, _QUEUE)
    said = [(about, code) for about, code in said if not about.startswith((_SITE, _QUEUE))]
    for about, code in said:
        known = code in _WORDS if is_word(about) else not code or code in WAYS or is_field(code)
        if not known:
            raise WrongInputError("field_unknown", value=code)
    columns = [(about, code) for about, code in said if not is_word(about)]
    return Choice(
        vendor,
        project,
        Source(source) if source else None,
        months,
        layout,
        role,
        columns={header: code for header, code in columns if code not in WAYS},
        scales={header: int(code) for header, code in columns if code in WAYS},
        words={about: code for about, code in said if is_word(about)},
        sites={**sites, **({"": site} if site else {})},
        queues=queues,
    )


def answers_to(question: Question) -> dict[str, Text]:
    """What `choice` can be told in answer to a question about a column, and what that means."""
    if question.kind in _PLAIN:
        return {f"{question.subject}={way}": words for way, words in question.choices.items()}
    if question.kind in (QuestionKind.SITE, QuestionKind.QUEUE):
        sign = _SITE if question.kind is QuestionKind.SITE else _QUEUE
        return {f"{sign}{question.subject}={code}": words for code, words in question.choices.items()}
    if question.kind is QuestionKind.COLUMN:
        choices = {**question.choices, "": _LEFT_OUT}
        return {f"{question.subject}={code}": words for code, words in choices.items()}
    return {}


def period_of(house: House, who: Principal, label: str, vendor: str | None = None) -> Period:
    """The days a month's report speaks for: by the rule of the vendor's contracts where they agree on one,
    else the calendar month."""
    authorize(who, Action.VIEW, vendor)
    governing = all_governing(house, who, label, vendor) if vendor else []
    rules = {contract.month_rule for contract in governing}
    return (rules.pop() if len(rules) == 1 else MonthRule()).month(label)


def vendor_codes(house: House, who: Principal) -> list[str]:
    """What may be said for the vendor."""
    return [view.code for view in vendors(house, who, active_only=True)]


def layout_codes() -> list[str]:
    """What may be said for the layout."""
    return sorted(layout.code for layout in shipped_layouts())


def bring_in(house: House, who: Principal, file: Path, said: Choice, *, dry_run: bool = False) -> Brought:
    """Take a file in as far as it goes. Nothing half stays: what is not committed is let go again."""
    try:
        staged = stage(house, who, file.name, file, said)
    except PlumblineError as error:
        return Brought(file, Outcome.REFUSED, error=error)
    if staged.same_as:
        return Brought(file, Outcome.SAME, staged)
    records = tuple(each.record for each in staged.batches)
    moves = would_move(house, who, staged.file.id, said.role)
    if staged.blocked or dry_run or (staged.decision and said.role is None):
        if records:
            discard(house, who, staged.file.id)
        stays_out = staged.blocked or not dry_run
        return Brought(file, Outcome.REFUSED if stays_out else Outcome.PREVIEWED, staged, records, moves)
    return replace(_committed(house, who, file, staged, said.role), moves=moves)


def batches(
    house: House, who: Principal, vendor: str | None = None, limit: int = 200
) -> list[tuple[BatchRecord, str]]:
    """The last batches with the names of their files, newest first; previews that wait are left out."""
    authorize(who, Action.VIEW, vendor)
    equal = {} if vendor is None else {"vendor": vendor}
    with house.database.read(who) as uow:
        found = uow.batches.newest(limit, **equal)
        files = uow.files.by_ids(batch.file_id for batch in found)
    return [(b, files[b.file_id].name) for b in found if b.state is not BatchState.STAGED]


def _placed(said: Sequence[tuple[str, str]], sign: str) -> dict[str, str]:
    """Words → what they name, of the answers about a site, or a queue."""
    return {about.removeprefix(sign): code for about, code in said if about.startswith(sign) and code}


def _committed(house: House, who: Principal, file: Path, staged: Staged, role: Role | None) -> Brought:
    try:
        done = commit(house, who, staged.file.id, role)
    except StaleBatchError as error:
        discard(house, who, staged.file.id)
        return Brought(file, Outcome.REFUSED, staged, error=error)
    if done.failed:
        # The figures are in; that judging them failed is said with the file's other findings.
        staged = replace(staged, findings=(*staged.findings, done.failed))
    return Brought(file, Outcome.COMMITTED, staged, done.batches)


def _first(staged: Staged) -> dict[str, Any] | None:
    """The batch that brought the same figures, and when it came."""
    return as_json.batch(staged.same_as, staged.file.name) if staged.same_as else None
