"""What only a person can say about a file: asked where the file cannot say it, else open to correction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from core.batch import SOURCE_NAMES, Source
from core.finding import Finding
from core.language import _, current
from core.period import labels_between, shifted
from services.reports import import_again, import_files
from services.reports.import_again import Choice, Question, QuestionKind
from ui import formats, house, messages, navigation, registered, session, urls
from ui.messages import escaped
from ui.received import reports

#: How many months back a file may speak for.
_MONTHS_BACK = 36
#: Findings that say where a question comes from: which cells, how many rows. So many are shown.
_ABOUT_CELLS = frozenset(
    {
        "header_ambiguous",
        "rate_scale_unclear",
        "call_outcome_unknown",
        "days_over_two_months",
        "days_unsaid",
        "groups_unclear",
        "sheets_overlap",
        "most_rows_rejected",
    }
)
_REASONS = 6


def ask(file_id: str, questions: Sequence[Question], found: Sequence[Finding] = ()) -> None:
    """The questions of a file with what they rest on, and the button that reads it again with the answers."""
    with st.form(session.widget("import-ask", file_id), width=640):
        st.markdown(f"**{_('This file does not say everything itself')}**")
        for finding in [each for each in found if each.code in _ABOUT_CELLS][:_REASONS]:
            st.caption(escaped(finding.sentence(current())))
        fields = {key: put for question in questions for key, put in _asked(question, file_id)}
        _submit(file_id, fields, "ask", "primary")


def correct(file_id: str) -> None:
    """Vendor, month, source and project of a file, where it was taken for something else."""
    words = _("Taken for something else? Say what it is")
    form = session.widget("import-correct", file_id)
    with st.expander(words, icon=":material/tune:"), st.form(form, border=False, width=640):
        fields = {"vendor": _vendor(file_id), "period": _period(file_id), "source": _source(file_id)}
        if registered.projects():
            fields["project"] = _project(file_id)
        if sites := _sites(file_id):
            fields["site:"] = _choose("site", _("Which site, where no column says it?"), sites, file_id)
        _submit(file_id, fields, "correct", "secondary")


def changed_sheets(file_id: str, questions: Sequence[Question], found: Sequence[Finding]) -> None:
    """What is not as it was last confirmed, and the way to where it is confirmed."""
    if not any(question.kind is QuestionKind.SHEET for question in questions):
        return
    with st.container(border=True, gap="small", key="changed-sheets"):
        st.markdown(f":material/difference: **{_('The vendor has changed its report')}**")
        for finding in found:
            if finding.code == "sheet_changed":
                st.markdown(escaped(finding.sentence(current())))
        if any(question.kind is not QuestionKind.SHEET for question in questions):
            navigation.link(
                "columns", _("Look at it and confirm its columns"), ":material/view_column:", record=file_id
            )


def way_to_columns(file_id: str) -> None:
    """The way to the sheet as it looks, where every column can be said."""
    navigation.link(
        "columns", _("See the sheet and say what its columns hold"), ":material/view_column:", record=file_id
    )


def _asked(question: Question, file_id: str) -> list[tuple[str, str]]:
    """The field for one question, with the key of its widget."""
    if question.kind is QuestionKind.VENDOR:
        return [("vendor", _vendor(file_id, question))]
    if question.kind is QuestionKind.PERIOD:
        return [("period", _period(file_id, asked=True))]
    if question.kind is QuestionKind.LAYOUT:
        names = {code: words.in_(current()) for code, words in question.choices.items()}
        return [("layout", _choose("layout", _("What kind of file is it?"), names, file_id, asked=True))]
    name, field = _ABOUT_A_WORD.get(question.kind, ("column", _column))
    return [(f"{name}:{question.subject}", field(question, file_id))]


def _vendor(file_id: str, question: Question | None = None) -> str:
    """The vendor; where it is asked for, the one the file seems to name is proposed with the reason."""
    names = {
        code: f"{vendor.name.in_(current())} · {code}"
        for code, vendor in registered.vendors().items()
        if vendor.active
    }
    hinted = {code: why for code, why in question.choices.items() if code in names} if question else {}
    only = list(hinted) or list(names)
    likely = only[0] if question and len(only) == 1 else None
    label = _("Whose figures are these?")
    key = _choose("vendor", label, names, file_id, question is not None, likely)
    for code, why in hinted.items():
        reason = _("{vendor}: {reason}").format(vendor=names[code], reason=why.in_(current()))
        st.caption(f":material/lightbulb: {escaped(reason)}")
    return key


def _period(file_id: str, asked: bool = False) -> str:
    last = f"{house.house().today():%Y-%m}"
    labels = labels_between(shifted(last, -_MONTHS_BACK), last)[::-1]
    names = {label: formats.month(label) for label in labels}
    return _choose("period", _("Which month is it for?"), names, file_id, asked)


def _source(file_id: str) -> str:
    names = {source.value: words.in_(current()) for source, words in SOURCE_NAMES.items()}
    return _choose("source", _("Who says so?"), names, file_id)


def _project(file_id: str) -> str:
    names = {item.code: item.name.in_(current()) for item in registered.projects() if item.active}
    return _choose("project", _("Which project?"), names, file_id)


def _sites(file_id: str) -> dict[str, str]:
    """The sites of the one vendor the file is of, and all of them together; none where that is not known."""
    view, told = reports.file(file_id), reports.said(file_id)
    vendors = {batch.vendor for batch in view.batches} if view else set()
    known = registered.vendors().get(told.vendor or (vendors.pop() if len(vendors) == 1 else ""))
    names = {site.code: site.name.in_(current()) for site in known.sites if site.active} if known else {}
    return {**names, import_again.WHOLE: _("All its sites together")} if names else {}


def _site(question: Question, file_id: str) -> str:
    names = {code: words.in_(current()) for code, words in question.choices.items()}
    label = _("Which site's figures are those of “{word}”?").format(word=escaped(question.subject))
    key = _choose(f"site-{question.subject}", label, names, file_id, asked=True)
    for finding in _said_of(file_id, "site_unclear", question.subject):
        st.caption(f":material/lightbulb: {escaped(finding.sentence(current()))}")
    return key


def _queue(question: Question, file_id: str) -> str:
    names = {code: words.in_(current()) for code, words in question.choices.items()}
    label = _("Which queue's figures are those of “{word}”?").format(word=escaped(question.subject))
    key = _choose(f"queue-{question.subject}", label, names, file_id, asked=True)
    codes = ("queue_unclear", "shift_unclear")
    for finding in [said for code in codes for said in _said_of(file_id, code, question.subject)]:
        st.caption(f":material/lightbulb: {escaped(finding.sentence(current()))}")
    return key


def _said_of(file_id: str, code: str, word: str) -> list[Finding]:
    """Why a question about some words of the file is asked."""
    view = reports.file(file_id)
    found = view.file.findings if view else ()
    return [each for each in found if each.code == code and each.facts.get("word") == word][:1]


def _column(question: Question, file_id: str) -> str:
    names = {code: words.in_(current()) for code, words in question.choices.items()}
    label = _("What does the column “{header}” count?").format(header=escaped(question.subject))
    return _choose(f"column-{question.subject}", label, {**names, "": _("Leave it out")}, file_id, asked=True)


def _scale(question: Question, file_id: str) -> str:
    names = {code: words.in_(current()) for code, words in question.choices.items()}
    label = _("How is the column “{header}” written?").format(header=escaped(question.subject))
    return _choose(f"scale-{question.subject}", label, names, file_id, asked=True)


def _word(question: Question, file_id: str) -> str:
    names = {code: words.in_(current()) for code, words in question.choices.items()}
    label = _("What became of the calls with “{word}”?").format(word=escaped(question.subject))
    return _choose(f"word-{question.subject}", label, names, file_id, asked=True)


def _groups(question: Question, file_id: str) -> str:
    names = {code: words.in_(current()) for code, words in question.choices.items()}
    label = _("What are the groups of columns {groups}?").format(
        groups=escaped(question.subject.rpartition(" = ")[0])
    )
    return _choose(f"groups-{question.subject}", label, names, file_id, asked=True)


def _sheets(question: Question, file_id: str) -> str:
    names = {code: words.in_(current()) for code, words in question.choices.items()}
    label = _("These sheets hold the same: which of them count?")
    return _choose(f"sheets-{question.subject}", label, names, file_id, asked=True)


def _rows(question: Question, file_id: str) -> str:
    names = {code: words.in_(current()) for code, words in question.choices.items()}
    table = escaped(question.subject.rpartition(" = ")[0])
    label = _("Most rows of “{table}” stay out: what counts?").format(table=table)
    return _choose(f"rows-{question.subject}", label, names, file_id, asked=True)


def _months(question: Question, file_id: str) -> str:
    names = {code: words.in_(current()) for code, words in question.choices.items()}
    label = _("Which months are these days of?")
    return _choose(f"months-{question.subject}", label, names, file_id, asked=True)


def _days(question: Question, file_id: str) -> str:
    names = {code: words.in_(current()) for code, words in question.choices.items()}
    return _choose("days", _("What does this file speak for?"), names, file_id, asked=True)


def _choose(
    name: str,
    label: str,
    names: dict[str, str],
    file_id: str,
    asked: bool = False,
    likely: str | None = None,
) -> str:
    """A choice between codes; where it was not asked for, leaving it open means: as the file says."""
    key = session.widget("import", name, file_id)
    st.selectbox(
        label,
        list(names),
        index=list(names).index(likely) if likely else None,
        format_func=names.__getitem__,
        placeholder=_("Choose") if asked else _("As the file says"),
        key=key,
    )
    return key


def _submit(file_id: str, fields: dict[str, str], name: str, kind: Any) -> None:
    st.form_submit_button(
        _("Go on") if name == "ask" else _("Read it again"),
        type=kind,
        icon=":material/arrow_forward:" if name == "ask" else ":material/refresh:",
        key=session.widget("import-again", name, file_id),
        on_click=messages.guarded(_read_again),
        args=(file_id, fields),
    )


def _read_again(file_id: str, fields: dict[str, str]) -> None:
    answers = {name: st.session_state.get(key) for name, key in fields.items()}
    choice = _with(reports.said(file_id), {name: code for name, code in answers.items() if code is not None})
    staged = import_again.again(house.house(), house.principal(), file_id, choice)
    reports.remember(staged.file.id, choice)
    urls.write(record=staged.file.id)


def _with(choice: Choice, answers: dict[str, str]) -> Choice:
    """`choice` with what was just said."""
    columns = _about("column", answers)
    scales = {header: int(way) for header, way in _about("scale", answers).items()}
    said: dict[str, Callable[[str], Any]] = {"vendor": str, "project": str, "layout": str, "source": Source}
    changes = {name: make(answers[name]) for name, make in said.items() if name in answers}
    choice = replace(choice, **changes, columns={**choice.columns, **columns})
    words = {**choice.words, **_about("word", answers)}
    sites = {**choice.sites, **_about("site", answers)}
    queues = {**choice.queues, **_about("queue", answers)}
    choice = replace(choice, scales={**choice.scales, **scales}, words=words, sites=sites, queues=queues)
    if "period" not in answers:
        return choice
    period = import_files.period_of(house.house(), house.principal(), answers["period"], choice.vendor)
    return replace(choice, period=period)


def _about(what: str, answers: dict[str, str]) -> dict[str, str]:
    """Header → answer, of the questions of one kind."""
    return {name.partition(":")[2]: said for name, said in answers.items() if name.startswith(f"{what}:")}


#: Kind of question about one word of the file → what its answer is kept under, and the field.
_ABOUT_A_WORD: dict[QuestionKind, tuple[str, Callable[[Question, str], str]]] = {
    QuestionKind.SITE: ("site", _site),
    QuestionKind.QUEUE: ("queue", _queue),
    QuestionKind.SCALE: ("scale", _scale),
    QuestionKind.WORD: ("word", _word),
    QuestionKind.GROUPS: ("word", _groups),
    QuestionKind.MONTHS: ("word", _months),
    QuestionKind.DAYS: ("word", _days),
    QuestionKind.ROWS: ("word", _rows),
    QuestionKind.SHEETS: ("word", _sheets),
}
