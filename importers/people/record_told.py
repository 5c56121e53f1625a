"""The records that the lines of one table tell: exams with retakes, certificates, attendance."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from core.finding import Finding
from core.people_lists import ListKind, RecordKind
from importers.draft import folded
from importers.people.record_asked import Asked
from importers.people.record_cells import Mark, Result
from importers.people.record_checks import checked
from importers.people.record_headers import CERTIFYING, RESULTS
from importers.people.record_line import Line, Lines, Moment
from importers.rows.privacy import HIDDEN
from importers.staff import agent_key, agent_mark


def kind_of(lines: Lines) -> ListKind:
    """What a table is of, as its columns tell."""
    if CERTIFYING & lines.columns.keys():
        return ListKind.CERTIFICATES
    return ListKind.EXAMS if RESULTS & lines.columns.keys() else ListKind.ATTENDANCE


class Told:
    """The records that the lines of one table tell."""

    def __init__(self, lines: Lines, asked: Asked, course: str) -> None:
        self.lines, self.asked, self.course = lines, asked, course
        self.kind = asked.kind or kind_of(lines)
        self.retakes: Counter[date] = Counter()
        self.bare: list[Moment] = []
        #: Lines of people who are enrolled or under way.
        self.open = 0
        #: Site that keeps nothing of its agents → these agents.
        self.silent: defaultdict[str, set[str]] = defaultdict(set)

    def of(self, line: Line) -> list[dict[str, object]]:
        """The records of one line; none where nothing was done yet."""
        about = self._about(line, _agent(line))
        return [{**about, **each} for each in self._records(line)]

    def reasons(self, line: Line, rows: Sequence[Mapping[str, object]]) -> tuple[Finding, ...]:
        """Why the line is kept out, once its records were read; nothing where it can be right."""
        agent = _agent(line)
        return (*line.trouble, *checked(line, agent, self.shown(line, agent), rows, self.asked))

    def keeps(self, line: Line) -> bool:
        """Whether the site's rule lets anything of its agent be kept."""
        if self._kept(line, _agent(line)) is not None:
            return True
        self.silent[line.text("site") or self.asked.vendor].add(agent_key(_agent(line)))
        return False

    def findings(self) -> list[Finding]:
        """What is said of the table as a whole."""
        place = self.lines.grid.place(self.lines.file, None)
        found = [
            Finding("retake_day_missing", place, {"n": n, "day": day})
            for day, n in sorted(self.retakes.items())
        ]
        if self.bare and not self.asked.zone_said:
            near = sum(_near_midnight(each, self.asked.zone) for each in self.bare)
            facts = {"zone": self.asked.zone, "n": near, "times": len(self.bare)}
            found.append(Finding("exam_zone_unsaid", place, facts))
        if self.open:
            found.append(Finding("records_open", place, {"n": self.open}))
        unkept = sorted(self.silent.items())
        return [
            *found,
            *(Finding("roster_site_keeps_nothing", place, {"site": w, "n": len(a)}) for w, a in unkept),
        ]

    def _about(self, line: Line, agent: str) -> dict[str, object]:
        """What all records of a line have in common."""
        privacy, vendor = self.asked.privacy, self.asked.vendor
        # As received: what is read as a code is masked already.
        number = line.cell("id_number")
        return {
            "mark": agent_mark(privacy, vendor, agent_key(agent)),
            "agent": self._kept(line, agent),
            "person": None if number is None else self.asked.person(number),
            "course_said": line.text("course") or self.course,
            "course_version": line.told("course_version"),
            "minutes": line.minutes(),
            "trainer": self._kept(line, line.text("trainer")) or "",
            "material": line.text("material"),
            "sheet": self.lines.grid.sheet,
            "row": line.row,
        }

    def _kept(self, line: Line, agent: str) -> str | None:
        """A code as far as the site's rule lets it be kept; a trainer's under the same rule."""
        return self.asked.privacy.agent(agent, self.asked.vendor, self._site(line)) if agent else ""

    def shown(self, line: Line, said: str) -> str:
        """A code or name of the line's agent as far as people may see it."""
        return said and (self.asked.privacy.agent(said, self.asked.vendor, self._site(line)) or HIDDEN)

    def _site(self, line: Line) -> str | None:
        """The site as the list says it, else where the roster has the agent; None: the strictest rule."""
        if said := line.text("site"):
            return self.asked.sites.get(folded(said), said)
        mark = agent_mark(self.asked.privacy, self.asked.vendor, agent_key(_agent(line)))
        return self.asked.at_site.get(mark)

    def _records(self, line: Line) -> Iterator[dict[str, object]]:
        when = self._when(line)
        dated = {"day": when.day if when else None, "at": when.at.isoformat() if when and when.at else None}
        if self.kind is ListKind.CERTIFICATES:
            yield from self._certificate(line, dated)
        elif self.kind is ListKind.EXAMS:
            yield from self._exam(line, dated)
        if self.kind is ListKind.ATTENDANCE or "attended" in self.lines.columns:
            came = line.yes("attended")
            yield {**dated, "kind": RecordKind.ATTENDED, "absent": came is False}

    def _certificate(self, line: Line, dated: Mapping[str, object]) -> Iterator[dict[str, object]]:
        day, ends, state = line.day("issued") or dated["day"], line.day("expires"), line.result("state")
        number, seen = line.text("number"), self.asked.day or self.asked.today
        if state is Result.EXPIRED and (ends is None or ends >= seen):
            ends = seen - timedelta(days=1)
        held = {**dated, "day": day, "number": number}
        yield {
            **held,
            "kind": RecordKind.CERTIFICATE,
            "expires": ends,
            "passed": _word(line.result("passed")),
        }
        if state is Result.REVOKED:
            yield {"kind": RecordKind.REVOKED, "day": seen, "number": number}

    def _exam(self, line: Line, dated: Mapping[str, object]) -> Iterator[dict[str, object]]:
        """One attempt, or two where a retake stands beside it: the last word is the last one's."""
        result = line.result("passed") or line.result("status")
        first, again = line.mark("score"), line.mark("makeup_score")
        if result is Result.OPEN and first is None:
            return
        retaken, one = line.yes("makeup"), again is None
        attempt = line.told("attempt") or (2 if retaken and one and first else None)
        gone = result is Result.ABSENT or line.yes("absent") is True
        exam = {**dated, "kind": RecordKind.EXAM, "pass": line.number("pass")}
        if one:
            yield {**exam, **self._scored(line, first, gone), "attempt": attempt, "passed": _word(result)}
            return
        yield {**exam, **self._scored(line, first, gone and first is None), "attempt": 1, "passed": False}
        late = {**exam, **self._scored(line, again, False), "attempt": 2, "passed": _word(result)}
        yield {**late, "at": None, "day": self._retake_day(line)}

    def _scored(self, line: Line, mark: Mark | None, gone: bool) -> dict[str, object]:
        full = (mark.full if mark else None) or line.number("full")
        absent = gone or bool(mark and mark.absent)
        return {"score": mark.score if mark else None, "full": full, "absent": absent}

    def _retake_day(self, line: Line) -> date:
        told = line.day("makeup_day") or self.asked.retake_day
        if told is None:
            self.retakes[self.asked.today] += 1
        return told or self.asked.today

    def _when(self, line: Line) -> Moment | None:
        for code in ("finished", "signed_in", "day"):
            moment = line.moment(code) if code in self.lines.columns else None
            if moment:
                self.bare += [moment] if moment.bare else []
                return moment
        told = line.dated()
        return Moment(told) if told else None


def _word(result: Result | None) -> bool | None:
    return {Result.PASSED: True, Result.FAILED: False}.get(result) if result else None


def _near_midnight(moment: Moment, zone: str) -> bool:
    """Whether an hour more or less would make it another day."""
    local = moment.at.astimezone(ZoneInfo(zone)) if moment.at else None
    return local is not None and local.hour in {0, 23}


def _agent(line: Line) -> str:
    return line.text("agent") or line.text("login")
