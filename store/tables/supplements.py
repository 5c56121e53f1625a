"""Supplementary agreements of both sides."""

from __future__ import annotations

from sqlalchemy import Table, UniqueConstraint

from sla.terms.supplement import Effect
from store.records.supplements import SupplementState
from store.tables.columns import code, column, day, instant, json, key, metadata, person, version, words
from store.tables.types import Choice, Strings

supplements = Table(
    "supplements",
    metadata,
    key(),
    code("contract", "Contract", to="contracts.code"),
    code("vendor", "Vendor", to="vendors.code"),
    code("number", "How the agreement is cited; unique in its contract"),
    column("periods", Strings, "Months it holds for"),
    column("clauses", Strings, "Clauses it is about; none: the month as a whole"),
    column("effect", Choice(Effect), "leave_out, other_target, points, amount or wording"),
    json("terms", "Days, target, points or amount"),
    words("subject", "What was agreed"),
    json("evidence", "Evidence files: hash and name"),
    day("agreed_on", "Day it was agreed"),
    person("agreed_client", "Who agreed for the client"),
    person("agreed_vendor", "Who agreed for the vendor"),
    instant("recorded_at", "When it was recorded"),
    person("recorded_by", "Who recorded it"),
    column("state", Choice(SupplementState), "recorded, approved or withdrawn"),
    instant("approved_at", "When it was approved", null=True),
    person("approved_by", "Who approved it", null=True),
    version(),
    UniqueConstraint("contract", "number"),
)
