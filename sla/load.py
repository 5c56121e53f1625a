"""Read contract files and the indicator catalogue: every problem at once, with its line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML, MappingNode, ScalarNode, SequenceNode
from ruamel.yaml import Node as YamlNode
from ruamel.yaml.error import YAMLError

from core.finding import Finding, Place, blocking
from core.text import Text
from sla.contract_file.advice import Advice
from sla.contract_file.building import VendorEntry, build_contracts, build_vendors
from sla.contract_file.checks import Checks
from sla.contract_file.indicators import build_indicators
from sla.contract_file.layout import FILE, INDICATOR
from sla.contract_file.node import Node, Report, plain_node
from sla.contract_file.notice import check_apart, check_notice
from sla.contract_file.plain import contract_as_dict
from sla.contract_file.shape import Got, ListOf
from sla.terms.contract import OPEN_END, Contract
from sla.terms.indicator import Indicator

#: Its files, in the order of the catalogue.
FAMILIES = (
    "access",
    "efficiency",
    "resolution",
    "chat",
    "tickets",
    "complaints",
    "outbound",
    "customer",
    "quality",
    "training",
    "people",
    "governance",
    "nhs",
)
_CATALOGUE = Path(__file__).with_name("catalogue") / "indicators"
_NULL = "tag:yaml.org,2002:null"


def load_contracts(
    text: str,
    file_name: str = "",
    existing: Sequence[Contract] = (),
    *,
    advise: bool = False,
    today: date | None = None,
) -> tuple[list[Contract], list[VendorEntry], list[Finding]]:
    """The contracts and vendors of a YAML file, and everything that is wrong with it.

    With a blocking finding there are no contracts; with `advise` what is worth a question is said too.
    `existing` are the versions already known, against which effective dates are checked; the same version is
    not held against itself. `today`: the day its notice is counted from, where that is to be asked about.
    """
    report = Report()
    node = yaml_node(text, file_name, report)
    if node is None:
        return [], [], report.findings
    return read_contracts(node, report, existing, advise=advise, today=today)


def read_contracts(
    node: Node,
    report: Report | None = None,
    existing: Sequence[Contract] = (),
    *,
    advise: bool = False,
    today: date | None = None,
) -> tuple[list[Contract], list[VendorEntry], list[Finding]]:
    """The same for a file already in nodes, as an Excel template gives them."""
    report = report or Report()
    got = FILE.read(node, report, "contract file")
    if got is None:
        return [], [], report.findings
    own = build_indicators(got.get("indicators", []), report)
    known: Mapping[str, Indicator] = {**catalogue(), **{indicator.code: indicator for indicator in own}}
    Checks(known, report).file(got)
    if blocking(report.findings):
        return [], [], report.findings
    contracts = build_contracts(got, known, own)
    if advise:
        Advice(contracts[0], known, got, report).give()
    place = got.get("contract").at("effective")
    for contract in contracts:
        _overlaps(contract, existing, place, report)
        if today:
            check_notice(contract, existing, today, place, report)
            check_apart(contract, existing, place, report)
    if blocking(report.findings):
        return [], [], report.findings
    return contracts, build_vendors(got), report.findings


def contract_schema() -> dict[str, Any]:
    """The contract file as JSON Schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Plumbline contract",
        **FILE.schema(),
    }


def contract_to_yaml(contract: Contract) -> str:
    """The contract as a YAML file; loading it gives an equal contract."""
    return record_to_yaml(contract_as_dict(contract))


def record_to_yaml(record: Mapping[str, Any]) -> str:
    """A contract file as data, written out as YAML."""
    writer = YAML()
    writer.width = 110
    writer.indent(mapping=2, sequence=4, offset=2)
    stream = StringIO()
    writer.dump(record, stream)
    return stream.getvalue()


def contract_of(stored: str) -> Contract:
    """The contract of a text that `contract_to_yaml` wrote."""
    contracts, _, findings = load_contracts(stored)
    if len(contracts) != 1:
        raise ValueError(f"a stored contract cannot be read: {[finding.code for finding in findings]}")
    return contracts[0]


@lru_cache
def catalogue() -> Mapping[str, Indicator]:
    """Every indicator of our catalogue by its code, in the files' order. Trouble in them is a bug."""
    report = Report()
    records = [record for family in FAMILIES for record in _family(family, report)]
    built = build_indicators(records, report)
    if report.findings:
        raise ValueError([finding.sentence("en") for finding in report])
    return {indicator.code: indicator for indicator in built}


