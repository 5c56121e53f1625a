"""Two versions of a specification side by side, clause by clause, what differs within a text marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher

import pandas as pd
import streamlit as st

from core.language import _, current
from core.text import Text
from qa.specification.difference import ChangeKind, ClauseChange, Difference, FieldChange, difference
from qa.specification.terms import Part, SpecClause
from qa.specification.written import HEAD
from services.specifications.specifications import SpecificationView
from ui import formats, registered, report_words, session
from ui.messages import escaped

_COLOURS = {ChangeKind.ADDED: "green", ChangeKind.REMOVED: "red"}
#: A number or a word of letters is marked as a whole, Chinese sign by sign.
_WORD = re.compile(r"[A-Za-z0-9.]+|\s+|.", re.DOTALL)
#: Below this likeness a text is another text, and nothing within it is marked.
_ALIKE = 50


def show(view: SpecificationView) -> None:
    """The earlier and the later version to choose, and what differs."""
    numbers = [each.version.number for each in view.versions]
    if len(numbers) < 2:
        st.caption(_("There is one version only; nothing to compare it with."))
        return
    with st.container(horizontal=True):
        first = _choice(_("Version"), numbers, len(numbers) - 2, "spec-from")
        other = _choice(_("against version"), numbers, len(numbers) - 1, "spec-to")
    before, after = view.numbered(first).version, view.numbered(other).version
    st.markdown(_("Reason of version {n}: {why}").format(n=other, why=escaped(after.why)))
    found = difference(before.specification.stated, after.specification.stated)
    if not found:
        st.info(_("Both say the same."), icon=":material/check:")
        return
    table(found, *(_("Version {number}").format(number=each) for each in (first, other)))


def table(found: Difference, before: str, after: str) -> None:
    """What differs: the clauses, then what stands beside them; `before` and `after` head the columns."""
    for change in found.clauses:
        badges = " ".join(_badge(kind) for kind in change.kinds)
        st.markdown(f"**{escaped(_named(change))}** {badges}")
        was, becomes = _sides(change)
        _row({before: was, after: becomes}, _("Clause {code} in both").format(code=change.code))
    for each in found.fields:
        label = _label(each.field)
        st.markdown(f"**{escaped(label)}**")
        was, becomes = marked(_said(each, each.before), _said(each, each.after))
        _row({before: was, after: becomes}, _("{field} in both").format(field=label))


def marked(before: str, after: str) -> tuple[str, str]:
    """Both texts with what only one of them says marked; unmarked where hardly anything is the same."""
    was, becomes = _WORD.findall(before), _WORD.findall(after)
    matcher = SequenceMatcher(None, was, becomes, autojunk=False)
    if not before or not after or matcher.ratio() * 100 < _ALIKE:
        return escaped(before), escaped(after)
    left, right = "", ""
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        old, new = "".join(was[i1:i2]), "".join(becomes[j1:j2])
        left += escaped(old) if kind == "equal" else _mark(old, "red")
        right += escaped(new) if kind == "equal" else _mark(new, "green")
    return left, right


def _mark(words: str, colour: str) -> str:
    """Spaces stay outside: a mark that begins with one is none."""
    bare = words.strip()
    if not bare:
        return escaped(words)
    start = words.index(bare)
    lines = [f":{colour}-background[{escaped(line)}]" if line.strip() else "" for line in bare.split("\n")]
    return escaped(words[:start]) + "  \n".join(lines) + escaped(words[start + len(bare) :])


def _row(sides: dict[str, str], alt: str) -> None:
    st.table(
        pd.DataFrame([{escaped(head): said or formats.DASH for head, said in sides.items()}]),
        border="horizontal",
        hide_index=True,
        alt=alt,
    )


def _sides(change: ClauseChange) -> tuple[str, str]:
    before, after = (_clause(each) for each in (change.before, change.after))
    return marked(before, after)


def _clause(clause: SpecClause | None) -> str:
    """The clause in one text: number, where it stands, its words, whether it is critical."""
    if clause is None:
        return ""
    critical = _("critical") if clause.critical else ""
    head = " · ".join(part for part in (clause.number, clause.part.words.in_(current()), critical) if part)
    return f"{head}\n{clause.text.in_(current())}"


def _named(change: ClauseChange) -> str:
    return _("Clause {code}").format(code=change.code)


def _badge(kind: ChangeKind) -> str:
    return f":{_COLOURS.get(kind, 'orange')}-badge[{escaped(kind.words.in_(current()))}]"


def _label(field: str) -> str:
    if field in {part.value for part in Part}:
        return Part(field).words.in_(current())
    return (HEAD.get(field) or HEAD[f"{field}_zh"]).in_(current())


def _said(change: FieldChange, value: object) -> str:
    """A field's value in words."""
    if isinstance(value, Text):
        return value.in_(current())
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _(", ").join(map(str, value))
    if change.field == "vendor":
        return report_words.vendor_name(str(value)) if value else _("all vendors")
    if change.field == "project":
        names = {each.code: each.name.in_(current()) for each in registered.projects()}
        return names.get(str(value), str(value)) if value else _("all projects")
    return str(value or "")


def _choice(label: str, numbers: list[int], index: int, name: str) -> int:
    return st.selectbox(label, numbers, index=index, key=session.widget(name), width=180)
