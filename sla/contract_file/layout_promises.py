"""The keys of a contract file for what the public was promised."""

from __future__ import annotations

from sla.contract_file.shape import Key, Record
from sla.contract_file.values import Code, Names, Number

PROMISE = Record(
    {
        "code": Key(Code(), required=True),
        "name": Key(Names(), meaning="What was promised, as the public reads it"),
        "clause": Key(Code(), meaning="The clause whose figure shows whether it is kept"),
        "fund": Key(Number(least=0), meaning="Put by in a year to make good for it"),
    }
)
