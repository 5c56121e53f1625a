"""The papers behind a sample: kept with its records when they were looked at, and with its courses before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.language import _, current
from core.period import MonthRule
from services.house.evidence import read_evidence
from services.training import records
from services.training.evidence_audits import EvidenceAudit
from ui import evidence_field, formats, house, navigation
from ui.messages import escaped

if TYPE_CHECKING:
    from store.records.training import TrainingEvidenceRecord


def show(sample: EvidenceAudit, course_name: Callable[[str], str]) -> None:
    """Each paper to download; where none is kept, the way to keep one."""
    seen = [line for line in sample.lines if line.evidence_sha256]
    kept = _of_month(sample)
    label = _("Papers ({n})").format(n=len(seen) + len(kept))
    with st.expander(label, icon=":material/attach_file:"):
        for line in seen:
            _paper(
                f"{line.agent} · {course_name(line.course)} · {line.found.words.in_(current())}",
                line.vendor, line.evidence_sha256 or "", line.evidence_name, line.id,
            )  # fmt: skip
        for paper in kept:
            said = (course_name(paper.course), formats.day(paper.day), paper.kind.words.in_(current()))
            _paper(" · ".join(said), paper.vendor, paper.sha256, paper.name, paper.id)
        if not seen and not kept:
            st.caption(_("No paper of these courses is kept for the month."))
        navigation.link(
            "records", _("Keep a paper"), ":material/attach_file:", vendor=sample.record.vendor, tab="papers"
        )


def _of_month(sample: EvidenceAudit) -> list[TrainingEvidenceRecord]:
    days = MonthRule().month(sample.record.month)
    courses = {line.course for line in sample.lines}
    found = records.papers(house.house(), house.principal(), sample.record.vendor)
    mine = [each for each in found if each.course in courses and each.day in days]
    return sorted(mine, key=lambda each: (each.course, each.day, each.id))


def _paper(words: str, vendor: str, sha256: str, name: str, key: str) -> None:
    here, who = house.house(), house.principal()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(escaped(words), width="stretch")
        read = partial(read_evidence, here, who, vendor, sha256)
        evidence_field.offer(name, lambda: (name, read()), key)
