"""A page of the menu opened by its address at once, as a bookmark does it."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from ui import navigation


def run_at(app: AppTest, page: str, **query: str) -> AppTest:
    """The app after its first run, which is that of pages/…/<page>.py with the query.

    `AppTest.switch_page` wants a run before it to learn the addresses, and that is one of the overview: half
    of what a visit costs. Asked afterwards, it raises ValueError where the person's menu has no such page.
    """
    entry = navigation.entry(Path(page).stem)
    app._page_hash = calc_hash(entry.url)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run().switch_page(str(entry.file))
