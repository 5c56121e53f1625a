"""What the public was told: a service promise, the clause that measures it, and what is put by for it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.text import Text


@dataclass(frozen=True)
class Promise:
    """A public service promise 服务承诺. It judges nothing itself: its clause does."""

    code: str
    name: Text
    #: The clause whose figure shows whether it is kept; None where none does.
    clause: str | None = None
    #: What is put by in a year to make good for it, in the contract's currency; None where nothing is.
    fund: Fraction | None = None
