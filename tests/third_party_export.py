"""An export of certificates as a third party's platform writes it, and a brute-force reading of its cells.

3,000 lines of about 400 learners: copies, re-issues, certificates that have run out or soon will, revoked
ones, codes with and without zeros in front, four names of one course, two ways to write a day, and lines
that cannot be right. The reading knows none of the code under test: it looks at every line for every day.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.training_oracle import same_day_later

#: The day the export came in; nothing in it is of this day.
SEEN = date(2026, 11, 22)
LEARNERS = 400
HEAD = "Learner ID,Learner,Course Name,Issue Date,Valid Until,Certificate No,Certificate Status"
NAMES = {
    "PRIVACY": ("PRIVACY", "个人信息保护", "Personal data", "个信保护"),
    "HOTLINE": ("HOTLINE", "热线流程", "Hotline procedure"),
}
#: Months a certificate holds by the rule of the matrix.
MONTHS = 12
_STATES = {
    "valid": ("有效", "valid", "Active", ""),
    "expired": ("过期", "expired"),
    "revoked": ("吊销", "Revoked"),
}


@dataclass(frozen=True)
class Line:
    """One line: what it means, and how it happens to be written."""

    learner: int | None
    course: str
    issued: date
    until: date | None
    number: str
    state: str
    code: str = ""
    said: str = ""
    dash: str = "-"
    word: str = ""

    @property
    def is_wrong(self) -> bool:
        """Whether it cannot be right: no learner, a day to come, an end before its beginning."""
        return (
            self.learner is None
            or self.issued > SEEN
            or (self.until is not None and self.until < self.issued)
        )

    def written(self) -> str:
        """The line of the file."""
        until = self._day(self.until) if self.until else ""
        return ",".join((self.code, "学员", self.said, self._day(self.issued), until, self.number, self.word))

    def _day(self, day: date) -> str:
        return day.isoformat() if self.dash == "-" else f"{day.year}/{day.month}/{day.day}"


def export(lines: int = 3_000, seed: int = 6) -> list[Line]:
    """The lines in the order of the file."""
    chance = random.Random(seed)
    made: list[Line] = []
    while len(made) < lines:
        copied = made and chance.random() < 0.12
        made.append(_again(chance, chance.choice(made)) if copied else _new(chance))
    return made


def text(lines: Iterable[Line]) -> str:
    """The file."""
    return "\n".join([HEAD, *(line.written() for line in lines)]) + "\n"


def by_learner(lines: Iterable[Line]) -> dict[tuple[int, str], list[Line]]:
    """What may count, by learner and course."""
    found: dict[tuple[int, str], list[Line]] = defaultdict(list)
    for line in lines:
        if not line.is_wrong and line.learner is not None:
            found[line.learner, line.course].append(line)
    return found


def held_by(mine: Iterable[Line], day: date) -> Line | None:
    """The latest certificate that alone makes the course held on a day."""
    told = list(mine)
    holding = [line for line in told if _reaches(line, day) and not _revoked(line, told, day)]
    return max(holding, key=lambda line: line.issued, default=None)


def last_day(mine: Iterable[Line], day: date, most: int = 62) -> date | None:
    """Until when it is held without a gap, walked to day by day; None: not held, or for longer than that."""
    told = list(mine)
    if held_by(told, day) is None:
        return None
    for ahead in range(1, most + 1):
        if held_by(told, day + timedelta(days=ahead)) is None:
            return day + timedelta(days=ahead - 1)
    return None


def _reaches(line: Line, day: date) -> bool:
    if day < line.issued or day >= same_day_later(line.issued, MONTHS):
        return False
    if line.state == "expired" and (line.until is None or line.until >= SEEN) and day >= SEEN:
        return False
    return line.until is None or day <= line.until


def _revoked(line: Line, told: Iterable[Line], day: date) -> bool:
    """From the day the export says so; a revocation without a number is of every certificate."""
    return day >= SEEN and any(
        other.state == "revoked" and (not other.number or not line.number or other.number == line.number)
        for other in told
    )


def _new(chance: random.Random) -> Line:
    course = chance.choice(tuple(NAMES))
    issued = SEEN - timedelta(days=chance.randrange(1, 800))
    soon = SEEN + timedelta(days=chance.randint(-20, 70))
    until = chance.choice((None, issued + timedelta(days=364), soon if soon > issued else None))
    state = chance.choices(("valid", "expired", "revoked"), (90, 6, 4))[0]
    number = f"C-{chance.randrange(3)}" if chance.random() < 0.6 else ""
    line = Line(chance.randrange(1, LEARNERS + 1), course, issued, until, number, state)
    wrong = chance.random()
    if wrong < 0.01:
        line = replace(line, learner=None)
    elif wrong < 0.02:
        line = replace(line, issued=SEEN + timedelta(days=9), until=None)
    elif wrong < 0.03:
        line = replace(line, until=issued - timedelta(days=1))
    return _dressed(chance, line)


def _again(chance: random.Random, line: Line) -> Line:
    """The same certificate once more: to the letter, or written another way."""
    return line if chance.random() < 0.5 else _dressed(chance, line)


def _dressed(chance: random.Random, line: Line) -> Line:
    n = line.learner
    code = "" if n is None else chance.choice((f"{n:04d}", f"{n:04d}", str(n), f" {n:04d}"))
    said, word = chance.choice(NAMES[line.course]), chance.choice(_STATES[line.state])
    return replace(line, code=code, said=said, dash=chance.choice("--/"), word=word)
