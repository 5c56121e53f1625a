"""Read an audit form from YAML: the form, or everything that is wrong with the file, with its rows.

Numbers are read as text, so 0.6 and 6/10 are the same exact share. What earlier versions of the product
wrote is read as it was: it says less, and the rest is as usual.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import Node, SequenceNode

from core.finding import Finding, Place, blocking
from qa.form.checks import check
from qa.form.kinds import FORBIDDEN_BEHAVIOURS, ErrorClass, FormKind, ItemKind, KnownFrom, Phase
from qa.form.nodes import Nodes, entries, get, pairs, scalar
from qa.form.policies import FatalDisplay, FatalScope, FatalTrigger
from qa.form.read_choices import WrittenChoice, read_choices, read_list
from qa.form.read_conditions import read_condition
from qa.form.read_policies import read_policies
from qa.form.terms import AuditForm, ClauseRef, FatalFault, FatalRule, Item, Pick, Section
from qa.form.tree import Written, node_of

SHIPPED = Path(__file__).parent / "shipped"
#: The pick-list that is always there.
FORBIDDEN = "forbidden_behaviours"
_TOP = ("form", "scoring", "bands", "scales", "pick_lists", "sections", "fatal")
_HEAD = ("code", "version", "name", "kind", "pass_mark", "fatal_mode", "guidance")
_SECTION = (
    "code", "text", "items", "sections", "asked_unconnected", "weight", "pass_mark", "bonus", "when",
    "guidance",
)  # fmt: skip
_ITEM = (
    "code", "text", "points", "choices", "kind", "weight", "fatal", "na", "undetermined", "question",
    "known_from", "bonus", "unscored", "class", "phase", "when", "guidance", "clause", "root_causes",
    "behaviours", "attribution",
)  # fmt: skip


#: Those in use from the start; the others are there to start from.
IN_USE = ("QUICK_LISTENING", "QUICK_MYSTERY", "S1")


def shipped_forms() -> list[AuditForm]:
    """The forms that come with the product, by code, those to start from included."""
    return list(_shipped())


@cache
def _shipped() -> tuple[AuditForm, ...]:
    loaded = [load_form(path.read_text("utf-8"), path.name)[0] for path in sorted(SHIPPED.glob("*.yaml"))]
    return tuple(sorted((form for form in loaded if form is not None), key=lambda form: form.code))


def load_form(text: str, file: str = "") -> tuple[AuditForm | None, list[Finding]]:
    """The form in `text`; None with every finding at once where any of them blocks."""
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        row = error.problem_mark.line + 1 if error.problem_mark else 1
        return None, [Finding("form_unreadable", Place(file, row=row), {"problem": error.problem or ""})]
    return _loaded(root, file)


def kept_form(text: str) -> AuditForm:
    """A form as it was published: what it says was accepted then, and no check that came later refuses it.

    Raises ValueError for what is no form of ours: a house that cannot read its own forms must not go on.
    """
    reader = _Reader(Nodes("", kept=True))
    form = reader.form(YAML(typ="safe", pure=True).compose(text))
    if wrong := blocking(reader.read.findings):
        raise ValueError(f"a kept form cannot be read: {[finding.code for finding in wrong]}")
    return form


def load_tree(tree: Written, file: str = "") -> tuple[AuditForm | None, list[Finding]]:
    """The same of what a workbook or the designer says: the keys of a file, each value with its place."""
    return _loaded(node_of(tree), file)


def _loaded(root: Node | None, file: str) -> tuple[AuditForm | None, list[Finding]]:
    reader = _Reader(Nodes(file))
    form = reader.form(root)
    read = reader.read
    if not read.findings:
        places = {name: read.place_of(node) for name, node in pairs(root)} | read.places
        read.findings += check(form, places, read.place_of(root))
    return (None if blocking(read.findings) else form), read.findings


@dataclass
class _Reader:
    """Builds the form from its nodes."""

    read: Nodes
    #: Choice lists by name, from the file's `scales`.
    scales: dict[str, tuple[WrittenChoice, ...]] = field(default_factory=dict)
    picks: dict[str, tuple[Pick, ...]] = field(default_factory=dict)

    def form(self, root: Node | None) -> AuditForm:
        read, head = self.read, get(root, "form")
        if head is None:
            read.missing(root, "form")
        read.only(root, _TOP)
        read.only(head, _HEAD)
        self.picks[FORBIDDEN] = tuple(Pick(code, words) for code, words in FORBIDDEN_BEHAVIOURS.items())
        for name, node in pairs(get(root, "pick_lists")):
            self.picks[name] = self._pick_list(node)
        for name, node in pairs(get(root, "scales")):
            self.scales[name] = read_list(read, node)
        return AuditForm(
            code=read.code(head),
            version=read.whole(head, "version") or _needed(read, head, "version"),
            text=read.text(head, "name"),
            kind=read.one_of(head, "kind", FormKind),
            pass_mark=read.number(head, "pass_mark", high=1000),
            policies=read_policies(read, root),
            sections=tuple(self._section(node) for node in read.listed(root, "sections")),
            fatal_faults=tuple(self._fault(node) for node in entries(get(root, "fatal"))),
            guidance=read.text_or_none(head, "guidance"),
        )

    def _section(self, node: Node, depth: int = 1) -> Section:
        read, within = self.read, entries(get(node, "sections"))
        read.only(node, _SECTION)
        if within and depth == 2:
            read.found("form_nested_deep", node, section=scalar(get(node, "code")) or "")
        return Section(
            code=read.unique_code(node),
            text=read.text(node, "text"),
            items=tuple(
                self._item(item)
                for item in (entries(get(node, "items")) if within else read.listed(node, "items"))
            ),
            asked_unconnected=read.flag(node, "asked_unconnected"),
            sections=tuple(self._section(each, depth + 1) for each in within) if depth < 2 else (),
            weight=read.number_or_none(node, "weight"),
            pass_mark=read.number_or_none(node, "pass_mark", high=100),
            bonus=read.flag(node, "bonus"),
            condition=read_condition(read, get(node, "when")),
            guidance=read.text_or_none(node, "guidance"),
        )

    def _item(self, node: Node) -> Item:
        read = self.read
        read.only(node, _ITEM)
        kind = read.one_or(node, "kind", ItemKind.SINGLE)
        code, text = read.unique_code(node), read.text(node, "text")
        points, choices = read_choices(read, node, kind, self.scales)
        return Item(
            code=code,
            text=text,
            points=points,
            choices=choices,
            kind=kind,
            weight=read.number_or_none(node, "weight"),
            fatal=self._fatal_rule(node),
            na_allowed=read.flag(node, "na"),
            undetermined_allowed=read.flag(node, "undetermined"),
            is_question=read.flag(node, "question"),
            known_from=read.one_or_none(node, "known_from", KnownFrom),
            bonus=read.flag(node, "bonus"),
            unscored=read.flag(node, "unscored"),
            error_class=read.one_or_none(node, "class", ErrorClass),
            phase=read.one_or_none(node, "phase", Phase),
            condition=read_condition(read, get(node, "when")),
            guidance=read.text_or_none(node, "guidance"),
            clause=self._clause(get(node, "clause")),
            root_causes=self._picks(node, "root_causes"),
            behaviours=self._picks(node, "behaviours"),
            attributed=read.flag(node, "attribution"),
        )

    def _fatal_rule(self, item: Node) -> FatalRule | None:
        read, node = self.read, get(item, "fatal")
        if not pairs(node):
            return FatalRule() if read.flag(item, "fatal") else None
        read.only(node, ("when", "below", "scope", "section", "display"))
        return FatalRule(
            trigger=read.one_or(node, "when", FatalTrigger.TICKED),
            below=read.number_or_none(node, "below", high=100),
            scope=read.one_or_none(node, "scope", FatalScope),
            section=scalar(get(node, "section")),
            display=read.one_or_none(node, "display", FatalDisplay),
        )

    def _clause(self, node: Node | None) -> ClauseRef | None:
        if node is None:
            return None
        read = self.read
        read.only(node, ("spec", "version", "clause"))
        names = {name: scalar(get(node, name)) for name in ("spec", "clause")}
        for name in [name for name, value in names.items() if not value]:
            read.missing(node, name)
        version = read.number(node, "version", low=1)
        if version.denominator != 1 and not read.kept:
            read.wrong(get(node, "version"), "version", str(scalar(get(node, "version"))), ["1, 2, 3 …"])
        return ClauseRef(names["spec"] or "", int(version), names["clause"] or "")

    def _fault(self, node: Node) -> FatalFault:
        read, section = self.read, scalar(get(node, "section"))
        read.only(node, ("code", "text", "section", "scope", "display"))
        if section is not None and section not in read.places:
            read.wrong(node, "section", section, sorted(read.places))
        return FatalFault(
            read.unique_code(node),
            read.text(node, "text"),
            section,
            read.one_or_none(node, "scope", FatalScope),
            read.one_or_none(node, "display", FatalDisplay),
        )

    def _picks(self, item: Node, name: str) -> tuple[Pick, ...]:
        node = get(item, name)
        if isinstance(node, SequenceNode):
            return self._pick_list(node)
        named = scalar(node)
        if named is not None and named not in self.picks:
            self.read.wrong(node, name, named, sorted(self.picks))
        return self.picks.get(named or "", ())

    def _pick_list(self, node: Node) -> tuple[Pick, ...]:
        self.read.distinct(entries(node))
        return tuple(Pick(self.read.code(entry), self.read.text(entry, "text")) for entry in entries(node))


def _needed(read: Nodes, head: Node | None, name: str) -> int:
    """1 in the place of a number; told where it is not there (what is there and wrong is told already)."""
    if get(head, name) is None:
        read.missing(head, name)
    return 1
