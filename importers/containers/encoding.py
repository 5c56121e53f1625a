"""Turns bytes into text: by byte order mark, UTF-16 told by its zeros, strict UTF-8, then GB18030."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 65_536
#: Control characters that no table as text holds.
_BINARY = re.compile(r"[\0-\x08\x0e-\x1f]")


def decoded(data: bytes) -> str | None:
    """Text of `data`, or None. GB18030 never comes first: it turns most UTF-8 headers into nonsense."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data, encoding)
    if wide := wide_encoding(data):
        return _strictly(data, wide)
    text = _strictly(data, "utf-8")
    return text if text is not None else _strictly(data, "gb18030")


def encoding_of(head: bytes, whole: bool) -> str:
    """The encoding that a text with this beginning is likely to have, as Python names it: as `decoded`
    tries them, where the rest is like its beginning. `whole`: whether nothing follows."""
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding
    if wide := wide_encoding(head):
        return wide
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=whole)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 without its mark, as far as it can be told: one byte of each digit and comma is zero.

    None for any other text, and for bytes that are no text at all.
    """
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 20 < len(sample) // 2 or min(even, odd) * 8 > max(even, odd):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    return None if _BINARY.search(sample.decode(encoding, "ignore")) else encoding


def is_text(head: bytes) -> bool:
    """Whether the beginning of a file can be that of a text."""
    return head.startswith(tuple(bom for bom, _ in _BOMS)) or b"\0" not in head or bool(wide_encoding(head))


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
