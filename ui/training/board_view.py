"""The board of training: figures, the grid of sites and courses, who lacks what, contacts without it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from qa.training.coverage import Which
from services.training.board import TrainingBoard
from services.training.change_board import ChangeAtVendor
from services.training.due_snapshots import Issued
from services.training.expiries import RunsOut
from ui import formats, house, layout, navigation
from ui.layout import Figure
from ui.messages import escaped
from ui.training import board_names, board_pictures

#: What is said of the expired ones by name; more are on their own page.
_NAMED = 8
_DAYS_NAMED = 3
_SOON = 30


def known_switch(issued: Sequence[Issued], chosen: str | None) -> datetime | None:
    """As known now, or when the last figure of the month was issued; only where one was."""
    at = max((each.known_at for each in issued), default=None)
    if at is None:
        return None
    options = {"now": _("Known now"), "issued": _("As issued ({at})").format(at=formats.instant(at))}
    said = layout.switch(_("As known"), options, chosen if chosen in options else "now", "tab")
    return at if said == "issued" else None


def show(name: str, found: TrainingBoard, issued: Sequence[Issued] = ()) -> None:
    """Everything of one vendor's month."""
    layout.figure_strip(_figures(found))
    if found.expired:
        _expired(found.expired)
    _told(found)
    for each in found.changes:
        _change(each)
    _issued(found, issued)
    cell = board_pictures.grid(found)
    if cell is not None:
        board_names.lacking(found, cell)
    board_pictures.by_day(found)
    _contacts(found)
    layout.copyable(_sentence(name, found))


def _figures(found: TrainingBoard) -> list[Figure]:
    of, ok = found.pooled()
    live, certified = found.certified()
    contacts = sum(each.contacts for each in found.uncertified)
    worst = found.worst()
    named = found.contacts_named
    return [
        Figure(
            _("Trained by the due day"), share(ok, of), note=_fell_due(found),
            help=_("Of those at work on each due day of the month, who had passed by then; all sites."),
        ),
        Figure(
            _("Worst site"),
            share(worst[2], worst[1]) if worst else formats.DASH,
            note=f"{worst[0] or _('no site')} {_over(worst[2], worst[1])}" if worst else None,
        ),
        Figure(
            _("Certified on {day}").format(day=formats.day(found.day)), share(certified, live),
            note=_over(certified, live),
            help=_("Agents at work on the day who hold every course they have to, of all at work."),
        ),
        Figure(
            _("Contacts uncertified"),
            formats.count(contacts if named is not None else None),
            note=_("of {n} that name an agent").format(n=formats.count(named))
            if named is not None
            else _("no list of contacts names agents"),
        ),
        Figure(
            _("Run out within {n} days").format(n=_SOON),
            formats.count(found.ending(_SOON)),
            note=_("{n} of compliance expired").format(n=len(found.expired)) if found.expired else None,
        ),
    ]  # fmt: skip


def share(ok: int, of: int) -> str:
    """In percent; a dash where there is nobody."""
    return formats.percent(Fraction(100 * ok, of)) if of else formats.DASH


def _fell_due(found: TrainingBoard) -> str:
    of, ok = found.pooled()
    if not of:
        return _("nothing fell due")
    return _("{over}, provisional").format(over=_over(ok, of)) if found.waiting else _over(ok, of)


def _over(ok: int, of: int) -> str:
    return f"{formats.count(ok)} / {formats.count(of)}"


def _expired(expired: tuple[RunsOut, ...]) -> None:
    words = _("A compliance course has run out: nothing here is green.")
    names = [
        _("{agent}: {course} until {day}").format(
            agent=each.spell.agent, course=each.name.in_(current()), day=formats.day(each.last_day)
        )
        for each in expired[:_NAMED]
    ]
    if len(expired) > _NAMED:
        names.append(_("and {n} more").format(n=len(expired) - _NAMED))
    with st.container(border=True, gap="xsmall", key="expired-compliance"):
        st.markdown(f":red[:material/block:] **{escaped(words)}**")
        st.markdown(escaped("; ".join(names)))
        navigation.link("expiries", _("See what runs out"), ":material/arrow_forward:")