def _family(family: str, report: Report) -> list[Got]:
    path = _CATALOGUE / f"{family}.yaml"
    node = yaml_node(path.read_text(encoding="utf-8"), path.name, report, ours=True) or Node(None)
    return ListOf(INDICATOR).read(node, report, "indicators") or []


def indicators_of(contract: Contract) -> Mapping[str, Indicator]:
    """What a contract's clauses may refer to: the catalogue, its own definitions before it."""
    if not contract.indicators:
        return catalogue()
    return {**catalogue(), **{indicator.code: indicator for indicator in contract.indicators}}


def yaml_node(text: str, file_name: str, report: Report, *, ours: bool = False) -> Node | None:
    """YAML as nodes with line numbers, every scalar as its text; None after a finding.

    Anchors are refused: a few lines of them can stand for millions. A text of `ours` is parsed in C; nobody
    else's is, for what is nested too deeply would end the process there.
    """
    try:
        root = _composed(text, ours)
        return _node(root, file_name, report, set()) if root else _unreadable(file_name, report, _EMPTY)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = mark.line + 1 if mark else None
        report.add("contract_not_yaml", Place(file_name, row=line), problem=problem)
    except RecursionError:
        return _unreadable(file_name, report, _DEEP)
    return None


def _composed(text: str, ours: bool) -> YamlNode | None:
    """The text as the nodes of the YAML library, which nobody changes; None for an empty one."""
    root: YamlNode | None = YAML(typ="safe", pure=not ours).compose(text)
    return root


_EMPTY = Text("文件是空的", "the file is empty")
_DEEP = Text("嵌套过深", "it is nested too deeply")
_ANCHOR = Text("用了 & 和 * 引用", "it uses & and * references")


def _unreadable(file_name: str, report: Report, problem: Text) -> Node | None:
    """Report it; nothing can be made of such a file."""
    report.add("contract_not_yaml", Place(file_name), problem=problem)
    return None


def _node(raw: YamlNode, file_name: str, report: Report, seen: set[int]) -> Node:
    place = Place(file_name, row=raw.start_mark.line + 1)
    if id(raw) in seen:
        report.add("contract_not_yaml", place, problem=_ANCHOR)
        return Node(None, place)
    seen.add(id(raw))
    if isinstance(raw, MappingNode):
        return Node(_entries(raw, file_name, report, seen), place)
    if isinstance(raw, SequenceNode):
        return Node(tuple(_node(item, file_name, report, seen) for item in raw.value), place)
    empty = not isinstance(raw, ScalarNode) or str(raw.ctag or raw.tag) == _NULL
    return Node(None if empty else str(raw.value), place)


def _entries(raw: MappingNode, file_name: str, report: Report, seen: set[int]) -> dict[str, Node]:
    entries: dict[str, Node] = {}
    for key, child in raw.value:
        name, place = str(key.value), Place(file_name, row=key.start_mark.line + 1)
        node = _node(child, file_name, report, seen)
        if name in entries:
            report.add("contract_key_twice", place, key=name)
        # A mapping or a list starts on the line after its key; the key is where the person looks.
        entries[name] = Node(node.value, place) if not isinstance(node.value, str) else node
    return entries


def _overlaps(contract: Contract, existing: Sequence[Contract], place: Place, report: Report) -> None:
    """A version ends where a later one starts, if that ends no earlier; other versions must not meet.

    Where a version was due to run longer it is said: the file may just as well be mistaken in a date.
    """
    for other in existing:
        if other.code != contract.code or other.version == contract.version:
            continue
        mine, theirs = contract.effective, other.effective
        if not theirs.overlaps(mine):
            continue
        facts = {"version": contract.version, "other": other.version, "other_to": str(theirs.last_day)}
        if not (mine.start > theirs.start and (theirs.end == OPEN_END or mine.end >= theirs.end)):
            known = {"code": contract.code, "other_from": str(theirs.start)}
            report.add("contract_versions_overlap", place, **facts, **known)
        elif theirs.end != OPEN_END:
            report.add("contract_amends", place, **facts, start=str(mine.start))


__all__ = [
    "catalogue",
    "contract_of",
    "contract_schema",
    "contract_to_yaml",
    "indicators_of",
    "load_contracts",
    "plain_node",
    "read_contracts",
    "record_to_yaml",
    "yaml_node",
]
