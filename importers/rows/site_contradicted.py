"""A title of one site over rows of another: 合肥职场日报, and the column of sites says 成都."""

from __future__ import annotations

from core.finding import Finding
from core.text import Text
from importers.columnar.in_order import distinct
from importers.draft import Directory
from importers.rows.extract import Rows
from importers.rows.named_in import name_of
from importers.rows.naming import Assembled
from importers.rows.site_hint import site_hint, sites_of


def note_contradicted(file: str, rows: Rows, directory: Directory, result: Assembled) -> None:
    """Said where words name registered sites of the vendor and no row is of any of them. A row of another
    site beside them is no contradiction: a vendor's own town may stand in its title."""
    grid, column = rows.table.grid, next((at for at, fld in rows.table.columns if fld.role == "site"), None)
    if column is None:
        return
    named = [(of, site) for of, site in distinct(rows.frame, ["vendor", "site"]) if of and site]
    for vendor in dict.fromkeys(of for of, _ in named):
        hint = site_hint(file, rows.table, vendor, directory)
        mine = [site for of, site in named if of == vendor]
        if hint is None or not hint.named or hint.known != hint.named.keys() or hint.known & set(mine):
            continue
        names = {each.code: name_of(each) for each in sites_of(vendor, directory)}
        new = {at.code: Text(at.name, at.name) for at in result.new_places}
        said = [(names | new).get(code, Text(code, code)) for code in mine]
        place = grid.place(file, None, column.letters)
        result.findings.append(Finding("site_contradicted", place, {**hint.facts(), "sites": said}))
