"""The workbook's list of sheets with one more in front: what counts sheets from the front moves on by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.return_mark import RETURN_NAME
from exports.marked.package import STRICT, TRANSITIONAL, Package
from exports.marked.tags import CannotMark, Edit, Element, elements, escaped, namespace_prefix, spliced

_LONGEST_NAME = 31
#: What stands before the names in a workbook (ECMA-376, CT_Workbook).
_BEFORE_NAMES = [(b"workbook", name) for name in (b"sheets", b"functionGroups", b"externalReferences")]


@dataclass(frozen=True)
class Book:
    """The workbook part and its sheets."""

    part: str
    #: (name, member) of every sheet that has cells, in order.
    sheets: tuple[tuple[str, str], ...]
    #: The names of all, chart sheets included.
    names: tuple[str, ...]
    #: What its relations' types begin with.
    base: str

    @staticmethod
    def of(package: Package) -> Book:
        """The workbook of a package."""
        part = package.related("", "officeDocument") or "xl/workbook.xml"
        inside = elements(package.read(part))
        if inside[0].tag.local != b"workbook":
            raise CannotMark("no workbook")
        related = {each.id: each for each in package.relations(part)}
        base = next(
            (each.base for each in related.values() if each.base in (STRICT, TRANSITIONAL)), TRANSITIONAL
        )
        listed = [each.tag.all() for each in inside if each.path == (b"workbook", b"sheets", b"sheet")]
        if not listed:
            raise CannotMark("no sheets")
        named = [(said.get(b"name", ""), related.get(_id(said))) for said in listed]
        cells = tuple((name, each.target) for name, each in named if each and each.kind == "worksheet")
        return Book(part, cells, tuple(name for name, _ in named), base)

    def free_name(self, wanted: str) -> str:
        """A sheet's name that is not taken, as long as Excel allows."""
        return free_name(wanted, self.names)

    def with_first(self, package: Package, name: str, relation: str, mark: str) -> None:
        """Put one more sheet in front of all others; the one that was open stays open. A name of the workbook
        stands for `mark`."""
        data = package.read(self.part)
        inside = elements(data)
        sheets = next(each for each in inside if each.path == (b"workbook", b"sheets"))
        number = 1 + max(_sheet_numbers(inside), default=0)
        r, declared = namespace_prefix(inside[0].tag, (STRICT, TRANSITIONAL), self.base)
        p = inside[0].tag.prefix
        one = b'<%bsheet%b name="%b" sheetId="%d" %bid="%b"/>' % (
            p, declared, escaped(name), number, r, escaped(relation)
        )  # fmt: skip
        edits: list[Edit] = [(sheets.tag.end, sheets.tag.end, one)]
        edits += _moved_views(inside, sheets, p) + _moved_names(inside) + [_named(inside, sheets, p, mark)]
        package.put(self.part, spliced(data, edits))


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """A sheet's name that none of these has; names that differ in capitals only are the same to Excel."""
    folded = {name.casefold() for name in taken}
    for n in range(1, 1000):
        tail = f" ({n})" if n > 1 else ""
        name = wanted[: _LONGEST_NAME - len(tail)] + tail
        if name.casefold() not in folded:
            return name
    raise CannotMark("no name is free")


def _moved_views(inside: Sequence[Element], sheets: Element, prefix: bytes) -> list[Edit]:
    views = [each.tag for each in inside if each.path == (b"workbook", b"bookViews", b"workbookView")]
    if not views:
        view = b'<%bbookViews><%bworkbookView activeTab="1"/></%bbookViews>' % (prefix, prefix, prefix)
        return [(sheets.tag.start, sheets.tag.start, view)]
    edits: list[Edit] = []
    for tag in views:
        moved = {"activeTab": (tag.number(b"activeTab") or 0) + 1}
        if first := tag.number(b"firstSheet"):
            moved["firstSheet"] = first + 1
        edits.append((tag.start, tag.end, tag.setting(**moved)))
    return edits


def _moved_names(inside: Sequence[Element]) -> list[Edit]:
    """Names that hold on one sheet only say which by its place."""
    return [
        (each.tag.start, each.tag.end, each.tag.setting(localSheetId=place + 1))
        for each in inside
        if each.path[-1] == b"definedName" and (place := each.tag.number(b"localSheetId")) is not None
    ]


def _named(inside: Sequence[Element], sheets: Element, prefix: bytes, mark: str) -> Edit:
    """A hidden name that stands for the mark, among the names or right where they belong."""
    said = b'<%bdefinedName name="%b" hidden="1">"%b"</%bdefinedName>' % (
        prefix, escaped(RETURN_NAME), escaped(mark), prefix
    )  # fmt: skip
    for each in inside:
        if each.path == (b"workbook", b"definedNames") and not each.tag.is_empty:
            return each.inner, each.inner, said
    after = [each.end for each in inside if each.path in _BEFORE_NAMES]
    named = next((each for each in inside if each.path == (b"workbook", b"definedNames")), None)
    start, end = (named.tag.start, named.end) if named else (max(after), max(after))
    return start, end, b"<%bdefinedNames>%b</%bdefinedNames>" % (prefix, said, prefix)


def _sheet_numbers(inside: Sequence[Element]) -> list[int]:
    listed = [each.tag for each in inside if each.path == (b"workbook", b"sheets", b"sheet")]
    return [number for tag in listed if (number := tag.number(b"sheetId")) is not None]


def _id(said: dict[bytes, str]) -> str:
    return next((value for name, value in said.items() if name.endswith(b":id")), "")
