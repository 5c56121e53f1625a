"""Items of the house's audit forms, as a foreign sheet of audits may head its columns; and its answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from core.audit_answer import AuditAnswer
from core.text import Text

#: Before the form and the item in the code of such a field: form:F1/OPENING.
_PREFIX = "form:"


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
