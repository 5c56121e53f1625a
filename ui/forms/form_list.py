"""The audit forms there are: their versions, what is being written, and the ways to begin a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from core.exact import exact_text
from core.language import _, current
from qa.form.columns import CODE
from qa.form.kinds import FORM_KINDS
from qa.form.terms import AuditForm
from services.forms import audit_forms, form_drafts, form_retiring
from services.forms.audit_forms import FormVersion
from services.forms.form_drafts import FormDraftView
from ui import formats, house, layout, messages, navigation, retiring, session, styles, urls, ways
from ui.forms import form_as_if, form_view
from ui.messages import escaped

if TYPE_CHECKING:
    from core.principal import Principal
    from core.text import Lang
    from services.house.bootstrap import House
    from store.records import RetirementRecord

_LIMIT_MB = 2
_KINDS = ("xlsx", "yaml", "yml")


def table(versions: Sequence[FormVersion]) -> str | None:
    """The forms, each by its newest version; gives the code of the one that was clicked."""
    newest = {each.form.code: each for each in reversed(versions)}
    frame = pd.DataFrame([_row(each) for _code, each in sorted(newest.items())])
    columns = {
        "name": st.column_config.TextColumn(_("Form"), width="large"),
        "code": CODE.label.in_(current()),
        "kind": _("Kind"),
        "version": st.column_config.TextColumn(_("Version now"), width="small"),
        "items": st.column_config.NumberColumn(_("Items"), width="small"),
        "mark": st.column_config.TextColumn(_("Pass mark"), alignment="right"),
        "since": _("Published"),
    }
    return layout.records(
        frame.set_index("code", drop=False),
        "forms",
        columns=columns,
        card=_card,
        alt=_("Audit forms with kind, version, number of items and pass mark"),
        on_select=True,
        version=house.data_version(),
    )


def one(versions: Sequence[FormVersion], manages: bool) -> None:
    """One form: its versions, what may be done with the one chosen, and the form itself."""
    ways.back(_("All forms"), form=None)
    code = versions[0].form.code
    numbers = [each.form.version for each in versions]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.selectbox(_("Version"), numbers, key=session.widget("form-version", code), width=140)
        _actions(code, number, manages, versions[0].retired)
    chosen = next(each for each in versions if each.form.version == number)
    st.caption(_published(chosen))
    retiring.told(chosen.retired)
    form_view.show(chosen.form)
    earlier = [each.form for each in versions if each.form.version != number]
    if earlier:
        _compared(chosen.form, earlier)


def drafts(found: Sequence[FormDraftView]) -> None:
    """What is being written, one line each."""
    if not found:
        return
    st.subheader(_("Drafts"), anchor=False)
    for draft in found:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            name = draft.form.text.in_(current()) if draft.form else draft.code
            said = _("saved {when} by {who}").format(
                when=formats.instant(draft.changed_at), who=escaped(draft.changed_by)
            )
            st.markdown(f"**{escaped(name)}** · {escaped(draft.code)}  \n:gray[{said}]")
            st.button(
                _("Write on"),
                icon=":material/edit:",
                key=session.widget("form-draft-go", draft.id),
                on_click=messages.guarded(open_draft),
                args=(draft.id,),
            )


def begin(shipped: Sequence[AuditForm]) -> None:
    """A new form: from nothing, from one that comes with the product, or from a file."""
    st.subheader(_("A new form"), anchor=False)
    st.button(
        _("Design one from nothing"),
        icon=":material/add:",
        key=session.widget("form-blank"),
        on_click=messages.guarded(_start_blank),
    )
    if shipped:
        _ready_made({form.code: form for form in shipped})
    _from_file()


def _ready_made(forms: Mapping[str, AuditForm]) -> None:
    labels = {code: f"{code} {form.text.in_(current())}" for code, form in forms.items()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        code = st.selectbox(
            _("Start from a ready-made form"),
            list(forms),
            format_func=labels.__getitem__,
            key=session.widget("form-start"),
            width=360,
        )
        st.button(
            _("Start"),
            icon=":material/edit_document:",
            key=session.widget("form-start-go"),
            on_click=messages.guarded(_start_shipped),
            args=(code,),
        )
    with st.expander(_("What {name} asks").format(name=forms[code].text.in_(current()))):
        form_view.show(forms[code])


def _from_file() -> None:
    """The template to fill in, and the way a filled one comes back."""
    st.download_button(
        _("Download the Excel template"),
        data=partial(_template, house.principal(), current()),
        file_name=audit_forms.template_name(current()),
        icon=":material/download:",
        on_click="ignore",
        key=session.widget("form-template"),
    )
    key = session.fresh_form("form-file")
    with styles.uploader("form-file", _KINDS, _LIMIT_MB):
        st.file_uploader(_("Or drop a form’s file (Excel or YAML)"), type=list(_KINDS), key=key)
    dropped = st.session_state.get(key)
    if dropped is not None:
        st.button(
            _("Take it as a draft"),
            type="primary",
            key=session.widget("form-file-go"),
            on_click=messages.guarded(_start_file),
            args=(dropped.getvalue(), dropped.name),
        )


def _template(who: Principal, lang: Lang) -> bytes:
    """Made when it is fetched, which is outside of the page's run."""
    return audit_forms.form_template(who, lang)[1]


