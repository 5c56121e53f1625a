"""The door for people lists: a list is read and looked at, then taken in or let go, and may be withdrawn.

Beside the import of reports, which needs figures: a list has none, only who and when.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from core.batch import Source
from core.errors import StaleBatchError, WrongInputError
from core.finding import Finding, Place
from core.people_lists import ListKind, ListState, RosterEvent
from core.period import Period, business_date
from core.principal import Action, Principal, authorize
from core.privacy import masked
from core.text import Lang
from core.ulid import new_ulid
from importers.containers.caps import Caps
from importers.draft import Directory, ReceivedFile, RejectedRow
from importers.people.read_list import read_list
from importers.people.said import ListReading, ListSaid
from importers.preview.rejects import rejected_workbook
from services.house.limits import caps
from services.house.writing import reasoned, writing
from services.known.directory import directory
from services.roster.roster_lists import OF_ROSTERS
from store.lake import people_rows
from store.records.people_lists import PeopleListRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House
    from store.unit_of_work import UnitOfWork

#: A later list of these takes an earlier one's place.
_SAY_WHO_WORKS = frozenset({ListKind.ROSTER, ListKind.CHANGES})
#: Reads one kind of list: file, what a person said, names, today, caps.
Reader = Callable[[ReceivedFile, ListSaid, Directory, date, Caps], ListReading]


@dataclass(frozen=True)
class StagedList:
    """A list as it was read, before it is taken in."""

    #: None: it cannot be taken in; its findings say why.
    record: PeopleListRecord | None
    reading: ListReading
    findings: tuple[Finding, ...]
    rejected: tuple[RejectedRow, ...]
    #: The same list that is here already: the same bytes with the same answers.
    same_as: PeopleListRecord | None = None


def stage(
    house: House, who: Principal, name: str, data: bytes, said: ListSaid, read: Reader = read_list
) -> StagedList:
    """Read a list; nothing counts before `commit`. Refused: a vendor that nobody knows or may not be seen."""
    authorize(who, Action.IMPORT, said.vendor)
    with house.database.read(who) as uow:
        uow.directory.vendors.one(code=said.vendor)
    names = directory(house, who)
    with house.files.keeping(data) as coming:
        file = ReceivedFile(masked(name), "", coming.size, coming.aside)
        reading = read(file, said, names, house.today(said.zone), caps(house))
    sha256 = coming.kept.sha256
    if again := _same(house, who, sha256, _answers(said)):
        return StagedList(None, reading, reading.findings, reading.rejected, same_as=again)
    if reading.blocked or reading.kind is None or reading.days is None:
        return StagedList(None, reading, reading.findings, reading.rejected)
    found = (*_cleared_out(house, who, file.name, reading), *reading.findings)
    record = PeopleListRecord(
        id=new_ulid(), vendor=said.vendor, project=said.project, kind=reading.kind, source=Source.VENDOR,
        name=masked(name), sha256=sha256, day=reading.days.start, day_end=reading.days.end,
        said=_answers(said), findings=found, rows=reading.frame.height,
        rejected=len(reading.rejected), received_at=house.clock.now(), received_by=who.name,
    )  # fmt: skip
    people_rows.keep_aside(house.lake, record.id, reading.frame)
    with writing(house, who, Action.IMPORT, said.vendor) as uow:
        uow.people_lists.add(record)
        said_of = {"kind": record.kind, "rows": record.rows, "rejected": record.rejected}
        uow.journal.note("list_staged", "people_list", record.id, after=said_of, vendor=said.vendor)
    return StagedList(record, reading, found, reading.rejected)


def staged_again(house: House, who: Principal, id: str, read: Reader = read_list) -> StagedList:
    """A list that waits, read once more from its file, as after a reload of the page."""
    record = _waiting(house, who, id)
    said = _said(record)
    path = house.files.opened(record.sha256)
    file = ReceivedFile(record.name, record.sha256, path.stat().st_size, path)
    came = business_date(record.received_at, said.zone)
    reading = read(file, said, directory(house, who), came, caps(house))
    return StagedList(record, reading, record.findings, reading.rejected)


def commit(house: House, who: Principal, id: str) -> PeopleListRecord:
    """Take a list in as it was shown: known from now on. Refused: StaleBatchError where another list of the
    same kind and days came in since it was read."""
    record = _waiting(house, who, id)
    written = people_rows.written(house.lake, id)
    place = people_rows.place_of(record.vendor, id)
    with writing(house, who, Action.IMPORT, record.vendor) as uow:
        _still_fresh(uow, record)
        after = uow.people_lists.update(
            replace(
                record, state=ListState.COMMITTED, committed_at=uow.now, committed_by=who.name,
                rows_file=place, rows_sha256=written.sha256,
            )
        )  # fmt: skip
        house.lake.put_in_place(written, place)
        uow.journal.moved("people_list", id, record.state, after.state)
        uow.journal.note("list_committed", "people_list", id, after={"rows": after.rows}, vendor=after.vendor)
        uow.after_commit(lambda: house.lake.drop_staged([id]))
    return after


def rejected_file(
    house: House, who: Principal, id: str, lang: Lang, read: Reader = read_list
) -> tuple[str, bytes]:
    """The name and the bytes of a workbook with the lines of a list that stay out, to be sent back."""
    staged = staged_again(house, who, id, read)
    assert staged.record is not None
    return f"{PurePath(staged.record.name).stem}_rejected.xlsx", rejected_workbook(staged.rejected, lang)


def discard(house: House, who: Principal, id: str) -> None:
    """Let a list go that waits; it stays in the books as let go."""
    record = _waiting(house, who, id)
    with writing(house, who, Action.IMPORT, record.vendor) as uow:
        after = uow.people_lists.update(replace(record, state=ListState.DISCARDED))
        uow.journal.moved("people_list", id, record.state, after.state)
        uow.after_commit(lambda: house.lake.drop_staged([id]))


def withdraw(house: House, who: Principal, id: str, why: str) -> PeopleListRecord:
    """Take a list back, with a reason: no longer known from now on. That it was known until now stays."""
    reason = reasoned(why)
    with writing(house, who, Action.IMPORT) as uow:
        record = uow.people_lists.get(id)
        authorize(who, Action.IMPORT, record.vendor)
        if record.state is not ListState.COMMITTED:
            raise WrongInputError("already_state", state=record.state.words)
        after = uow.people_lists.update(
            replace(
                record, state=ListState.WITHDRAWN, withdrawn_at=uow.now, withdrawn_by=who.name, why=reason
            )
        )
        uow.journal.moved("people_list", id, record.state, after.state, reason)
    return after


def listed(
    house: House, who: Principal, vendor: str | None = None, kinds: Sequence[ListKind] | None = None
) -> list[PeopleListRecord]:
    """The lists that came in, newest first; those let go are left out."""
    authorize(who, Action.VIEW, vendor)
    equal: dict[str, Any] = {} if vendor is None else {"vendor": vendor}
    with house.database.read(who) as uow:
        found = uow.people_lists.all(**equal)
    kept = [one for one in found if one.state is not ListState.DISCARDED and (not kinds or one.kind in kinds)]
    return sorted(kept, key=lambda one: (one.received_at, one.id), reverse=True)


def _cleared_out(house: House, who: Principal, name: str, reading: ListReading) -> list[Finding]:
    """Who on a list may not work here: the line stays, else its contacts would be a ghost's."""
    if reading.kind not in OF_ROSTERS or reading.days is None:
        return []
    with house.database.read(who) as uow:
        out = uow.cleared_out.all(lifted_at=None)
    since = {one.person: one.day for one in out}
    last = reading.days.last_day
    return [
        Finding("roster_person_cleared", Place(name, row["sheet"] or "", row["row"]), {"agent": row["agent"]})
        for row in reading.frame.iter_rows(named=True)
        if row["person"] in since and since[row["person"]] <= last
        and row["event"] != RosterEvent.LEFT.value
        and not (row["left"] and row["left"] < since[row["person"]])
    ]  # fmt: skip


