"""One specification: read it, compare its versions, what a version touches, and what it brought."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from core.language import _, current
from core.principal import Action, Principal
from core.text import Lang
from qa.specification.terms import Part, SpecClause, Specification
from qa.specification.written import COLUMNS
from services.house.bootstrap import House
from services.specifications import specification_drafts, specification_retiring, specifications
from services.specifications.specifications import PublishedVersion, SpecificationView
from ui import formats, house, layout, retiring, session, urls, ways
from ui.messages import escaped
from ui.specifications import (
    specification_compare,
    specification_effect_view,
    specification_list,
    specification_new,
    specification_readings,
    specification_touches,
)

_READ, _COMPARE, _TOUCHES, _LOG = "read", "compare", "touches", "log"


def show(view: SpecificationView) -> None:
    """Its head, the version and the part of it that the address names."""
    address = urls.read()
    numbers = {str(each.version.number): each for each in view.versions}
    chosen = numbers.get(address.version or "") or view.shown
    _head(view, chosen)
    ways.back(_("All process specifications"), spec=None, version=None, tab=None, clause=None)
    retiring.told(view.retired)
    if house.principal().may(Action.MANAGE) and view.code in _being_written():
        st.info(_("A next version is being written."), icon=":material/edit:")
    parts: Mapping[str, tuple[str, Callable[[], None]]] = {
        _READ: (_("What it says"), partial(_read, view, chosen)),
        _COMPARE: (_("Versions side by side"), partial(specification_compare.show, view)),
        _TOUCHES: (_("What it touches"), partial(specification_touches.show, view, chosen)),
        _LOG: (_("Changes and what they brought"), partial(specification_effect_view.show, view)),
    }
    open_part = address.tab if address.tab in parts else _READ
    with layout.switches():
        layout.switch(_("Show"), {code: words for code, (words, _draw) in parts.items()}, open_part, "tab")
        if len(numbers) > 1 and open_part in (_READ, _TOUCHES):
            names = {code: _version(each) for code, each in numbers.items()}
            layout.switch(_("Version"), names, str(chosen.version.number), "version")
    parts[open_part][1]()


def _head(view: SpecificationView, chosen: PublishedVersion) -> None:
    made = chosen.version.specification
    owner = _("Owner: {name}").format(name=made.owner)
    number = _("Version {number}").format(number=chosen.version.number)
    since = _("in force from {day}").format(day=formats.day(chosen.version.effective))
    said = [view.code, number, owner, since, specification_list.bound(view)]
    change = layout.PrimaryAction(
        _("Write the next version"), partial(_next, view.code), icon=":material/edit:", key="spec-next"
    )
    may = specifications.may_for(house.principal(), Action.MANAGE, made.vendor)
    layout.page_head(made.name.in_(current()), said, change if may else None)
    if badges := specification_list.badges(view):
        st.markdown(badges)


def _being_written() -> set[str]:
    return {each.code for each in specification_readings.drafts()}


def _version(each: PublishedVersion) -> str:
    day = formats.day(each.version.effective)
    return _("Version {number} · {day}").format(number=each.version.number, day=day)


def _read(view: SpecificationView, chosen: PublishedVersion) -> None:
    """The four fields, each with its clauses, and the version as a file."""
    made = chosen.version.specification
    _led_to(made, urls.read().clause)
    for part in Part:
        with st.container(border=True, gap="small"):
            st.markdown(f"**{escaped(part.words.in_(current()))}**")
            st.markdown(escaped(made.field(part).in_(current())))
            if clauses := made.under(part):
                st.table(_rows(clauses), border="horizontal", hide_index=True)
    _beside(made)
    here, who = house.house(), house.principal()
    with st.container(horizontal=True):
        for form, words in (("xlsx", _("As Excel")), ("yaml", _("As YAML"))):
            st.download_button(
                words,
                data=partial(_file, here, who, (view.code, chosen.version.number, form), current()),
                file_name=f"{view.code}-{chosen.version.number}.{form}",
                icon=":material/download:",
                on_click="ignore",
                key=session.widget("spec-file", form),
            )
        _retire(view)


def _led_to(made: Specification, code: str | None) -> None:
    """The clause a link leads to, before the whole it stands in; said too where this version has none."""
    if code is None:
        return
    clause = made.clause(code)
    with st.container(border=True, gap="xsmall", key="spec-clause"):
        if clause is None:
            st.markdown(escaped(_("This version has no clause {code}.").format(code=code)))
        else:
            name, part = f"{clause.number} {clause.text.in_(current())}", clause.part.words.in_(current())
            st.markdown(f":material/bookmark: **{escaped(name.strip())}**")
            st.caption(
                escaped(" · ".join([part, clause.code, *([_("critical")] if clause.critical else [])]))
            )
        ways.back(_("The whole specification"), clause=None)


def _retire(view: SpecificationView) -> None:
    here, who = house.house(), house.principal()
    if not specifications.may_for(who, Action.MANAGE, view.newest.version.specification.vendor):
        return
    retiring.button(
        view.retired,
        view.code,
        _("A retired specification is in force no more; what rests on its clauses still names them."),
        partial(specification_retiring.retire_specification, here, who, view.code),
        partial(specification_retiring.reinstate_specification, here, who, view.code),
    )


def _rows(clauses: tuple[SpecClause, ...]) -> dict[str, list[str]]:
    critical = f":red-badge[{_('critical')}]"
    return {
        COLUMNS["number"].in_(current()): [escaped(each.number) for each in clauses],
        _("Clause"): [
            escaped(each.text.in_(current())) + (f" {critical}" if each.critical else "") for each in clauses
        ],
        COLUMNS["code"].in_(current()): [escaped(each.code) for each in clauses],
    }


def _beside(made: Specification) -> None:
    if made.trainings:
        said = _("Taught by: {courses}").format(courses=_(", ").join(made.trainings))
        st.caption(escaped(said))
    if made.review_by:
        st.caption(_("To be reviewed by {day}").format(day=formats.day(made.review_by)))


def _file(here: House, who: Principal, wanted: tuple[str, int, str], lang: Lang) -> bytes:
    """Made when it is fetched, which is outside of the page's run."""
    return specifications.specification_file(here, who, *wanted, lang)[1]


def _next(code: str) -> None:
    specification_new.opened(specification_drafts.start_next(house.house(), house.principal(), code))
