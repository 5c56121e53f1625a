"""A closed month judged again from what it was closed on: the same figures, or which of them are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from core.canonical import content_hash
from core.errors import WrongInputError
from core.month import FROZEN
from core.principal import Action, Principal, authorize
from core.text import Text
from services.contracts.asked import Asked
from services.contracts.contract_versions import of_run
from services.judging.joined import Joinings, joined_then
from services.judging.judging import judged, scored
from services.judging.next_bill import BILL, bill_then
from services.judging.past import Past
from services.judging.rules_held import rules_known
from services.judging.run_inputs import RunInputs, inputs_of
from services.judging.runs_kept import as_rows
from services.judging.sources import Sources
from services.judging.training_told import TRAINING_TOLD, told_then
from services.months.figures_hash import figures_hash, in_words_of
from sla.rules import PRESENT, RULES
from store.lake.frozen import Frozen
from store.records import MonthRecord, RunRecord, VerdictRow
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_OTHER_RULES = Text(
    "当时的判定规则版本为{then}，本程序已不含（现为{now}）",
    "it was judged by rules version {then}, which this program no longer has; now it is {now}",
)
_LOST = Text("{n}个数据文件已不在", "{n} of its data files are no longer here")
_MOVED = Text("其依据之后有变动：{what}", "what it rests on has changed since: {what}")


@dataclass(frozen=True)
class Rebuilt:
    """A closed month, as it was closed, as it is kept, and as it is found again."""

    contract: str
    label: str
    edition: int
    #: Hashes of all figures. `closed` is None for months closed before hashes were kept.
    closed: str | None
    kept: str
    #: None where it cannot be judged again; `hindered` says why.
    again: str | None
    hindered: tuple[Text, ...]
    #: The clauses whose figures differ between what is kept and what is found again.
    differing: tuple[str, ...]
    #: The rules and the program it was closed under; no program of the time before that was kept.
    rules: str
    program: str | None

    @property
    def is_same(self) -> bool:
        """Whether everything that can be compared is the same."""
        return len({each for each in (self.closed, self.kept, self.again) if each}) == 1

    def as_dict(self) -> dict[str, Any]:
        """The --json form."""
        return {
            "contract": self.contract,
            "period": self.label,
            "edition": self.edition,
            "same": self.is_same,
            "closed": self.closed,
            "kept": self.kept,
            "again": self.again,
            "hindered": [each.as_dict() for each in self.hindered],
            "differing": list(self.differing),
            "rules": self.rules,
            "program": self.program,
        }


def rebuild(house: House, who: Principal, contract: str, label: str) -> Rebuilt:
    """Judge a closed month anew from its own files, its contract's version and its own records.

    By the rules it was closed under, whatever rules came since. Nothing is kept. Where it cannot be done
    (rules no longer known, files gone, records changed since) what is kept is still held against the hash it
    was closed with. Refused: a month that is not closed.
    """
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        uow.contracts.by_code(contract)
        month = uow.months.of(contract, label)
        if month is None or month.state not in FROZEN or month.run_id is None:
            raise WrongInputError("not_closed", contract=contract, period=label)
        run = uow.runs.get(month.run_id)
        rows = uow.runs.verdicts_of(run.id)
        kept = figures_hash(rows, next(iter(uow.runs.scores_of([run.id])), None))
        frozen = Frozen.of(uow, house.lake, run.vendor, _files(run), run.run_at)
        each, as_of = _inputs(house, uow, run)
        if hindered := _hindrances(run, each, frozen):
            return _rebuilt(month, run, kept, None, hindered)
        bills = bill_then(run.inputs, run.contract, run.period)
        training = {(run.contract, run.period): told_then(run.inputs.get(TRAINING_TOLD, ()))}
        sources = Sources.open(
            uow, house.lake, [each.asked], as_of, frozen, joined=_joined(run), bills=bills, training=training
        )
        past = Past.of(uow, [contract])
        lines = judged(each.asked, sources, past)
        points = scored(each.asked, lines, sources, each.before)
    found, score = as_rows(run, each.asked.contract, lines, points)
    found = in_words_of(rows, found)
    return _rebuilt(month, run, kept, figures_hash(found, score), differing=_differing(rows, found))


def _rebuilt(
    month: MonthRecord,
    run: RunRecord,
    kept: str,
    again: str | None,
    hindered: tuple[Text, ...] = (),
    differing: tuple[str, ...] = (),
) -> Rebuilt:
    return Rebuilt(
        month.contract, month.period, month.edition, month.figures_hash, kept, again, hindered, differing,
        run.rules_version, run.code_version,
    )  # fmt: skip


def _inputs(house: House, uow: UnitOfWork, run: RunRecord) -> tuple[RunInputs, date]:
    """The month under the version and the rules it was judged by, with its inputs as they are today."""
    terms = of_run(uow, run)
    stated = run.inputs.get("as_of")
    as_of = date.fromisoformat(str(stated)) if stated else house.today(terms.timezone)
    asked = Asked(terms, run.period, rules_known(run.rules_version))
    (each,) = inputs_of(uow, house.lake, [asked], as_of)
    return each, as_of


def _joined(run: RunRecord) -> dict[tuple[str, str], Joinings]:
    return {(run.contract, run.period): joined_then(run.inputs)}


def _files(run: RunRecord) -> Sequence[str]:
    return list(run.inputs.get("files", ()))


def _hindrances(run: RunRecord, each: RunInputs, frozen: Frozen) -> tuple[Text, ...]:
    found = []
    if run.rules_version not in RULES:
        found.append(_filled(_OTHER_RULES, then=run.rules_version, now=PRESENT.version))
    if frozen.lost:
        found.append(_filled(_LOST, n=len(frozen.lost)))
    if moved := _moved(run.inputs, each.inputs):
        found.append(_filled(_MOVED, what="、".join(moved)))
    return tuple(found)


def _moved(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """The kinds of records that are not those of then: of files, days of joining, training and whether
    a bill follows the former ones are read, rules are said by themselves."""
    kinds = sorted((then.keys() | now.keys()) - {"files", "joined", TRAINING_TOLD, BILL, "rules"})
    return [kind for kind in kinds if content_hash(then.get(kind)) != content_hash(now.get(kind))]


def _differing(kept: Sequence[VerdictRow], again: Sequence[VerdictRow]) -> tuple[str, ...]:
    found = {row.clause: row for row in again}
    return tuple(
        row.clause for row in kept
        if row.clause not in found or figures_hash([row], None) != figures_hash([found[row.clause]], None)
    )  # fmt: skip


def _filled(words: Text, **facts: object) -> Text:
    return Text(words.zh.format(**facts), words.en.format(**facts))