def _waiting(house: House, who: Principal, id: str) -> PeopleListRecord:
    with house.database.read(who) as uow:
        record = uow.people_lists.get(id)
    authorize(who, Action.IMPORT, record.vendor)
    if record.state is not ListState.STAGED:
        raise WrongInputError("already_state", state=record.state.words)
    return record


def _still_fresh(uow: UnitOfWork, record: PeopleListRecord) -> None:
    if record.kind not in _SAY_WHO_WORKS:  # records add up: no list of them takes another's place
        return
    since = [
        one
        for one in uow.people_lists.all(vendor=record.vendor, kind=record.kind, state=ListState.COMMITTED)
        if one.committed_at and one.committed_at > record.received_at and one.days.overlaps(record.days)
        and one.project == record.project
    ]  # fmt: skip
    if since:
        facts = {
            "vendor": record.vendor, "first": record.day.isoformat(), "last": record.days.last_day.isoformat()
        }  # fmt: skip
        raise StaleBatchError([Finding("batch_stale", Place(record.name), facts)])


def _same(house: House, who: Principal, sha256: str, answers: dict[str, Any]) -> PeopleListRecord | None:
    with house.database.read(who) as uow:
        found = uow.people_lists.all(sha256=sha256)
    live = (ListState.STAGED, ListState.COMMITTED)
    return next((one for one in found if one.state in live and dict(one.said) == answers), None)


def _answers(said: ListSaid) -> dict[str, Any]:
    """What a person said, as it is kept."""
    return {
        "vendor": said.vendor, "kind": said.kind.value if said.kind else "", "project": said.project or "",
        "days": _days(said.days), "zone": said.zone, "zone_told": said.zone_told, "course": said.course,
        "retake_day": said.retake_day.isoformat() if said.retake_day else "",
    }  # fmt: skip


def _said(record: PeopleListRecord) -> ListSaid:
    """The same read back: whoever reads the file once more reads it as it was read."""
    kept = record.said
    first, _to, end = kept.get("days", "").partition("/")
    retake = kept.get("retake_day", "")
    return ListSaid(
        record.vendor,
        ListKind(kept["kind"]) if kept.get("kind") else None,
        record.project,
        Period(date.fromisoformat(first), date.fromisoformat(end)) if end else None,
        kept.get("zone") or "Asia/Shanghai",
        bool(kept.get("zone_told")),
        kept.get("course", ""),
        date.fromisoformat(retake) if retake else None,
    )


def _days(days: Period | None) -> str:
    return f"{days.start.isoformat()}/{days.end.isoformat()}" if days else ""
