"""Our own faults: the person gets a reference number, the log gets everything else."""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path

from core.errors import PlumblineError, RefusedError
from core.refusals import sentence
from core.text import LANGS, Text
from core.ulid import new_ulid

LOG_NAME = "plumbline.log"


def kept_fault(folder: Path, error: BaseException, at: datetime) -> str:
    """Write the traceback to the data folder's log; gives the reference number to look for there."""
    reference = new_ulid()[-8:]
    log = folder / "logs" / LOG_NAME
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as stream:
        stream.write(f"{at.isoformat()} reference {reference}\n{_trace(error)}\n")
    return reference


def unexpected(reference: str) -> PlumblineError:
    """The refusal that stands for a fault of ours."""
    return PlumblineError("unexpected", reference=reference)


def refusal(error: PlumblineError) -> dict[str, object]:
    """The stored and the --json form of a refusal: reason, facts, sentence, findings."""
    found = error.findings if isinstance(error, RefusedError) else []
    return {
        "reason": error.reason,
        "facts": {key: _plain(value) for key, value in error.facts.items()},
        "sentence": {lang: sentence(error, lang) for lang in LANGS},
        "findings": [finding.as_dict() for finding in found],
    }


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return value.as_dict()
    return value if isinstance(value, int | str | None) else str(value)


def _trace(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))
