"""What one field of the contract template is: its place in the contract file and both languages' words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from core.text import Text

_NO_HINT = Text("", "")


class Kind(StrEnum):
    """How a field's value stands in its cell."""

    TEXT = "text"
    NUMBER = "number"
    #: One number, or 'low–high'.
    BAND = "band"
    DATE = "date"
    #: 2026-01; a date that Excel made of it is its month.
    MONTH = "month"
    #: One of `choices`, shown as a word, kept as a code.
    CHOICE = "choice"
    #: A code with its name behind it, 'SL 服务水平'.
    INDICATOR = "indicator"
    VARIANT = "variant"
    #: 'total:coefficient' pairs.
    PAIRS = "pairs"
    #: Several texts, divided by semicolons.
    LIST = "list"
    SCORING = "scoring"
    STEP = "step"
    #: Whatever has no field of its own, as JSON.
    FURTHER = "further"


@dataclass(frozen=True)
class Field:
    """One cell of the header sheet, or one column of a table."""

    path: tuple[str, ...]
    label: Text
    kind: Kind = Kind.TEXT
    hint: Text = _NO_HINT
    width: float = 14
    choices: dict[str, Text] = field(default_factory=dict)
    #: Whether an empty cell is trouble, named with that cell.
    required: bool = False


FURTHER_LABEL = Text("其他设置", "Further settings")
FURTHER_HINT = Text(
    "写得不完整、无法用文字表达的约定，按合同文件的写法（JSON）。",
    "What is not written well enough to be said in words, as the contract file has it (JSON).",
)
#: Templates of before have it as a column; the sheet of further terms has taken its place.
FURTHER = Field((), FURTHER_LABEL, Kind.FURTHER, FURTHER_HINT)
