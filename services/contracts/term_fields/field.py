"""One field of a contract's form: the key it stands for, what it is called, what it means.

What kind of value it takes is not said again here: it follows from where the contract file declares the key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.text import Text
from sla.contract_file.shape import ListOf, MapOf, Record
from sla.contract_file.values import Kind

#: Nothing holds, or nothing worth saying.
NOTHING_SAID = Text("", "")


@dataclass(frozen=True)
class TermField:
    """A key of the contract file as a person fills it in."""

    #: From the clause, or from the whole file: `sample.method`.
    path: str
    label: Text
    #: One sentence.
    hint: Text
    #: What may be chosen: code → words.
    choices: Mapping[str, Text] = field(default_factory=dict)
    #: What is offered to choose from, others typed all the same: `site`, `clause`, `count` …
    offers: str = ""
    #: What holds where nothing is said; for a row's code, what it begins with.
    usual: Text = NOTHING_SAID
    #: The columns, where it is a list of records.
    rows: tuple[TermField, ...] = ()


@dataclass(frozen=True)
class Section:
    """Fields that belong together, folded away until one of them is used."""

    code: str
    title: Text
    hint: Text
    fields: tuple[TermField, ...]
    icon: str = "tune"


def term(path: str, zh: str, en: str, hint_zh: str, hint_en: str, **more: object) -> TermField:
    """An entry of a table of fields; `usual` may be one text for both languages."""
    if isinstance(usual := more.get("usual"), str):
        more["usual"] = Text(usual, usual)
    return TermField(path, Text(zh, en), Text(hint_zh, hint_en), **more)  # type: ignore[arg-type]


def kind_of(record: Record, path: str) -> Kind:
    """The kind of the key at a path of a record; KeyError where the file has no such key."""
    kind: Kind = record
    for name in path.split("."):
        kind = kind.kind if isinstance(kind, MapOf) else _record(kind).keys[name].kind
    return kind


def is_required(record: Record, path: str) -> bool:
    """Whether the record that holds the key cannot do without it."""
    *parents, name = path.split(".")
    holder = kind_of(record, ".".join(parents)) if parents else record
    return isinstance(holder, Record) and holder.keys[name].required


def record_of(kind: Kind) -> Record | None:
    """The record a list is a list of; None for any other kind."""
    return kind.kind if isinstance(kind, ListOf) and isinstance(kind.kind, Record) else None


def paths_of(record: Record, before: str = "") -> list[str]:
    """Every key of a record and of the records in it; a list of records as `promises[].code`."""
    found: list[str] = []
    for name, key in record.keys.items():
        path, rows = f"{before}{name}", record_of(key.kind)
        if isinstance(key.kind, Record):
            found += paths_of(key.kind, f"{path}.")
        elif rows is not None:
            found += paths_of(rows, f"{path}[].")
        else:
            found.append(path)
    return found


def said_by(fields: tuple[TermField, ...], before: str = "") -> list[str]:
    """The same of a table of fields."""
    found: list[str] = []
    for each in fields:
        path = f"{before}{each.path}"
        found += said_by(each.rows, f"{path}[].") if each.rows else [path]
    return found


def _record(kind: Kind) -> Record:
    if not isinstance(kind, Record):
        raise KeyError(kind)
    return kind
