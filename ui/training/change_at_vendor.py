"""One change at one vendor: until when, who lacks it, who is away, as issued and as known now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.language import _, current
from qa.roster.spell import UNTOLD
from qa.training.burn_down import BurnDown
from qa.training.change import ChangeState
from qa.training.coverage import Which
from services.training.change_board import ChangeAtVendor, Lacks, Owing
from services.training.due_snapshots import Issued
from ui import formats, house, layout
from ui.layout import Figure
from ui.messages import escaped
from ui.training import change_burn
from ui.training.change_list import countdown, state_badge, state_words


def show(at: ChangeAtVendor, burn: BurnDown | None, issued: Issued | None) -> None:
    """Figures, why it is due then, the burn-down, and the people by name of code."""
    st.markdown(state_badge(at))
    if at.standing is None or at.due is None:
        st.caption(_why_nothing(at))
        return
    _figures(at)
    for course, due in at.dues.items():
        st.caption(
            f"{escaped(_course(at, course))}: {formats.day(due.day)} · {escaped(due.why.in_(current()))}"
        )
    _told(at)
    if burn is not None:
        change_burn.show(burn, current())
    if issued is not None:
        _issued(at, issued)
    _lacking(at)
    _owing(
        _("Away, to be trained before the next contact"),
        at.away,
        _("Back on"),
        _("On long leave on the due day, each with the first day back"),
    )
    _owing(
        _("Live only after it was due, to be trained before the first contact"),
        at.joined,
        _("Live from"),
        _("Agents who went live after the due day"),
    )
    layout.copyable(_sentence(at))


def _why_nothing(at: ChangeAtVendor) -> str:
    if not at.change.courses:
        return _(
            "Name the course in the specification, or say in a course which specification it teaches: then "
            "whoever it concerns owes it."
        )
    return _("Who was concerned is told by a roster; none is in of that day or before it.")


def _figures(at: ChangeAtVendor) -> None:
    whole, due = at.whole(), at.due
    assert due is not None and at.standing is not None
    state = at.standing.state
    running = state is ChangeState.RUNNING
    by_site = [(site, share) for site in at.sites if (share := site.share(Which.ON_TIME)) is not None]
    worst = min(by_site, key=lambda each: each[1], default=None)
    figures = [
        Figure(
            _("Due"),
            formats.day(due.day) if due.at is None else formats.instant(due.at),
            note=countdown(due, house.house().clock.now()),
        ),
        Figure(
            _("Passed so far") if running else _("Passed on time"),
            formats.percent(whole.share(Which.ON_TIME)),
            note=f"{whole.trained} / {whole.in_scope}",
        ),
    ]
    if worst is not None and len(by_site) > 1:
        site, share = worst
        figures.append(
            Figure(
                _("Worst site"),
                formats.percent(share),
                note=f"{site.site or _('no site')} {site.trained} / {site.in_scope}",
            )
        )
    figures.append(Figure(_("Still to pass") if running else _("Lacked it"), formats.count(len(at.lacking))))
    if not running:
        figures.append(Figure(_("Passed by now"), f"{whole.now} / {whole.in_scope}"))
    layout.figure_strip(figures)


def _told(at: ChangeAtVendor) -> None:
    """What the client owed late, who is excused by it, and what the figures rest on."""
    for late in at.late:
        words = _("The client handed over {course} {n} d late: owed on {owed}, given on {day}.")
        st.markdown(
            escaped(
                words.format(
                    course=_course(at, late.course),
                    n=late.days,
                    owed=formats.day(late.owed),
                    day=formats.day(late.delivered),
                )
            )
        )
    for owed in at.missing:
        words = _(
            "{course} has not been handed over by the client: owed on {day}. Nothing counts as overdue."
        )
        said = words.format(course=_course(at, owed.course), day=formats.day(owed.owed))
        st.markdown(f":orange[:material/hourglass_top:] {escaped(said)}")
    if excused := at.whole().excused:
        st.caption(_("Of those on time {n} are excused by that.").format(n=excused))
    if at.carried_days:
        st.caption(_("The last roster is {n} days old and carried forward.").format(n=at.carried_days))
    due = at.due
    if due is not None and not due.certain:
        st.caption(_("The due day may move: the year's working days are not published yet."))


def _course(at: ChangeAtVendor, code: str) -> str:
    """A course's name; one nobody knows goes by its code."""
    return at.names[code].in_(current()) if code in at.names else code


