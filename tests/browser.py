"""A real Chromium before a real server: start both, find what a page shows, note what should not happen."""

from __future__ import annotations

import io
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

ROOT = Path(__file__).resolve().parent.parent
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
#: The browser: the one named, else the first installed under a usual name; None where there is none.
CHROMIUM = shutil.which(os.environ.get("PLUMBLINE_CHROMIUM") or "") or next(
    (found for name in _NAMES if (found := shutil.which(name))), None
)
#: Where pictures of the pages go; unset: none are taken.
SCREENS = os.environ.get("PLUMBLINE_SCREENS")
LANGUAGES = {"zh": "中文", "en": "English"}
LOCALES = {"zh": "zh-CN", "en": "en-US"}
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
#: A page below / asks for these beside itself first (streamlit/streamlit: two 404s, then the right ones).
_KNOWN_404 = re.compile(r"/[a-z-]+/_stcore/(health|host-config)")
#: Pixels of a row of a grid, the header among them.
_ROW = 35


#: On every test of a browser: skipped, with what to do, where there is none.
NEEDED = pytest.mark.skipif(
    CHROMIUM is None,
    reason="no Chromium found; install it (apt install chromium) or name it in PLUMBLINE_CHROMIUM",
)


@contextmanager
def launched() -> Iterator[Browser]:
    """One Chromium; every person in a test gets a context of their own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS, headless=True)
        yield browser
        browser.close()


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """`uvicorn app:app` over a data folder on a free port; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PLUMBLINE_DATA": str(folder)}
    environment.pop("PLUMBLINE_DATABASE", None)
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", str(port), "--log-level", "warning"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _await(f"http://127.0.0.1:{port}/api/ready", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


