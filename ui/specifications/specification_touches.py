"""What rests on a specification: form items, answer keys and courses, those to look at again first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from core.language import _, current
from core.principal import Action
from qa.specification.affected import Affected, ReferenceKind, Standing
from services.specifications import specification_reviews, specifications
from services.specifications.specifications import PublishedVersion, SpecificationView
from ui import formats, house, messages, navigation, popped, session
from ui.messages import Kind, escaped
from ui.specifications import specification_readings

_COLOURS = {
    Standing.BROKEN: "red",
    Standing.TO_REVIEW: "orange",
    Standing.CONFIRMED: "blue",
    Standing.CURRENT: "green",
}


def show(view: SpecificationView, chosen: PublishedVersion) -> None:
    """Held against one version, with a place to say what was looked at."""
    number = chosen.version.number
    found = specification_readings.touched(view.code, number)
    st.caption(
        _(
            "Held against version {n}. What names an earlier version waits until it is brought up to date, "
            "or until a named person confirms that the change does not touch it."
        ).format(n=number)
    )
    if not found:
        st.caption(
            _(
                "Nothing points at it yet: name it at the items of a form or at the answers of a brief, or "
                "name the courses that teach it."
            )
        )
        return
    _confirming(view, number, [each for each in found if each.standing is Standing.TO_REVIEW])
    table(found)
    _confirmed(view)


def table(found: Sequence[Affected]) -> None:
    """By where they stand, a line each."""
    for standing, group in groupby(found, key=lambda each: each.standing):
        lines = list(group)
        words = escaped(standing.words.in_(current()))
        st.markdown(f":{_COLOURS[standing]}-badge[{words}] {len(lines)}")
        st.table(
            {
                _("Kind"): [escaped(each.reference.kind.words.in_(current())) for each in lines],
                _("Which"): [escaped(_named(each)) for each in lines],
                _("Rests on"): [escaped(_rests_on(each)) for each in lines],
                _("Since then"): [escaped(_became(each)) for each in lines],
            },
            border="horizontal",
            hide_index=True,
        )
    with st.container(horizontal=True):
        kinds = {each.reference.kind for each in found}
        if ReferenceKind.TRAINING in kinds:
            navigation.link("training", _("Training"), ":material/school:", tab="all")
        if ReferenceKind.ANSWER_KEY in kinds:
            navigation.link("programme", _("Briefs"), ":material/menu_book:", tab="briefs")
        forms = {each.reference.source for each in found if each.reference.kind is ReferenceKind.FORM_ITEM}
        for code in sorted(forms):
            label = _("Form {code}").format(code=code)
            navigation.link("forms", escaped(label), ":material/checklist:", form=code)


def _named(each: Affected) -> str:
    reference = each.reference
    name = reference.name.in_(current())
    if not reference.item:
        return name
    where = " ".join(filter(None, (reference.source, reference.source_version, reference.item)))
    return _("{name} ({kind})").format(name=name, kind=where)


def _rests_on(each: Affected) -> str:
    reference = each.reference
    if not reference.clause:
        return _("all of it")
    return _("clause {clause}, version {n}").format(clause=reference.clause, n=reference.version)


def _became(each: Affected) -> str:
    reference = each.reference
    if reference.kind is ReferenceKind.TRAINING:
        if reference.last_held is None:
            return _("no class reported")
        return _("last class {day}").format(day=formats.day(reference.last_held))
    if each.standing is Standing.BROKEN:
        return _("there is no such clause or version")
    if each.standing is Standing.CURRENT:
        return _("names this version")
    if each.change is None:
        return _("word for word the same")
    return _(", ").join(kind.words.in_(current()) for kind in each.change.kinds)


def _confirming(view: SpecificationView, number: int, waiting: Sequence[Affected]) -> None:
    """One form for all that wait; those whose clause asks for the very same are chosen already."""
    vendor = view.newest.version.specification.vendor
    if not waiting or not specifications.may_for(house.principal(), Action.AUDIT, vendor):
        return
    names = {each.reference.key: f"{_named(each)} · {_rests_on(each)}" for each in waiting}
    keys = popped.keys("spec-confirm", "which", "why")
    label = _("Confirm what is not touched ({n} wait)").format(n=len(waiting))
    with popped.form(
        label,
        ":material/rule:",
        "spec-confirm",
        _(
            "Confirm what this version does not touch. Change the others at the form or brief, or hold the "
            "course."
        ),
    ):
        st.multiselect(
            _("Not touched by version {n}").format(n=number),
            list(names),
            default=[each.reference.key for each in waiting if each.is_same_words],
            format_func=names.__getitem__,
            key=keys["which"],
            select_all=False,
            placeholder=_("Choose"),
        )
        st.text_input(_("Why? It is kept with the record."), key=keys["why"], max_chars=500)
        popped.save("spec-confirm", _confirm, view.code, number, keys, label=_("Confirm as unaffected"))


def _confirm(code: str, number: int, keys: dict[str, str]) -> None:
    which = list(st.session_state.get(keys["which"]) or [])
    if not which:
        messages.notice(Kind.WARNING, _("Choose what is not touched first."))
        return
    why = popped.said(keys)["why"]
    specification_reviews.confirm_unaffected(house.house(), house.principal(), code, number, which, why)
    session.clear_form()
    messages.notice(Kind.DONE, _("Confirmed, with your name and the reason."))


def _confirmed(view: SpecificationView) -> None:
    kept = specification_readings.confirmations(view.code)
    if not kept:
        return
    with st.expander(_("What was confirmed"), icon=":material/verified:"):
        for each in reversed(kept):
            what = " ".join(filter(None, (each.source, each.source_version, each.item, each.clause)))
            said = _("Version {n}: {what}, by {who}, {at}: {why}")
            st.caption(
                escaped(
                    said.format(
                        n=each.number,
                        what=what,
                        who=each.confirmed_by,
                        at=formats.instant(each.confirmed_at),
                        why=each.why,
                    )
                )
            )
