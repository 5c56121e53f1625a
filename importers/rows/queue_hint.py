"""Which queue a table's title, sheet or file name says its figures are of, where no column does."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from core.batch import Dataset
from core.finding import Finding, Place
from core.text import Text
from importers.columnar.coded import met
from importers.dictionary.fields import GroupKind
from importers.dictionary.group_names import named
from importers.dictionary.headers import synonyms
from importers.draft import WHOLE, Choice, Directory, Known, Question, QuestionKind, folded
from importers.layouts.recognise import Table
from importers.rows.extract import Rows
from importers.rows.figure_heads import HEADERS, of_every_count, strange
from importers.rows.named_around import SHEET, Hint, texts_around
from importers.rows.named_in import name_of, short, spans_of
from importers.rows.naming import Assembled
from importers.rows.queue_words import queue_core, says_queue, unknown_queues
from importers.rows.shift_hint import shift_hint
from importers.rows.site_words import blanked, without_companies

_ALL = Text("全部技能组合计", "all queues together")
_OF_CALLS = frozenset({Dataset.TRAFFIC, Dataset.CHAT, Dataset.CALLS})


class QueueHint(Hint):
    """The queue that a table's words name; several, where its words contradict each other."""

    def question(self, queues: Sequence[Known]) -> Question:
        """What is asked: the queue that is named, one that is registered, or all of them together."""
        new = {
            name: Text(f"新技能组“{name}”", f"a new queue, “{name}”")
            for name in self.named
            if name not in self.known
        }
        mine = {known.code: name_of(known) for known in queues}
        return Question(QuestionKind.QUEUE, self.word, {**new, **mine, WHOLE: _ALL})


def name_queues(file: str, rows: Rows, choice: Choice, directory: Directory, result: Assembled) -> bool:
    """Fill `queue` from the words around a table without such a column; False where a person has to say."""
    if not _of_calls(rows):
        return True
    vendors = met(rows.frame["vendor"])
    if rows.frame["queue"].null_count() < rows.frame.height:
        return all(_is_whole_day(file, rows, vendor, choice, directory, result) for vendor in vendors)
    queues = {vendor: _queue(file, rows, vendor, choice, directory, result) for vendor in vendors}
    if None in queues.values():
        return False
    named = pl.col("vendor").replace_strict(queues, default=None, return_dtype=pl.String)
    rows.frame = rows.frame.with_columns(pl.when(named != WHOLE).then(named).alias("queue"))
    return True


def queue_hint(file: str, table: Table, vendor: str, directory: Directory) -> QueueHint | None:
    """What the words around a table say; None where they name no queue, or several in one breath.

    What the brackets of all its counts or the heading over them say speaks first. A title over sheets of
    several queues does not contradict them; a title of one over a sheet of another does, for it may be a
    title that was forgotten.
    """
    queues = [queue for queue in directory.queues if queue.vendor in (None, vendor)]
    texts = texts_around(file, table.grid)
    said = [(where, text, _named(text, where, queues, directory)) for where, text in texts]
    said = [each for each in (_by_headers(table, queues, directory), *said) if len(each[2]) == 1]
    if not said:
        return None
    named: dict[str, Text] = {}
    for _, _, names in said:
        for code, name in names.items():
            if queue_core(name.zh) not in {queue_core(other.zh) for other in named.values()}:
                named[code] = name
    where, text, _ = said[0]
    known = frozenset(each.code for each in queues) & named.keys()
    return QueueHint(vendor, named, known, where, short(text))


def _of_calls(rows: Rows) -> bool:
    """Whether its figures are of calls or chats: only those come in by queues."""
    homes = {fld.measure: fld.dataset for fld in synonyms().fields.values() if fld.measure}
    return rows.table.layout.calls or any(homes.get(name) in _OF_CALLS for name in rows.measures)