def _issued(at: ChangeAtVendor, issued: Issued) -> None:
    """What was issued stays; where more is known now, both stand side by side."""
    whole = at.whole()
    now = {each.spell.agent for each in at.lacking}
    words = _("As issued ({at}): {trained} of {all} passed on time.")
    if issued.excused:
        words = _("As issued ({at}): {trained} of {all} passed on time, {excused} of them excused.")
    said = words.format(
        at=formats.instant(issued.known_at),
        trained=issued.trained,
        all=issued.in_scope,
        excused=issued.excused,
    )
    same = (issued.trained, issued.in_scope) == (whole.trained, whole.in_scope) and now == set(issued.agents)
    if same:
        st.caption(said)
        return
    known = _("Known now: {trained} of {all}.").format(trained=whole.trained, all=whole.in_scope)
    names = _("Lacked it as issued: {names}.").format(names=", ".join(issued.agents) or formats.DASH)
    with st.container(border=True):
        st.markdown(escaped(f"{said} {known}"))
        st.caption(escaped(names))


def _lacking(at: ChangeAtVendor) -> None:
    if not at.lacking:
        return
    running = at.standing is not None and at.standing.state is ChangeState.RUNNING
    st.subheader(_("Still to pass") if running else _("Lacked it when it was due"), anchor=False)
    layout.records(
        pd.DataFrame([_lacks_row(at, each) for each in at.lacking]),
        "change-lacking",
        columns={
            "agent": _("Agent"),
            "named": _("Agent's name"),
            "site": _("Site"),
            "courses": _("Course"),
            "later": _("Passed later"),
        },
        card=_lacks_card,
        alt=_("Who lacks the training of this change, with site and course"),
        version=house.data_version(),
    )


def _lacks_row(at: ChangeAtVendor, each: Lacks) -> dict[str, str]:
    return {
        "agent": each.spell.agent,
        "named": each.spell.named,
        "site": each.spell.site or formats.DASH,
        "courses": ", ".join(_course(at, code) for code in each.courses),
        "later": formats.day(each.later),
    }


def _lacks_card(row: Any) -> None:
    st.markdown(f"**{escaped(row.agent)}** {escaped(row.named)}")
    st.caption(f"{escaped(row.site)} · {escaped(row.courses)} · {row.later}")


def _owing(title: str, found: Sequence[Owing], day: str, alt: str) -> None:
    if not found:
        return
    st.subheader(title, anchor=False)
    rows = [
        {
            _("Agent"): each.spell.agent,
            _("Site"): each.spell.site or formats.DASH,
            day: _("not known") if each.day == UNTOLD else formats.day(each.day),
            _("State"): _("done") if each.done else _("open"),
        }
        for each in found
    ]
    layout.printable(pd.DataFrame(rows).map(escaped), alt=alt)


def _sentence(at: ChangeAtVendor) -> str:
    whole, due = at.whole(), at.due
    words = _("{change}: due {due}, {trained} of {all} passed on time; {state}. {names}")
    names = ", ".join(each.spell.agent for each in at.lacking)
    return words.format(
        change=at.change.name.in_(current()),
        due=formats.day(due.day) if due else formats.DASH,
        trained=whole.trained,
        all=whole.in_scope,
        state=state_words(at),
        names=_("Lacking: {names}.").format(names=names) if names else "",
    ).strip()
