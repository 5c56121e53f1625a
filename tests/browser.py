"""A real Chromium before a real server: start both, find what a page shows, note what should not happen."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from tests import own_server
from tests.browser_calm import PATIENCE, Exchange

# What is expected of a page is waited for as long as a busy machine may need: five seconds by themselves.
expect.set_options(timeout=PATIENCE * 1000)

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
    with own_server.running(folder, "/api/ready") as place:
        yield f"http://{place}"


@dataclass
class Visitor:
    """One person's browser tab, and everything in it that should not have happened."""

    page: Page
    address: str
    lang: str
    troubles: list[str] = field(default_factory=list)
    exchanges: dict[Page, Exchange] = field(default_factory=dict)

    def open(self, path: str = "", **query: str) -> None:
        """Type an address of this server."""
        said = "&".join(f"{name}={value}" for name, value in query.items())
        self.page.goto(f"{self.address}/{path}" + (f"?{said}" if said else ""))
        self.settle()

    def reload(self) -> None:
        """Load the page anew."""
        self.page.reload()
        self.settle()

    def acts_as(self, name: str) -> None:
        """Answer who you are, where the page asks, with a name it offers."""
        line, offered = self.part("who-line"), self.page.get_by_role("button", name=name)
        expect(line.or_(offered).first).to_be_visible()
        if not line.count():
            offered.click()
            expect(line).to_be_visible()
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
        self._drawn(key, 0)
        # What it tells screen readers follows what it shows by 200 ms.
        self.settle()
        cells = self._cells(key).evaluate_all("all => all.map(each => [each.id, each.textContent])")
        found: dict[str, list[str]] = {}
        for id, text in cells:
            found.setdefault(id.rpartition("-")[2], []).append(text.strip())
        return list(found.values())

    def pick(self, key: str, row: int) -> None:
        """Mark a row of a grid, counted from the top."""
        grid = self.part(f"wide-{key}").get_by_test_id("stDataFrame")
        self._drawn(key, row)
        grid.scroll_into_view_if_needed()
        grid.click(position={"x": 16, "y": _ROW * (row + 1) + _ROW // 2})
        self.settle()

    def settle(self) -> None:
        """Wait until what was done is answered and drawn."""
        self.exchanges[self.page].settle()

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

    def _cells(self, key: str) -> Locator:
        return self.part(f"wide-{key}").locator('canvas table [role="gridcell"]')

    def _drawn(self, key: str, row: int) -> None:
        """Wait until a grid has that row."""
        self._cells(key).and_(self.page.locator(f'[id$="-{row}"]')).first.wait_for(state="attached")

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
    opened.set_default_timeout(PATIENCE * 1000)
    exchanges: dict[Page, Exchange] = {}
    # Of the context, not of the tab: one that is opened later is watched as the first.
    opened.on("page", lambda page: exchanges.update({page: Exchange(page)}))
    visitor = Visitor(opened.new_page(), address, lang, exchanges=exchanges)
    opened.on("console", lambda said: _note(visitor, said))
    opened.on("weberror", lambda error: visitor.troubles.append(f"page error: {error.error}"))
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
