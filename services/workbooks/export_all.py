"""Every contract's workbook of a month in one zip file: each still for one vendor's eyes only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile

from core.language import N_, translated
from core.principal import Action, Principal
from core.text import Lang
from services.contracts.contract_versions import none_governs
from services.judging.assess_month import Progress, results
from services.judging.month_result import MonthResult
from services.workbooks.export_month import export

if TYPE_CHECKING:
    from services.house.bootstrap import House

_NAME = N_("{month}_scorecards.zip")


def to_export(house: House, who: Principal, label: str) -> list[MonthResult]:
    """The contracts' months that have figures, of the vendors this person exports for."""
    return [
        month
        for month in results(house, who, label)
        if month.has_figures and who.may(Action.EXPORT, month.contract.vendor)
    ]


def export_all(
    house: House, who: Principal, label: str, lang: Lang, target: Path, progress: Progress | None = None
) -> tuple[str, list[MonthResult]]:
    """Write all workbooks of a month into the zip file `target`; gives its name and whose they are.

    Each is noted in the journal. All or none: where one is refused, or `progress` stops it, there is no file.
    """
    months = to_export(house, who, label)
    if not months:
        raise none_governs(label)
    aside = target.with_suffix(".part")
    aside.parent.mkdir(parents=True, exist_ok=True)
    try:
        _write(house, who, months, lang, aside, progress or (lambda done, total: None))
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
    return translated(_NAME, lang).format(month=label.replace("-", "")), months


def _write(
    house: House, who: Principal, months: list[MonthResult], lang: Lang, target: Path, progress: Progress
) -> None:
    # A workbook is a zip file itself: packing it again would only take time.
    with ZipFile(target, "w", ZIP_STORED) as pack:
        for done, month in enumerate(months):
            progress(done, len(months))
            name, data = export(house, who, month.contract.code, month.label, lang)
            pack.writestr(name, data)
        progress(len(months), len(months))
