"""Whose number it is: vendor, and independent project, site, queue, channel, segment, language."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields

from core.errors import WrongInputError

_CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,31}")

#: The dimensions beside the vendor, in the order they are shown.
DIMENSIONS = ("project", "site", "queue", "channel", "segment", "language")


def is_code(value: str) -> bool:
    """Whether `value` can be a code: capitals, digits, '_' and '-', at most 32, not starting with a sign."""
    return bool(_CODE.fullmatch(value))


def checked_code(value: str) -> str:
    """`value`, or a refusal where it cannot be a code."""
    if not is_code(value):
        raise WrongInputError("code", code=value)
    return value


@dataclass(frozen=True, order=True)
class Scope:
    """A vendor and the dimensions that narrow it; None means all. Not a tree: a queue moves between sites."""

    vendor: str
    project: str | None = None
    site: str | None = None
    queue: str | None = None
    channel: str | None = None
    segment: str | None = None
    language: str | None = None

    def covers(self, other: Scope) -> bool:
        """Whether everything in `other` is also in this scope."""
        mine, theirs = asdict(self), asdict(other)
        return all(mine[name] is None or mine[name] == theirs[name] for name in mine)

    def narrowed(self) -> dict[str, str]:
        """The dimensions that are not 'all', vendor excluded."""
        return {name: value for name in DIMENSIONS if (value := getattr(self, name)) is not None}

    def as_dict(self) -> dict[str, str | None]:
        """Every dimension beside the vendor, None where all."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "vendor"}
