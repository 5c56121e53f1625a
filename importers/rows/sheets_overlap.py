"""Sheets of one file that hold the same days and scopes twice: a person says which of them count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import polars as pl

from core.facts import KEY_COLUMNS
from core.finding import Finding, Place
from core.offsets import sheets_of
from core.text import Text
from importers.columnar.coded import worded
from importers.columnar.in_order import doubled
from importers.draft import Choice, Draft, Question, QuestionKind
from importers.rows.completing import completed

#: What the answer is kept under, beside the names of the sheets.
WORD = "sheets"
_TOLD_APART_BY = ("site", "queue", "channel", "segment", "language", "agent", "item")
#: More is no choice any more.
_MOST = 9
#: Every answer there can be.
SHEETS = tuple(f"sheet{at}" for at in range(1, _MOST + 1))


@dataclass(frozen=True)
class Overlap:
    """Groups of sheets of which only one may count; each sheet's name in it stands for its tables."""

    groups: Sequence[tuple[str, ...]]

    @property
    def subject(self) -> str:
        """The sheets, as a question and its answer call them."""
        return f"{' / '.join(name for group in self.groups for name in group)} = {WORD}"

    def question(self) -> Question:
        """What is asked: which of the groups counts. Of tables of one sheet, or too many, nobody can say."""
        said = dict(zip(SHEETS, self.groups, strict=False)) if 1 < len(self.groups) <= _MOST else {}
        return Question(
            QuestionKind.SHEETS, self.subject, {code: _only(names) for code, names in said.items()}
        )

    def settled(self, file: str, parts: list[Draft], choice: Choice) -> tuple[list[Draft], Finding]:
        """The drafts that count as a person has said, and that they do; all of them, and what stands against
        it, where nobody has."""
        said = choice.words.get(self.subject, "")
        if said not in self.question().choices:
            sheets = sorted({name for part in parts for name in sheets_of(part.offsets)})
            return parts, Finding("sheets_overlap", Place(file), {"sheets": sheets})
        kept = self.groups[SHEETS.index(said)]
        out = {name for group in self.groups if group != kept for name in group}
        facts = {"sheets": _quoted(kept), "others": _quoted(sorted(out)), "vendor": parts[0].key.vendor}
        left = [part for part in parts if not out & set(sheets_of(part.offsets))]
        if again := overlap(left).groups:
            return parts, Finding(
                "sheets_overlap", Place(file), {"sheets": sorted({n for g in again for n in g})}
            )
        return left, Finding("sheets_chosen", Place(file), facts)


def meet(parts: Sequence[Draft]) -> bool:
    """Whether one sheet tells apart, by site or agent, what another gives as a whole for the same days."""
    return any(_pair_meets(one, other) for one, other in combinations(parts, 2))


def overlap(parts: Sequence[Draft]) -> Overlap:
    """The sheets of one key that give the same rows, or of which one tells apart what another gives whole."""
    pairs = [pair for pair in combinations(parts, 2) if _doubled(*pair) or _pair_meets(*pair)]
    both = [part for part in parts if any(part is each for pair in pairs for each in pair)]
    kinds: dict[object, list[Draft]] = {}
    for part in both:
        kinds.setdefault(frozenset(_by_kind(part.frame)), []).append(part)
    groups = list(kinds.values()) if len(kinds) > 1 else [[part] for part in both]
    named = [
        tuple(dict.fromkeys(name for part in group for name in sheets_of(part.offsets))) for group in groups
    ]
    # Two tables of one sheet cannot be told apart by its name.
    apart = len({name for names in named for name in names}) == sum(map(len, named))
    return Overlap(named if apart else [tuple(dict.fromkeys(name for names in named for name in names))])


def _doubled(one: Draft, other: Draft) -> bool:
    """Whether they say of the same what does not complete each other."""
    measures = sorted({*one.measures, *other.measures})
    frame = pl.concat([worded(draft.frame) for draft in (one, other)], how="diagonal")
    return bool(doubled(completed(frame, measures), KEY_COLUMNS).any())


def _only(names: Sequence[str]) -> Text:
    return Text(f"只计入{'、'.join(_quoted(names))}", f"only {', '.join(_quoted(names))}")


def _quoted(names: Sequence[str]) -> list[str]:
    return [f"“{name}”" for name in names]


def _pair_meets(one: Draft, other: Draft) -> bool:
    shared = sorted(set(one.measures) & set(other.measures))
    if not shared:
        return False
    carries = pl.any_horizontal([pl.col(name).is_not_null() for name in shared])
    mine, theirs = (_by_kind(draft.frame.filter(carries)) for draft in (one, other))
    for dims, rows in mine.items():
        for others, more in theirs.items():
            on = ["day", *(name for name in dims if name in others)]
            if dims != others and not rows.join(more, on=on, how="semi").is_empty():
                return True
    return False


def _by_kind(frame: pl.DataFrame) -> dict[tuple[str, ...], pl.DataFrame]:
    """The dimensions rows are told apart by → their days and dimensions."""
    named = [pl.col(name).is_not_null().alias(f"_{name}") for name in _TOLD_APART_BY]
    rows = frame.select("day", *_TOLD_APART_BY, *named).unique()
    kinds = rows.partition_by([f"_{name}" for name in _TOLD_APART_BY], as_dict=True)
    return {
        tuple(name for name, there in zip(_TOLD_APART_BY, flags, strict=True) if there): part
        for flags, part in kinds.items()
    }
