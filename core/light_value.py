"""Dataclasses of values that are made by the ten thousand.

A frozen dataclass sets each of its fields through object.__setattr__: with those of a verdict that was a
quarter of the time of judging (14,400 verdicts: 0.24 s of Python, 0.18 s without). These are frozen for
mypy, which refuses any assignment to a field, and plain when they are made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def light_value(cls: type[_Class]) -> type[_Class]:
    """The class as a dataclass with slots, equal and hashed by its fields, never to be assigned to."""
    return dataclass(slots=True, unsafe_hash=True)(cls)
