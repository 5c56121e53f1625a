"""The house's key for marks, kept beside its data, and what each site keeps of its agents."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from core.principal import Action, Principal, authorize
from core.privacy import Privacy

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Never leaves the data folder; whoever backs up the folder backs it up too. Without it new marks no longer
#: meet old ones.
KEY_FILE = "secret.key"
_KEY_BYTES = 32


def privacy(house: House, who: Principal) -> Privacy:
    """What is done at the door: the key, and the rules of the sites this person sees."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        rules = {(site.vendor, site.code): site.agents for site in uow.directory.sites.all()}
    return Privacy(key_in(house.folder), rules)


def key_in(folder: Path) -> bytes:
    """The key of a data folder, made on first need; two processes that need it at once get the same."""
    place = folder / KEY_FILE
    if not place.exists():
        aside = folder / "tmp" / f"{KEY_FILE}.{os.getpid()}.{secrets.token_hex(4)}"
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(secrets.token_bytes(_KEY_BYTES))
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(aside, place)
        except FileExistsError:
            pass
        except OSError:  # A disk that knows no links.
            aside.replace(place)
        finally:
            aside.unlink(missing_ok=True)
    return place.read_bytes()
