"""What in a marked copy says whose it is: which received file its rows were turned away from.

It is a line of the list in front, and a name of the workbook, which stays where the list is deleted.
"""

from __future__ import annotations

import re

#: The name of the workbook that stands for the mark.
RETURN_NAME = "plumbline_return"
_MARK = re.compile(r"plumbline:return/1:([0-9A-HJKMNP-TV-Z]{26})")


def return_mark(file_id: str) -> str:
    """The mark of the received file with this key (a ULID)."""
    return f"plumbline:return/1:{file_id}"


def marked_file(text: str) -> str | None:
    """The key of the received file that a text marks; None where it marks none."""
    found = _MARK.search(text)
    return found[1] if found else None
