"""The limits within which received files are opened, as the settings have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from importers.containers.caps import Caps

if TYPE_CHECKING:
    from services.house.bootstrap import House


def caps(house: House) -> Caps:
    """The limits in force."""
    chosen = house.settings
    return Caps(
        upload_bytes=chosen.max_upload_mb * 1024**2,
        unzipped_bytes=chosen.max_unzipped_mb * 1024**2,
        ratio=chosen.max_ratio,
        rows=chosen.max_rows,
        columns=chosen.max_columns,
        extent_cells=chosen.max_cells,
    )
