"""The sheet of further terms, read: each row's value at the place in the contract file it stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from core.finding import Place
from core.text import Text
from exports.setting import Setting, Settings
from exports.setting_sheet import CLAUSE, NUMBER, SETTING, VALUE, WHOLE
from exports.template_cells import Written, folded
from exports.template_field import FURTHER_LABEL
from exports.template_fields import CLAUSES
from exports.template_header import HEADER
from sla.contract_file.node import Node, Report

_NUMBERS = re.compile(r"\d{1,3}(\.\d{1,3})?")
_EMPTY = Written(None, "", Place())
#: Numbers as keys are the entries of a list.
_Tree = dict[Any, Any]
#: What stands as JSON: read into the tree it is given.
Further = Callable[[Written, dict[str, Any]], None]


@dataclass
class Terms:
    """What the sheet says of the contract, and of each clause by its code."""

    whole: Node | None = None
    clauses: dict[str, Node] = field(default_factory=dict)


@dataclass(frozen=True)
class SettingReader:
    """Reads the rows of one sheet; what cannot be read is a finding with its cell."""

    settings: Settings
    #: Any way to name a clause, folded → its code.
    named: Mapping[str, str]
    further: Further
    report: Report

    def read(self, rows: Sequence[Sequence[Written]], sheet: Place) -> Terms:
        """Everything the rows say."""
        columns = self._columns(rows)
        trees: dict[str, _Tree] = {}
        for row in rows[1:] if rows else ():
            cells = {name: row[at] if at < len(row) else _EMPTY for name, at in columns.items()}
            said = {name: cell.text for name, cell in cells.items()}
            if said.get("setting") or said.get("value"):
                self._row({name: cells.get(name, _EMPTY) for name in _HEADINGS}, row[0].place, trees)
        nodes = {code: _node(tree, sheet) for code, tree in trees.items() if tree}
        return Terms(nodes.pop("", None), nodes)

    def _columns(self, rows: Sequence[Sequence[Written]]) -> dict[str, int]:
        heads = enumerate(rows[0] if rows else ())
        places = {folded(cell.text): at for at, cell in heads if cell.text}
        return {
            name: places[key]
            for name, words in _HEADINGS.items()
            for key in (folded(words.zh), folded(words.en))
            if key in places
        }

    def _row(self, cells: Mapping[str, Written], place: Place, trees: dict[str, _Tree]) -> None:
        code = self._clause(cells["clause"])
        if code is None:
            return
        tree = trees.setdefault(code, {})
        label, value = cells["setting"], cells["value"]
        if _is(label.text, FURTHER_LABEL):
            self.further(value, tree)
            return
        setting = self._setting(label, clause=bool(code), place=place)
        if setting is None:
            return
        if not value.text:
            at = replace(value.place if value.place.sheet else label.place, key=setting.path)
            self.report.add("template_cell_missing", at, key=setting.label)
            return
        numbers = self._numbers(cells["number"], setting)
        if numbers is not None:
            self._put(tree, setting, numbers, value)

    def _clause(self, cell: Written) -> str | None:
        """A clause's code, nothing for the contract; None after a finding."""
        if not cell.text or _is(cell.text, WHOLE):
            return ""
        code = self.named.get(folded(cell.text))
        if code is None:
            self.report.add("template_setting_clause", cell.place, value=cell.text)
        return code

    def _setting(self, cell: Written, *, clause: bool, place: Place) -> Setting | None:
        found = _called(cell.text, self.settings.of(clause=clause))
        if found is not None:
            return found
        at = cell.place if cell.text else place
        if _called(cell.text, self.settings.of(clause=not clause)) is not None:
            self.report.add(
                "template_setting_of_clause" if not clause else "template_setting_of_contract",
                at,
                value=cell.text,
            )
            return None
        facts = {"value": cell.text or "—", "close": self._nearest(cell.text, clause=clause)}
        self.report.add("template_setting_unknown", at, **facts)
        return None

    def _nearest(self, words: str, *, clause: bool) -> Text:
        """The label that is most like it, of a row here or of a column elsewhere."""
        columns = [field.label for field in (CLAUSES if clause else HEADER)]
        labels = [*(each.label for each in self.settings.of(clause=clause)), *columns]
        known = {said: label for label in labels for said in (label.zh, label.en)}
        close = get_close_matches(words, list(known), 1, 0)
        return known[close[0]]

    def _numbers(self, cell: Written, setting: Setting) -> tuple[int, ...] | None:
        """Which entries of its lists it is about; the first where none is named."""
        if not setting.lists:
            return ()
        plain = cell.text
        if plain and not _NUMBERS.fullmatch(plain):
            self.report.add("template_setting_number", cell.place, value=plain)
            return None
        numbers = [int(part) for part in plain.split(".") if part]
        return tuple([*numbers, 1, 1][: setting.lists])

    def _put(self, tree: _Tree, setting: Setting, numbers: tuple[int, ...], value: Written) -> None:
        which = iter(numbers)
        keys: list[Any] = []
        for step in setting.steps:
            keys += [step.removesuffix("[]"), next(which)] if step.endswith("[]") else [step]
        for key in keys[:-1]:
            tree = tree.setdefault(key, {})
            if not isinstance(tree, dict):
                self.report.add("template_setting_twice", value.place, value=setting.label)
                return
        place = replace(value.place, key=setting.path)
        if keys[-1] in tree:
            self.report.add("template_setting_twice", value.place, value=setting.label)
            return
        tree[keys[-1]] = _plain(setting.read(value), place)


