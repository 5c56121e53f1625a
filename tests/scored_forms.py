"""Small forms and their answers for the tests of scoring: sections of items of so many points, answered with
so many."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction as F
from typing import Any

from core.text import Text
from qa.form.kinds import FormKind
from qa.form.load import SHIPPED, load_form
from qa.form.policies import Policies
from qa.form.terms import AuditForm, Choice, Item, Section
from qa.scoring.answers import Answer
from qa.scoring.engine import score
from qa.scoring.receipt import Receipt

NA = Answer(not_applicable=True)


def exact(number: Any) -> F:
    return F(str(number))


def item(code: str, points: Any, earned: Sequence[Any] = (), **options: Any) -> Item:
    """An item whose choices are worth its points, nothing, and whatever else is to be earned."""
    worth = sorted({exact(points), F(0), *map(exact, earned)}, reverse=True)
    choices = options.pop("choices", tuple(Choice(f"P{each}", Text("", ""), each) for each in worth))
    return Item(code, Text(code, code), exact(points), choices, na_allowed=True, **options)


def form(*sections: Section, mark: Any = 0, faults: Any = (), **policies: Any) -> AuditForm:
    text = Text("表", "Form")
    return AuditForm(
        "T", 1, text, FormKind.LISTENING, exact(mark), sections, tuple(faults), Policies(**policies)
    )


def section(code: str, *items: Item, **options: Any) -> Section:
    return Section(code, Text(code, code), items, **options)


def answered(points: Any) -> Answer:
    return NA if points is None else Answer(f"P{exact(points)}")


def scored(found: AuditForm, *points: Any, fatal: Sequence[str] = ()) -> Receipt:
    """The receipt of the form's items answered in order; None where one does not apply."""
    codes = [each.code for _section, each in found.items()]
    return score(found, {c: answered(p) for c, p in zip(codes, points, strict=True)}, fatal)


def shipped_form(name: str) -> AuditForm:
    """A form that comes with the product, by the name of its file."""
    found, _findings = load_form((SHIPPED / f"{name}.yaml").read_text("utf-8"))
    assert found
    return found
