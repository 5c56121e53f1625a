"""The little that Streamlit's theme cannot say: tabular figures, cards on a phone, A4, the uploader's words.

Only classes made from our own keys are named; test ids appear solely inside such a key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from core.language import _

ASSETS = Path(__file__).resolve().parent / "assets"
MARK_PNG = str(ASSETS / "mark.png")
MARK_SVG = str(ASSETS / "mark.svg")


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
