"""What the address says: codes only, read by one parser that checks each and falls back.

An address survives a reload and can be sent to a colleague of either language. Anything in it that is
not a code, a month or a name we know is as if it were not there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, replace

import streamlit as st

from core.errors import WrongInputError
from core.period import parse_label
from core.scope import is_code

_ULID = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_CLAUSE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_VERSION = re.compile(r"[1-9]\d{0,3}")
_MARK = re.compile(r"[0-9a-f]{16}")
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True)
class View:
    """Everything an address can say. None: it does not say."""

    vendor: str | None = None
    contract: str | None = None
    project: str | None = None
    site: str | None = None
    #: An audit form.
    form: str | None = None
    #: A month, 'YYYY-MM'.
    period: str | None = None
    clause: str | None = None
    #: A day, 'YYYY-MM-DD'.
    day: str | None = None
    #: The part of a page that is open, a name such as 'days'.
    tab: str | None = None
    #: A record: a received file, a plan, an audit (ULID).
    record: str | None = None
    #: A running job (ULID).
    job: str | None = None
    #: The mark of an agent: sixteen hex digits that tell nobody the code.
    agent: str | None = None
    #: A process specification, and one of its versions.
    spec: str | None = None
    version: str | None = None


def read() -> View:
    """What this page's address says, checked."""
    return parsed(st.query_params.to_dict())


def said(name: str) -> str | None:
    """What the address says under a name, as it stands there: perhaps no code at all."""
    return st.query_params.to_dict().get(name) or None


def parsed(params: Mapping[str, str]) -> View:
    """The view a query string means; every value that cannot be meant is left out."""
    return View(
        **{
            field.name: value
            for field in fields(View)
            if (value := params.get(field.name)) is not None and _CHECKS[field.name](value)
        }
    )


def write(**changes: str | None) -> View:
    """Change the address in place; None takes a word out. What it does not name stays as it was."""
    view = replace(read(), **changes)
    st.query_params.from_dict(params(view))
    return view


def params(view: View | None = None, **changes: str | None) -> dict[str, str]:
    """The query of a link: `urls.params(vendor='ACME', period='2026-10')`; what cannot be meant falls out."""
    wanted = replace(view or View(), **changes)
    said = {field.name: getattr(wanted, field.name) for field in fields(View)}
    return {name: value for name, value in said.items() if value is not None and _CHECKS[name](value)}


def one_of(value: str | None, known: Collection[str], otherwise: str | None = None) -> str | None:
    """`value` where it is known, else `otherwise`, else the first known, else None."""
    if value in known:
        return value
    return otherwise if otherwise in known else next(iter(known), None)


def _is_month(value: str) -> bool:
    try:
        return parse_label(value)[0] >= 1900
    except WrongInputError:
        return False


def _matching(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: bool(pattern.fullmatch(value))


_CHECKS: dict[str, Callable[[str], bool]] = {
    "vendor": is_code,
    "contract": is_code,
    "project": is_code,
    "site": is_code,
    "form": is_code,
    "period": _is_month,
    "clause": _matching(_CLAUSE),
    "day": _matching(_DAY),
    "tab": _matching(_NAME),
    "record": _matching(_ULID),
    "job": _matching(_ULID),
    "agent": _matching(_MARK),
    "spec": is_code,
    "version": _matching(_VERSION),
}
