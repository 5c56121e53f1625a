"""The main script over an empty house: who am I, then the menu; a job is followed by its owner."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from services.house import jobs
from services.known import browsers
from ui import house, navigation

MAIN = str(Path(__file__).resolve().parent.parent / "ui" / "main.py")

#: A page that refuses, breaks or greets, as the address says.
PAGE = """
import streamlit as st
from core.errors import WrongInputError
from services.house.jobs import JobKind
from ui import layout, progress
layout.page_head("Overview", ["one line of context"])
progress.followed(lambda job: st.success(job.kind), *JobKind)
if st.query_params.get("tab") == "refuse":
    raise WrongInputError("code", code="a b")
if st.query_params.get("tab") == "break":
    1 / 0
layout.figure_strip([layout.Figure("Rate", "78.40 %", 50_000, "−1.60 pp", False, [81, None, 78.4])])
"""


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.setenv("PLUMBLINE_DATA", str(tmp_path / "data"))
    page = tmp_path / "pages" / "results" / "overview.py"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE, encoding="utf-8")
    monkeypatch.setattr(navigation, "PAGES", tmp_path / "pages")
    st.cache_resource.clear()
    st.cache_data.clear()
    yield AppTest.from_file(MAIN, default_timeout=30)
    st.cache_resource.clear()


def test_the_first_visit_asks_who_acts_and_remembers(app):
    app.run()
    assert not app.exception
    assert len(app.text_input) == 1  # the name, and nothing else yet
    app.text_input[0].set_value("李敏")
    app.button[-1].click().run()
    assert not app.exception
    assert acts_as(app, "李敏")


def test_a_reload_asks_nobody_and_another_browser_asks(app, monkeypatch):
    first, second = browsers.fresh_cookie(), browsers.fresh_cookie()
    monkeypatch.setattr(house, "cookie", lambda: first)
    known(app)
    again = AppTest.from_file(MAIN, default_timeout=30).run()  # a reload: a new session
    assert acts_as(again, "Ann") and not again.text_input
    monkeypatch.setattr(house, "cookie", lambda: second)
    other = AppTest.from_file(MAIN, default_timeout=30).run()
    assert not acts_as(other, "Ann") and len(other.text_input) == 1
    other.text_input[0].set_value("Bo")
    other.button[-1].click().run()
    assert acts_as(other, "Bo")
    monkeypatch.setattr(house, "cookie", lambda: first)
    assert acts_as(AppTest.from_file(MAIN, default_timeout=30).run(), "Ann")


def test_each_browser_keeps_its_own_language(app, monkeypatch):
    first, second = browsers.fresh_cookie(), browsers.fresh_cookie()
    monkeypatch.setattr(house, "cookie", lambda: first)
    known(app)
    app.segmented_control[0].set_value("en").run()
    assert AppTest.from_file(MAIN, default_timeout=30).run().session_state["lang"] == "en"
    monkeypatch.setattr(house, "cookie", lambda: second)
    other = AppTest.from_file(MAIN, default_timeout=30).run()
    assert other.session_state["lang"] == "zh"  # no browser here says which it prefers


def test_without_cookies_the_choice_holds_for_the_session(app):
    known(app)
    assert acts_as(app.run(), "Ann")
    assert not acts_as(AppTest.from_file(MAIN, default_timeout=30).run(), "Ann")


def test_a_name_is_needed(app):
    app.run()
    app.button[-1].click().run()
    assert len(app.error) == 1
    assert not app.exception


@pytest.mark.parametrize(("tab", "said"), [("refuse", "a b"), ("break", "")])
def test_a_page_that_refuses_or_breaks_says_so_and_nothing_escapes(app, tab, said):
    known(app)
    app.query_params["tab"] = tab
    app.run()
    assert not app.exception
    assert len(app.error) == 1 and said in app.error[0].value


def test_both_languages_run(app):
    known(app)
    assert app.metric[0].value == "78.40 %"
    app.session_state["lang"] = "en"
    app.run()
    assert not app.exception


def acts_as(app, name):
    """Whether the menu says that somebody of that name acts."""
    return any(button.label == name for button in app.button)


def known(app):
    """Somebody acts from here on."""
    app.run()
    app.text_input[0].set_value("Ann")
    app.button[-1].click().run()


def test_a_job_in_the_address_is_followed_and_can_be_stopped(app):
    known(app)
    me = house.everyone()[0]
    job = jobs.submit(house.house(), me, jobs.JobKind.EXPORT, {"vendor": "EAST"})
    app.query_params["job"] = job.id
    app.run()
    assert not app.exception
    app.button[0].click().run()
    assert not app.exception
    assert jobs.find(house.house(), me, job.id).state == "cancelled"
    assert len(app.info) == 1  # stopped, and it says so
