"""The little that Streamlit's theme cannot say: tabular figures, cards on a phone, A4, the uploader's words.

Only classes made from our own keys are named; test ids appear solely inside such a key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from core.language import _
from core.text import Lang
from ui.themes import FONT, PALETTES, Theme

ASSETS = Path(__file__).resolve().parent / "assets"
MARK_PNG = str(ASSETS / "mark.png")
#: What the product is called in a window's title, in both languages.
PRODUCT = "准绳 Plumbline"


def wordmark(lang: Lang, theme: Theme) -> str:
    """The mark with the product's name beside it, as SVG: the reader's language first."""
    name, other = ("准绳", "Plumbline") if lang == "zh" else ("Plumbline", "准绳")
    paper = PALETTES[theme]
    font = FONT.replace("'", "")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="190" height="40" viewBox="0 0 190 40">'
        f'<g fill="none" stroke="{paper.primary}"><path d="M14 3 V25" stroke-width="2.4" '
        'stroke-linecap="round"/></g>'
        f'<path d="M9 25 H19 L19 29 L14 38 L9 29 Z" fill="{paper.primary}"/>'
        f'<text x="32" y="27" font-family="{font}"><tspan font-size="19" font-weight="600" '
        f'fill="{paper.ink}">{name}</tspan><tspan dx="8" font-size="14" fill="{paper.second}">{other}</tspan>'
        "</text></svg>"
    )


def apply() -> None:
    """The style sheet, once a run."""
    st.html(ASSETS / "plumbline.css")


@contextmanager
def uploader(key: str, kinds: Sequence[str], limit_mb: int) -> Iterator[None]:
    """A place for an st.file_uploader whose fixed English words are said in the reader's language.

    `with uploader("report", ("xlsx", "csv"), 200): st.file_uploader(…)`
    """
    chosen = _("Choose a file")
    hint = _("or drop it here, up to {mb} MB: {kinds}").format(mb=limit_mb, kinds=", ".join(kinds))
    zone = f".st-key-uploader-{key} [data-testid='stFileUploaderDropzone']"
    st.html(
        "<style>"
        f"{zone} > button p, {zone} > div > button p, {zone} > span button p {{font-size:0}}"
        f"{zone} button p::after {{content:{_quoted(chosen)};font-size:1rem}}"
        f"{zone} [data-testid='stFileUploaderDropzoneInstructions'] * {{font-size:0}}"
        f"{zone} [data-testid='stFileUploaderDropzoneInstructions']::after"
        f" {{content:{_quoted(hint)};font-size:.875rem}}"
        "</style>"
    )
    with st.container(key=f"uploader-{key}"):
        yield


def _quoted(words: str) -> str:
    """Words as a CSS string."""
    return (
        '"'
        + "".join(f"\\{ord(char):x} " if ord(char) > 126 or char in '"\\<' else char for char in words)
        + '"'
    )
