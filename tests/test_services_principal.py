"""A `Principal` checked by every service: what works on the house takes who acts, and asks whether they may.

The few that take nobody are named here with the reason.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SERVICES = Path(__file__).resolve().parent.parent / "services"

#: What asks for nobody, and why it need not.
NOBODY_ASKED = {
    "people.people": "the choice of a name comes before anybody acts",
    "people.everyone": "the choice of a name comes before anybody acts",
    "people.principal": "turns a remembered choice into the person it names",
    "browsers.remembered": "finds out who acts in a browser",
    "people.acting": "finds out who acts on the command line",
    "people.reading": "finds out who reads on the command line",
    "limits.caps": "limits from the settings; nobody's data",
    "jobs.sweep": "housekeeping of the worker, for nobody in particular; says only that a process is gone",
    "jobs.let_go": "housekeeping of a stopped import, after `cancel` has asked; says nothing",
    "jobs.made_path": "a place on disk; `made_file` hands out what lies there",
    "jobs.start_worker": "starts a process; each job in it acts for whoever asked for it",
    "worker.work": "each job acts for whoever asked for it, with the role they have by then",
    "worker.run_next": "each job acts for whoever asked for it, with the role they have by then",
    "worker.run": "each job acts for whoever asked for it, with the role they have by then",
    "due_snapshots.take_due": "housekeeping: the same whoever looks first; says only how many",
    "demo.counted": "fictitious vendors, counted by the command that has just made them",
}
_GATES = {"authorize", "authorize_everywhere", "writing"}


def _functions(path: Path) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


#: Every module of the services by its own name, whichever room it stands in.
PATHS = {path.stem: path for path in sorted(SERVICES.rglob("*.py")) if path.stem != "__init__"}
MODULES = {name: _functions(path) for name, path in PATHS.items()}


def _takes(function: ast.FunctionDef) -> set[str]:
    return {argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)}


def public() -> list[tuple[str, str]]:
    """What works on the house from outside. What takes a unit of work runs inside one that a service opened
    for a person it had asked for."""
    return [
        (module, name)
        for module, functions in MODULES.items()
        for name, function in functions.items()
        if not name.startswith("_") and "house" in _takes(function) and "uow" not in _takes(function)
    ]


def _imported(module: str) -> dict[str, tuple[str, str]]:
    """Name → (module, function) of what a service takes from another."""
    tree = ast.parse(PATHS[module].read_text("utf-8"))
    return {
        (alias.asname or alias.name): (node.module.rpartition(".")[2], alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("services.")
        for alias in node.names
    }


def _asks(module: str, name: str, seen: frozenset[tuple[str, str]] = frozenset()) -> bool:
    """Whether the function asks itself, or hands who acts to one that does."""
    function = MODULES.get(module, {}).get(name)
    if (module, name) in seen:
        return False
    imported = _imported(module) if module in MODULES else {}
    if function is None:
        return name in imported and _asks(*imported[name], seen | {(module, name)})
    for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
        called = call.func.id if isinstance(call.func, ast.Name) else ""
        handed = {word.id for part in call.args for word in ast.walk(part) if isinstance(word, ast.Name)}
        if "who" not in handed:
            continue
        if called in _GATES or _asks(*imported.get(called, (module, called)), seen | {(module, name)}):
            return True
    return False


@pytest.mark.parametrize(("module", "name"), public())
def test_every_service_takes_who_acts_and_asks(module: str, name: str) -> None:
    """Or stands above with its reason."""
    if f"{module}.{name}" in NOBODY_ASKED:
        return
    assert "who" in _takes(MODULES[module][name]), f"{module}.{name} does not take who acts"
    assert _asks(module, name), f"{module}.{name} never asks whether the person may"


def test_the_exceptions_are_still_there() -> None:
    """A name that is gone, or asks by now, leaves the list."""
    known = {f"{module}.{name}" for module, name in public()}
    assert known >= NOBODY_ASKED.keys()
    assert [name for name in NOBODY_ASKED if "who" in _takes(_named(name))] == []


def _named(name: str) -> ast.FunctionDef:
    module, _, function = name.partition(".")
    return MODULES[module][function]


def test_a_function_that_does_not_ask_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search looks through helpers, and is not content with a `who` nobody uses."""
    lax = ast.parse("def lax(house, who):\n    return house.read(who)\n").body[0]
    kept = ast.parse(
        "def kept(house, who):\n    return _inner(who)\ndef _inner(who):\n    authorize(who, 1)\n"
    ).body
    monkeypatch.setitem(MODULES, "month", {"lax": lax, "kept": kept[0], "_inner": kept[1]})
    assert not _asks("month", "lax") and _asks("month", "kept")