def _told(found: TrainingBoard) -> None:
    """What the figures rest on."""
    parts = [
        _("Reckoned from rosters, matrix and records"),
        _("records in up to {day}").format(day=formats.day(found.records_until))
        if found.records_until
        else _("no record is in"),
    ]
    if found.waiting:
        said = _("no list of records reaches {days} yet, so what fell due is provisional")
        parts.append(said.format(days=_listed(found.waiting)))
    if found.known is not None:
        parts.append(_("as known on {at}").format(at=formats.instant(found.known)))
    if found.carried_days:
        parts.append(_("the last roster is {n} days old and carried forward").format(n=found.carried_days))
    st.caption(escaped(" · ".join(parts)))


def _listed(days: Sequence[date]) -> str:
    """The first few days; more are told by their number."""
    first = "、".join(formats.day(day) for day in days[:_DAYS_NAMED])
    more = len(days) - _DAYS_NAMED
    return _("{days} and {n} more days").format(days=first, n=more) if more > 0 else first


def _change(at: ChangeAtVendor) -> None:
    """A change that fell due in the month is no course of the matrix: it stands by itself."""
    whole = at.whole()
    assert at.due is not None
    words = _("Change training {name}, due {day}: {share} passed on time ({over}).")
    said = words.format(
        name=at.change.name.in_(current()), day=formats.day(at.due.day),
        share=formats.percent(whole.share(Which.ON_TIME)), over=_over(whole.trained, whole.in_scope),
    )  # fmt: skip
    product = at.known.is_specification
    # The sentence wraps on a small screen; the label of a link would be cut there.
    st.markdown(f":material/published_with_changes: {escaped(said)}")
    navigation.link(
        "changes", _("Open this change"), ":material/arrow_forward:", vendor=at.vendor,
        record=None if product else at.change.key, spec=at.change.product if product else None,
        version=str(at.change.number) if product else None,
    )  # fmt: skip


def _issued(found: TrainingBoard, issued: Sequence[Issued]) -> None:
    """What was written down of each due day, once: it stays, whatever is known later."""
    if not issued:
        return
    rows = [
        {
            _("Due"): formats.day(each.due),
            _("Course or change"): _subject(found, each),
            _("As issued"): f"{share(each.trained, each.in_scope)} ({_over(each.trained, each.in_scope)})",
            _("With grace"): _over(each.grace, each.in_scope),
            _("As known at"): formats.instant(each.known_at),
            _("Lacked it"): ", ".join(each.agents) or formats.DASH,
        }
        for each in issued
    ]
    st.subheader(_("Issued figures of the due days"), anchor=False)
    layout.printable(pd.DataFrame(rows).map(escaped), alt=_("Of each due day the figure as it was issued"))


def _subject(found: TrainingBoard, issued: Issued) -> str:
    changes = {each.change.key: each.change.name.in_(current()) for each in found.changes}
    return changes.get(issued.subject) or board_pictures.course_name(found, issued.subject)


def _contacts(found: TrainingBoard) -> None:
    """Zero tolerance: each is listed."""
    if not found.uncertified:
        return
    st.subheader(_("Contacts handled uncertified"), anchor=False)
    st.caption(_("One is a fact, not a sample: each agent and day on which something owed was not held."))
    rows = [
        {
            "day": formats.day(each.day),
            "agent": each.spell.agent,
            "site": each.spell.site or _("no site"),
            "contacts": each.contacts,
            "courses": "、".join(board_pictures.course_name(found, code) for code in each.courses),
        }
        for each in found.uncertified
    ]
    layout.records(
        pd.DataFrame(rows),
        "training-contacts",
        columns={
            "day": _("Day"), "agent": _("Agent"), "site": _("Site"), "contacts": _("Contacts handled"),
            "courses": _("Lacked"),
        },
        card=_contact_card,
        alt=_("Contacts handled by agents who lacked a course that day"),
        version=house.data_version(),
    )  # fmt: skip


def _contact_card(row: Any) -> None:
    st.markdown(f"**{escaped(row.agent)}** · {row.day} · {formats.count(row.contacts)}")
    st.caption(f"{escaped(row.site)} · {escaped(row.courses)}")


def _sentence(name: str, found: TrainingBoard) -> str:
    live, certified = found.certified()
    words = _("{vendor} on {day}: {ok} of {of} agents hold everything they have to; {n} contacts without it.")
    contacts = sum(each.contacts for each in found.uncertified)
    return words.format(
        vendor=name, day=formats.day(found.day), ok=certified, of=live, n=formats.count(contacts)
    )