def _queue(
    file: str, rows: Rows, vendor: str, choice: Choice, directory: Directory, result: Assembled
) -> str | None:
    """The queue that the table's words name, else `WHOLE`; None, and a question, where nobody knows it."""
    of_queue = queue_hint(file, rows.table, vendor, directory)
    shift = shift_hint(file, rows, vendor, directory)
    beside = of_queue is not None and (shift is None or of_queue.named.keys() != shift.named.keys())
    if beside and not _is_whole_day(file, rows, vendor, choice, directory, result):
        return None
    hint = of_queue or shift
    if hint is None:
        return WHOLE
    place = Place(file, rows.table.grid.sheet)
    known = WHOLE if hint.word in directory.whole.get(vendor, ()) else None
    if said := choice.queues.get(hint.word) or known:
        result.findings.append(_finding("queue_said", hint, place, said, directory))
        return said
    if hint.only:
        result.findings.append(_finding("queue_named", hint, place, hint.only, directory))
        return hint.only
    code = "shift_unclear" if hint is shift else "queue_unclear"
    result.findings.append(Finding(code, place, hint.facts()))
    result.questions.append(hint.question([q for q in directory.queues if q.vendor in (None, vendor)]))
    return None


def _is_whole_day(
    file: str, rows: Rows, vendor: str, choice: Choice, directory: Directory, result: Assembled
) -> bool:
    """Whether figures of queues are of the whole day, as far as the table's words tell or a person said."""
    hint = shift_hint(file, rows, vendor, directory, queued=True)
    said = hint is None or choice.queues.get(hint.word) == WHOLE
    if hint is None or said or hint.word in directory.whole.get(vendor, ()):
        return True
    result.findings.append(Finding("shift_unclear", Place(file, rows.table.grid.sheet), hint.facts()))
    result.questions.append(hint.question(()))
    return False


def _finding(code: str, hint: Hint, place: Place, queue: str, directory: Directory) -> Finding:
    known = {each.code: name_of(each) for each in directory.queues}
    name = _ALL if queue == WHOLE else known.get(queue, Text(queue, queue))
    return Finding(code, place, {**hint.facts(), "queue": queue, "name": name})


def _named(text: str, where: Text, queues: Sequence[Known], directory: Directory) -> dict[str, Text]:
    """Code, or unregistered name → name of each queue in the text."""
    others = (*directory.vendors, *directory.projects, *directory.sites)
    found = {queue.code: name_of(queue) for queue in queues if _names(text, where, queue)}
    cores = {queue_core(word): queue for queue in queues for word in (queue.code, *queue.names)}
    rest = blanked(without_companies(text), (*(q for q in queues if q.code in found), *others))
    for name in unknown_queues(rest):
        queue = cores.get(queue_core(name))
        found |= {queue.code: name_of(queue)} if queue else {name: Text(name, name)}
    return found


def _by_headers(
    table: Table, queues: Sequence[Known], directory: Directory
) -> tuple[Text, str, dict[str, Text]]:
    """What the headers of all counts name: a registered queue, or one that nobody knows."""
    text, name = "、".join(of_every_count(table)), strange(table)
    found = _named(text, HEADERS, queues, directory)
    if not found and name and named(name, GroupKind.QUEUE, {}):
        found = {name: Text(name, name)}
    return HEADERS, text, found


def _names(text: str, where: Text, queue: Known) -> bool:
    """Whether a text names a registered queue: as a queue (VIP队列), or as a word that stands apart.

    热线 is in the title of every report."""
    words = {folded(word) for word in (queue.code, *queue.names)}
    if where == SHEET and folded(text) in words:
        return True
    return any(
        says_queue(text, end)
        or queue_core(text[start:end]) != folded(text[start:end])
        or _apart(text, start, end)
        for start, end in spans_of(text, [queue])
    )


def _apart(text: str, start: int, end: int) -> bool:
    before, after = text[:start][-1:], text[end:][:1]
    return all(re.fullmatch(r"[\s_\-—–·|/（）()【】、,，:：]?", at) for at in (before, after))
