"""What stands behind a score: notes beside the answers, why something was fatal, evidence to see and hear."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import streamlit as st

from core.language import _, current
from qa.form.kinds import ATTRIBUTIONS
from qa.form.terms import AuditForm, Item
from qa.scoring.answers import Answer
from services.desk import audit_proof, draft_evidence
from services.desk.audit_proof import AuditProof
from ui import formats, house
from ui.audits import call_score
from ui.messages import escaped

if TYPE_CHECKING:
    from store.records import DraftEvidenceRecord


def of_audit(form: AuditForm, audit: str, answers: Mapping[str, Answer]) -> None:
    """Everything behind one audit's score."""
    notes(form, answers)
    show(form, audit_proof.proof_of(house.house(), house.principal(), audit))


def show(form: AuditForm, proof: AuditProof) -> None:
    """Reasons and evidence; nothing where there are none."""
    for code, why in proof.reasons.items():
        words = _("{fault}: {why}").format(fault=call_score.fault_name(form, code), why=why)
        st.markdown(f":red[:material/dangerous:] {escaped(words)}")
    for each in proof.evidence:
        with st.container(border=True, gap="xsmall", key=f"proof-{each.id}"):
            st.markdown(escaped(words_of(form, each)))
            played(each)


def notes(form: AuditForm, answers: Mapping[str, Answer]) -> None:
    """Comment, root cause, behaviours and whose fault, of every answer that has any."""
    for code, answer in answers.items():
        item = form.item(code)
        if item is not None and (said := _noted(item, answer)):
            words = _("{item}: {answer}").format(item=item.text.in_(current()), answer=" · ".join(said))
            st.markdown(f":gray[:material/comment:] {escaped(words)}")


def words_of(form: AuditForm, proof: DraftEvidenceRecord) -> str:
    """What it proves, the place, what is heard there, the file with its size and hash."""
    about = call_score.item_name(form, proof.item) if proof.item else _("the call")
    mark = "" if proof.mark_s is None else f"{proof.mark_s // 60:02d}:{proof.mark_s % 60:02d}"
    size = _("{n} KB").format(n=formats.number(-(-proof.size // 1024), 0)) if proof.sha256 else ""
    sha = f"SHA-256 {proof.sha256[:12]}…" if proof.sha256 else _("in the recording")
    return " · ".join(each for each in (about, mark, proof.note, proof.name, size, sha) if each)


def played(proof: DraftEvidenceRecord) -> None:
    """Sound from its time mark, a picture as it is, a PDF to be fetched."""
    if proof.sha256 is None:
        return
    content = draft_evidence.opened(house.house(), house.principal(), proof)
    if proof.media.startswith("audio/"):
        st.audio(content, format=proof.media, start_time=proof.mark_s or 0)
    elif proof.media.startswith("image/"):
        st.image(content, width=320)
    else:
        st.download_button(
            _("Download"), content, file_name=proof.name, mime=proof.media, key=f"proof-file-{proof.id}",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip


def _noted(item: Item, answer: Answer) -> list[str]:
    lang = current()
    causes = [pick.text.in_(lang) for pick in item.root_causes if pick.code == answer.root_cause]
    behaviours = [pick.text.in_(lang) for pick in item.behaviours if pick.code in answer.behaviours]
    fault = [ATTRIBUTIONS[answer.attribution].in_(lang)] if answer.attribution else []
    return [each for each in (answer.comment, *causes, *behaviours, *fault) if each]
