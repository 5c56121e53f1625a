"""Where the server enters: the pages behind headers, health and errors. The pages begin in ui/main.py.

`python start.py` serves this with uvicorn; `streamlit run app.py` works as well. The script that
Streamlit runs is ui/main.py and never lies beside pages/: otherwise a fresh server would run a page
alone, without the main script (docs/architecture.md).
"""

from __future__ import annotations

import base64
import gc
import hashlib
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.house.settings import settings
from services.known import browsers

ROOT = Path(__file__).resolve().parent
MAIN_SCRIPT = ROOT / "ui" / "main.py"
log = logging.getLogger("plumbline")


def content_security_policy() -> str:
    """What a page may load: only what this server sends. Measured with Streamlit 1.67: no violation.

    The one inline script of Streamlit's index.html is allowed by its hash, computed from the
    installed file, so that an update of Streamlit needs no edit here.
    """
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'wasm-unsafe-eval' {' '.join(_inline_script_hashes())}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' ws: wss:",
            "worker-src 'self' blob:",
            "frame-ancestors 'none'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


class SecurityHeaders:
    """Adds the security headers to every HTTP answer. Raw ASGI, so that streams pass untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._headers = {
            "Content-Security-Policy": content_security_policy(),
            "Referrer-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and the answer back with its headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class BrowserCookie:
    """Gives each browser a cookie with its page, to remember who acts in it by (services/known/browsers.py).

    No script reads it and no other site sends it along; over https it travels encrypted only.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; a browser that asks for a page without such a cookie gets one."""

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("Set-Cookie", _cookie(scope["scheme"] == "https"))
            await send(message)

        await self._app(scope, receive, send_with_cookie if _is_new_browser(scope) else send)


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[dict[str, object]]:
    """Open the house, created and migrated where needed; load the slow libraries before the first visit."""
    from ui.house import house  # here, since Streamlit's caches want its runtime to have started

    _log_into(settings().data / "logs")
    opened = house()
    _warm_up()
    yield {"ready": True}
    opened.close()


async def ready(_: Request) -> JSONResponse:
    """Whether the house is open: 200 once it is, 503 before."""
    is_ready = bool(app.state.get("ready"))
    return JSONResponse({"ready": is_ready}, status_code=200 if is_ready else 503)


async def overview(request: Request) -> RedirectResponse:
    """The first page lies at the root; typed by its name it is found as well, with what the address says."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"./{query}", status_code=308)


def explain(error: Exception) -> bool:
    """What escapes a page: a refusal in its own words, anything else with a reference number, and the log."""
    from ui.messages import on_script_error

    return on_script_error(error)


def _is_new_browser(scope: Scope) -> bool:
    """Whether somebody's browser asks for a page and brings no cookie of ours."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    request = Request(scope)
    wants_page = "text/html" in request.headers.get("accept", "")
    return wants_page and not browsers.is_cookie(request.cookies.get(browsers.COOKIE))


def _cookie(is_secure: bool) -> str:
    kept = int(browsers.KEPT.total_seconds())
    said = f"{browsers.COOKIE}={browsers.fresh_cookie()}; Max-Age={kept}; Path=/; HttpOnly; SameSite=Lax"
    return f"{said}; Secure" if is_secure else said


def _inline_script_hashes() -> list[str]:
    """The CSP source of each inline script in the installed index.html."""
    index = (Path(st.__file__).parent / "static" / "index.html").read_bytes()
    scripts = re.findall(rb"<script>(.*?)</script>", index, re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'" for script in scripts]


def _log_into(folder: Path) -> None:
    """Write warnings and errors of the house to app.log, five files of 1 MB at most."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / "app.log", maxBytes=1_000_000, backupCount=4, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    log.addHandler(handler)


def _warm_up() -> None:
    """The first visitor should not wait two seconds for imports; what is loaded never needs collecting."""
    import altair
    import pandas

    log.debug("altair %s, pandas %s", altair.__version__, pandas.__version__)
    gc.collect()
    gc.freeze()


app = st.App(
    MAIN_SCRIPT,
    lifespan=lifespan,
    routes=[Route("/api/ready", ready), Route("/overview", overview)],
    middleware=[Middleware(SecurityHeaders), Middleware(BrowserCookie)],
    on_script_error=explain,
)
