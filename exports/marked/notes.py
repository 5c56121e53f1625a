"""Notes on cells: the comments part and the drawing of their boxes, merged with those that are there.

A cell that carries a threaded comment keeps it alone: its note is only the copy older programs show.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from exports.marked.cells import Cell, Sheet, cell_of, column_letters
from exports.marked.package import STRICT, TRANSITIONAL, Package
from exports.marked.tags import (
    CannotMark,
    Edit,
    Element,
    appended,
    elements,
    escaped,
    namespace_prefix,
    spliced,
    tags,
)

MAIN = {
    TRANSITIONAL: "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    STRICT: "http://purl.oclc.org/ooxml/spreadsheetml/main",
}
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_VML = (
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_BOX_KIND = (
    f'<v:shapetype{_VML} id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
    ' path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    f'<v:shape{_VML} id="_x0000_s{{id}}" type="#_x0000_t202"'
    ' style="position:absolute;width:270pt;height:{points}pt;z-index:{id};visibility:hidden"'
    ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 12, {top}, 4, {right}, 12, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_SHAPE = re.compile(rb"""id\s*=\s*["']_x0000_s(\d+)["']""")
#: Points and rows a line of a note takes, and characters it holds.
_LINE_POINTS, _LINE_LENGTH = 15, 24


def with_notes(
    package: Package, part: str, sheet: Sheet, texts: Mapping[Cell, str], author: str
) -> list[Edit]:
    """Add notes to the cells of a sheet; gives the edits its own XML needs for them."""
    threaded = _threaded(package, part)
    wanted = {cell: text for cell, text in sorted(texts.items()) if cell not in threaded}
    if not wanted:
        return []
    base = _base(sheet)
    fresh = _comments(package, part, wanted, author, base)
    if not fresh and sheet.notes is not None:
        return []
    drawing = _drawing_of(package, part, sheet)
    if drawing is None:
        return _new_drawing(package, part, sheet, wanted, base)
    package.put(drawing, _with_boxes(package.read(drawing), {cell: wanted[cell] for cell in fresh}))
    return []


def _base(sheet: Sheet) -> str:
    spaces = set(sheet.root.all().values())
    return STRICT if MAIN[STRICT] in spaces else TRANSITIONAL


def _comments(package: Package, part: str, texts: Mapping[Cell, str], author: str, base: str) -> list[Cell]:
    """Write the texts into the sheet's comments; gives the cells that had none before."""
    name = package.related(part, "comments")
    if name is None or name not in package:
        name = package.free_name("xl/comments{n}.xml")
        empty = "<authors></authors><commentList></commentList>"
        head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><comments xmlns="{MAIN[base]}">'
        package.put(name, f"{head}{empty}</comments>".encode())
        package.declare(name, _COMMENTS)
        package.relate(part, "comments", name, base)
    data = package.read(name)
    found = elements(data)
    by_path = {each.path: each for each in found}
    root = found[0].tag
    authors, notes = by_path.get((b"comments", b"authors")), by_path.get((b"comments", b"commentList"))
    if authors is None or notes is None:
        raise CannotMark("comments without authors or a list")
    number = sum(each.path == (b"comments", b"authors", b"author") for each in found)
    p = root.prefix
    edits = appended(authors, b"<%bauthor>%b</%bauthor>" % (p, escaped(author), p))
    there = {
        cell_of(each.tag.get(b"ref") or ""): each
        for each in found
        if each.path == (b"comments", b"commentList", b"comment")
    }
    fresh = b""
    for cell, text in texts.items():
        if note := there.get(cell):
            edits += _longer(data, note, text, p)
        else:
            ref = f"{column_letters(cell[1])}{cell[0]}".encode()
            body = b"<%btext>%b</%btext>" % (p, _run(text, p), p)
            fresh += b'<%bcomment ref="%b" authorId="%d">%b</%bcomment>' % (p, ref, number, body, p)
    package.put(name, spliced(data, [*edits, *appended(notes, fresh)]))
    return [cell for cell in texts if cell not in there]


def _longer(data: bytes, note: Element, text: str, prefix: bytes) -> list[Edit]:
    """A note that is there goes on with ours; plain text becomes a run first, for the two do not mix."""
    inside = elements(data, note.tag.end, note.inner)
    body = next((each for each in inside if each.path == (b"text",)), None)
    if body is None:
        raise CannotMark("a note without text")
    edits: list[Edit] = []
    plain = next((each for each in inside if each.path == (b"text", b"t")), None)
    if plain:
        opening, closing = b"<" + prefix + b"r>", b"</" + prefix + b"r>"
        edits = [(plain.tag.start, plain.tag.start, opening), (plain.end, plain.end, closing)]
    return [*edits, *appended(body, _run(f"\n\n{text}", prefix))]


def _run(text: str, prefix: bytes) -> bytes:
    return b'<%br><%bt xml:space="preserve">%b</%bt></%br>' % (prefix, prefix, escaped(text), prefix, prefix)


def _threaded(package: Package, part: str) -> set[Cell | None]:
    """The cells whose note is the shadow of a threaded comment."""
    found: set[Cell | None] = set()
    for relation in package.relations(part):
        if relation.kind == "threadedComment" and relation.target in package:
            found |= {
                cell_of(tag.get(b"ref") or "")
                for tag in tags(package.read(relation.target))
                if tag.local == b"threadedComment" and not tag.is_end
            }
    return found


def _drawing_of(package: Package, part: str, sheet: Sheet) -> str | None:
    """The drawing in which the sheet's notes have their boxes."""
    if sheet.notes is None:
        return None
    id = next((value for name, value in sheet.notes.all().items() if name.endswith(b":id")), "")
    found = next((each.target for each in package.relations(part) if each.id == id), None)
    if found is None or found not in package:
        raise CannotMark("notes without their drawing")
    return found


def _new_drawing(
    package: Package, part: str, sheet: Sheet, texts: Mapping[Cell, str], base: str
) -> list[Edit]:
    name = package.free_name("xl/drawings/vmlDrawingPlumbline{n}.vml")
    package.put(name, _with_boxes(f"<xml{_VML}></xml>".encode(), texts))
    package.declare_extension("vml", _DRAWING)
    id = package.relate(part, "vmlDrawing", name, base)
    r, declared = namespace_prefix(sheet.root, (STRICT, TRANSITIONAL), base)
    tag = b'<%blegacyDrawing%b %bid="%b"/>' % (sheet.root.prefix, declared, r, escaped(id))
    return [(sheet.notes_place, sheet.notes_place, tag)]


def _with_boxes(drawing: bytes, texts: Mapping[Cell, str]) -> bytes:
    """The drawing with a hidden box for each cell. What programs write there need not be well formed: only
    its end is looked for."""
    end = drawing.rfind(b"</xml>")
    if end < 0:
        raise CannotMark("a drawing that does not end")
    last = max((int(match[1]) for match in _SHAPE.finditer(drawing)), default=1024)
    kind = "" if b'"_x0000_t202"' in drawing else _BOX_KIND
    boxes = [_box(last + 1 + i, cell, text) for i, (cell, text) in enumerate(texts.items())]
    return drawing[:end] + (kind + "".join(boxes)).encode() + drawing[end:]


def _box(id: int, cell: Cell, text: str) -> str:
    lines = sum(1 + len(line) // _LINE_LENGTH for line in text.split("\n")) + 1
    row, column = cell[0] - 1, cell[1] - 1
    return _BOX.format(
        id=id,
        points=lines * _LINE_POINTS,
        left=column + 1,
        top=max(row - 1, 0),
        right=column + 5,
        bottom=max(row - 1, 0) + lines,
        row=row,
        column=column,
    )
