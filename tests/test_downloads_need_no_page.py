"""What a download button makes when it is pressed is made outside of the page's run.

Whoever asks the session there for the person or the language gets neither, and nothing is handed out:
both are given along.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: What is known only while a page runs.
OF_THE_RUN = {"house.principal", "house.house", "current", "session.LANG.get", "results.key", "_"}
PAGES = sorted([*ROOT.glob("ui/**/*.py"), *ROOT.glob("pages/**/*.py")])


def _name(node: ast.expr) -> str:
    return ast.unparse(node)


def _asked(made: ast.AST) -> set[str]:
    """What of the run is asked for inside."""
    return {_name(each.func) for each in ast.walk(made) if isinstance(each, ast.Call)} & OF_THE_RUN


def _content(call: ast.Call) -> ast.expr | None:
    named = [each.value for each in call.keywords if each.arg == "data"]
    return named[0] if named else call.args[1] if len(call.args) > 1 else None


def _late(source: str) -> Iterator[tuple[int, set[str]]]:
    """Each download made when it is fetched, by its line, with what it asks of the run."""
    tree = ast.parse(source)
    own = {each.name: each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}
    for call in ast.walk(tree):
        if not (isinstance(call, ast.Call) and _name(call.func) == "st.download_button"):
            continue
        made = _content(call)
        if isinstance(made, ast.Lambda):
            inner = {_name(each.func) for each in ast.walk(made.body) if isinstance(each, ast.Call)} & set(
                own
            )
            yield call.lineno, _asked(made.body).union(*(_asked(own[each]) for each in inner))
        elif isinstance(made, ast.Call) and _name(made.func) == "partial":
            yield call.lineno, _asked(own[name]) if (name := _name(made.args[0])) in own else set()
        elif made is not None and _name(made) in own:
            yield call.lineno, _asked(own[_name(made)])


def test_nothing_made_for_a_download_asks_the_session():
    found = {
        f"{path.relative_to(ROOT)}:{line}": sorted(asked)
        for path in PAGES
        for line, asked in _late(path.read_text("utf-8"))
        if asked
    }
    assert not found, found


@pytest.mark.parametrize(
    ("made", "asked"),
    [
        ("lambda: read(house.principal())", {"house.principal"}),
        ("lambda: _file('a')", {"house.principal", "current"}),
        ("partial(_file, 'a')", {"house.principal", "current"}),
        ("_file", {"house.principal", "current"}),
        ("partial(_bound, house.principal(), current())", set()),  # asked while the page runs
        ("partial(services.made, house.house())", set()),
    ],
)
def test_the_watch_sees_what_asks_the_session(made: str, asked: set[str]):
    page = (
        "def _file(a): return made(a, house.principal(), current())\n"
        "def _bound(who, lang): return made(who, lang)\n"
        f"st.download_button('x', data={made})\n"
    )
    assert [each for _, each in _late(page)] == [asked]
