"""The server as a browser meets it: health, headers, and no page without the main script."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from core.language import translated
from core.text import LANGS
from services.known import browsers
from store.database import SQLITE_NAME, Database
from tests import own_server
from tests.postgres import PostgresServer

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*/*.py") if path.stem != "__init__")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A fresh server over an empty data folder; no page was asked for before the tests do."""
    with own_server.running(tmp_path_factory.mktemp("data"), "/_stcore/health") as address:
        yield address


# The order matters: the first visit to a fresh server is the one that could go wrong.
@pytest.mark.parametrize("page", sorted({"overview", *PAGES}))
def test_every_address_asks_who_you_are_first(server: str, page: str) -> None:
    """Streamlit would run a page alone if it found it beside its script; ours come through ui/main.py."""
    navigation = [m.navigation for m in _visit(server, page) if m.WhichOneof("type") == "navigation"]
    asked = {translated("Who are you?", lang) for lang in LANGS}
    assert {listed.page_name in asked for listed in navigation[-1].app_pages} == {True}


def test_the_server_says_that_it_is_ready(server: str) -> None:
    """For a proxy or a supervisor: the house is open, the database answers."""
    status, _, body = _get(server, "/api/ready")
    assert (status, body) == (200, b'{"ready":true}')


@pytest.mark.parametrize("path", ["/", "/contracts", "/_stcore/health", "/api/ready"])
def test_every_answer_carries_the_security_headers(server: str, path: str) -> None:
    """Pages load nothing from elsewhere, cannot be framed, and tell other sites nothing."""
    _, headers, _ = _get(server, path)
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    assert "http" not in policy  # no other host, by any scheme
    assert "'unsafe-eval'" not in policy.replace("'wasm-unsafe-eval'", "")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_the_first_page_is_found_by_its_name_too(server: str) -> None:
    """Its own address is the root; /overview would be answered with Streamlit's English dialog."""
    with pytest.raises(urllib.error.HTTPError) as answered:
        urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay()).open(
            f"http://{server}/overview?period=2026-10", timeout=60
        )
    assert (answered.value.code, answered.value.headers["Location"]) == (308, "./?period=2026-10")


def test_a_browser_gets_a_cookie_of_its_own_with_its_page(server: str) -> None:
    """No script can read it, no other site sends it along, and two browsers never get the same."""
    first, second = _cookie_of(server), _cookie_of(server)
    assert first and second and first.split(";")[0] != second.split(";")[0]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in first.split(";")}
    assert "Secure" not in first  # over plain http it would never come back
    known = first.split(";")[0]
    assert _cookie_of(server, cookie=known) is None
    assert _cookie_of(server, cookie=f"{browsers.COOKIE}=guessed") is not None
    assert _cookie_of(server, accept="*/*") is None  # a picture, a script, a probe


def _cookie_of(server: str, accept: str = "text/html,*/*", cookie: str | None = None) -> str | None:
    request = urllib.request.Request(f"http://{server}/", headers={"Accept": accept})
    if cookie:
        request.add_header("Cookie", cookie)
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
        given = [said for said in answer.headers.get_all("Set-Cookie") or [] if browsers.COOKIE in said]
    return given[0] if given else None


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows nobody."""

    def redirect_request(self, *_: object) -> None:
        return None


def test_the_only_inline_script_is_allowed_by_its_hash(server: str) -> None:
    """Streamlit's page has one; the policy names its hash, and no 'unsafe-inline'."""
    _, headers, body = _get(server, "/")
    script_source = re.search(r"script-src ([^;]*)", headers["Content-Security-Policy"])
    assert script_source is not None
    assert script_source[1].count("'sha256-") == len(re.findall(rb"<script>", body)) == 1
    assert "unsafe-inline" not in script_source[1]


def test_a_page_names_no_other_host(server: str) -> None:
    """Fonts, icons and scripts come from this server: half the readers sit behind a firewall."""
    _, _, body = _get(server, "/")
    assert re.findall(rb"""(?:src|href)=["']?https?://""", body) == []


@pytest.mark.postgres
def test_it_serves_over_an_empty_postgresql(postgres_server: PostgresServer, tmp_path: Path) -> None:
    """PLUMBLINE_DATABASE is all it takes: the schema is made, the first page asks who you are."""
    with (
        postgres_server.database(bare=True) as url,
        own_server.running(tmp_path, "/_stcore/health", url) as address,
    ):
        assert _get(address, "/api/ready")[0] == 200
        navigation = [
            m.navigation for m in _visit(address, "overview") if m.WhichOneof("type") == "navigation"
        ]
        asked = {translated("Who are you?", lang) for lang in LANGS}
        assert {listed.page_name in asked for listed in navigation[-1].app_pages} == {True}
        database = Database(url)
        with database.read() as uow:
            assert uow.people.active() == []
        database.close()
    assert not (tmp_path / SQLITE_NAME).exists()


def _visit(server: str, page: str) -> list[ForwardMsg]:
    """What the server sends to a new browser tab on that address, up to the end of its first run."""
    received: list[ForwardMsg] = []
    with connect(f"ws://{server}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as tab:  # type: ignore[list-item]
        ask = BackMsg()
        ask.rerun_script.page_name = page
        tab.send(ask.SerializeToString())
        while not received or received[-1].WhichOneof("type") != "script_finished":
            answer = tab.recv(timeout=90)
            assert isinstance(answer, bytes)
            received.append(ForwardMsg.FromString(answer))
    return received


def _get(server: str, path: str) -> tuple[int, Message, bytes]:
    with _direct().open(f"http://{server}{path}", timeout=60) as answer:
        return answer.status, answer.headers, answer.read()


def _direct() -> urllib.request.OpenerDirector:
    """Past any proxy of this machine."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))
