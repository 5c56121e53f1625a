"""The training matrix and its courses in YAML, in and out; every finding names its row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from core.finding import Finding, Place
from core.text import Text
from qa.training.course import Course
from qa.training.matrix import Rule
from qa.training.written import MatrixRead, Path, plain_course, plain_rule, read

_NULL = "tag:yaml.org,2002:null"
_WIDTH = 100
_NO_KEYS = Text("不是键值对", "no keys and values")
_NOT_UTF8 = Text("不是 UTF-8 文本", "it is not UTF-8 text")


def load(data: bytes | str, file: str = "", known: Sequence[str] = ()) -> MatrixRead:
    """The courses and rules of a file, or everything wrong with it; `known`: courses published already."""
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        root = YAML(typ="safe", pure=True).compose(text)
    except UnicodeDecodeError:
        return _unreadable(file, 1, _NOT_UTF8)
    except MarkedYAMLError as error:
        return _unreadable(
            file, error.problem_mark.line + 1 if error.problem_mark else 1, error.problem or ""
        )
    except ReaderError as error:
        return _unreadable(file, 1, error.reason)
    if not isinstance(root, MappingNode):
        return _unreadable(file, 1, _NO_KEYS)
    rows: dict[Path, int] = {}
    return read(_said(root, (), rows), rows, file, known)


def dump(
    courses: Iterable[Course], rules: Iterable[Rule], effective: date | None = None, why: str = ""
) -> str:
    """The file that `load` reads back to the same."""
    said: dict[str, Any] = {}
    if effective:
        said["effective"] = effective.isoformat()
    if why:
        said["why"] = why
    said["courses"] = [plain_course(each) for each in courses]
    said["rules"] = [plain_rule(each) for each in rules]
    writer = YAML()
    writer.width, writer.allow_unicode = _WIDTH, True
    writer.indent(mapping=2, sequence=4, offset=2)
    held = StringIO()
    writer.dump(said, held)
    return held.getvalue()


def _said(node: Node, path: Path, rows: dict[Path, int]) -> Any:
    """What a node says as texts, lists and keys; the rows it stands in are noted under its path."""
    rows.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, MappingNode):
        return {
            str(key.value): _said(value, (*path, str(key.value)), _at(rows, path, key))
            for key, value in node.value
        }
    if isinstance(node, SequenceNode):
        return [_said(each, (*path, at), rows) for at, each in enumerate(node.value)]
    return None if not isinstance(node, ScalarNode) or node.tag == _NULL else str(node.value)


def _at(rows: dict[Path, int], path: Path, key: Node) -> dict[Path, int]:
    """A value is found in the row of its key."""
    rows[(*path, str(key.value))] = key.start_mark.line + 1
    return rows


def _unreadable(file: str, row: int, problem: object) -> MatrixRead:
    return MatrixRead(findings=(Finding("matrix_unreadable", Place(file, row=row), {"problem": problem}),))
