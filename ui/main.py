"""The main script: page set-up, language, who acts, the menu, and the page run inside `explained()`.

It must never lie beside a folder called pages/ (docs: a fresh server would serve pages without it).
"""

from __future__ import annotations

import streamlit as st

from core.language import _, current, use_resolver
from ui import asked_for, house, messages, navigation, session, styles, themes, who

use_resolver(session.LANG.get)
st.set_page_config(
    page_title=styles.PRODUCT, page_icon=styles.MARK_PNG, layout="wide", initial_sidebar_state="auto"
)
styles.apply()

with messages.explained():
    who.settle_language()
    st.logo(styles.wordmark(current(), themes.current()), size="large")
    if not who.is_known():
        # Every address is known and no page runs; the one asked for opens once a name is chosen.
        st.navigation(navigation.addresses(_("Who are you?")), position="hidden")
        who.choose()
        st.stop()
    menu = navigation.menu(house.principal(), house.features())
    page = st.navigation(menu, expanded=True)
    st.set_page_config(page_title=f"{page.title} · {styles.PRODUCT}")
    who.sidebar()
    if house.house().is_demo:
        st.info(_("Sample data: fictitious vendors. Your own data is kept apart."), icon=":material/science:")
    with st.container(key="page"):
        if asked_for.is_known(page):
            page.run()
