"""What the address asks for and is not there: said in words, with what there is instead."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import streamlit as st

from core.language import N_, _, current
from ui import formats, layout, messages, registered, urls
from ui.messages import Kind, escaped

#: How many of what there is are offered.
_OFFERED = 12
_VENDOR = N_("No vendor is known here under “{code}”.")
_CONTRACT = N_("No contract is known here under “{code}”.")


def is_known(page: Any) -> bool:
    """Whether the vendor and the contract in the address are there for this person.

    Where one is not, the page is not drawn, for it would show another's figures under that address:
    instead that is said and those there are stand there as links. The word is taken out of the address.
    """
    known = {"contract": (_CONTRACT, _contracts()), "vendor": (_VENDOR, _vendors())}
    asked = {name: urls.said(name) for name in known}
    unknown = [name for name, code in asked.items() if code and code not in known[name][1]]
    if not unknown:
        return True
    urls.write(**dict.fromkeys(unknown))
    words, there_are = known[unknown[0]]
    layout.page_head(page.title)
    st.warning(escaped(_(words).format(code=asked[unknown[0]])), icon=":material/search_off:")
    _offer(page, unknown[0], there_are)
    return False


def month(months: Collection[str], otherwise: str) -> str:
    """The month in the address where it is one of `months`; else `otherwise`, which is said and put there."""
    asked = urls.said("period")
    if asked is None or asked in months:
        return asked or otherwise
    urls.write(period=otherwise)
    well_formed = urls.parsed({"period": asked}).period
    words = _("There is nothing here for {asked}; this is {shown}.").format(
        asked=formats.month(well_formed) if well_formed else f"“{asked}”", shown=formats.month(otherwise)
    )
    messages.notice(Kind.WARNING, words)
    return otherwise


def clause(codes: Collection[str]) -> str | None:
    """The clause in the address where it is one of the contract's; else that is said."""
    asked = urls.said("clause")
    if asked is None or asked in codes:
        return asked
    urls.write(clause=None, day=None)
    messages.notice(
        Kind.WARNING, _("This version of the contract has no clause “{code}”.").format(code=asked)
    )
    return None


def _offer(page: Any, name: str, there_are: Mapping[str, str]) -> None:
    with st.container(horizontal=True, gap="small"):
        for code, words in list(there_are.items())[:_OFFERED]:
            st.page_link(page, label=escaped(words), query_params=urls.params(**{name: code}))
    if len(there_are) > _OFFERED:
        st.caption(_("and {n} more").format(n=formats.count(len(there_are) - _OFFERED)))


def _vendors() -> dict[str, str]:
    return {code: vendor.name.in_(current()) for code, vendor in registered.vendors().items()}


def _contracts() -> dict[str, str]:
    lang = current()
    return {
        code: f"{view.vendor_name.in_(lang)} · {view.name.in_(lang)}"
        for code, view in registered.known_contracts().items()
    }