@dataclass
class Visitor:
    """One person's browser tab, and everything in it that should not have happened."""

    page: Page
    address: str
    lang: str
    troubles: list[str] = field(default_factory=list)

    def open(self, path: str = "", **query: str) -> None:
        """Type an address of this server."""
        said = "&".join(f"{name}={value}" for name, value in query.items())
        self.page.goto(f"{self.address}/{path}" + (f"?{said}" if said else ""))
        self.settle()

    def acts_as(self, name: str) -> None:
        """Answer who you are, where the page asks, with a name it offers."""
        if not self.part("who-line").count():
            self.page.get_by_role("button", name=name).click()
            self.settle()

    def speaks(self, lang: str | None = None) -> None:
        """Read on in that language, or in the tab's own."""
        self.part("lang-switch").get_by_text(LANGUAGES[lang or self.lang]).click()
        self.settle()

    def menu(self, path: str) -> None:
        """Choose a page in the menu, by its address; the overview lies at the root."""
        self.page.locator(f'[data-testid="stSidebarNavLink"][href$="/{path}"]').click()
        self.settle()

    def part(self, key: str) -> Locator:
        """What the page draws under a key, whatever its language or turn."""
        return self.page.locator(f'[class*="st-key-{key}"]').first

    def press(self, key: str) -> None:
        """Press the button of that key."""
        self.part(key).get_by_role("button").click()
        self.settle()

    def fill(self, key: str, words: str) -> None:
        """Type into the field of that key and leave it."""
        box = self.part(key).locator("input, textarea").first
        box.fill(words)
        box.press("Tab")
        self.settle()

    def date(self, key: str, **parts: str) -> None:
        """Type year, month, day, hour, minute into the parts of a date field and leave it."""
        for name, digits in parts.items():
            self.part(key).locator(f'[data-type="{name}"]').click()
            self.page.keyboard.type(digits)
        self.page.keyboard.press("Tab")
        self.settle()

    def upload(self, key: str, *files: Path) -> None:
        """Drop files where the page takes them."""
        self.part(key).locator('input[type="file"]').set_input_files(list(files))
        self.settle()

    def select(self, key: str, position: int) -> None:
        """Take one of the choices of the list under that key, counted from the top."""
        self.part(key).locator('[role="combobox"], [data-baseweb="select"], button').first.click()
        self.page.get_by_role("option").nth(position).click()
        self.settle()

    def answers_if_asked(self) -> None:
        """Where a file does not say everything itself: go on with what is proposed."""
        if self.part("import-again-ask").count():
            self.press("import-again-ask")

    def download(self, key: str) -> Path:
        """Press a download button; gives the file under the name it was offered."""
        with self.page.expect_download() as download:
            self.part(key).get_by_role("button").click()
        kept = Path(str(download.value.path())).with_name(download.value.suggested_filename)
        download.value.save_as(kept)
        return kept

    def figures(self) -> list[str]:
        """The figures of the strip, as written."""
        values = self.part("figures").get_by_test_id("stMetricValue")
        # The strip is there a moment before what stands in it.
        expect(values.first).to_be_visible()
        return values.all_inner_texts()

    def rows(self, key: str) -> list[list[str]]:
        """A grid's rows that are in sight: what a screen reader is told of the canvas."""
        cells = self.part(f"wide-{key}").locator('canvas table [role="gridcell"]')
        cells.first.wait_for(state="attached")
        found: dict[str, list[str]] = {}
        for cell in cells.element_handles():
            row = cell.get_attribute("id").rpartition("-")[2]  # type: ignore[union-attr]
            found.setdefault(row, []).append((cell.text_content() or "").strip())
        return list(found.values())

    def pick(self, key: str, row: int) -> None:
        """Mark a row of a grid, counted from the top."""
        grid = self.part(f"wide-{key}").get_by_test_id("stDataFrame")
        grid.scroll_into_view_if_needed()
        grid.click(position={"x": 16, "y": _ROW * (row + 1) + _ROW // 2})
        self.settle()

    def settle(self) -> None:
        """Wait until the script has run and what it sent is drawn."""
        self.page.wait_for_timeout(100)
        self.page.wait_for_selector(_IDLE, timeout=60_000)
        self.page.wait_for_timeout(80)
        self.page.wait_for_selector(_IDLE, timeout=60_000)

    def screen(self, name: str) -> None:
        """Keep a picture of the page, as high as what is on it, where pictures are asked for."""
        if not SCREENS:
            return
        main, window = self.page.get_by_test_id("stMain"), self.page.viewport_size
        height = min(max(main.evaluate("el => el.scrollHeight"), 720), 1280)
        self.page.set_viewport_size({"width": 1440, "height": height})
        self.page.mouse.move(1400, 10)  # a grid under the pointer shows its tools
        self.page.wait_for_timeout(1200)  # pictures and grids are painted after the script is done
        taken = Image.open(io.BytesIO(self.page.screenshot()))
        kept = Path(SCREENS) / self.lang / f"{name}.png"
        kept.parent.mkdir(parents=True, exist_ok=True)
        taken.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(kept, optimize=True)
        self.page.set_viewport_size(window or {"width": 1440, "height": 900})

    def is_unbroken(self) -> bool:
        """Nothing refused, nothing escaped: no red box on the page."""
        red = '[data-testid="stException"], [data-testid="stAlertContentError"]'
        return self.page.locator(red).count() == 0

    def is_dark(self) -> bool:
        """Whether the page stands on a dark ground."""
        colour = self.page.get_by_test_id("stApp").evaluate("el => getComputedStyle(el).backgroundColor")
        return sum(int(part) for part in re.findall(r"\d+", colour)[:3]) < 200

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return self.page.evaluate(
            """() => Math.max(...[document.documentElement, ...document.querySelectorAll(
                '[data-testid="stMain"]')].map(el => el.scrollWidth - el.clientWidth))"""
        )


@contextmanager
def visiting(browser: Browser, address: str, lang: str, **context: Any) -> Iterator[Visitor]:
    """A tab of a person who reads that language; its troubles are noted from the first request on."""
    settings = {"viewport": {"width": 1440, "height": 900}, "timezone_id": "Asia/Shanghai", **context}
    opened = browser.new_context(locale=LOCALES[lang], **settings)
    visitor = Visitor(opened.new_page(), address, lang)
    visitor.page.set_default_timeout(20_000)
    visitor.page.on("console", lambda said: _note(visitor, said))
    visitor.page.on("pageerror", lambda error: visitor.troubles.append(f"page error: {error}"))
    opened.on("request", lambda request: _is_ours(visitor, request.url))
    try:
        yield visitor
    except BaseException:
        if SCREENS:
            visitor.page.screenshot(path=Path(SCREENS) / "failed.png")
        raise
    finally:
        opened.close()


def _note(visitor: Visitor, said: ConsoleMessage) -> None:
    known = _KNOWN_404.search(said.location.get("url", ""))
    if "Content Security Policy" in said.text or (said.type == "error" and not known):
        visitor.troubles.append(f"console: {said.text} {said.location.get('url', '')}")


def _is_ours(visitor: Visitor, url: str) -> None:
    if not url.startswith((visitor.address, "data:", "blob:")):
        visitor.troubles.append(f"a request left this machine: {url}")


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    direct, until = urllib.request.build_opener(urllib.request.ProxyHandler({})), time.monotonic() + 90
    while process.poll() is None and time.monotonic() < until:
        try:
            direct.open(address, timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"no answer from {address}, exit code {process.poll()}")
