"""Dependencies run downwards only, and files stay short enough to read (FOUNDATION, who may import what)."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("core", "qa", "sla", "importers", "exports", "store", "services", "terminal", "ui", "pages")
#: The rooms within importers, in the order of a file's way.
IMPORTERS = (
    "columnar",
    "containers",
    "dictionary",
    "values",
    "layouts",
    "rows",
    "claims",
    "confirmed",
    "preview",
    "people",
)
#: The rooms within sla, from what a contract says to what follows from a miss and what is paid.
JUDGING = ("terms", "contract_file", "judging", "points", "follow_up", "money")
#: The rooms within services: what all stand on, a contract, its month judged, what follows, what leaves.
SERVING = (
    "house",
    "known",
    "contracts",
    "months",
    "records",
    "roster",
    "forms",
    "sampling",
    "mystery",
    "review",
    "audits",
    "desk",
    "calibration",
    "specifications",
    "training",
    "visits",
    "judging",
    "decisions",
    "improvement",
    "reports",
    "money",
    "vendors",
    "results",
    "workbooks",
    "work",
)
ENTRIES = ("app.py", "cli.py", "start.py")

#: What a room may import beside the standard library and itself.
MAY_IMPORT: dict[str, set[str]] = {
    "core": {"tzdata", "chinese_calendar", "holidays"},
    "qa": {"core", "scipy", "statsmodels", "krippendorff"},
    "sla": {"core", "scipy", "statsmodels", "krippendorff"},
    "importers": {
        "core",
        "python_calamine",
        "fastexcel",
        "polars",
        "openpyxl",
        "defusedxml",
        "charset_normalizer",
        "rapidfuzz",
        "ruamel",
    },
    "exports": {"core", "qa", "sla", "xlsxwriter", "openpyxl", "PIL"},
    "store": {"core", "qa", "sla", "importers", "sqlalchemy", "alembic", "psycopg"},
    "services": {"core", "qa", "sla", "importers", "exports", "store"},
    "ui": {"core", "qa", "sla", "services", "streamlit", "altair", "pandas", "babel"},
    "pages": {"core", "qa", "sla", "services", "ui", "streamlit", "altair", "pandas", "babel"},
    # What cli.py is made of beside its verbs.
    "terminal": {"core", "services", "typer", "rich"},
    "app.py": {"core", "services", "ui", "streamlit", "starlette", "altair", "pandas"},
    "cli.py": {"core", "services", "terminal", "typer", "rich"},
    # Runs before anything is installed.
    "start.py": {"core"},
}

#: Files that may import more than their room: one file reads YAML, one folder knows the engines.
ONLY_THERE: dict[str, set[str]] = {
    "sla/load.py": {"ruamel", "pydantic"},
    "qa/form/": {"ruamel"},
    "qa/specification/yaml_file.py": {"ruamel"},
    "qa/training/matrix_file.py": {"ruamel"},
    # A closed month's score and settlement, whole, in and out of JSON.
    "services/judging/score_kept.py": {"pydantic"},
    "store/lake/": {"duckdb", "pyarrow", "polars"},
    "terminal/notify.py": {"apprise"},
}

#: Names that say nothing about what lies inside.
DRAWERS = {"utils", "util", "helpers", "helper", "misc", "common", "tools", "stuff", "general"}


def test_every_file_imports_only_what_its_room_may() -> None:
    """The table of FOUNDATION, file by file; imports for types alone are exempt."""
    breaches = [
        f"{_name(path)} imports {root}"
        for path in _sources()
        for root in sorted(_imported_roots(path) - _allowed(path))
    ]
    assert breaches == []


def test_rooms_know_each_other_in_one_direction() -> None:
    """A cycle between rooms raises CycleError, which names it."""
    graph = {room: set[str]() for room in ROOMS}
    for path in _sources():
        room = _room(path)
        if room in graph:
            graph[room] |= (_imported_roots(path) & set(ROOMS)) - {room}
    assert set(TopologicalSorter(graph).static_order()) == set(ROOMS)


def test_each_room_of_the_importers_knows_only_those_before_it() -> None:
    """A file's way leads through them in this order; what a draft is, all of them may say."""
    assert _backwards("importers", ("spans", "staff", "form_items", "draft", *IMPORTERS, "read")) == []


