"""What the contract loader found in a filled-in template, in the template's own words.

The loader speaks of the keys of the contract file. Whoever filled in a workbook never saw them: here a key
becomes the heading of its column or row, a code the word that was to choose from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from core.finding import Finding, Place
from core.text import Text
from exports.setting import Setting, Settings
from exports.template_cells import folded
from exports.template_choices import COMPARISONS, SOURCES
from exports.template_field import Field, Kind
from exports.template_fields import HEADER_SHEET, TABLES
from exports.template_header import HEADER

_SCORING = next(field for _, _, fields in TABLES for field in fields if field.kind is Kind.SCORING)
_METHODS = {
    "full_or_zero": Text("达标得满分", "full points when met"),
    "linear": Text("线性", "linear"),
    "step": Text("每差…扣…分", "points off per step short"),
    "per_event": Text("每次扣…分", "points off per event"),
    "manual": Text("人工评分", "scored by a person"),
}
#: Parts of a scoring sentence → what a person calls them.
_PARTS = {
    "unit": Text("每档大小", "size of a step"),
    "deduct": Text("扣分", "points off"),
    "points": Text("实际值:得分", "value:points"),
    "min_score": Text("最低分", "least points"),
}
#: Facts whose codes have words in the template.
_CODES: Mapping[str, Mapping[str, Text]] = {
    "comparison": COMPARISONS,
    "source": SOURCES,
    "method": _METHODS,
}
#: Said only because the scoring could not be read: it is there, and may imply the target.
_FOLLOWS_UNREAD_SCORING = frozenset({"contract_weight_without_score", "contract_no_target"})


def in_template_words(findings: Iterable[Finding], settings: Settings) -> list[Finding]:
    """The same trouble at the same places, each thing called as the template calls it.

    A cell that was left empty is said to be empty, whatever else an empty text is not; what is said only
    because the scoring of the same row could not be read is left out.
    """
    every = list(findings)
    unread = {_row_of(finding.place) for finding in every if finding.code == "template_scoring_unknown"}
    return [
        _worded(finding, settings)
        for finding in every
        if not (finding.code in _FOLLOWS_UNREAD_SCORING and _row_of(finding.place) in unread)
    ]


def _worded(finding: Finding, settings: Settings) -> Finding:
    key, facts = finding.facts.get("key"), dict(finding.facts)
    field = _field(finding.place.sheet, str(key)) if key else None
    if field is None and key:
        field = _column(finding.place, str(key))
    if field is None and key and (setting := _setting(finding.place, str(key), settings)):
        return _of_setting(finding, setting)
    facts |= {name: words[str(facts[name])] for name, words in _CODES.items() if facts.get(name) in words}
    if (param := facts.get("param")) and (column := _field(finding.place.sheet, str(param))):
        facts["param"] = column.label
    if key:
        facts["key"] = _label(finding, field)
    if finding.code == "contract_missing_key" or _is_empty(finding, field):
        return Finding("template_cell_missing", finding.place, {"key": facts["key"]})
    if "choices" in facts and field is not None and field.choices:
        facts["choices"] = list(field.choices.values())
    return Finding(finding.code, finding.place, facts)


def _column(place: Place, key: str) -> Field | None:
    """Elsewhere a column or row that a record begun among the further terms lacks: its sample's test."""
    path = f"{place.key}.{key}"
    every = (field for fields in (HEADER, *(own for _, _, own in TABLES)) for field in fields)
    return next((each for each in every if place.key and ".".join(each.path) == path), None)


def _setting(place: Place, key: str, settings: Settings) -> Setting | None:
    """The row of the further terms that a finding is about: that of its place, or the part it lacks there;
    elsewhere the only one of that name."""
    every = (*settings.contract, *settings.clause)
    if place.key:
        paths = (f"{place.key}.{key}", f"{place.key}.{key}.zh", place.key)
        return next((each for path in paths for each in every if each.path == path), None)
    found = [each for each in every if each.steps[-1] == key]
    return found[0] if len(found) == 1 else None


def _of_setting(finding: Finding, setting: Setting) -> Finding:
    facts = {**finding.facts, "key": setting.label}
    if finding.code == "contract_missing_key":
        return Finding("template_cell_missing", finding.place, {"key": setting.label})
    if isinstance(facts.get("choices"), list) and setting.choices:
        facts["choices"] = list(setting.choices.values())
    return Finding(finding.code, finding.place, facts)


def _label(finding: Finding, field: Field | None) -> Any:
    """The heading; the sheet where a whole table is meant; a part of the scoring; else the key as it is,
    since then it stands as JSON."""
    key = str(finding.facts["key"])
    if field is not None:
        return field.label
    table = next((sheet for path, sheet, _ in TABLES if path[-1] == key), None)
    part = _PARTS.get(key) if finding.code == "contract_score_incomplete" else None
    return table or part or key


def _field(sheet: str, key: str) -> Field | None:
    """The field of a sheet that a key stands for: its own, else the first that is a part of it."""
    fields = _fields(sheet)
    if fields is not HEADER and key in ("score", "curve"):
        return _SCORING
    own = (field for field in fields if field.path[-1:] == (key,))
    within = (field for field in fields if key in field.path)
    return next(own, None) or next(within, None)


def _fields(sheet: str) -> tuple[Field, ...]:
    sheets = [(HEADER_SHEET, HEADER), *((name, fields) for _, name, fields in TABLES)]
    named = (fields for name, fields in sheets if folded(sheet) in (folded(name.zh), folded(name.en)))
    return next(named, ())


def _is_empty(finding: Finding, field: Field | None) -> bool:
    """A needed cell without anything in it reaches the loader as an empty text."""
    if field is None or finding.code == "contract_wrong_shape":
        return field is not None and field.required
    return finding.facts.get("value") == ""


def _row_of(place: Place) -> tuple[str, int | None]:
    return place.sheet, place.row