def open_draft(id: str) -> None:
    """Go on with a draft."""
    urls.write(tab="draft", record=id)


def _actions(code: str, number: int, manages: bool, retired: RetirementRecord | None) -> None:
    here, who, lang = house.house(), house.principal(), current()
    for kind, label in (("xlsx", _("Download as Excel")), ("yaml", _("Download as YAML"))):
        st.download_button(
            label,
            data=partial(_file, here, who, (code, number, kind), lang),
            file_name=f"{code}-v{number}.{kind}",
            icon=":material/download:",
            on_click="ignore",
            key=session.widget("form-file-out", code, number, kind),
        )
    if manages:
        st.button(
            _("New version from this one"),
            icon=":material/edit:",
            key=session.widget("form-next", code, number),
            on_click=messages.guarded(_start_version),
            args=(code, number),
        )
        _retire(code, retired)


def _retire(code: str, word: RetirementRecord | None) -> None:
    here, who = house.house(), house.principal()
    means = _("Nothing new is scored on a retired form; what was scored stays as it is.")
    retiring.button(
        word,
        code,
        means,
        partial(form_retiring.retire_form, here, who, code),
        partial(form_retiring.reinstate_form, here, who, code),
    )


def _file(here: House, who: Principal, of: tuple[str, int, str], lang: Lang) -> bytes:
    code, number, kind = of
    return audit_forms.form_file(here, who, code, number, kind, lang)[1]


def _compared(form: AuditForm, others: Sequence[AuditForm]) -> None:
    st.subheader(_("What other versions say"), anchor=False)
    by_number = {each.version: each for each in others}
    number = st.selectbox(
        _("against version"),
        list(by_number),
        key=session.widget("form-against", form.code, form.version),
        width=140,
    )
    first, second = sorted((form, by_number[number]), key=lambda each: each.version)
    form_as_if.show(first, second)
    form_view.changes(first, second)


def _row(each: FormVersion) -> dict[str, Any]:
    form = each.form
    return {
        "name": form.text.in_(current()),
        "code": form.code,
        "kind": FORM_KINDS[form.kind].in_(current()),
        "version": str(form.version),
        "items": len(list(form.items())),
        "mark": exact_text(form.pass_mark),
        "since": _("retired") if each.retired else _published(each),
    }


def _card(row: Any) -> None:
    st.markdown(f"**{escaped(row.name)}** · {escaped(row.code)}")
    st.caption(" · ".join(escaped(str(part)) for part in (row.kind, row.version, row.since)))
    navigation.link("forms", _("Open"), ":material/arrow_forward:", form=row.Index)


def _published(each: FormVersion) -> str:
    if each.published_at is None:
        return _("comes with the product")
    return _("{when} by {who}").format(when=formats.instant(each.published_at), who=each.published_by)


def _start_blank() -> None:
    open_draft(form_drafts.start_blank(house.house(), house.principal()).id)


def _start_shipped(code: str) -> None:
    open_draft(form_drafts.start_shipped(house.house(), house.principal(), code).id)


def _start_version(code: str, number: int) -> None:
    open_draft(form_drafts.start_version(house.house(), house.principal(), code, number).id)


def _start_file(data: bytes, name: str) -> None:
    open_draft(form_drafts.start_file(house.house(), house.principal(), data, name).id)
    session.clear_form()
