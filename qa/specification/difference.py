"""Two versions of a specification, clause by clause: added, removed, reworded, moved, critical or no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from core.text import Text
from qa.specification.terms import SpecClause, Specification


class ChangeKind(StrEnum):
    """What became of a clause; one clause can be moved and reworded at once."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    #: Critical now, or critical no more.
    CRITICALITY = "criticality"
    #: It stands in another place among the others, or under another of the four fields.
    MOVED = "moved"
    #: Only the number it is printed with is another.
    RENUMBERED = "renumbered"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _KINDS[self]


_KINDS: dict[ChangeKind, Text] = {
    ChangeKind.ADDED: Text("新增", "added"),
    ChangeKind.REMOVED: Text("删除", "removed"),
    ChangeKind.REWORDED: Text("改写", "reworded"),
    ChangeKind.CRITICALITY: Text("关键性变更", "critical or no more"),
    ChangeKind.MOVED: Text("移动", "moved"),
    ChangeKind.RENUMBERED: Text("改号", "renumbered"),
}
#: What changes what an agent has to do; a clause that only moved asks the same as before.
_OF_SUBSTANCE = frozenset({ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.REWORDED, ChangeKind.CRITICALITY})


@dataclass(frozen=True)
class ClauseChange:
    """A clause that is not as it was."""

    kinds: tuple[ChangeKind, ...]
    #: None where it was added.
    before: SpecClause | None
    #: None where it was removed.
    after: SpecClause | None
    #: Its place in the new version, 0 first; None where it was removed.
    at: int | None = None

    @property
    def code(self) -> str:
        """The clause's code, which both sides share."""
        clause = self.after or self.before
        assert clause is not None
        return clause.code

    @property
    def is_of_substance(self) -> bool:
        """Whether it asks something else than before, not only in another place or under another number."""
        return bool(_OF_SUBSTANCE & set(self.kinds))


@dataclass(frozen=True)
class FieldChange:
    """Something beside the clauses that is not as it was: one of the four fields, the owner, a name."""

    #: The field's name in Specification.
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Difference:
    """Everything that is not the same in two versions, clauses in the new version's order, removed ones
    last."""

    fields: tuple[FieldChange, ...]
    clauses: tuple[ClauseChange, ...]

    def __bool__(self) -> bool:
        return bool(self.fields or self.clauses)

    def change(self, code: str) -> ClauseChange | None:
        """What became of one clause; None where it is as it was."""
        return next((change for change in self.clauses if change.code == code), None)


def difference(before: Specification, after: Specification) -> Difference:
    """What the one says otherwise than the other."""
    beside = (field.name for field in fields(Specification) if field.name != "clauses")
    changed = tuple(
        FieldChange(name, getattr(before, name), getattr(after, name))
        for name in beside
        if getattr(before, name) != getattr(after, name)
    )
    return Difference(changed, (*_kept_or_added(before, after), *_removed(before, after)))


def applied(before: Specification, changes: Difference) -> Specification:
    """The version that follows from `before` by these changes."""
    out = {
        change.code for change in changes.clauses if change.after is None or ChangeKind.MOVED in change.kinds
    }
    becomes = {change.code: change.after for change in changes.clauses if change.after is not None}
    clauses = [becomes.get(clause.code, clause) for clause in before.clauses if clause.code not in out]
    put = {ChangeKind.ADDED, ChangeKind.MOVED}
    for change in changes.clauses:
        if change.after is not None and change.at is not None and put & set(change.kinds):
            clauses.insert(change.at, change.after)
    beside = {change.field: change.after for change in changes.fields}
    return replace(before, clauses=tuple(clauses), **beside)


def _kept_or_added(before: Specification, after: Specification) -> list[ClauseChange]:
    staying = _staying(before, after)
    found = []
    for at, clause in enumerate(after.clauses):
        was = before.clause(clause.code)
        kinds = (ChangeKind.ADDED,) if was is None else _kinds(was, clause, clause.code not in staying)
        if kinds:
            found.append(ClauseChange(kinds, was, clause, at))
    return found


def _removed(before: Specification, after: Specification) -> list[ClauseChange]:
    return [
        ClauseChange((ChangeKind.REMOVED,), clause, None)
        for clause in before.clauses
        if after.clause(clause.code) is None
    ]


def _kinds(was: SpecClause, is_now: SpecClause, moved: bool) -> tuple[ChangeKind, ...]:
    said = {
        ChangeKind.REWORDED: was.text != is_now.text,
        ChangeKind.CRITICALITY: was.critical != is_now.critical,
        ChangeKind.MOVED: moved or was.part is not is_now.part,
        ChangeKind.RENUMBERED: was.number != is_now.number,
    }
    return tuple(kind for kind, is_so in said.items() if is_so)


def _staying(before: Specification, after: Specification) -> set[str]:
    """The clauses that keep their order: as many of the common ones as can, the others have moved."""
    places = {clause.code: at for at, clause in enumerate(before.clauses)}
    common = [clause.code for clause in after.clauses if clause.code in places]
    return {common[at] for at in _longest_rising([places[code] for code in common])}


def _longest_rising(values: Sequence[int]) -> list[int]:
    """The indices of a longest rising run of values; specifications have tens of clauses, so n² will do."""
    best: list[list[int]] = []
    for at, value in enumerate(values):
        before = [run for run in best if values[run[-1]] < value]
        best.append([*max(before, key=len, default=[]), at])
    return max(best, key=len, default=[])
