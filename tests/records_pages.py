"""Driving the pages of typed-in records: a house with or without a contract, a person, a language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from services_example import Cast
from streamlit.testing.v1 import AppTest

from core.principal import Role
from core.verdict import Verdict
from services.contracts.contracts import governing
from services.judging.misses import record_misses
from sla.follow_up.misses import MonthVerdict
from tests.page_address import run_at

MAIN = str(Path(__file__).resolve().parent.parent / "ui" / "main.py")


@contextmanager
def in_house(cast: Cast, monkeypatch: Any) -> Iterator[Cast]:
    """The pages work on this house, its clock standing still."""
    st.cache_data.clear()
    monkeypatch.setattr("ui.house.house", lambda: cast.house)
    yield cast
    st.cache_data.clear()
    cast.house.close()


def opened(cast: Cast, page: str, role: Role = Role.MANAGER, lang: str = "zh", **query: str) -> AppTest:
    """The page as a person of that role reads it."""
    person = {p.role: p for p in (cast.manager, cast.auditor, cast.approver, cast.viewer)}[role]
    app = AppTest.from_file(MAIN, default_timeout=60)
    app.session_state["lang"] = lang
    app.session_state["person"] = person.id
    return run_at(app, page, **query)


def fine(app: AppTest) -> AppTest:
    """The page came up without refusal or fault."""
    assert not app.exception
    assert [error.value for error in app.error] == []
    return app


def field(app: AppTest, kind: str, name: str) -> Any:
    """The widget of that kind whose key holds `name`."""
    found = [widget for widget in app.get(kind) if name in (widget.key or "")]
    assert len(found) == 1, (name, [widget.key for widget in app.get(kind)])
    return found[0]


def pressed(app: AppTest, name: str) -> AppTest:
    """After a press of the button whose key begins with `name`."""
    found = [button for button in app.button if (button.key or "").startswith(name)]
    assert len(found) == 1, (name, [button.key for button in app.button])
    return found[0].click().run()


def words(app: AppTest) -> str:
    """Everything written on the page."""
    kinds = (
        app.title,
        app.subheader,
        app.caption,
        app.markdown,
        app.success,
        app.warning,
        app.info,
        app.toast,
    )
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def missed(cast: Cast) -> None:
    """Service level missed in March and April (a breach by the contract's rule), mystery calls in April."""
    contract = governing(cast.house, cast.manager, "GOV12345", "2026-04")
    months = [MonthVerdict("2026-03", Verdict.MISSED), MonthVerdict("2026-04", Verdict.MISSED)]
    with cast.house.database.write(cast.manager) as uow:
        record_misses(uow, cast.manager, contract, {"SL": months, "QA": months[1:]})
        uow.settings.bump_data_version()
        uow.commit()
