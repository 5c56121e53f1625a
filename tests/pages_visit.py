"""A visit to a page, as the browser would make it: through ui/main.py, as somebody, in a language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core.principal import Role
from services.contracts.contracts import load_contract
from services.house.bootstrap import House, open_house
from services.known import people
from services.reports import import_report
from services.reports.import_again import Choice
from tests.page_address import run_at

ROOT = Path(__file__).resolve().parent.parent
MAIN = str(ROOT / "ui" / "main.py")
SAMPLES = ROOT / "sample_data"
ROLES = tuple(Role)
LANGS = ("zh", "en")


def opened(tmp_path: Path, monkeypatch, *contracts: str) -> House:
    """A house with one person of each role, and the sample contracts named."""
    monkeypatch.setenv("PLUMBLINE_DATA", str(tmp_path / "data"))
    st.cache_resource.clear()
    st.cache_data.clear()
    house = open_house(tmp_path / "data")
    for role in ROLES:
        people.add_person(house, role.value, role)
    for name in contracts:
        text = (SAMPLES / "contracts" / f"{name}.yaml").read_text(encoding="utf-8")
        load_contract(house, person(house), text, f"{name}.yaml")
    return house


@contextmanager
def model(folder: Path, *contracts: str) -> Iterator[House]:
    """A house for the tests of a module to be like (`opened_like`), open while it is furnished."""
    with pytest.MonkeyPatch.context() as patched:
        made = opened(folder, patched, *contracts)
        yield made
        made.close()


def opened_like(folder: Path, tmp_path: Path, monkeypatch) -> House:
    """A house like the model made in that folder, to be changed at will."""
    monkeypatch.setenv("PLUMBLINE_DATA", str(tmp_path / "data"))
    st.cache_resource.clear()
    st.cache_data.clear()
    return open_house(copytree(folder / "data", tmp_path / "data"))


def person(house: House, role: Role = Role.MANAGER):
    """Who acts in that role."""
    return next(each for each in people.everyone(house) if each.role is role)


def visit(page: str, who, lang: str = "zh", **query: str) -> AppTest:
    """The page pages/<page>.py as `who` sees it; its address says `query`."""
    app = AppTest.from_file(MAIN, default_timeout=30)
    app.session_state["lang"] = lang
    app.session_state["person"] = who.id
    return run_at(app, page, **query)


def sample(name: str) -> bytes:
    """One of the sample reports."""
    return (SAMPLES / "reports" / name).read_bytes()


def come_in(house: House, name: str, data: bytes | None = None):
    """A vendor's file committed without a page."""
    who = person(house)
    staged = import_report.stage(house, who, name, data or sample(name), Choice(vendor="ANDA"))
    return import_report.commit(house, who, staged.file.id)


def button(app: AppTest, *words: str):
    """The button whose label holds one of these words."""
    return next(each for each in app.button if any(word in each.label for word in words))


def well(app: AppTest) -> bool:
    """Whether nothing broke and nothing was refused."""
    return not app.exception and not app.error