def test_each_room_of_judging_knows_only_those_before_it() -> None:
    """Words first, the gate that reads YAML and the page of the catalogue last."""
    assert _backwards("sla", ("exact", *JUDGING[:1], "spoken", *JUDGING[1:], "load", "catalogue")) == []


def test_each_room_of_the_services_knows_only_those_before_it() -> None:
    """And every service stands in one."""
    assert _backwards("services", SERVING) == []
    assert {path.name for path in (ROOT / "services").glob("*.py")} == {"__init__.py"}


def _backwards(room: str, order: Sequence[str]) -> list[str]:
    """Imports within a room from one that comes later in its order."""
    places = {name: place for place, name in enumerate(order)}
    return [
        f"{_name(path)} imports {module}"
        for path in (ROOT / room).rglob("*.py")
        for module in sorted(_imported_modules(path))
        if module.startswith(f"{room}.")
        and places[module.split(".")[1]] > places[path.relative_to(ROOT / room).with_suffix("").parts[0]]
    ]


def test_no_page_lies_beside_the_main_script_or_directly_in_pages() -> None:
    """Otherwise a fresh server runs a page alone, without ui/main.py and its choice of person."""
    assert not (ROOT / "ui" / "pages").exists()
    assert sorted(path.name for path in (ROOT / "pages").glob("*.py")) == []


#: Intervals and tails come from a statistics library, which knows nothing else; they leave as decimals.
_STATISTICS = {"sla/judging/sample.py"}


def test_judging_knows_no_floating_point() -> None:
    """0.9 is not nine tenths: exact numbers only where counts, promises and money are judged."""
    breaches = [
        f"{_name(path)}:{node.lineno}"
        for path in _sources()
        if _room(path) in ("core", "sla", "qa") and _name(path) not in _STATISTICS
        for node in ast.walk(_tree(path))
        if _is_float(node)
    ]
    assert breaches == []


def test_no_file_is_too_long_to_read_at_once() -> None:
    """250 lines are much, 400 are too many. A migration is the record of a change, not read as a subject."""
    read = [path for path in _sources() if "migrations/versions" not in path.as_posix()]
    lengths = {_name(path): len(path.read_text("utf-8").splitlines()) for path in read}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_every_file_says_what_it_is_for() -> None:
    """A sentence at the top of each module."""
    assert [_name(path) for path in _sources() if not ast.get_docstring(_tree(path))] == []


def test_no_file_is_a_drawer() -> None:
    """A file is named after its one subject."""
    assert [_name(path) for path in _sources() if path.stem.lower() in DRAWERS] == []


def _sources() -> list[Path]:
    """Every Python file of the rooms and the three entries."""
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return sorted(files + [ROOT / name for name in ENTRIES if (ROOT / name).exists()])


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def _allowed(path: Path) -> set[str]:
    """The room's row of the table, itself, and what only this file may import."""
    extra = [names for place, names in ONLY_THERE.items() if _name(path).startswith(place)]
    return MAY_IMPORT[_room(path)].union({_room(path)}, sys.stdlib_module_names, *extra)


def _imported_roots(path: Path) -> set[str]:
    """The first part of every module the file imports at run time, wherever in the file it does."""
    return {name.split(".")[0] for name in _imported_modules(path)}


def _imported_modules(path: Path) -> set[str]:
    """Every module the file imports at run time."""
    return {name for node in _run_time_nodes(_tree(path)) for name in _modules(node)}


def _modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module]
    return []


def _run_time_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Every node but those under `if TYPE_CHECKING:`."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
            continue
        yield child
        yield from _run_time_nodes(child)


def _is_float(node: ast.AST) -> bool:
    """A call of float(), or a decimal point in a calculation, a comparison, a Decimal or a Fraction.

    A similarity for suggesting words may have one: nothing is judged by it.
    """
    called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
    if called == "float":
        return True
    exact = isinstance(node, ast.BinOp | ast.Compare) or called in ("Decimal", "Fraction")
    return exact and any(
        isinstance(part, ast.Constant) and isinstance(part.value, float)
        for part in ast.iter_child_nodes(node)
    )
