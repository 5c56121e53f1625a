"""One version of an audit form as the auditor will see it, with what each item really weighs."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd
import streamlit as st

from core.exact import exact_text
from core.language import N_, _, current
from core.text import Text
from qa.form.differences import Change, Kind, differences
from qa.form.kinds import ERROR_CLASSES, FORM_KINDS, ITEM_KINDS, PHASES, ItemKind
from qa.form.policies import Band
from qa.form.terms import AuditForm, Choice, ClauseRef, Item, Section
from qa.form.words import LABELS, condition_words, fatal_words, policy_words
from qa.scoring.weighing import effective_shares, section_shares
from ui import formats, layout, navigation
from ui.messages import escaped

_KINDS = {Kind.ADDED: N_("new"), Kind.GONE: N_("no longer there")}


def show(form: AuditForm) -> None:
    """What is scored, item by item, then the rules."""
    lang = current()
    facts = [
        FORM_KINDS[form.kind].in_(lang),
        _("Passed from {mark}").format(mark=formats.mark(form.pass_mark)),
        _("at most {n}").format(n=formats.mark(form.maximum)),
    ]
    st.markdown(" · ".join(escaped(fact) for fact in facts))
    if form.guidance:
        st.caption(escaped(form.guidance.in_(lang)))
    shares = effective_shares(form)
    of_sections = section_shares(form)
    for section in form.all_sections():
        _section(form, section, shares, of_sections.get(section.code))
    _faults(form)
    _clauses(form)
    st.subheader(_("How it is scored"), anchor=False)
    _rules(form)


def changes(before: AuditForm, after: AuditForm) -> None:
    """What the later version says otherwise, part by part."""
    found = differences(before, after)
    if not found:
        st.info(_("Both say the same."), icon=":material/check:")
    for change in found:
        _change(change, before.version, after.version)


def _section(form: AuditForm, section: Section, shares: dict[str, Fraction], whole: Fraction | None) -> None:
    lang = current()
    told = "" if not whole else " " + _("{share} of the whole").format(share=_percent(whole))
    st.markdown(f"**{escaped(section.text.in_(lang))}**:gray[{told}]")
    said = _section_notes(form, section)
    if said:
        st.caption(" · ".join(escaped(note) for note in said))
    rows = [_row(form, item, shares.get(item.code)) for item in section.items]
    if rows:
        alt = _("The items of {section}").format(section=section.text.in_(lang))
        layout.printable(pd.DataFrame(rows), alt=alt)


def _section_notes(form: AuditForm, section: Section) -> list[str]:
    notes = []
    if section.guidance:
        notes.append(section.guidance.in_(current()))
    if section.condition:
        notes.append(_asked(form, section.condition))
    if section.asked_unconnected:
        notes.append(_("scored also where no agent was reached"))
    if section.pass_mark is not None:
        notes.append(_("fails under {mark} %").format(mark=exact_text(section.pass_mark)))
    if section.bonus:
        notes.append(_("bonus"))
    return notes


def _row(form: AuditForm, item: Item, share: Fraction | None) -> dict[str, str]:
    guidance = f"  \n:gray[{escaped(item.guidance.in_(current()))}]" if item.guidance else ""
    return {
        _("Form item"): f"{escaped(item.text.in_(current()))} :gray[{escaped(item.code)}]{guidance}",
        _("Answers"): escaped(_answers(item)),
        _("Full points"): exact_text(item.points) if item.is_scored and item.points else formats.DASH,
        _("Share of the whole"): _percent(share) if share else formats.DASH,
        _("Notes"): escaped(" · ".join(_notes(form, item))),
    }


def _answers(item: Item) -> str:
    """做到 5 · 部分 2.5 · 未做到 0."""
    told = [] if item.kind is ItemKind.SINGLE else [ITEM_KINDS[item.kind].in_(current())]
    told += [_choice(item, choice) for choice in item.choices]
    if item.na_allowed:
        told.append(_("N/A"))
    if item.undetermined_allowed:
        told.append(_("Undetermined"))
    return " · ".join(told)


def _choice(item: Item, choice: Choice) -> str:
    words = f"{choice.text.in_(current())} {exact_text(choice.points)}"
    return f"{words} (≤ {exact_text(choice.up_to)})" if choice.up_to is not None else words


def _notes(form: AuditForm, item: Item) -> list[str]:
    lang, notes = current(), []
    if item.fatal:
        notes.append(_("fatal: {when}").format(when=fatal_words(item.fatal).in_(lang)))
    if item.error_class:
        notes.append(ERROR_CLASSES[item.error_class].in_(lang))
    if item.phase:
        notes.append(PHASES[item.phase].in_(lang))
    if item.condition:
        notes.append(_asked(form, item.condition))
    if item.bonus:
        notes.append(_("bonus"))
    if item.behaviours:
        notes.append(_listed(_("behaviours"), [pick.text for pick in item.behaviours]))
    if item.root_causes:
        notes.append(_("{n} root causes").format(n=len(item.root_causes)))
    if item.clause:
        notes.append(f"{item.clause.spec} v{item.clause.version} {item.clause.clause}")
    return notes


def _asked(form: AuditForm, condition: object) -> str:
    return _("asked when {condition}").format(
        condition=condition_words(form, condition).in_(current())  # type: ignore[arg-type]
    )


def _faults(form: AuditForm) -> None:
    if form.fatal_faults:
        words = [fault.text for fault in form.fatal_faults]
        st.markdown(f":material/dangerous: {escaped(_listed(_('Fatal faults'), words))}")


def _clauses(form: AuditForm) -> None:
    """The clauses its items stand on: a way to each of them, in its version."""
    found: dict[ClauseRef, list[str]] = {}
    for _of, item in form.items():
        if item.clause:
            found.setdefault(item.clause, []).append(item.text.in_(current()))
    if found:
        st.markdown(f"**{_('Clauses of the process specification')}**")
    for clause, items in found.items():
        said = f"{clause.clause} {_(', ').join(items)}"
        label = _("{spec} version {n}: {clauses}").format(spec=clause.spec, n=clause.version, clauses=said)
        navigation.link(
            "specifications", escaped(label), ":material/rule:", spec=clause.spec,
            version=str(clause.version), clause=clause.clause,
        )  # fmt: skip


def _rules(form: AuditForm) -> None:
    lang = current()
    told = policy_words(form.policies)
    rows = [
        {_("Rule"): LABELS[name].in_(lang), _("Set to"): escaped(words.in_(lang))}
        for name, words in told.items()
    ]
    if form.policies.bands:
        bands = " · ".join(_band(band) for band in form.policies.bands)
        rows.append({_("Rule"): _("Bands"), _("Set to"): escaped(bands)})
    layout.printable(pd.DataFrame(rows), alt=_("The rules this form is scored by"))
    st.caption(_("fingerprint {hash}").format(hash=form.hash[:12]))


def _band(band: Band) -> str:
    return f"{band.text.in_(current())} {exact_text(band.low)}–{exact_text(band.high)}"


def _change(change: Change, before: int, after: int) -> None:
    kind = f" :orange-badge[{_(_KINDS[change.kind])}]" if change.kind in _KINDS else ""
    code = f" :gray[{escaped(change.code)}]" if change.code else ""
    st.markdown(f"**{escaped(change.name.in_(current()))}**{code}{kind}")
    sides = [_("Version {number}").format(number=each) for each in (before, after)]
    if before == after:
        sides = [_("Before"), _("After")]
    rows = [
        {
            _("What is changed"): line.label.in_(current()),
            sides[0]: escaped(line.before.in_(current()) or formats.DASH),
            sides[1]: f"**{escaped(line.after.in_(current()) or formats.DASH)}**",
        }
        for line in change.lines
    ]
    if rows:
        alt = _("What {name} says in both").format(name=change.name.in_(current()))
        layout.printable(pd.DataFrame(rows), alt=alt)


def _listed(label: str, words: Sequence[Text]) -> str:
    said = _(", ").join(each.in_(current()) for each in words)
    return _("{label}: {words}").format(label=label, words=said)


def _percent(share: Fraction) -> str:
    return formats.percent(share, digits=1)
