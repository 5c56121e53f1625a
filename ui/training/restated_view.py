"""Coverage restated by unsupported records beside coverage as recorded, figure by figure."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.language import _, current
from services.training.restated import Restated
from ui import formats, layout
from ui.messages import escaped


def show(figures: Sequence[Restated]) -> None:
    """What is unsupported and which figures lose people by it; where none does, that."""
    st.warning(
        _("What is unsupported holds no course any more: coverage is restated without it."),
        icon=":material/link_off:",
    )
    if not figures:
        st.caption(
            _(
                "No figure of the month loses anybody: whoever lost a record holds the course by another, or "
                "is not on a roster of the month's last day."
            )
        )
        return
    st.subheader(_("Coverage restated"), anchor=False)
    layout.printable_records(
        figures, "restated", _row, _card, alt=_("Coverage as recorded and without unsupported records")
    )
    layout.copyable(*map(_sentence, figures))


def _row(each: Restated) -> dict[str, str]:
    return {
        _("What"): escaped(_what(each)),
        _("Day"): formats.day(each.day),
        _("As recorded"): _share(each, each.recorded),
        _("Restated"): f"**{_share(each, each.counted)}**",
        _("Unsupported"): f"{_gone(each)}",
    }


def _card(each: Restated) -> None:
    st.markdown(f"**{escaped(_what(each))}** · {formats.day(each.day)}")
    st.markdown(f"**{_share(each, each.counted)}** · {_gone(each)}")
    st.caption(f"{_('As recorded')}: {_share(each, each.recorded)}")


def _what(each: Restated) -> str:
    names = ", ".join(name.in_(current()) for name in each.courses)
    if each.change is None:
        return _("{course}: held by those it is asked of").format(course=names)
    return _("Change “{change}” ({course}): passed by its due day").format(
        change=each.change.in_(current()), course=names
    )


def _share(each: Restated, n: int) -> str:
    return formats.figure(each.share(n), "percent", numerator=n, denominator=each.in_scope)


def _gone(each: Restated) -> str:
    return f":material/link_off: {formats.count(each.unsupported)}"


def _sentence(each: Restated) -> str:
    words = _("{what}, {day}: {now}, unsupported {n}; as recorded {before}.")
    return words.format(
        what=_what(each), day=formats.day(each.day), now=_share(each, each.counted), n=each.unsupported,
        before=_share(each, each.recorded),
    )  # fmt: skip
