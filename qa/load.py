"""Read an audit form from YAML: the form, or everything that is wrong with the file, with its rows.

Numbers are read as text, so 0.6 and 6/10 are the same exact share.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from core.finding import Finding, Place
from core.scope import is_code
from core.text import Text
from qa.form import AuditForm, Choice, FatalFault, FatalMode, FormKind, Item, KnownFrom, Section

SHIPPED = Path(__file__).parent / "forms"


def shipped_forms() -> list[AuditForm]:
    """The forms that come with the product, by code."""
    loaded = [load_form(path.read_text("utf-8"), path.name)[0] for path in sorted(SHIPPED.glob("*.yaml"))]
    return [form for form in loaded if form is not None]


def load_form(text: str, file: str = "") -> tuple[AuditForm | None, list[Finding]]:
    """The form in `text`; None with every finding at once where any of them blocks."""
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        row = error.problem_mark.line + 1 if error.problem_mark else 1
        return None, [Finding("form_unreadable", Place(file, row=row), {"problem": error.problem or ""})]
    reader = _Reader(file)
    form = reader.form(root)
    return (None if reader.findings else form), reader.findings


@dataclass
class _Reader:
    """Walks the nodes of one file and gathers findings; every value it cannot use becomes a stand-in."""

    file: str
    findings: list[Finding] = field(default_factory=list)
    #: Choice lists by name, from the file's `scales`.
    scales: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)

    def form(self, root: Node | None) -> AuditForm:
        scales = _get(root, "scales")
        for name, node in _pairs(scales):
            self.scales[name] = self._choices(node)
        head = _get(root, "form")
        if head is None:
            self._missing(root, "form")
        return AuditForm(
            code=self._code(head),
            version=int(self._number(head, "version", low=1)),
            text=self._text(head, "name"),
            kind=FormKind(self._one_of(head, "kind", [kind.value for kind in FormKind])),
            pass_mark=self._number(head, "pass_mark", high=100),
            fatal_mode=FatalMode(self._one_of(head, "fatal_mode", [mode.value for mode in FatalMode])),
            sections=tuple(self._section(node) for node in self._listed(root, "sections")),
            fatal_faults=tuple(self._fault(node) for node in _entries(_get(root, "fatal"))),
        )

    def _section(self, node: Node) -> Section:
        return Section(
            self._unique_code(node),
            self._text(node, "text"),
            tuple(self._item(item) for item in self._listed(node, "items")),
            self._flag(node, "asked_unconnected"),
        )

    def _item(self, node: Node) -> Item:
        return Item(
            code=self._unique_code(node),
            text=self._text(node, "text"),
            points=self._number(node, "points"),
            choices=self._choices_of(node),
            fatal=self._flag(node, "fatal"),
            na_allowed=self._flag(node, "na"),
            is_question=self._flag(node, "question"),
            known_from=self._known_from(node),
        )

    def _known_from(self, node: Node) -> KnownFrom | None:
        if _get(node, "known_from") is None:
            return None
        return KnownFrom(self._one_of(node, "known_from", [fact.value for fact in KnownFrom]))

    def _up_to(self, node: Node) -> int | None:
        return None if _get(node, "up_to") is None else int(self._number(node, "up_to"))

    def _fault(self, node: Node) -> FatalFault:
        section = _scalar(_get(node, "section"))
        if section is not None and section not in self.codes:
            self._wrong(node, "section", section, sorted(self.codes))
        return FatalFault(self._unique_code(node), self._text(node, "text"), section)

    def _choices_of(self, item: Node) -> tuple[Choice, ...]:
        node = _get(item, "choices")
        if isinstance(node, SequenceNode):
            return self._choices(node)
        name = _scalar(node)
        if name is None:
            self._missing(item, "choices")
            return ()
        if name not in self.scales:
            self._wrong(node, "choices", name, sorted(self.scales))
        return self.scales.get(name, ())

    def _choices(self, node: Node) -> tuple[Choice, ...]:
        return tuple(
            Choice(
                _scalar(_get(entry, "code")) or "",
                self._text(entry, "text"),
                self._number(entry, "share", high=1),
                self._up_to(entry),
            )
            for entry in _entries(node)
        )

    def _listed(self, node: Node | None, name: str) -> list[Node]:
        entries = _entries(_get(node, name))
        if not entries:
            self._missing(node, name)
        return entries

    def _text(self, node: Node | None, name: str) -> Text:
        value = _get(node, name)
        if isinstance(value, MappingNode):
            words = {key: _scalar(part) or "" for key, part in _pairs(value)}
            return Text(words.get("zh", ""), words.get("en", ""))
        words_both = _scalar(value)
        if words_both is None:
            self._missing(node, name)
        return Text(words_both or "", words_both or "")

    def _number(self, node: Node | None, name: str, low: int = 0, high: int = 10_000) -> Fraction:
        value = _get(node, name)
        written = _scalar(value)
        if written is None:
            self._missing(node, name)
            return Fraction(low)
        try:
            number = Fraction(written)
        except (ValueError, ZeroDivisionError):
            number = Fraction(low - 1)
        if not low <= number <= high:
            self._wrong(value, name, written, [f"{low}–{high}"])
        return number

    def _one_of(self, node: Node | None, name: str, allowed: list[str]) -> str:
        written = _scalar(_get(node, name))
        if written is None:
            self._missing(node, name)
        elif written not in allowed:
            self._wrong(_get(node, name), name, written, allowed)
        return written if written in allowed else allowed[0]

    def _flag(self, node: Node, name: str) -> bool:
        written = _scalar(_get(node, name)) or "false"
        if written not in ("true", "false"):
            self._wrong(_get(node, name), name, written, ["true", "false"])
        return written == "true"

    def _unique_code(self, node: Node) -> str:
        code = self._code(node)
        if code in self.codes:
            self._found("form_code_twice", node, code=code)
        self.codes.add(code)
        return code

    def _code(self, node: Node | None) -> str:
        written = _scalar(_get(node, "code"))
        if written is None:
            self._missing(node, "code")
        elif not is_code(written):
            self._wrong(_get(node, "code"), "code", written, ["A–Z 0–9 _ -"])
        return written or ""

    def _missing(self, node: Node | None, name: str) -> None:
        self._found("form_field_missing", node, field=name)

    def _wrong(self, node: Node | None, name: str, value: str, allowed: list[str]) -> None:
        self._found("form_value", node, field=name, value=value, allowed=allowed)

    def _found(self, kind: str, node: Node | None, **facts: object) -> None:
        row = node.start_mark.line + 1 if node is not None else 1
        self.findings.append(Finding(kind, Place(self.file, row=row), facts))


def _get(node: Node | None, name: str) -> Node | None:
    return next((value for key, value in _pairs(node) if key == name), None)


def _pairs(node: Node | None) -> list[tuple[str, Node]]:
    return [(key.value, value) for key, value in node.value] if isinstance(node, MappingNode) else []


def _entries(node: Node | None) -> list[Node]:
    return list(node.value) if isinstance(node, SequenceNode) else []


def _scalar(node: Node | None) -> str | None:
    return node.value if isinstance(node, ScalarNode) else None
