"""What columns mean in a list of calls: 是否接通 says an outcome there, 流水号 is the call's own number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from importers.dictionary.headers import Field, header, synonyms
from importers.draft import Choice
from importers.layouts.grid import Column

#: Fields whose cells are such words.
STATUS, WAY = "call_status", "call_direction"
_MARKED = "mystery_ok"
_SIGN = " = "
_CAME = "enqueued_at"
_TICKET, _CALL = "ticket_no", "recording"
#: A number that beside the times of a call is the call's own, elsewhere a ticket's.
_CALL_NUMBERS = frozenset({"流水号"})


def subject(column: Column, word: str) -> str:
    """How the question about a word is told from others: 通话结果 = 客户挂机."""
    return f"{column.written}{_SIGN}{word}"


def is_word(about: str) -> bool:
    """Whether it is such a question, and none about a column."""
    return _SIGN in about


def with_words(column: Column, field: Field | None, choice: Choice) -> Field | None:
    """The field with what was now said of the column's words, before what was confirmed of them."""
    mine = subject(column, "")
    said = {
        plain(about.removeprefix(mine)): meant
        for about, meant in choice.words.items()
        if about.startswith(mine)
    }
    return replace(field, words={**field.words, **said}) if field and said else field


def as_calls(
    pairs: Iterable[tuple[Column, Field]], columns: Iterable[Column], settled: Iterable[int]
) -> tuple[tuple[Column, Field], ...]:
    """The columns as a list of calls means them: 是否接通 is an outcome, and 流水号 the call's own number.

    `settled`: indexes of columns a person has said something about.
    """
    found = list(pairs)
    codes = {field.code for _, field in found}
    status = synonyms().fields[STATUS]
    found = [
        (at, replace(status, words=field.words) if field.code == _MARKED else field)
        for at, field in found
        if field.code != _MARKED or STATUS not in codes
    ]
    if _CALL not in codes:
        free = (at for at in columns if at.index not in settled and _is_number(at))
        found += [(at, synonyms().fields[_CALL]) for at in list(free)[:1]]
    return tuple(found)


def with_moment(pairs: Sequence[tuple[Column, Field]]) -> list[tuple[Column, Field]]:
    """The columns of a list with callers, 日期 | 时间 | 主叫号码: its 时间 is the moment a call came, no half
    hour."""
    roles = {field.role for _, field in pairs}
    came = synonyms().fields[_CAME]
    listed = "caller" in roles or STATUS in {field.code for _, field in pairs}
    if not listed or not {"day", "slot"} <= roles or roles & {"enqueued_at", "call_time"}:
        return list(pairs)
    return [(at, came if field.role == "slot" else field) for at, field in pairs]


def plain(word: str) -> str:
    """A word in one spelling."""
    return "".join(word.split()).casefold()


def _is_number(column: Column) -> bool:
    field = synonyms().field_of(column.path)
    return field is not None and field.code == _TICKET and header(column.path[-1]).spelling in _CALL_NUMBERS
