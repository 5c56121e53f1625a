"""Reads headers: one spelling for a header, and the field that spelling stands for."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process
from ruamel.yaml import YAML

from core.batch import Dataset
from core.counts import base_count
from core.text import Text

SYNONYMS = Path(__file__).resolve().parent / "synonyms.yaml"
_MARKERS = re.compile(r"^(?:[①-⑳]|\d+[.、)）])\s*")
_BRACKET = re.compile(r"\(([^()]*)\)$")
_UNIT_WORDS = {
    "s": "秒 s sec seconds",
    "min": "分 分钟 min minutes",
    "h": "小时 时 h hours",
    "%": "%",
    "万": "万 万通 万次",
    "千": "千",
    "": "通 件 人 次 个 元 单 条",
}
_UNITS = {word: unit for unit, words in _UNIT_WORDS.items() for word in words.split()}
_SUGGEST_FROM = 70
_INITIALS = 3
_CAPITALS = frozenset({"acw", "csat", "fcr", "id", "ivr", "qa"})


@dataclass(frozen=True)
class Field:
    """What a column holds: a base count, a dimension, a printed rate, or nothing we keep."""

    code: str
    kind: str
    count: str | None = None
    role: str | None = None
    dataset: Dataset = Dataset.TRAFFIC
    unit: str = ""
    format: str = ""
    #: An average of this count; `times` is the count it is an average over.
    average_of: str | None = None
    times: str | None = None
    #: A printed rate: `of` over `to`, recomputed where both are there.
    of: str | None = None
    to: str | None = None
    #: A flag that is only written where it says yes: blanks beside such marks say no.
    marker: bool = False
    #: The customer group whose figures these are, where the header names one (VIP20秒接通量).
    segment: str = ""

    @property
    def measure(self) -> str | None:
        """The base count its figures become, derived ones included."""
        return self.count or self.average_of


@dataclass(frozen=True)
class Header:
    """A header as written, and split into spelling and unit."""

    written: str
    spelling: str
    unit: str = ""


@dataclass(frozen=True)
class Synonyms:
    """The dictionary, looked up by spelling."""

    version: str
    fields: Mapping[str, Field]
    by_spelling: Mapping[str, Field]
    families: tuple[tuple[re.Pattern[str], Field], ...]
    ambiguous: Mapping[str, Mapping[str, str]]
    contexts: Mapping[str, tuple[str, ...]]
    row_labels: Mapping[str, str]
    skip_sheets: frozenset[str]
    #: Field code → what people call it.
    names: Mapping[str, Text]
    #: Spelling of a customer group at the head of a header → the group.
    segments: Mapping[str, str]

    def field_of(self, path: tuple[str, ...]) -> Field | None:
        """The field of a header path (parent > child): the child, then parent and child, then the parent; at
        last without the customer group at its head, which stays with the field."""
        segment, rest = self._parent_cut(path)
        if found := self._looked_up(rest):
            return replace(found, segment=segment) if _is_figure(found) or not segment else None
        segment, rest = self._child_cut(path)
        found = self._looked_up(rest) if segment else None
        return replace(found, segment=segment) if found and _is_figure(found) else None

    def question_of(self, path: tuple[str, ...]) -> Mapping[str, str] | None:
        """Direction → field code, where the header means two different figures."""
        for way in (path, self._parent_cut(path)[1], self._child_cut(path)[1]):
            spellings = (header(text).spelling for text in _spellings(way))
            if found := next((self.ambiguous[s] for s in spellings if s in self.ambiguous), None):
                return found
        return None

    def segment_of(self, path: tuple[str, ...]) -> str:
        """The customer group a header path names above it or at its head, before a figure that is known or
        ambiguous; '' where it names none."""
        segment, rest = self._parent_cut(path)
        if not segment and self._looked_up(path) is None:
            segment, rest = self._child_cut(path)
            known = self._looked_up(rest) is not None or self.question_of(rest) is not None
            return segment if known else ""
        return segment

    def decided(self, choices: Mapping[str, str], context: str) -> Field | None:
        """The one direction whose words stand in `context` (parent, sheet, title, other headers)."""
        seen = [way for way, words in self.contexts.items() if any(word in context for word in words)]
        return self.fields[choices[seen[0]]] if len(seen) == 1 else None

    def suggestion(self, written: str) -> Field | None:
        """The field whose name is nearest; only ever shown to a person."""
        best = process.extractOne(
            header(written).spelling, list(self.by_spelling), scorer=fuzz.ratio, score_cutoff=_SUGGEST_FROM
        )
        return self.by_spelling[best[0]] if best else None

    def label_kind(self, text: str) -> str | None:
        """'total', 'other' or 'footer' where a cell labels a row that is not data."""
        return self.row_labels.get(_label(text))

    def _looked_up(self, path: tuple[str, ...]) -> Field | None:
        return next((found for text in _spellings(path) if (found := self._one(header(text)))), None)

    def _parent_cut(self, path: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """A group of columns headed by nothing but a customer group."""
        for i, part in enumerate(path[:-1]):
            spelling = header(part).spelling.removesuffix("客户").removesuffix("用户")
            if spelling in self.segments:
                return self.segments[spelling], path[:i] + path[i + 1 :]
        return "", path

    def _child_cut(self, path: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        text = unicodedata.normalize("NFKC", path[-1]).strip("*※★: ")
        for spelling, segment in self.segments.items():
            if text.casefold().startswith(spelling) and len(text) > len(spelling):
                return segment, (*path[:-1], text[len(spelling) :].removeprefix("客户").removeprefix("用户"))
        return "", path

    def _one(self, head: Header) -> Field | None:
        found = self.by_spelling.get(head.spelling) or self._family(head.spelling)
        return replace(found, unit=head.unit or found.unit) if found else None

    def _family(self, spelling: str) -> Field | None:
        for pattern, field in self.families:
            if match := pattern.fullmatch(spelling):
                seconds = str(int(match[1]))
                count, of = (n and n.replace("{t}", seconds) for n in (field.count, field.of))
                code = count or (f"{of}_rate" if of else f"{field.kind}_{seconds}")
                return replace(field, code=code, count=count, of=of)
        return None


@lru_cache(maxsize=50_000)
def header(written: str) -> Header:
    """One spelling for a header: one width, no spaces, no list mark, unit taken out, 座席 written 坐席."""
    text = unicodedata.normalize("NFKC", _MARKERS.sub("", written.strip())).strip("*※★: ")
    unit, match = "", _BRACKET.search(text)
    if match and match[1].strip().casefold() in _UNITS:
        unit, text = _UNITS[match[1].strip().casefold()], text[: match.start()]
    text = text.replace("座席", "坐席").casefold().strip("*※★: ")
    latin = re.sub(r"[\s_/-]+", " ", text).strip()
    spelling = latin if latin.isascii() else re.sub(r"\s+", "", text)
    return Header(written, spelling, unit)


@lru_cache
def synonyms() -> Synonyms:
    """The dictionary the project ships."""
    text = SYNONYMS.read_text(encoding="utf-8")
    raw = YAML(typ="safe").load(text)
    fields = {code: _field(code, spec) for code, spec in raw["fields"].items()}
    spelled = {
        header(word).spelling: fields[code]
        for code, spec in raw["fields"].items()
        for word in (*spec["zh"], *spec["en"])
    }
    families = tuple((re.compile(spec["match"]), _field("family", spec)) for spec in raw["families"])
    ambiguous = {
        header(word).spelling: {k: entry[k] for k in ("inbound", "outbound")}
        for entry in raw["ambiguous"]
        for word in entry["headers"]
    }
    labels = {_label(word): kind for kind, words in raw["row_labels"].items() for word in words}
    version = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Synonyms(
        version, fields, spelled, families, ambiguous, {k: tuple(v) for k, v in raw["contexts"].items()},
        labels,
        frozenset(w.casefold() for w in raw["skip_sheets"]),
        {code: Text(spec["zh"][0], _spoken(spec["en"])) for code, spec in raw["fields"].items()},
        {word.casefold(): word for word in sorted(raw["segments"], key=len, reverse=True)},
    )  # fmt: skip


def field_for_count(name: str) -> Field:
    """The field of a base count that a layout names directly."""
    known = base_count(name)
    if known is None:
        raise KeyError(name)
    kind = "duration" if known.unit == "s" else "count"
    return next(
        (f for f in synonyms().fields.values() if f.count == name and f.kind == kind), Field(name, kind, name)
    )


def _is_figure(field: Field) -> bool:
    return field.measure is not None or field.kind == "rate"


@lru_cache(maxsize=50_000)
def _label(text: str) -> str:
    """A row label without spaces, up to its colon: '制表人：张三' is 制表人."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold().split(":")[0]