_HEADINGS: Mapping[str, Text] = {"clause": CLAUSE, "setting": SETTING, "number": NUMBER, "value": VALUE}


def further_terms(
    reader: Callable[..., SettingReader], rows: Sequence[Sequence[Written]], sheet: Place, clauses: Node
) -> tuple[Node | None, Node]:
    """What the rows say of the contract, and the clauses with what the rows say of them."""
    named: dict[str, str] = {}
    for clause in reversed(clauses.items or ()):
        code = _text_of(clause, "code")
        named |= {folded(each): code for each in (code, *_names_of(clause)) if each}
    ready = reader(named=named)
    terms = ready.read(rows, sheet)
    whole = [_with_terms(each, terms, ready.report) for each in clauses.items or ()]
    return terms.whole, Node(tuple(whole), clauses.place) if terms.clauses else clauses


def _with_terms(clause: Node, terms: Terms, report: Report) -> Node:
    more = terms.clauses.get(_text_of(clause, "code"))
    return merged(clause, more, report) if more else clause


def _text_of(record: Node, key: str) -> str:
    node = (record.entries or {}).get(key)
    return node.text or "" if node else ""


def _names_of(clause: Node) -> list[str]:
    name = (clause.entries or {}).get("name")
    return [_text_of(name, lang) for lang in ("zh", "en")] if name else []


def merged(own: Node, more: Node, report: Report) -> Node:
    """A record with what rows say of it beside; what its own cell says already is a finding."""
    if own.entries is None or more.entries is None:
        report.add("template_setting_twice", more.place, value=more.place.key)
        return own
    entries = dict(own.entries)
    for key, node in more.entries.items():
        entries[key] = merged(entries[key], node, report) if key in entries else node
    return replace(own, value=entries)


def _called(words: str, settings: Iterable[Setting]) -> Setting | None:
    return next((each for each in settings if _is(words, each.label)), None)


def _is(written: str, words: Text) -> bool:
    return bool(written) and folded(written) in (folded(words.zh), folded(words.en))


def _plain(value: Any, place: Place) -> Node:
    """Every part of a value stands in its one cell."""
    if isinstance(value, Mapping):
        return Node({str(key): _plain(each, place) for key, each in value.items()}, place)
    if isinstance(value, list | tuple):
        return Node(tuple(_plain(each, place) for each in value), place)
    return Node(value if value is None else str(value), place)


def _node(tree: _Tree | Node, sheet: Place, before: str = "") -> Node:
    """Lists in the order of their numbers; a record stands where its first value does."""
    if isinstance(tree, Node):
        return tree
    nodes = {key: _node(each, sheet, _path(before, key)) for key, each in tree.items()}
    first = next(iter(nodes.values()), None)
    place = replace(first.place if first else sheet, column="", key=before)
    if all(isinstance(key, int) for key in nodes):
        return Node(tuple(nodes[n] for n in sorted(nodes)), place)
    if before == "hours":
        return _hours(nodes, place)
    return Node(nodes, place)


def _path(before: str, key: Any) -> str:
    """As the settings' paths are written."""
    if isinstance(key, int):
        return f"{before}[]"
    return f"{before}.{key}" if before else str(key)


def _hours(nodes: dict[str, Node], place: Place) -> Node:
    """A span alone where it says no more; sites by their code."""
    if nodes.keys() <= {"weekdays"} and nodes["weekdays"].text is not None:
        return nodes["weekdays"]
    if (sites := nodes.get("sites")) and sites.items is not None:
        entries = [dict(each.entries or {}) for each in sites.items]
        by_site = {(each.pop("site", Node("?")).text or "?"): Node(each, place) for each in entries}
        nodes["sites"] = Node(by_site, sites.place)
    return Node(nodes, place)
