"""Column types that keep values exact: instants in UTC, decimals and fractions as text, JSON, enums."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sqlalchemy import String, Text
from sqlalchemy.types import TypeDecorator

from core import text
from core.errors import WrongInputError
from core.finding import Finding


class Instant(TypeDecorator[datetime]):
    """An instant as fixed-width ISO text in UTC, so that text order is time order. Naive ones are refused."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise WrongInputError("naive_instant", instant=value.isoformat())
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: str | None, dialect: Any) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal as text, digit for digit. SQLite would pass Numeric through float; a float is refused."""

    impl = String(64)
    cache_ok = True

    def process_bind_param(self, value: Decimal | int | None, dialect: Any) -> str | None:
        if isinstance(value, float):
            raise TypeError("exact columns take Decimal or int, not float")
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Any) -> Decimal | None:
        return None if value is None else Decimal(value)


class ExactFraction(TypeDecorator[Fraction]):
    """A fraction as text, '52692/56339' or '95'. A float is refused."""

    impl = String(160)
    cache_ok = True

    def process_bind_param(self, value: Fraction | Decimal | int | None, dialect: Any) -> str | None:
        if isinstance(value, float):
            raise TypeError("exact columns take Fraction, Decimal or int, not float")
        return None if value is None else str(Fraction(value))

    def process_result_value(self, value: str | None, dialect: Any) -> Fraction | None:
        return None if value is None else _fraction(value)


class JsonText(TypeDecorator[Any]):
    """JSON with sorted keys as text: whole numbers stay numbers, exact ones become text, no floats."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        return None if value is None else stored_json(value)

    def process_result_value(self, value: str | None, dialect: Any) -> Any:
        return None if value is None else json.loads(value)


class Strings(JsonText):
    """A tuple of strings as a JSON list."""

    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Any) -> tuple[str, ...] | None:
        return None if value is None else _strings(value)


class Bilingual(JsonText):
    """The same words in both languages as {zh, en}."""

    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Any) -> text.Text | None:
        return None if value is None else text.Text(**json.loads(value))


class Findings(JsonText):
    """Findings in their stored form; their words come from the catalogue when they are read."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        return None if value is None else stored_json([finding.as_dict() for finding in value])

    def process_result_value(self, value: str | None, dialect: Any) -> tuple[Finding, ...] | None:
        return None if value is None else tuple(Finding.from_dict(item) for item in json.loads(value))


class Choice(TypeDecorator[StrEnum]):
    """A member of an enum by its code; a code the enum does not know is refused both ways."""

    impl = String(24)
    cache_ok = True

    def __init__(self, members: type[StrEnum]) -> None:
        super().__init__(24)
        self.members = members

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        return None if value is None else self.members(value).value

    def process_result_value(self, value: str | None, dialect: Any) -> StrEnum | None:
        return None if value is None else self.members(value)


def stored_json(value: object) -> str:
    """`value` as JSON text with sorted keys and no spaces; exact numbers and dates as text."""
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, float):
        raise TypeError("a float has no exact stored form")
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, text.Text):
        return value.as_dict()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | Fraction):
        return str(value)
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((_plain(item) for item in value), key=str)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    raise TypeError(f"no stored form for {type(value).__name__}")


# A history is the same few figures and batches over and over; what they stand for cannot change.
@lru_cache(maxsize=32_768)
def _fraction(stored: str) -> Fraction:
    return Fraction(stored)


@lru_cache(maxsize=32_768)
def _strings(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored))
