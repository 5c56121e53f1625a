"""The desk's own component: keys, stop-watch and outbox in the browser (desk_assets/desk.js)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

_HERE = Path(__file__).resolve().parent
_PACKAGE, _NAME = "plumbline", "desk"


def mount(data: Mapping[str, Any], key: str, on_change: Callable[[], None]) -> None:
    """Draw the desk; `on_change` runs before the page is drawn again, with the outbox under `key`."""
    _registered()(key=key, data=dict(data), on_outbox_change=on_change)


def outbox(key: str) -> list[Mapping[str, Any]]:
    """What the browser has sent and not yet heard to be kept."""
    sent = st.session_state.get(key)
    found = sent.get("outbox") if isinstance(sent, Mapping) else None
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def _registered() -> Any:
    """As files of this server, not as text sent along: text would run from a blob: address, which the
    security policy of the pages (app.py) rightly forbids."""
    manager = get_bidi_component_manager()
    name = f"{_PACKAGE}.{_NAME}"
    if manager.get_component_asset_root(name) is None:
        manifest = ComponentManifest(_PACKAGE, "1", [ComponentConfig(_NAME, "desk_assets")])
        manager.register_from_manifest(manifest, _HERE)
    return st.components.v2.component(name, html='<div id="desk"></div>', css="desk.css", js="desk.js")
