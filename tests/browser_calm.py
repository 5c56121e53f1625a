"""When a page of Streamlit is through: what it asked is answered, loaded and drawn, however slow the machine.

Time alone tells nothing: a busy machine sends a click's question, and answers it, long after any pause a test
could make. What goes over the wire is watched instead.
"""

from __future__ import annotations

import time

from playwright.sync_api import Error, Page, Request, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

#: Seconds after which a page counts as stuck.
PATIENCE = 90
_STREAM = "/_stcore/stream"
_IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
#: What a page draws from, or sends; a recording it plays may go on loading for ever.
_AWAITED = frozenset({"document", "script", "stylesheet", "xhr", "fetch"})
#: Milliseconds of the page's own timer: what an action puts off for as long (a grid its selection, 150) is
#: sent before this one goes off, as both wait for the same thread.
_PUT_OFF, _AGAIN = 200, 30


class Exchange:
    """What one tab asked of its server, and whether the answer came."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._loading: set[Request] = set()
        #: What the last question asked to run: a fragment, "" for the whole page; None once it is answered.
        self._asked: str | None = None
        #: The run that answers it, once it has begun.
        self._run: str | None = None
        page.on("websocket", self._listen)
        page.on("request", self._load)
        page.on("requestfinished", self._loaded)
        page.on("requestfailed", self._loaded)

    def settle(self) -> None:
        """Wait until nothing is on its way any more. Fails after `PATIENCE`."""
        until, wait, calm = time.monotonic() + PATIENCE, _PUT_OFF, 0
        while calm < 2:
            calm = calm + 1 if self._beat(wait) and self._is_through() else 0
            wait = _AGAIN
            if time.monotonic() > until:
                raise AssertionError(f"not through: {self._asked!r}, {[each.url for each in self._loading]}")

    def _beat(self, milliseconds: int) -> bool:
        """Let the page's own timers go round once; False where it went to another address meanwhile."""
        try:
            self._page.evaluate("wait => new Promise(done => setTimeout(done, wait))", milliseconds)
        except Error as gone:
            if "context was destroyed" not in gone.message:
                raise
            return False
        return True

    def _is_through(self) -> bool:
        return self._asked is None and not self._loading and self._page.locator(_IDLE).count() > 0

    def _load(self, request: Request) -> None:
        if request.resource_type in _AWAITED:
            self._loading.add(request)

    def _loaded(self, request: Request) -> None:
        self._loading.discard(request)

    def _listen(self, socket: WebSocket) -> None:
        if _STREAM not in socket.url:
            return
        # The first thing a tab asks is its page.
        self._asked, self._run = "", None
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._heard)

    def _sent(self, frame: str | bytes) -> None:
        said = BackMsg.FromString(frame) if isinstance(frame, bytes) else BackMsg()
        # What asks by itself every few seconds is nobody's action.
        if said.WhichOneof("type") == "rerun_script" and not said.rerun_script.is_auto_rerun:
            self._asked, self._run = said.rerun_script.fragment_id, None

    def _heard(self, frame: str | bytes) -> None:
        said = ForwardMsg.FromString(frame) if isinstance(frame, bytes) else ForwardMsg()
        kind, run = said.WhichOneof("type"), said.metadata.run
        if kind == "new_session":
            # A run of the whole page answers a fragment's question too; another fragment's answers nothing.
            if not run.fragment_ids or self._asked in run.fragment_ids:
                self._run = run.script_run_id
        elif kind == "script_finished" and run.script_run_id == self._run:
            if said.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                self._asked = None
            self._run = None
