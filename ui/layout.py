"""The parts every page is made of: head, figure strip, records as a table or as cards, empty state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from core.language import _
from ui import formats, messages, session, urls
from ui.messages import escaped

#: A strip holds at most this many figures (LOOK.md).
MOST_FIGURES = 5
#: More rows are drawn as cards only where they are asked for.
MOST_CARDS = 100
#: The code of “all of them” in a switch; the address leaves the word out.
_ALL = ""
_T = TypeVar("_T")


@dataclass(frozen=True)
class Figure:
    """One figure of the strip. `value` and `gap` are already written (ui.formats)."""

    label: str
    value: str
    #: How many it rests on; shown under the figure.
    n: int | None = None
    #: The gap to the target, written; `good` says which way is good news.
    gap: str | None = None
    good: bool | None = None
    #: The last months, oldest first, for the sparkline; gaps are None.
    trend: Sequence[float | None] = ()
    help: str | None = None
    #: A few words under the figure that its reader must not miss, such as that it is provisional.
    note: str | None = None


@dataclass(frozen=True)
class PrimaryAction:
    """The one thing this page is for: a verb, and what pressing it does."""

    label: str
    on_click: Callable[..., Any] | None = None
    args: tuple[Any, ...] = ()
    icon: str | None = None
    key: str = "primary"
    disabled: bool = False
    help: str | None = None


def page_head(title: str, context: Sequence[str] = (), action: PrimaryAction | None = None) -> bool:
    """Title, context line (vendor · month · contract version · data as of) and the primary action.

    Returns whether the action was pressed; with `on_click` the callback has already run.
    Switches that belong to the context go below it with `switches()`.
    """
    with st.container(key="page-head", horizontal=True, vertical_alignment="top", gap="medium"):
        with st.container(gap="xsmall", width="stretch"):
            st.title(escaped(title), anchor=False)
            if context:
                st.caption(" · ".join(escaped(part) for part in context if part))
        pressed = action is not None and _button(action)
    messages.show_notices()
    _show_undo()
    return pressed


@contextmanager
def switches() -> Iterator[None]:
    """The row of switches under the head; each writes its code to the address (ui.urls)."""
    with st.container(key="switches", horizontal=True, vertical_alignment="bottom", gap="small"):
        yield


def switch(
    label: str, options: Mapping[str, str], chosen: str | None, name: str, everything: str | None = None
) -> str | None:
    """A switch between codes whose choice lives in the address under `name` (a field of urls.View).

    `options`: code → words. `everything`: the words for “all of them”, which gives None.
    """
    codes = [*([_ALL] if everything else []), *options]
    key = session.widget(f"switch-{name}")
    chosen = chosen if chosen in codes else next(iter(codes), None)
    st.session_state[key] = chosen

    def keep() -> None:
        urls.write(**{name: st.session_state[key] or None})

    code = st.selectbox(
        label,
        codes,
        key=key,
        format_func=lambda code: (everything or "") if code == _ALL else options[code],
        on_change=keep,
        width=240,
    )
    return code or None


def figure_strip(figures: Sequence[Figure], part: str = "") -> None:
    """At most five figures side by side; they wrap on a narrow screen. `part` tells a second strip apart."""
    with st.grid(
        MOST_FIGURES if len(figures) > 4 else max(len(figures), 1),
        min_column_width=156,
        key=f"figures-{part}" if part else "figures",
    ):
        for item in figures[:MOST_FIGURES]:
            _metric(item)


def records(
    frame: pd.DataFrame,
    key: str,
    *,
    columns: Mapping[str, Any] | None = None,
    card: Callable[[Any], None],
    alt: str,
    style: Callable[[pd.DataFrame], Any] | None = None,
    on_select: bool = False,
    version: int = 0,
) -> Any:
    """A table that becomes cards on a phone: both are sent, the stylesheet shows the one that fits.

    `card` draws one row (a named tuple of `frame`). With `on_select` the chosen row's index label is
    returned, from this same frame; the key carries `version`, so that a selection never survives a
    change of the data and lands on another record (streamlit/streamlit#17026). A column without a word is
    left out. Of many cards the first are drawn until all are asked for: a thousand take seconds.
    """
    chosen = None
    with st.container(key=f"wide-{key}"):
        shown = style(frame) if style else _told(frame)
        options: dict[str, Any] = {"column_config": columns, "hide_index": True, "alt": alt}
        if on_select:
            options |= {"on_select": "rerun", "selection_mode": "single-row"}
        event = st.dataframe(shown, key=session.widget(key, version, len(frame)), **options)
        if on_select and event.selection.rows:
            chosen = frame.index[event.selection.rows[0]]
    with st.container(key=f"narrow-{key}"):
        whole = len(frame) <= MOST_CARDS or st.toggle(
            _("Show all {n}").format(n=len(frame)), key=session.widget("cards", key)
        )
        for row in (frame if whole else frame.head(MOST_CARDS)).itertuples():
            with st.container(border=True, gap="xsmall"):
                card(row)
    return chosen


def _told(frame: pd.DataFrame) -> pd.DataFrame:
    """Without columns in which no row says anything, such as names where lists name nobody."""
    if frame.empty:
        return frame
    return frame.loc[:, [name for name in frame.columns if not frame[name].eq("").all()]]


def printable(frame: pd.DataFrame, alt: str, amounts: str | None = None) -> None:
    """A small table that prints whole (a dataframe is a canvas and prints only what is in view). `amounts`: a
    key where its last column holds amounts, which stand to the right."""
    with st.container(key=f"amounts-{amounts}") if amounts else nullcontext():
        st.table(frame, border="horizontal", alt=alt, hide_index=True)


def printable_records(
    listed: Sequence[_T],
    key: str,
    row: Callable[[_T], Mapping[str, str]],
    card: Callable[[_T], None],
    alt: str,
) -> None:
    """The same of few records with many columns: on a phone each is a card, as in `records`."""
    with st.container(key=f"wide-{key}"):
        printable(pd.DataFrame([row(each) for each in listed]), alt)
    with st.container(key=f"narrow-{key}"):
        for each in listed:
            with st.container(border=True, gap="xsmall"):
                card(each)


def empty_state(
    title: str, words: str, button: Callable[[], None] | None = None, icon: str = "inbox"
) -> None:
    """What will be here and the button that brings it: `button` draws it (a link or a button)."""
    with st.container(border=True, horizontal_alignment="center", key=f"empty-{icon}"):
        st.markdown(f":gray[:material/{icon}:] **{escaped(title)}**", width="content")
        st.markdown(f":gray[{escaped(words)}]", width="content")
        if button:
            button()


def offer_undo(sentence: str, take_back: Callable[[], Any]) -> None:
    """Instead of “are you sure”: do it, say so, and offer to take it back until the next action."""
    session.UNDO.set(session.Undo(sentence, take_back))


def copyable(*sentences: str) -> None:
    """Figures as sentences for the chat where the boss asked, behind a small button, each with its own copy
    button; no button where there is nothing to say."""
    if not sentences:
        return
    label = _("Copy as a sentence") if len(sentences) == 1 else _("Copy as sentences")
    with st.popover(label, icon=":material/content_copy:", type="tertiary"):
        for sentence in sentences:
            st.code(sentence, language=None, wrap_lines=True)


def _button(action: PrimaryAction) -> bool:
    return st.button(
        action.label,
        type="primary",
        icon=action.icon,
        key=session.widget(f"action-{action.key}"),
        on_click=messages.guarded(action.on_click) if action.on_click else None,
        args=action.args,
        disabled=action.disabled,
        help=action.help,
    )


def _metric(item: Figure) -> None:
    colour = {None: "off", True: "green", False: "red"}[item.good]
    said = [item.note or "", "" if item.n is None else formats.sample(item.n, short=True)]
    beside = " · ".join(part for part in said if part)
    st.metric(
        escaped(item.label),
        item.value,
        item.gap or beside or None,
        delta_color=colour if item.gap else "off",
        delta_arrow="off",
        delta_description=(beside or None) if item.gap else None,
        chart_data=[point for point in item.trend if point is not None] or None,
        border=True,
        height="stretch",
        help=item.help,
    )


def _show_undo() -> None:
    undo = session.UNDO.take()
    if undo is None:
        return

    def back() -> None:
        undo.take_back()
        messages.notice(messages.Kind.NOTE, _("Taken back."))

    with st.container(key="undo", horizontal=True, vertical_alignment="center", border=True):
        st.markdown(f":green[:material/check_circle:] {escaped(undo.sentence)}", width="stretch")
        st.button(
            _("Undo"), icon=":material/undo:", on_click=messages.guarded(back), key=session.widget("undo")
        )
