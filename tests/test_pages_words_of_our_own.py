"""Streamlit has words of its own, in English only, and its own way to write a date: no field shows them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("ui/**/*.py"), *ROOT.glob("pages/**/*.py")])


def _bare(source: str) -> Iterator[int]:
    """The lines of lists to choose from that say "Choose options", "Choose an option" or "Select all"."""
    for call in ast.walk(ast.parse(source)):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
            continue
        said = {each.arg: each.value for each in call.keywords}
        may_be_empty = call.func.attr == "multiselect" or (
            call.func.attr == "selectbox" and "None" in ast.unparse(said.get("index", ast.Constant(0)))
        )
        needed = {"placeholder", "select_all"} if call.func.attr == "multiselect" else {"placeholder"}
        if may_be_empty and None not in said and needed - set(said):  # None: given with **
            yield call.lineno


def test_every_list_that_may_be_empty_says_so_in_the_readers_language():
    found = [f"{path.relative_to(ROOT)}:{line}" for path in PAGES for line in _bare(path.read_text("utf-8"))]
    assert not found, found


@pytest.mark.parametrize(
    ("call", "bare"),
    [
        ("st.multiselect('x', a)", True),
        ("st.multiselect('x', a, placeholder=_('Choose'))", True),  # "Select all" heads its list
        ("st.multiselect('x', a, placeholder=_('Choose'), select_all=False)", False),
        ("st.selectbox('x', a, index=None)", True),
        ("st.selectbox('x', a, index=None if many else 0)", True),
        ("st.selectbox('x', a)", False),  # begins with the first
    ],
)
def test_the_watch_sees_it(call: str, bare: bool):
    assert bool(list(_bare(call))) is bare


def test_every_date_is_asked_for_as_dates_are_shown():
    """2026-10-05, as in every table; Streamlit's own way is 2026/10/05."""
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in PAGES
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in ("date_input", "datetime_input")
        and ("format", "YYYY-MM-DD") not in _said(call)
    ]
    assert not found, found


def _said(call: ast.Call) -> set[tuple[str | None, object]]:
    return {(each.arg, each.value.value) for each in call.keywords if isinstance(each.value, ast.Constant)}


#: Words the glossary does not use → the one it does. 证据不足 is a judgement (Belief), no piece of evidence.
ONE_WORD = {"质检表": "评分表", "证据(?!不足)": "佐证材料"}
SPOKEN = [
    *ROOT.glob("locales/zh_CN/**/*.po"),
    *(path for room in ("core", "qa", "services", "exports", "sla") for path in ROOT.glob(f"{room}/**/*.py")),
    *ROOT.glob("qa/form/shipped/*.yaml"),
]


@pytest.mark.parametrize("wrong", ONE_WORD)
def test_one_thing_has_one_word_all_over(wrong: str):
    found = [str(path.relative_to(ROOT)) for path in SPOKEN if re.search(wrong, path.read_text("utf-8"))]
    assert not found, f"{ONE_WORD[wrong]} (docs/glossary.md): {found}"
