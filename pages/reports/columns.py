"""Columns: the sheets of a file as they look, and what each column holds; without a file, what is known."""

from __future__ import annotations

from core.language import _
from ui import urls
from ui.received import mapping_page, reports

view = reports.file(urls.read().record)
if view:
    mapping_page.of_file(view)
else:
    mapping_page.known(_("Columns of the sheets"))
