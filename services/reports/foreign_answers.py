"""The answers of foreign sheets of audits, kept with the files they came in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from importers.draft import Reading
from importers.form_items import AuditSaid
from store.records import ForeignAnswersRecord
from store.unit_of_work import UnitOfWork

#: (vendor, sheet) → row → form/item → answer.
_Answers = Mapping[tuple[str, str], Mapping[int, Mapping[str, str]]]


def keep_answers(uow: UnitOfWork, file_id: str, said: Iterable[AuditSaid], vendors: Collection[str]) -> None:
    """Keep what a file's rows answer, of the vendors it has figures of; it counts once these are in."""
    sheets = _by_sheet(one for one in said if one.vendor in vendors)
    uow.foreign_answers.add_all(
        ForeignAnswersRecord(file_id=file_id, vendor=vendor, sheet=sheet, answers=_written(rows))
        for (vendor, sheet), rows in sheets.items()
    )


def answers_alike(uow: UnitOfWork, reading: Reading, file_ids: Collection[str]) -> bool:
    """Whether one of the files that brought the same figures already answers the same: a column that a person
    has since called an item's brings answers, though no figure changes."""
    now = _by_sheet(reading.audits)
    told: dict[str, dict[tuple[str, str], dict[int, dict[str, str]]]] = {each: {} for each in file_ids}
    for record in uow.foreign_answers.of_files(file_ids):
        told[record.file_id][record.vendor, record.sheet] = record.by_row()
    return any(answers == now for answers in told.values())


def _by_sheet(said: Iterable[AuditSaid]) -> _Answers:
    sheets: dict[tuple[str, str], dict[int, dict[str, str]]] = {}
    for one in said:
        answers = {
            f"{form}/{item}": answer.value
            for form, items in one.answers.items()
            for item, answer in items.items()
        }
        sheets.setdefault((one.vendor, one.sheet), {})[one.row] = answers
    return sheets


def _written(rows: Mapping[int, Mapping[str, str]]) -> dict[str, object]:
    """As it is kept: the items once, then each row's answers in their order."""
    items = sorted({item for answers in rows.values() for item in answers})
    given = {str(row): [answers.get(item, "") for item in items] for row, answers in rows.items()}
    return {"items": items, "rows": given}
