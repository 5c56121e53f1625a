"""Evidence beside what was typed in: kept by its hash as it came, read again by who may see it."""

from __future__ import annotations

from pathlib import PurePath, PureWindowsPath
from typing import TYPE_CHECKING

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize
from store.files import FileStore

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: A file as a person hands it in: its name and its bytes.
Evidence = tuple[str, bytes]
_SHELF = "evidence"


def keep_evidence(
    house: House, who: Principal, evidence: Evidence | None, action: Action = Action.RECORD
) -> tuple[str | None, str]:
    """The hash and the name of a kept file; (None, '') where there is none. Too large a file is refused.

    `action`: what it is proof of, where that is not a record: who decides keeps what the decision rests on.
    """
    authorize(who, action)
    if evidence is None:
        return None, ""
    name, content = evidence
    most = house.settings.max_upload_mb
    if len(content) > most * 1024 * 1024:
        raise WrongInputError("file_too_large", name=name, most=most)
    bare = PureWindowsPath(PurePath(name).name).name
    return _store(house).keep(content).sha256, bare


def read_evidence(house: House, who: Principal, vendor: str, sha256: str) -> bytes:
    """The bytes of a file kept with a record of the vendor's; refused where it is not here any more."""
    authorize(who, Action.VIEW, vendor)
    return _store(house).opened(sha256).read_bytes()


def _store(house: House) -> FileStore:
    return FileStore(house.folder, _SHELF)
