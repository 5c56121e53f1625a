"""A drawn call on its way to a score, as it was handed to the quick form: for tests that score many."""

from __future__ import annotations

from core.ulid import new_ulid
from qa.form.kinds import FormKind
from services.audits.spot_check import CallDraft
from services.sampling.sample_link import moment_of
from store.records import SampleLineRecord


def draft_of(line: SampleLineRecord, form: str) -> CallDraft:
    """The call's header: when, whose, which agent, which recording, and the line it answers."""
    return CallDraft(
        vendor=line.vendor, form=form, at=moment_of(line), kind=FormKind.LISTENING, project=line.project,
        site=line.site, queue=line.queue, agent=line.agent or "", recording=line.number or "",
        sample=line.id, token=new_ulid(),
    )  # fmt: skip
