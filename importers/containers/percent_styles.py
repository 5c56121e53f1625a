"""Which cell styles of an xlsx workbook show a number as a percentage, and with how many decimals."""

from __future__ import annotations

import re
from xml.sax import ContentHandler

STYLES = "xl/styles.xml"
#: The formats every Excel knows by number alone.
_BUILT_IN = {"9": "0%", "10": "0.00%"}
#: What a format writes as it stands: "…" and \x; _x and *x are room, [Red] is a colour or a condition.
_LITERAL = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]')
_DECIMALS = re.compile(r"\.([0#?]+)")


def percent_digits(code: str) -> int | None:
    """How many decimals a number format shows of a percentage: '0.00%' → 2; None where it shows none."""
    positive = _LITERAL.sub("", code).split(";")[0]
    if "%" not in positive:
        return None
    decimals = _DECIMALS.search(positive)
    return len(decimals[1]) if decimals else 0


class PercentStyles(ContentHandler):
    """The styles sheet: `found` gives for a cell's style, '4', the decimals of the percentage it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, int] = {}
        self._codes, self._in_cells, self._styles = dict(_BUILT_IN), False, 0

    def startElement(self, name: str, attrs) -> None:  # type: ignore[no-untyped-def]
        tag = name.rpartition(":")[2]
        if tag == "numFmt":
            self._codes[attrs.get("numFmtId", "")] = attrs.get("formatCode", "")
        elif tag == "cellXfs":
            self._in_cells = True
        elif tag == "xf" and self._in_cells:
            digits = percent_digits(self._codes.get(attrs.get("numFmtId", ""), ""))
            if digits is not None:
                self.found[str(self._styles)] = digits
            self._styles += 1

    def endElement(self, name: str) -> None:
        if name.rpartition(":")[2] == "cellXfs":
            self._in_cells = False
