"""The demo's process specification: two versions, the second meant to bring fewer repeat calls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from qa.specification.examples import EXAMPLE
from services.forms import form_drafts
from services.specifications.specification_drafts import start_from_file
from services.specifications.specification_publishing import publish_draft
from services.specifications.specification_reviews import confirm_unaffected, what_it_touches
from services.work.demo_stage import SAMPLE, Cast, Step, at

_CODE = "HOTLINE-CALL"
#: The form that rests on it, its items and the clause of each.
_FORM, _FORM_DAY = "F1", date(2025, 9, 28)
_CLAUSES = {
    "OPENING": "GREET",
    "IDENTITY": "VERIFY",
    "NEED": "NEED",
    "ACCURACY": "ANSWER",
    "RECORD": "PROMISE",
    "CLOSING": "CLOSE",
}
#: What the auditor found unaffected by the second version, and when.
_CONFIRMED, _CONFIRMED_ON = ("OPENING", "IDENTITY"), date(2026, 6, 18)

#: File, day published, first day in force, why.
_VERSIONS = (
    (EXAMPLE, date(2025, 9, 27), date(2025, 10, 1), "首版：把接听、核实、解答、承诺、收尾写成同一标准"),
    (
        SAMPLE / "specifications" / "hotline_2.yaml",
        date(2026, 6, 15),
        date(2026, 7, 1),
        "回电拖延引起重复来电：回复时限由48小时改为24小时，增加收尾前的复述",
    ),
)


def specification_story() -> Iterator[Step]:
    """Each version on the day it was published."""
    for file, published, effective, why in _VERSIONS:
        yield Step(at(published, 10), partial(_publish, file, effective, why))
    yield Step(at(_FORM_DAY, 10), _rest_a_form_on_it)
    yield Step(at(_CONFIRMED_ON, 15), _confirm)


def _publish(file: Path, effective: date, why: str, cast: Cast) -> None:
    draft = start_from_file(cast.house, cast.manager, file.read_bytes(), file.name)
    publish_draft(cast.house, cast.manager, draft.id, draft.version, effective, why)


def _rest_a_form_on_it(cast: Cast) -> None:
    """The form that comes with the product, each item naming the clause it stands on."""
    draft = form_drafts.start_shipped(cast.house, cast.manager, _FORM)
    text = draft.text
    for item, clause in _CLAUSES.items():
        named = f"clause: {{spec: {_CODE}, version: 1, clause: {clause}}}"
        text = text.replace(f"{{code: {item}, ", f"{{code: {item}, {named}, ")
    saved = form_drafts.save(cast.house, cast.manager, draft.id, draft.version, text)
    form_drafts.publish(cast.house, cast.manager, saved.id, saved.version)


def _confirm(cast: Cast) -> None:
    """Two items whose clauses are word for word the same; the others still wait."""
    touched = what_it_touches(cast.house, cast.auditor, _CODE, 2)
    keys = [each.reference.key for each in touched if each.reference.item in _CONFIRMED]
    confirm_unaffected(cast.house, cast.auditor, _CODE, 2, keys, "条款一字未改")
