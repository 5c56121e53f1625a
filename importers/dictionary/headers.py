"""Reads headers: one spelling for a header, and the field that spelling stands for."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from rapidfuzz import fuzz, process
from ruamel.yaml import YAML

from core.batch import Dataset
from core.counts import base_count
from core.text import Text, text_of
from importers.dictionary.fields import Ambiguity, Family, Field, Group, GroupKind
from importers.dictionary.group_names import Glued, below, glued, unknown_below
from importers.dictionary.spelling import Header, bracketed, header, spellings, unit_alone
from importers.dictionary.to_date import Spanned, spans

__all__ = ["Ambiguity", "Field", "Header", "Synonyms", "field_for_count", "header", "synonyms", "unit_alone"]

SYNONYMS = Path(__file__).resolve().parent / "synonyms.yaml"
_SUGGEST_FROM = 70
#: A group of columns that is a part of the one beside it.
_AMONG = re.compile(r"其中[\s:：]*(\S.*)")
_OF_ALL = re.compile(r"^(?:合计|总计|总体|整体)|(?:合计|总计|总体|整体)$")
_INITIALS = 3
_MOST_MET = 50_000
_Said = TypeVar("_Said")
_WRITTEN = (
    "count", "role", "unit", "format", "average_of", "times", "of", "to", "of_any", "indicator", "marks",
    "why",
)  # fmt: skip
_CAPITALS = frozenset({"acw", "csat", "fcr", "id", "ivr", "qa"})


@dataclass(frozen=True)
class Synonyms:
    """The dictionary, looked up by spelling."""

    version: str
    fields: Mapping[str, Field]
    by_spelling: Mapping[str, Field]
    families: tuple[Family, ...]
    ambiguous: Mapping[str, Ambiguity]
    row_labels: Mapping[str, str]
    skip_sheets: frozenset[str]
    #: Field code → what people call it.
    names: Mapping[str, Text]
    #: Field code → how vendors write it.
    written: Mapping[str, tuple[str, ...]]
    #: Why a field is kept out → in words.
    reasons: Mapping[str, Text]
    #: Spelling of a customer group at the head of a header → the group.
    segments: Mapping[str, str]
    #: Names of channels, as the head of a group of columns.
    channels: frozenset[str]
    #: Spellings of groups of columns without figures of this period: 目标值, 上月.
    other_groups: frozenset[str]
    #: What is registered, folded name → 'site' or 'queue': for names that stand over groups of columns.
    places: Mapping[str, str] = field(default_factory=dict)
    #: Paths that were looked up before, whatever is registered → what they mean: months look alike.
    _met: dict[tuple[str, ...], Field | Ambiguity | None] = field(
        default_factory=dict, compare=False, repr=False
    )
    #: The same of whether they are known, which hangs on what is registered.
    _known: dict[tuple[str, ...], bool] = field(init=False, default_factory=dict, compare=False, repr=False)

    def field_of(self, path: tuple[str, ...]) -> Field | None:
        """The field of a header path (parent > child), None where it is unknown or ambiguous; a group of
        customers above it or at its head stays with it."""
        found = self._found(path)
        return found if isinstance(found, Field) else None

    def question_of(self, path: tuple[str, ...]) -> Ambiguity | None:
        """What the header may mean, where that is more than one thing."""
        found = self._found(path)
        return found if isinstance(found, Ambiguity) else None

    def segment_of(self, path: tuple[str, ...]) -> str:
        """The customer group a header path names above it or at its head, before a figure that is known or
        ambiguous; '' where it names none."""
        return self._parted(path)[0]

    def knows(self, path: tuple[str, ...]) -> bool:
        """Whether the header is known at all: read, left out on purpose, or asked about."""
        return _kept(self._known, path, self._is_known)

    def _is_known(self, path: tuple[str, ...]) -> bool:
        if self._found(path) or not any(map(str.isalpha, "".join(path))):
            return self._found(path) is not None
        return bool(self.of_channel(path) or self.parted(path) or self.spanned(path))

    def tells(self, path: tuple[str, ...]) -> bool:
        """Whether the header is one that is read, or asked about."""
        found = self._found(path)
        if found is None:
            return self.parted(path) is not None or self.spanned(path) is not None
        return isinstance(found, Ambiguity) or found.kind != "ignore"

    def decided(self, question: Ambiguity, context: str) -> Field | None:
        """The one choice whose words stand in `context` (parent, sheet, title, other headers)."""
        near = "".join(context.split()).casefold()
        seen = [code for code, words in question.choices.items() if any(word in near for word in words)]
        return self.fields[seen[0]] if len(seen) == 1 else None

    def coded(self, code: str) -> Field | None:
        """The field of that code, those of a family included ('answered_within_20')."""
        if code in self.fields:
            return self.fields[code]
        return next((found for family in self.families if (found := family.coded(code))), None)

    def suggestion(self, written: str) -> Field | None:
        """The field whose name is nearest; only ever shown to a person."""
        best = process.extractOne(
            header(written).spelling, list(self.by_spelling), scorer=fuzz.ratio, score_cutoff=_SUGGEST_FROM
        )
        return self.by_spelling[best[0]] if best else None

    def label_kind(self, text: str) -> str | None:
        """'total', 'other' or 'footer' where a cell labels a row that is not data."""
        return self.row_labels.get(_label(text))

    def of_other_group(self, path: tuple[str, ...]) -> bool:
        """Whether a figure stands in a group without figures of this period: 上月 > 人工请求量."""
        beside = any(_without_whole(header(part).spelling) in self.other_groups for part in path[:-1])
        return beside and self.tells(path[-1:])

    def of_channel(self, path: tuple[str, ...]) -> Field | None:
        """The figure that a header names behind a channel, 热线人工请求量, with that channel; else None."""
        text = unicodedata.normalize("NFKC", path[-1]).strip("*※★: ")
        names = (name for name in self.channels if text.casefold().startswith(name))
        for name in sorted(names, key=len, reverse=True):
            rest = text[len(name) :].removeprefix("渠道").removeprefix("客服").strip()
            found = self._looked_up((rest,)) if rest else None
            if isinstance(found, Field) and found.tells:
                return replace(found, group=Group(GroupKind.CHANNEL, text[: len(name)]))
        return None

    def parted(self, path: tuple[str, ...]) -> Glued | None:
        """The site, queue or part of the day, and the figure, that one header names; None for others."""
        known = self._found(path) is not None
        upside = None if known else below(path, self.places, self.channels)
        if upside and _of_a_group(self._found(path[:-1])):
            return upside
        for found in glued(path[-1], self.places):
            # 呼入量（合肥） is known, as what stands before its bracket.
            if (not known or path[-1].startswith(found.figure)) and _of_a_group(self._found((found.figure,))):
                return found
        return None

    def spanned(self, path: tuple[str, ...]) -> Spanned | None:
        """What a header says a known figure is of, the day or the month so far; None for others."""
        found = (said for said in spans(path) if _of_a_group(self._found(said.path)))
        return next(found, None)

    def unknown_below(self, path: tuple[str, ...]) -> Glued | None:
        """A known figure over a name that nobody knows; None for others."""
        found = unknown_below(path)
        strange = found and not self.knows(path) and not self.knows(path[-1:])
        return found if strange and _of_a_group(self._found(path[:-1])) else None

    def _found(self, path: tuple[str, ...]) -> Field | Ambiguity | None:
        return _kept(self._met, path, self._meant)

    def _meant(self, path: tuple[str, ...]) -> Field | Ambiguity | None:
        if any(header(part).spelling in self.other_groups for part in path[:-1]):
            return self.fields["derived_figure"]
        segment, found = self._parted(path)
        return replace(found, segment=segment) if isinstance(found, Field) and segment else found

    def _parted(self, path: tuple[str, ...]) -> tuple[str, Field | Ambiguity | None]:
        """The customer group a path names, and what the rest of it means. Only figures are a group's."""
        segment, rest = self._parent_cut(path)
        if segment:
            found = self._looked_up(rest)
            return (segment, found) if _of_a_group(found) else ("", self._looked_up(path))
        segment, rest = self._bracket_cut(path)
        if segment and _of_a_group(found := self._looked_up(rest)):
            return segment, found
        if (found := self._looked_up(path)) is not None:
            return "", found
        segment, rest = self._child_cut(path)
        found = self._looked_up(rest) if segment else None
        return (segment, found) if _of_a_group(found) else ("", None)

    def _looked_up(self, path: tuple[str, ...]) -> Field | Ambiguity | None:
        for text in spellings(path):
            head = header(text)
            if head.spelling in self.ambiguous:
                return self.ambiguous[head.spelling]
            if found := self.by_spelling.get(head.spelling) or self._family(head.spelling):
                return replace(found, unit=head.unit or found.unit)
        return None

    def _bracket_cut(self, path: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """A figure with a customer group in its bracket: 人工请求量（VIP）."""
        outer, inner = bracketed(path[-1]) or ("", "")
        return self._customers(inner), (*path[:-1], outer)

    def _parent_cut(self, path: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """A group of columns headed by nothing but a customer group."""
        for i, part in enumerate(path[:-1]):
            if group := self._customers(part):
                return group, path[:i] + path[i + 1 :]
        return "", path

    def _customers(self, said: str) -> str:
        """The customer group that words name, those behind 其中 whatever they are; '' for none."""
        among = _AMONG.fullmatch(unicodedata.normalize("NFKC", said).strip())
        group = among[1] if among else said
        spelling = header(group).spelling.removesuffix("客户").removesuffix("用户")
        return self.segments.get(spelling, group if among else "")

    def _child_cut(self, path: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        text = unicodedata.normalize("NFKC", path[-1]).strip("*※★: ")
        for spelling, segment in self.segments.items():
            if text.casefold().startswith(spelling) and len(text) > len(spelling):
                return segment, (*path[:-1], text[len(spelling) :].removeprefix("客户").removeprefix("用户"))
        return "", path

    def _family(self, spelling: str) -> Field | None:
        return next((found for family in self.families if (found := family.spelled(spelling))), None)


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
    families = tuple(
        Family(re.compile(spec["match"]), _field("family", spec), int(spec.get("unit_s", 1)))
        for spec in raw["families"]
    )
    ambiguous = {
        header(word).spelling: Ambiguity(
            {code: tuple(near) for code, near in entry["choices"].items()}, entry.get("by") == "values"
        )
        for entry in raw["ambiguous"]
        for word in entry["headers"]
    }
    labels = {_label(word): kind for kind, words in raw["row_labels"].items() for word in words}
    version = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Synonyms(
        version, fields, spelled, families, ambiguous, labels,
        frozenset(w.casefold() for w in raw["skip_sheets"]),
        {code: Text(spec["zh"][0], _spoken(spec["en"])) for code, spec in raw["fields"].items()},
        {code: (*spec["zh"], *spec["en"]) for code, spec in raw["fields"].items()},
        {code: text_of(words) for code, words in raw["reasons"].items()},
        {word.casefold(): word for word in sorted(raw["segments"], key=len, reverse=True)},
        frozenset(word.casefold() for word in raw["channels"]),
        frozenset(header(word).spelling for word in raw["other_groups"]),
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


def _kept(
    found: dict[tuple[str, ...], _Said], path: tuple[str, ...], look: Callable[[tuple[str, ...]], _Said]
) -> _Said:
    """What is kept of a path, else what `look` says of it. Several sessions read at once: another may let
    all of it go meanwhile."""
    with suppress(KeyError):
        return found[path]
    said = look(path)
    if len(found) >= _MOST_MET:
        found.clear()
    found[path] = said
    return said


def _without_whole(spelling: str) -> str:
    """上月 of 上月合计."""
    return _OF_ALL.sub("", spelling) or spelling


def _of_a_group(found: Field | Ambiguity | None) -> bool:
    """Whether it is a figure, or may be one."""
    return isinstance(found, Ambiguity) or (found is not None and found.tells)


@lru_cache(maxsize=50_000)
def _label(text: str) -> str:
    """A row label without spaces, up to its colon: '制表人：张三' is 制表人."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold().split(":")[0]


def _spoken(spellings: list[str]) -> str:
    """A field's English name: its first spelling that is more than initials, as one writes it."""
    words = next((word for word in spellings if len(word) > _INITIALS), spellings[0]).split()
    written = " ".join(word.upper() if word in _CAPITALS else word for word in words)
    return written[0].upper() + written[1:]


def _field(code: str, spec: Mapping[str, Any]) -> Field:
    written: dict[str, Any] = {name: str(spec[name]) for name in _WRITTEN if name in spec}
    return Field(
        code,
        spec["kind"],
        dataset=Dataset(spec.get("dataset", "traffic")),
        marker=bool(spec.get("marker")),
        params={name: str(value) for name, value in spec.get("params", {}).items()},
        per=int(spec["per"]) if "per" in spec else None,
        words={},
        **written,
    )
