"""Who acts in which browser, and in which language, under a cookie that only says which browser it is.

There is no sign-in yet: this is a convenience and no proof. It spares people the question who they are, and
keeps two at two machines from acting under one name.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, TypeGuard

from core.principal import Action, Principal, authorize
from core.text import Lang
from store.records import BrowserRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House

COOKIE = "plumbline_browser"
#: Browsers keep no cookie longer; where no choice was made for so long, it is forgotten here too.
KEPT = timedelta(days=400)
_WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True)
class Remembered:
    """What was chosen in a browser; None where nothing was."""

    person_id: str | None = None
    lang: Lang | None = None


def fresh_cookie() -> str:
    """What a new browser is called: 32 random bytes nobody can guess."""
    return secrets.token_urlsafe(32)


def is_cookie(value: object) -> TypeGuard[str]:
    """Whether a browser brings a name such as this house gives, and not something else."""
    return isinstance(value, str) and _WELL_FORMED.fullmatch(value) is not None


def remembered(house: House, cookie: str | None) -> Remembered:
    """What was chosen in the browser with this cookie."""
    if not is_cookie(cookie):
        return Remembered()
    with house.database.read() as uow:
        found = uow.browsers.find(token=_hash(cookie))
    if found is None or found.seen_at < house.clock.now() - KEPT:
        return Remembered()
    return Remembered(found.person_id, found.lang)


def remember(house: House, cookie: str | None, who: Principal | None, lang: Lang) -> None:
    """From now on this person (None: nobody yet) acts in the browser, in this language.

    Where the browser brings no cookie, the choice holds until the page is loaded anew.
    """
    if who is not None:
        authorize(who, Action.VIEW)
    if not is_cookie(cookie):
        return
    chosen = who.id if who else None
    with house.database.write(who) as uow:
        before = uow.browsers.find(token=_hash(cookie))
        if before is None:
            uow.browsers.add(BrowserRecord(token=_hash(cookie), person_id=chosen, lang=lang, seen_at=uow.now))
        else:
            uow.browsers.update(replace(before, person_id=chosen, lang=lang, seen_at=uow.now))
        uow.browsers.remove_before(uow.now - KEPT)
        if chosen and (before is None or before.person_id != chosen):
            uow.journal.note("person_chosen", "person", chosen)
        uow.commit()


def _hash(cookie: str) -> str:
    """Kept instead of the cookie: whoever reads the database cannot pass for a browser."""
    return hashlib.sha256(cookie.encode()).hexdigest()
