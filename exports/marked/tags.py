"""Finds tags in the XML of a package by their bytes, to splice there. Nothing is expanded, nothing resolved.

A member with a document type is refused: workbooks have none, and entities could not be copied safely.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

#: (from, to, what comes instead).
Edit = tuple[int, int, bytes]

_ATTRIBUTES = rb"""(?:[^>"'<]++|"[^"]*+"|'[^']*+')*+"""
_NO_TAG = rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
_ATTRIBUTE = re.compile(rb"""([^\s=/"']+)\s*=\s*("[^"]*"|'[^']*')""")
_DECLARATION = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
#: Excel reads _x000D_ in a text as the character of that number.
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class CannotMark(Exception):
    """The package is not written in a way that it can be spliced safely."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag as it stands: `<row r="7">`, `</row>` or `<c/>`."""

    name: bytes
    start: int
    end: int
    attributes: bytes
    is_end: bool

    @property
    def is_empty(self) -> bool:
        """Whether it is opened and closed at once."""
        return self.attributes.endswith(b"/")

    @property
    def local(self) -> bytes:
        """Its name without a prefix."""
        return self.name.rpartition(b":")[2]

    @property
    def prefix(self) -> bytes:
        """What its name begins with, 'x:' or nothing."""
        head, colon, _ = self.name.rpartition(b":")
        return head + colon

    def all(self) -> dict[bytes, str]:
        """Its attributes, unescaped."""
        found = _ATTRIBUTE.finditer(self.attributes)
        return {match[1]: html.unescape(match[2][1:-1].decode()) for match in found}

    def get(self, name: bytes) -> str | None:
        """One attribute, unescaped."""
        return self.all().get(name)

    def number(self, name: bytes) -> int | None:
        """An attribute that is a whole number; None where it is not there."""
        value = self.get(name)
        if value is not None and not value.isdecimal():
            raise CannotMark(f"{name!r} is no number")
        return None if value is None else int(value)

    def setting(self, **values: int | str) -> bytes:
        """The tag with these attributes, all others as they stand."""
        wanted = {name.encode(): str(value).encode() for name, value in values.items()}
        there = self.attributes
        for match in reversed(list(_ATTRIBUTE.finditer(there))):
            if match[1] in wanted:
                there = there[: match.start(2)] + b'"%b"' % wanted.pop(match[1]) + there[match.end(2) :]
        added = b"".join(b' %b="%b"' % pair for pair in wanted.items())
        if there.endswith(b"/"):
            return b"<" + self.name + there[:-1].rstrip() + added + b"/>"
        return b"<" + self.name + there.rstrip() + added + b">"


@dataclass(frozen=True, slots=True)
class Element:
    """A tag with where its element ends: `inner` is where its closing tag begins."""

    tag: Tag
    path: tuple[bytes, ...]
    inner: int
    end: int


def text_of_part(data: bytes) -> bytes:
    """A part as UTF-8 without a document type."""
    if data.startswith(_WIDE):
        text = data.decode("utf-16").lstrip("\ufeff")
        data = re.sub(r"^\s*<\?xml.*?\?>", '<?xml version="1.0" encoding="UTF-8"?>', text).encode()
    declared = _DECLARATION.match(data.removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        raise CannotMark("another encoding")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise CannotMark("a document type")
    return data


def tags(data: bytes, names: Iterable[bytes] = (), start: int = 0, end: int | None = None) -> Iterator[Tag]:
    """The tags in order; only those of these names, prefix included, where any are given."""
    for match in _tag(tuple(names)).finditer(data, start, len(data) if end is None else end):
        if name := match[2]:
            yield Tag(name, match.start(), match.end(), match[3], bool(match[1]))


def elements(data: bytes, start: int = 0, end: int | None = None) -> list[Element]:
    """Every element in the order it begins, with the local names of those it stands in."""
    found: list[Element | None] = []
    open_ones: list[tuple[int, Tag]] = []
    for tag in tags(data, (), start, end):
        path = (*(each.local for _, each in open_ones), tag.local)
        if tag.is_end:
            if not open_ones or open_ones[-1][1].name != tag.name:
                raise CannotMark("tags that do not match")
            place, opened = open_ones.pop()
            found[place] = Element(opened, path[:-1], tag.start, tag.end)
        elif tag.is_empty:
            found.append(Element(tag, path, tag.end, tag.end))
        else:
            open_ones.append((len(found), tag))
            found.append(None)
    if open_ones:
        raise CannotMark("tags that are not closed")
    return [each for each in found if each is not None]


def spliced(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with the edits made; of several at one place the first given comes first."""
    pieces, last = [], 0
    for start, end, instead in sorted(edits, key=lambda edit: edit[:2]):
        if start < last:
            raise CannotMark("edits that overlap")
        pieces += [data[last:start], instead]
        last = end
    return b"".join([*pieces, data[last:]])


def appended(element: Element, children: bytes, **values: int | str) -> list[Edit]:
    """Children added at the end of an element, and attributes set on it."""
    tag = element.tag
    opened = tag.setting(**values)
    if tag.is_empty:
        return [(tag.start, tag.end, opened[:-2] + b">" + children + b"</" + tag.name + b">")]
    return [(tag.start, tag.end, opened), (element.inner, element.inner, children)]


def escaped(text: str) -> bytes:
    """Text as it stands in XML and means itself to Excel, in an element or an attribute."""
    return html.escape(_CODED.sub("_x005F_", text)).encode()


def namespace_prefix(root: Tag, namespaces: Iterable[str], otherwise: str) -> tuple[bytes, bytes]:
    """(prefix with its colon, what declares it where the root does not) of the first namespace declared."""
    known = {value: name for name, value in root.all().items() if name.startswith(b"xmlns:")}
    for namespace in namespaces:
        if namespace in known:
            return known[namespace].removeprefix(b"xmlns:") + b":", b""
    return b"pl:", b' xmlns:pl="%b"' % otherwise.encode()


@lru_cache
def _tag(names: tuple[bytes, ...]) -> re.Pattern[bytes]:
    one_of = b"|".join(map(re.escape, names)) if names else rb"[^\s/>!?<]++"
    return re.compile(
        rb"%b|<(/?)(%b)(?=[\s/>])(%b)>" % (_NO_TAG, one_of, _ATTRIBUTES),
        re.DOTALL,
    )
