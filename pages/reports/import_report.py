"""Import: drop a vendor's file, look at what it changes, take in exactly that."""

from __future__ import annotations

from core.language import _
from ui import layout, urls
from ui.received import import_blocked, import_done, import_drop, import_preview, import_waiting, reports

view = reports.file(urls.read().record)

if view and (view.is_staged or view.is_refused):
    staged = reports.staged(view.file.id)
    if layout.page_head(_("Import"), import_preview.context(staged), import_preview.action(staged)):
        import_blocked.go_on(staged)
    import_preview.show(staged)
elif view:
    layout.page_head(_("Import"), import_done.context(view))
    import_done.show(view)
else:
    layout.page_head(_("Import"), [_("Drop a vendor's file in, look at what it changes, then commit.")])

if not import_drop.follow():
    import_drop.drop(
        _("Drop the next file") if view else _("Reports of your vendors, one or several at once")
    )
import_waiting.show(view.file.id if view else None)
