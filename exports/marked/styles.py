"""Formats added to a workbook's styles: each marked cell's own, with a fill; and those of the list."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.finding import Severity
from exports.marked.tags import CannotMark, Edit, Element, appended, elements, spliced

#: What fills the cells of a finding (RRGGBB), and the words over it stay readable: dark ink on light fill.
FILLS = {Severity.BLOCKS: "FFB3B3", Severity.REJECTS: "FFC7CE", Severity.WARNS: "FFEB9C"}
HEAD_FILL = "D9E1F2"
LINK_INK = "0B5CAD"
#: Excel opens no workbook with more formats than this.
_MOST_FORMATS = 64_000
_SOLID = (
    '<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="FF{rgb}"/>'
    '<{p}bgColor indexed="64"/></{p}patternFill></{p}fill>'
)
#: Points of the list's title.
TITLE_SIZE = 14
_FONT = '<{p}font>{bold}{line}<{p}sz val="{size}"/><{p}color rgb="FF{ink}"/><{p}name val="{name}"/></{p}font>'
_FACE = "Microsoft YaHei"
_FORMAT = (
    '<{p}xf numFmtId="49" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" applyNumberFormat="1"'
    ' applyFont="1" applyFill="1" applyAlignment="1">'
    '<{p}alignment vertical="top"{wrap}/></{p}xf>'
)


@dataclass(frozen=True)
class ListFormats:
    """The numbers of the formats the list of findings is written in."""

    title: int
    note: int
    head: int
    text: int
    link: int
    #: A severity's words, filled as its cells are.
    severity: dict[Severity, int]


@dataclass
class Styles:
    """The styles of a workbook while formats are added to them."""

    data: bytes
    fonts: Element
    fills: Element
    formats: Element
    #: The formats of cells as they stand.
    own: list[Element]
    prefix: str
    _made: dict[tuple[int, Severity], int] = field(default_factory=dict)
    _added: list[bytes] = field(default_factory=list)

    @staticmethod
    def of(data: bytes) -> Styles:
        """The styles part; CannotMark where it lacks what Excel itself always writes."""
        parts = {each.path[1]: each for each in elements(data) if len(each.path) == 2}
        if not {b"fonts", b"fills", b"cellXfs"} <= parts.keys():
            raise CannotMark("styles without fonts, fills or formats")
        inside = parts[b"cellXfs"]
        own = [each for each in elements(data, inside.tag.end, inside.inner) if each.path == (b"xf",)]
        if not own:
            raise CannotMark("styles without formats")
        return Styles(data, parts[b"fonts"], parts[b"fills"], inside, own, inside.tag.prefix.decode())

    def marked(self, own: int, severity: Severity) -> int:
        """The number of a format like `own`, filled for `severity`."""
        if own >= len(self.own):
            own = 0
        if (own, severity) not in self._made:
            element = self.own[own]
            opened = element.tag.setting(fillId=self._fill(list(FILLS).index(severity)), applyFill=1)
            self._made[own, severity] = self._add(opened + self.data[element.tag.end : element.end])
        return self._made[own, severity]

    def list_formats(self) -> ListFormats:
        """The formats of the list of findings."""
        first = self._number_of(self.fonts)
        plain, bold, big, link = first, first + 1, first + 2, first + 3
        fills = {severity: self._fill(i) for i, severity in enumerate(FILLS)}
        return ListFormats(
            title=self._format(big, 0, wrap=False),
            note=self._format(plain, 0, wrap=False),
            head=self._format(bold, self._fill(len(FILLS)), wrap=False),
            text=self._format(plain, 0, wrap=True),
            link=self._format(link, 0, wrap=False),
            severity={severity: self._format(plain, fill, wrap=True) for severity, fill in fills.items()},
        )

    def to_bytes(self) -> bytes:
        """The part with everything that was added."""
        fills = [_SOLID.format(p=self.prefix, rgb=rgb) for rgb in (*FILLS.values(), HEAD_FILL)]
        titles = self._font(bold=True), self._font(bold=True, size=TITLE_SIZE)
        fonts = [self._font(), *titles, self._font(ink=LINK_INK, line=True)]
        edits: list[Edit] = []
        for element, added in ((self.fonts, fonts), (self.fills, fills)):
            edits += appended(element, "".join(added).encode(), count=self._number_of(element) + len(added))
        edits += appended(self.formats, b"".join(self._added), count=len(self.own) + len(self._added))
        return spliced(self.data, edits)

    def _number_of(self, element: Element) -> int:
        """How many children stand in it, whatever its count says."""
        inside = elements(self.data, element.tag.end, element.inner)
        return sum(len(each.path) == 1 for each in inside)

    def _fill(self, place: int) -> int:
        return self._number_of(self.fills) + place

    def _font(self, *, bold: bool = False, size: int = 10, ink: str = "1F2328", line: bool = False) -> str:
        p = self.prefix
        return _FONT.format(
            p=p,
            bold=f"<{p}b/>" if bold else "",
            line=f"<{p}u/>" if line else "",
            size=size,
            ink=ink,
            name=_FACE,
        )

    def _format(self, font: int, fill: int, *, wrap: bool) -> int:
        wrapped = ' wrapText="1"' if wrap else ""
        return self._add(_FORMAT.format(p=self.prefix, font=font, fill=fill, wrap=wrapped).encode())

    def _add(self, one: bytes) -> int:
        number = len(self.own) + len(self._added)
        if number >= _MOST_FORMATS:
            raise CannotMark("too many formats")
        self._added.append(one)
        return number
