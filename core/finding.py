"""What we tell a person about data: a code, how bad it is, where it stands, a sentence and a remedy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from core.catalogue import KINDS
from core.catalogue.for_vendors import vendor_remedy
from core.catalogue.kind import Severity
from core.text import Lang, Text, spoken

__all__ = ["Finding", "Place", "Severity", "blocking", "key_in_file", "worst_first"]

_NUMBER = re.compile(r"([0-9]+)")


@dataclass(frozen=True, order=True)
class Place:
    """Where it stands, as the person sees it in Excel: sheet name, row number, column letters."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    #: The key it is about where a form has a field for it, `sample.method`; not a word for people.
    key: str = ""

    def in_(self, lang: Lang) -> str:
        """The place in words, '日报!C7' for a cell, '日报 第7行' for a row."""
        if self.row is None:
            return "!".join(part for part in (self.sheet, self.column) if part) or self.file
        cell = f"{self.column}{self.row}" if self.column else _row_in(self.row, lang)
        return f"{self.sheet}!{cell}" if self.sheet else cell


@dataclass(frozen=True)
class Finding:
    """One piece of trouble in data. Its severity and words come from the catalogue (core/catalogue/)."""

    code: str
    place: Place = field(default_factory=Place)
    #: What the sentence is made of; a Text is spoken in the reader's language.
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Whether it blocks the file, rejects the row, or warns."""
        return KINDS[self.code].severity

    def sentence(self, lang: Lang) -> str:
        """What is wrong, with its figures."""
        return _filled(KINDS[self.code].sentence, self, lang)

    def remedy(self, lang: Lang) -> str:
        """What to do about it."""
        return _filled(KINDS[self.code].remedy, self, lang)

    def remedy_for_vendor(self, lang: Lang) -> str:
        """What the vendor can do about it."""
        return _filled(vendor_remedy(self.code), self, lang)

    def as_dict(self) -> dict[str, object]:
        """The stored and the --json form: code, severity, place, facts, and both languages' words."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "file": self.place.file,
            "sheet": self.place.sheet,
            "row": self.place.row,
            "column": self.place.column,
            "facts": {key: _plain(value) for key, value in self.facts.items()},
            "sentence": {"zh": self.sentence("zh"), "en": self.sentence("en")},
            "remedy": {"zh": self.remedy("zh"), "en": self.remedy("en")},
        }

    @staticmethod
    def from_dict(stored: Mapping[str, object]) -> Finding:
        """The finding that `as_dict` stored."""
        facts = {key: _unplain(value) for key, value in dict(stored["facts"]).items()}  # type: ignore[call-overload]
        place = Place(stored["file"], stored["sheet"], stored["row"], stored["column"])  # type: ignore[arg-type]
        return Finding(str(stored["code"]), place, facts)


def blocking(findings: list[Finding]) -> list[Finding]:
    """The findings that keep the whole file out."""
    return [finding for finding in findings if finding.severity is Severity.BLOCKS]


def worst_first(findings: list[Finding]) -> list[Finding]:
    """Blocking first, then rejected rows, then warnings; by sheet and row in each, 5月2日 before 5月10日."""
    order = list(Severity)
    return sorted(
        findings, key=lambda f: (order.index(f.severity), _by_number(f.place.sheet), f.place.row or 0)
    )


def _by_number(name: str) -> list[str | int]:
    """Text and whole numbers in turn, so that names compare as people count."""
    return [int(part) if at % 2 else part for at, part in enumerate(_NUMBER.split(name))]


def key_in_file(remedy: str) -> str:
    """The key of the contract file that a remedy names in brackets; empty for none."""
    found = _IN_FILE.search(remedy)
    key = _KEY.search(found[1] or found[2]) if found else None
    return key[0] if key else ""


def _filled(template: Text, finding: Finding, lang: Lang) -> str:
    facts = {key: spoken(value, lang) for key, value in finding.facts.items()}
    place = finding.place
    # A text file has no sheets: it is called by its own name.
    known = {"file": place.file, "sheet": place.sheet or place.file, "row": place.row, "column": place.column}
    known["lies"] = _line_in(place, lang)
    said = template.in_(lang)
    if isinstance(label := finding.facts.get("form_field"), Text):
        # In a form: its field is named, no key of a file.
        words = f"（“{label.zh}”一栏）" if lang == "zh" else f" (the field “{label.en}”)"
        said = _IN_FILE.sub(words, said)
    if place.row is None:
        # Where a table lies across, its lines are columns.
        for of_row, of_column in _ROWS_SAID:
            said = said.replace(of_row, of_column)
    return said.format(**known, **{**facts, "place": place.in_(lang)})


#: What a remedy says in brackets of the key of the contract file, the template's column before it.
_IN_FILE = re.compile(r"（[^（）]*YAML：([^）]*)）|\s\([^()]*in YAML:? ([^)]*)\)")
_KEY = re.compile(r"[a-z_]+")
#: How a sentence calls a row, and a column in its place.
_ROWS_SAID = (
    ("第{row}行", "{column} 列"),
    ("第{other}行", " {other} 列"),
    ("Row {row}", "Column {column}"),
    ("row {row}", "column {column}"),
    ("row {other}", "column {other}"),
)


def _line_in(place: Place, lang: Lang) -> str:
    """The column a header heads, or the row where the table lies across: 'D 列', '第5行'."""
    if place.column or place.row is None:
        return f"{place.column} 列" if lang == "zh" else f"Column {place.column}"
    return f"第{place.row}行" if lang == "zh" else f"Row {place.row}"


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return {"text": value.as_dict()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, int | str | None) else str(value)


def _unplain(value: object) -> object:
    if isinstance(value, dict) and "text" in value:
        return Text(**value["text"])
    if isinstance(value, list):
        return [_unplain(item) for item in value]
    return value


def _row_in(row: int, lang: Lang) -> str:
    return f"第{row}行" if lang == "zh" else f"row {row}"
