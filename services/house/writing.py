"""How every service writes: allowed first, one transaction, and whatever was cached is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize
from core.text import Text
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


@contextmanager
def writing(house: House, who: Principal, action: Action, vendor: str | None = None) -> Iterator[UnitOfWork]:
    """One write by `who`, committed where the block ends without a refusal; else nothing of it happened."""
    authorize(who, action, vendor)
    with house.database.write(who) as uow:
        yield uow
        # Pages cache lists as well as figures by the data version.
        uow.settings.bump_data_version()
        uow.commit()


def needed(value: str, what: Text) -> str:
    """`value` without outer spaces; refused where nothing is left."""
    if not value.strip():
        raise WrongInputError("needed", what=what)
    return value.strip()


def reasoned(why: str) -> str:
    """The reason, which is kept with the record; refused where there is none."""
    if not why.strip():
        raise WrongInputError("reason_needed")
    return why.strip()
