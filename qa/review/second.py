"""The blind second score: which audits get one, and where the two scorers differ."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import sha256

from qa.form.terms import AuditForm
from qa.scoring.answers import Answer


def drawn(key: str, percent: int) -> bool:
    """Whether an audit is drawn for a second score: by its own key, so that nobody chooses and everybody can
    draw again. 0 draws none, 100 all."""
    return int(sha256(key.encode()).hexdigest(), 16) % 100 < percent


def same_answer(first: Answer | None, second: Answer | None) -> bool:
    """Whether two answers score the same; comments, causes and the like beside them may differ."""
    return _scored(first) == _scored(second)


def differences(
    form: AuditForm,
    first: Mapping[str, Answer],
    second: Mapping[str, Answer],
    fatal: Collection[str] = (),
    fatal_second: Collection[str] = (),
) -> list[str]:
    """The codes on which two scorers differ: items in the form's order, then fatal faults."""
    items = [item.code for _s, item in form.items() if not item.kind.is_written]
    found = [code for code in items if not same_answer(first.get(code), second.get(code))]
    return found + [code for code in sorted(set(fatal) ^ set(fatal_second)) if code not in found]


def _scored(answer: Answer | None) -> object:
    if answer is None:
        return None
    if answer.not_applicable or answer.undetermined:
        return answer.not_applicable, answer.undetermined
    return answer.choice, sorted(answer.choices), answer.number, sum(answer.deductions)
