"""A specification in YAML, in and out; every finding names its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.scalarstring import LiteralScalarString

from core.finding import Finding, Place
from core.text import Text
from qa.specification.terms import Part, Specification
from qa.specification.written import COLUMNS, HEAD, Entry, Read, Written, read

_HEAD_KEYS = frozenset(key.removesuffix("_zh").removesuffix("_en") for key in HEAD)
_CLAUSE_KEYS = frozenset(key.removesuffix("_zh").removesuffix("_en") for key in COLUMNS)
_NULL = "tag:yaml.org,2002:null"
#: Wider than this a text is folded into lines.
_WIDTH = 100


def load(text: str, file: str = "") -> Read:
    """The specification in `text`, or everything that is wrong with it."""
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        row = error.problem_mark.line + 1 if error.problem_mark else 1
        place = Place(file, row=row)
        return Read(None, (Finding("specification_unreadable", place, {"problem": error.problem or ""}),))
    if not isinstance(root, MappingNode):
        words = Text("不是键值对", "no keys and values")
        return Read(None, (Finding("specification_unreadable", Place(file, row=1), {"problem": words}),))
    return load_written(*_written(root, file))


def load_written(written: Written, unknown: list[Finding]) -> Read:
    """What was written, understood; with `unknown` keys nothing of it is."""
    found = read(written)
    if not unknown:
        return found
    return Read(None, (*unknown, *found.findings), found.effective, found.why)


def dump(specification: Specification, effective: date | None = None, why: str = "") -> str:
    """The file that `load` reads back to the same."""
    said: dict[str, object] = {"code": specification.code, "name": _words(specification.name)}
    said["owner"] = specification.owner
    beside = {
        "vendor": specification.vendor,
        "project": specification.project,
        "effective": effective,
        "review_by": specification.review_by,
        "why": _long(why),
        "improves": list(specification.improves),
        "trainings": list(specification.trainings),
    }
    said |= {key: value for key, value in beside.items() if value}
    said |= {part.value: _words(specification.field(part)) for part in Part}
    said["clauses"] = [
        {
            "code": clause.code,
            **({"number": clause.number} if clause.number else {}),
            "part": clause.part.value,
            **({"critical": True} if clause.critical else {}),
            "text": _words(clause.text),
        }
        for clause in specification.clauses
    ]
    writer = YAML()
    writer.width, writer.allow_unicode = _WIDTH, True
    writer.indent(mapping=2, sequence=4, offset=2)
    held = StringIO()
    writer.dump(said, held)
    return held.getvalue()


def _words(text: Text) -> object:
    said = {lang: _long(words) for lang, words in text.as_dict().items() if words}
    return said if len(set(said.values())) != 1 or len(said) != 2 else said["zh"]


def _long(words: str) -> str:
    return LiteralScalarString(words) if "\n" in words else words


def _written(root: MappingNode, file: str) -> tuple[Written, list[Finding]]:
    unknown: list[Finding] = []
    head: dict[str, Entry] = {}
    clauses: list[dict[str, Entry]] = []
    for key, node in root.value:
        if key.value == "clauses":
            clauses += [_row(each, file, unknown) for each in _items(node)]
        elif key.value in _HEAD_KEYS:
            head.update(_flat(key.value, node, file))
        else:
            unknown.append(_unknown(key, file))
    return Written(head, tuple(row for row in clauses if row), Place(file, row=1)), unknown


def _row(node: Node, file: str, unknown: list[Finding]) -> dict[str, Entry]:
    if not isinstance(node, MappingNode):
        unknown.append(_unknown(node, file))
        return {}
    row: dict[str, Entry] = {}
    for key, value in node.value:
        if key.value in _CLAUSE_KEYS:
            row.update(_flat(key.value, value, file))
        else:
            unknown.append(_unknown(key, file))
    return row


def _flat(key: str, node: Node, file: str) -> Mapping[str, Entry]:
    """One key's texts: {zh, en} under two keys, a text that is the same in both under both, a list in one."""
    said = Entry(_text(node), _place(node, file))
    if f"{key}_zh" not in HEAD and f"{key}_zh" not in COLUMNS:
        return {key: said} if said.text else {}
    if isinstance(node, MappingNode):
        pairs = ((lang.value, value) for lang, value in node.value)
        return {f"{key}_{lang}": Entry(_text(value), _place(value, file)) for lang, value in pairs}
    return {f"{key}_zh": said, f"{key}_en": said} if said.text else {}


def _text(node: Node) -> str:
    if isinstance(node, SequenceNode):
        return "\n".join(_text(each) for each in node.value)
    return "" if not isinstance(node, ScalarNode) or node.tag == _NULL else str(node.value).strip()


def _items(node: Node) -> Iterator[Node]:
    yield from node.value if isinstance(node, SequenceNode) else ()


def _place(node: Node, file: str) -> Place:
    return Place(file, row=node.start_mark.line + 1)


def _unknown(node: Node, file: str) -> Finding:
    key = str(node.value) if isinstance(node, ScalarNode) else ""
    return Finding("specification_key_unknown", _place(node, file), {"key": key})
