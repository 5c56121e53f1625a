"""Trouble in words, in one place: findings as a list, refusals as a sentence, our faults as a reference."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from functools import wraps
from itertools import groupby
from typing import Any

import streamlit as st

from core.errors import PlumblineError, RefusedError
from core.finding import Finding, Severity, worst_first
from core.language import _, current
from core.refusals import SENTENCES, sentence
from core.text import Lang, Text
from services.house import faults
from services.house.settings import settings
from ui import session

log = logging.getLogger("plumbline.ui")

#: How many places of one kind of finding are listed before the rest is only counted.
SHOWN = 8
_SPECIAL = str.maketrans({char: f"\\{char}" for char in r"\`*_[]{}()#+!|~<>$:&"})

SEVERITIES: dict[Severity, tuple[Text, str]] = {
    Severity.BLOCKS: (Text("整份文件不能导入", "The file cannot come in"), ":material/block:"),
    Severity.REJECTS: (
        Text("该行不导入，其余照常", "The row stays out, the rest comes in"),
        ":material/remove_circle:",
    ),
    Severity.WARNS: (Text("照常导入，请留意", "Comes in; take note"), ":material/warning:"),
}


class Kind(StrEnum):
    """How a notice looks."""

    DONE = "success"
    NOTE = "info"
    REFUSED = "error"
    WARNING = "warning"


@contextmanager
def explained() -> Iterator[None]:
    """Run a page: a refusal becomes a message, anything unexpected a reference number and a log entry."""
    try:
        yield
    except PlumblineError as error:
        show_refusal(error)
    except Exception as error:
        show_unexpected(error)


def guarded(action: Callable[..., Any]) -> Callable[..., Any]:
    """A widget's callback that cannot break the page: what it refuses is said at the head of the next run."""

    @wraps(action)
    def safely(*args: Any, **kwargs: Any) -> None:
        try:
            action(*args, **kwargs)
        except PlumblineError as error:
            notice(Kind.REFUSED, "\n".join([refusal(error), *found(error)]))
        except Exception as error:
            notice(Kind.REFUSED, _logged(error))

    return safely


def notice(kind: Kind, words: str) -> None:
    """Say something once, at the head of the next run."""
    session.NOTICES.set((*session.NOTICES.get(), (kind.value, words)))


def show_notices() -> None:
    """Say what callbacks left to say."""
    for kind, words in session.NOTICES.take():
        getattr(st, kind)(escaped(words))


def refusal(error: PlumblineError, lang: Lang | None = None) -> str:
    """What was refused and why; codes among the facts are spoken as words."""
    return sentence(error, lang or current())


def show_refusal(error: PlumblineError) -> None:
    """The refusal on the page, with its findings where it carries any."""
    st.error(escaped(refusal(error)), icon=":material/do_not_disturb_on:")
    if isinstance(error, RefusedError):
        show_findings(error.findings)


def show_unexpected(error: Exception) -> None:
    """Our fault: the reference number on the page, everything else in the log."""
    st.error(escaped(_logged(error)), icon=":material/error:")


def on_script_error(error: Exception) -> bool:
    """For st.App: what escapes the script itself, such as a callback; True because it has been shown."""
    show_refusal(error) if isinstance(error, PlumblineError) else show_unexpected(error)
    return True


def show_findings(findings: Sequence[Finding], lang: Lang | None = None, *, headed: bool = True) -> None:
    """Findings by kind, the worst first; each with place and sentence, the remedy once. Without heads where
    nothing is imported, which the heads speak of."""
    lang = lang or current()
    ordered = worst_first(list(findings))
    for severity, group in groupby(ordered, key=lambda finding: finding.severity):
        of_severity = list(group)
        words, icon = SEVERITIES[severity]
        if headed:
            st.markdown(f"{icon} **{words.in_(lang)}** · {len(of_severity)}")
        for same in _by_code(of_severity):
            _show_kind(same, lang)


def escaped(words: str) -> str:
    """Words from a file or a person, safe inside Markdown: nothing in them is markup or a directive."""
    return words.translate(_SPECIAL).replace("\n", "  \n")


def _show_kind(same: Sequence[Finding], lang: Lang) -> None:
    with st.container(border=True, gap="xsmall"):
        for finding in same[:SHOWN]:
            st.markdown(_said(finding, lang))
        if len(same) > SHOWN:
            st.caption(_("and {n} more of the same kind").format(n=len(same) - SHOWN))
        st.caption(f":material/arrow_forward: {escaped(same[0].remedy(lang))}")


def _said(finding: Finding, lang: Lang) -> str:
    """Sentence and place; the place once, in bold, where the sentence says it itself."""
    place, sentence = escaped(finding.place.in_(lang)), escaped(finding.sentence(lang))
    if finding.place.row is None and re.match(rf"(Column )?{finding.place.column} ", sentence):
        # The sentence begins with the column: the place is the sheet then, not “Sheet!G G”.
        place = escaped(finding.place.sheet)
    if not place:
        return sentence
    return sentence.replace(place, f"**{place}**", 1) if place in sentence else f"**{place}**  {sentence}"


def _by_code(findings: Iterable[Finding]) -> list[list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.code, []).append(finding)
    return list(groups.values())


def found(error: PlumblineError) -> list[str]:
    """What a refusal found, a line each with its remedy."""
    findings = error.findings[:SHOWN] if isinstance(error, RefusedError) else []
    return [f"{finding.sentence(current())} {finding.remedy(current())}" for finding in findings]


def _logged(error: Exception) -> str:
    reference = faults.kept_fault(settings().data, error, datetime.now(UTC))
    log.error("reference %s", reference)
    return _(SENTENCES["unexpected"]).format(reference=reference)
