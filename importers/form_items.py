"""Items of the house's audit forms, as a foreign sheet of audits may head its columns; and its answers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from core.audit_answer import AuditAnswer
from core.text import Text

#: Before the form and the item in the code of such a field: form:F1/OPENING.
_PREFIX = "form:"


def folded(text: str) -> str:
    """A choice's words as answers are looked up by: one width, no spaces, small letters."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


@dataclass(frozen=True)
class Several:
    """An item of which any number of choices can be made."""

    #: A choice's words, folded → its points; None: it is fatal.
    points: Mapping[str, Fraction | None] = field(default_factory=dict, hash=False)
    #: The points before any is made, and the most there can be.
    base: Fraction = Fraction(0)
    most: Fraction = Fraction(0)

    def worth(self, made: Iterable[str]) -> AuditAnswer:
        """What the choices come to; one that is named twice counts once."""
        given = [self.points[word] for word in set(made)]
        if None in given:
            return AuditAnswer.FATAL
        return share_of(self.base + sum((each or Fraction(0) for each in given), Fraction(0)), self.most)


def share_of(earned: Fraction, most: Fraction) -> AuditAnswer:
    """What so many points of so many come to."""
    if earned >= most:
        return AuditAnswer.FULL
    return AuditAnswer.PART if earned > 0 else AuditAnswer.NONE


@dataclass(frozen=True)
class FormItem:
    """One item of a form in use, or one of its fatal faults."""

    form: str
    item: str
    #: The item's words, and its form's.
    name: Text
    form_name: Text
    #: The most it can earn; None for a fatal fault.
    most: Fraction | None = None
    #: A choice's words, folded → what it comes to.
    words: Mapping[str, AuditAnswer] = field(default_factory=dict, hash=False)
    #: Of a number or a time: up to how much → what it comes to, in the item's order; None: no upper end.
    steps: tuple[tuple[Fraction | None, AuditAnswer], ...] = ()
    #: Whether that number is of seconds.
    seconds: bool = False
    several: Several | None = None
    #: Words, a moment, what is asked and not scored: the column is known, and nothing in it is held against
    #: anybody.
    kept_only: bool = False

    @property
    def is_single(self) -> bool:
        """Whether one choice answers it, so that yes and no do."""
        return not self.steps and self.several is None

    @property
    def code(self) -> str:
        """The code of the field a column of its answers is."""
        return f"{_PREFIX}{self.form}/{self.item}"

    @property
    def text(self) -> Text:
        """The field in words: form and item."""
        return Text(
            f"{self.form_name.zh}：{self.name.zh}（质检项）", f"{self.form_name.en}: {self.name.en} (item)"
        )


@dataclass(frozen=True)
class AuditSaid:
    """The answers of one row of a foreign sheet of audits; its figures are the fact at the same place."""

    vendor: str
    sheet: str
    row: int
    #: Form → item → what was answered, as far as it could be read.
    answers: Mapping[str, Mapping[str, AuditAnswer]] = field(default_factory=dict, hash=False)


def is_item(code: str) -> bool:
    """Whether a field's code names an item of a form."""
    return code.startswith(_PREFIX)


def parts_of(code: str) -> tuple[str, str]:
    """Form and item of such a code."""
    form, _, item = code.removeprefix(_PREFIX).partition("/")
    return form, item
