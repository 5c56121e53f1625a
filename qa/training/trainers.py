"""Train-the-trainer 转训: the client certifies a vendor's trainers for each version of a course; a class by
anybody else does not count (domain reference 5.3, T5.8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.text import Text


@dataclass(frozen=True, slots=True)
class TrainerCertificate:
    """A trainer of a vendor whom the client certified for a course."""

    vendor: str
    #: The trainer's code as lists meet by (`importers.staff.agent_key` of the code that is kept).
    agent: str
    course: str
    #: None: every version.
    course_version: int | None
    first_day: date
    #: Last day, included; None: without an end.
    last_day: date | None = None

    def covers(self, course: str, version: int | None, day: date) -> bool:
        """Whether it lets the trainer give a version of the course on a day.

        A class that tells no version is taken to be of the one the trainer was certified for.
        """
        its_version = None in (version, self.course_version) or version == self.course_version
        in_time = self.first_day <= day and (self.last_day is None or day <= self.last_day)
        return self.course == course and its_version and in_time


def may_give(
    certificates: Iterable[TrainerCertificate],
    vendor: str,
    trainer: str,
    course: str,
    version: int | None,
    day: date,
) -> bool:
    """Whether a class counts where its trainer has to be certified; `trainer` is a code as `agent` has it.

    A class that names no trainer does not count: nobody can say that its trainer was certified.
    """
    return any(
        each.vendor == vendor and each.agent == trainer and each.covers(course, version, day)
        for each in certificates
    )


def refusal(trainer: str, course: str, version: int | None, day: date, people: int) -> Text:
    """Why a class does not count, and for how many."""
    taught = f"{course} v{version}" if version is not None else course
    if not trainer:
        return Text(
            f"{day} 的 {taught} 未写明讲师：{people}人的成绩不计。",
            f"The class of {taught} on {day} names no trainer: it does not count for {people}.",
        )
    return Text(
        f"{day} 的 {taught} 由讲师 {trainer} 授课，其当日未持有该版本的讲师认证：{people}人的成绩不计。",
        f"The class of {taught} on {day} was given by {trainer}, who was not certified for that version that "
        f"day: it does not count for {people}.",
    )
