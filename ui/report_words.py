"""What a received file holds, in words: whose figures, of what kind and source, for which days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from core.batch import DATASET_NAMES, GRAIN_NAMES, SOURCE_NAMES, Role
from core.language import _, current, ngettext
from core.period import labels_between
from services.reports.received import ReceivedView
from ui import formats, registered

if TYPE_CHECKING:
    from services.known.directory import VendorView
    from store.records import BatchRecord


def vendor_name(code: str, known: Mapping[str, VendorView] | None = None) -> str:
    """A vendor as people call it; a list of many lines asks once who is `known`."""
    found = (registered.vendors() if known is None else known).get(code)
    return found.name.in_(current()) if found else code


def site_name(vendor: str, code: str) -> str:
    """A vendor's site as people call it."""
    known = registered.vendors().get(vendor)
    names = {site.code: site.name.in_(current()) for site in known.sites} if known else {}
    return names.get(code, code)


def kinds(batches: Sequence[BatchRecord]) -> str:
    """What a file's figures are about, each kind once: 话务、质检与拨测、培训."""
    names = dict.fromkeys(DATASET_NAMES[batch.dataset].in_(current()) for batch in batches)
    return ("、" if current() == "zh" else ", ").join(names)


def days(batch: BatchRecord) -> str:
    """2026年10月 where it is a whole month, else its first and last day."""
    return formats.period(batch.coverage.period) if not _month(batch) else formats.month(_month(batch))


def kind(batch: BatchRecord) -> str:
    """话务 · 外包商上报 · 按日"""
    lang = current()
    names = [DATASET_NAMES[batch.dataset], SOURCE_NAMES[batch.source], GRAIN_NAMES[batch.grain]]
    return " · ".join(name.in_(lang) for name in names)


def holds(batch: BatchRecord) -> list[str]:
    """Vendor, kind and days of one part of a file."""
    said = [vendor_name(batch.vendor), batch.project or "", kind(batch), days(batch)]
    if batch.role is Role.CHECK:
        said.append(_("only checks"))
    return [part for part in said if part]


def vendors(batches: Sequence[BatchRecord], known: Mapping[str, VendorView] | None = None) -> str:
    """The vendors of a file: their names, or how many where they are many."""
    names = [vendor_name(code, known) for code in dict.fromkeys(batch.vendor for batch in batches)]
    if len(names) > 3:
        return ngettext("{n} vendor", "{n} vendors", len(names)).format(n=len(names))
    return ("、" if current() == "zh" else ", ").join(names)


def state(view: ReceivedView) -> str:
    """Where a file stands, in words."""
    if view.is_refused:
        return _("let go") if view.let_go else _("could not come in")
    if view.is_staged:
        return _("waits for your yes")
    if view.awaited:
        return _("returned, a new report is awaited")
    if view.is_live:
        live = [batch for batch in view.batches if batch.state == "committed"]
        return _("replaced in part or whole") if view.replaced.issuperset(b.id for b in live) else _("counts")
    if any(batch.state == "withdrawn" for batch in view.batches):
        return _("withdrawn")
    return _("let go")


def withdrawn(view: ReceivedView) -> str:
    """When, by whom and why a file was taken back; '' where it was not, or some of it still counts."""
    taken = [batch for batch in view.batches if batch.state == "withdrawn"]
    if view.is_live or not taken:
        return ""
    last = max(taken, key=lambda batch: str(batch.withdrawn_at))
    return _("Withdrawn: {why} ({who}, {when})").format(
        when=formats.instant(last.withdrawn_at), who=last.withdrawn_by, why=last.withdrawn_reason
    )


def changed(counts: dict[str, int]) -> str:
    """What it changed in one line: 新增62行，变更3行."""
    said = [
        (counts["new"], ngettext("{n} new row", "{n} new rows", counts["new"])),
        (counts["changed"], ngettext("{n} row changed", "{n} rows changed", counts["changed"])),
        (counts["gone"], ngettext("{n} row left out", "{n} rows left out", counts["gone"])),
        (counts["rejected"], ngettext("{n} row rejected", "{n} rows rejected", counts["rejected"])),
        (counts["claimed"], ngettext("{n} figure as claimed", "{n} figures as claimed", counts["claimed"])),
    ]
    words = [text.format(n=formats.count(n)) for n, text in said if n]
    return ("，" if current() == "zh" else ", ").join(words) or _("no change")


def months(batch: BatchRecord, contract: str) -> list[str]:
    """The months of a contract that a part of a file speaks for, oldest first."""
    view = registered.known_contracts()[contract]
    rule = registered.version(contract, view.current or view.versions[-1].number).month_rule
    period = batch.coverage.period
    return labels_between(rule.month_of(period.start).label, rule.month_of(period.last_day).label)


def _month(batch: BatchRecord) -> str:
    """The calendar month it covers whole, '' where it does not."""
    start, end = batch.covers_from, batch.covers_to
    labels = labels_between(f"{start:%Y-%m}", f"{end:%Y-%m}")
    return labels[0] if start.day == 1 and end.day == 1 and len(labels) == 2 else ""
