"""What becomes of a submitted audit. Rules, versions, rulings and cases are never changed
(store/append_only.py)."""

from __future__ import annotations

from sqlalchemy import Index, String, Table, UniqueConstraint

from qa.review.appeals import AppealState, Channel, VersionKind
from qa.review.notice import NoticeState
from qa.review.rulings import Ruling
from qa.review.states import ReviewState
from store.tables.columns import (
    code,
    column,
    day,
    instant,
    json,
    key,
    metadata,
    number,
    person,
    sha,
    version,
    words,
    yes_no,
)
from store.tables.types import Bilingual, Choice, ExactDecimal, Strings

review_rules = Table(
    "review_rules",
    metadata,
    key(),
    code("form", "Form they are about"),
    json("rules", "Windows, levels, share of second scores; none: not reviewed", null=True),
    instant("set_at", "When they were set"),
    person("set_by", "Who set them"),
)

audit_reviews = Table(
    "audit_reviews",
    metadata,
    key(),
    column("audit", String(26), "Audit", to="audits.id"),
    code("vendor", "Vendor", to="vendors.code"),
    column("state", Choice(ReviewState), "submitted, to_adjudicate, reviewed, released, …"),
    json("rules", "Windows and levels as they held when it was submitted"),
    yes_no("second", "Whether it was drawn for a blind second score"),
    column("scorers", Strings, "Who scored it, and who scored it again"),
    instant("submitted_at", "When it was submitted"),
    day("release_due", "Last day to release it"),
    instant("released_at", "When it was released", null=True),
    person("released_by", "Who released it", null=True),
    day("appeal_due", "Last day to appeal", null=True),
    version(),
    UniqueConstraint("audit"),
    # How many were released, by vendor and scorer, is told from the index alone.
    Index("ix_audit_reviews_state", "state", "vendor", "scorers", "audit"),
    Index("ix_audit_reviews_appeal_due", "appeal_due"),
    Index("ix_audit_reviews_submitted_at", "submitted_at"),
)

audit_versions = Table(
    "audit_versions",
    metadata,
    key(),
    column("audit", String(26), "Audit", to="audits.id"),
    code("vendor", "Vendor", to="vendors.code"),
    number("number", "Number of the version, from 1"),
    column("kind", Choice(VersionKind), "scored, second, adjudicated or ruled"),
    json("answers", "item → answer"),
    column("fatal", Strings, "Fatal items found"),
    column("points", ExactDecimal, "Score", null=True),
    yes_no("passed", "Whether it passed; none where it is not judged", null=True),
    sha("receipt", "SHA-256 of its receipt"),
    words("why", "Why it was made"),
    instant("made_at", "When it was made"),
    person("made_by", "Who made it"),
    UniqueConstraint("audit", "number"),
)

audit_appeals = Table(
    "audit_appeals",
    metadata,
    key(),
    column("audit", String(26), "Audit", to="audits.id"),
    code("vendor", "Vendor", to="vendors.code"),
    code("item", "Item or fatal fault it is about; one appeal for each"),
    number("level", "Level it stands at, from 1"),
    column("state", Choice(AppealState), "open or ruled"),
    column("channel", Choice(Channel), "telephone, wecom, mail or meeting"),
    person("caller", "Who said it on the vendor's side"),
    instant("received_at", "When it reached the client"),
    words("reason", "What the vendor says"),
    json("claimed", "The answer the vendor holds right", null=True),
    json("evidence", "Evidence files: hash and name"),
    yes_no("unconfirmed", "Whether it waits for its written confirmation"),
    words("late_reason", "Why it was taken after its last day"),
    day("due", "Last day to rule on it"),
    day("next_due", "Last day to go to the next level", null=True),
    instant("entered_at", "When it was entered"),
    person("entered_by", "Who entered it"),
    version(),
    UniqueConstraint("audit", "item"),
)

audit_rulings = Table(
    "audit_rulings",
    metadata,
    key(),
    column("appeal", String(26), "Appeal", to="audit_appeals.id"),
    column("audit", String(26), "Audit", to="audits.id"),
    code("vendor", "Vendor", to="vendors.code"),
    number("level", "Level it was ruled at"),
    column("ruling", Choice(Ruling), "keep, take or third"),
    words("why", "Why"),
    person("with_vendor", "The vendor's manager who ruled with the client; empty for none"),
    yes_no("changed", "Whether an answer or a fatal fault changed"),
    number("version_before", "Version of the audit before it"),
    number("version_after", "Version of the audit after it"),
    sha("receipt_before", "SHA-256 of the receipt before it"),
    sha("receipt_after", "SHA-256 of the receipt after it"),
    instant("ruled_at", "When it was ruled"),
    person("ruled_by", "Who ruled"),
    UniqueConstraint("appeal", "level"),
)

audit_notices = Table(
    "audit_notices",
    metadata,
    key(),
    column("audit", String(26), "Audit", to="audits.id"),
    code("vendor", "Vendor", to="vendors.code"),
    column("text", Bilingual, "What it says, in both languages"),
    column("state", Choice(NoticeState), "draft, sent or dropped"),
    day("due", "Day it has to be sent on"),
    instant("opened_at", "When it was opened"),
    instant("ended_at", "When it was sent or dropped", null=True),
    person("ended_by", "Who sent or dropped it", null=True),
    words("how", "How and to whom it was sent, or why not"),
    version(),
    UniqueConstraint("audit"),
)

audit_cases = Table(
    "audit_cases",
    metadata,
    key(),
    column("ruling", String(26), "Ruling it comes from", to="audit_rulings.id"),
    column("audit", String(26), "Audit", to="audits.id"),
    code("vendor", "Vendor", to="vendors.code"),
    code("form", "Form"),
    code("item", "Item whose reading it settles"),
    words("title", "What it is about"),
    words("reading", "How the item is read from then on"),
    instant("kept_at", "When it was kept"),
    person("kept_by", "Who kept it"),
    Index("ix_audit_cases_item", "form", "item"),
)

#: Tables that can only be added to.
APPEND_ONLY = (review_rules.name, audit_versions.name, audit_rulings.name, audit_cases.name)