def _spoken(spellings: list[str]) -> str:
    """A field's English name: its first spelling that is more than initials, as one writes it."""
    words = next((word for word in spellings if len(word) > _INITIALS), spellings[0]).split()
    written = " ".join(word.upper() if word in _CAPITALS else word for word in words)
    return written[0].upper() + written[1:]


def _field(code: str, spec: Mapping[str, str]) -> Field:
    names = ("count", "role", "unit", "format", "average_of", "times", "of", "to")
    return Field(
        code,
        spec["kind"],
        dataset=Dataset(spec.get("dataset", "traffic")),
        marker=bool(spec.get("marker")),
        **{n: spec[n] for n in names if n in spec},
    )


def _spellings(path: tuple[str, ...]) -> list[str]:
    """What to look up for a path: child, parent and child joined, parent; of A(B) also A and B."""
    child, parent = path[-1], path[-2] if len(path) > 1 else ""
    tried = [child, *([parent + child, parent] if parent else [])]
    bracket = _BRACKET.search(unicodedata.normalize("NFKC", child))
    if bracket and header(child).unit == "":
        outer = unicodedata.normalize("NFKC", child)[: bracket.start()]
        tried += sorted([outer, bracket[1]], key=lambda part: not re.search(r"\d", part))
    return [text for text in tried if text]
