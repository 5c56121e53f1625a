"""A course 课程: what it teaches, of which category it is, and who gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.text import Text


class Category(StrEnum):
    """The three kinds of training of seeds/001 and 002."""

    AWARENESS = "awareness"
    BUSINESS = "business"
    SKILL = "skill"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _CATEGORIES[self]


class Topic(StrEnum):
    """What a course of SKILL is about."""

    COMMUNICATION = "communication"
    EMOTION = "emotion"
    LAW = "law"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _TOPICS[self]


class Provider(StrEnum):
    """Who gives it: the client (输出培训), the vendor itself, or the vendor's trainers after ours (转训)."""

    CLIENT = "client"
    VENDOR = "vendor"
    TRAIN_THE_TRAINER = "train_the_trainer"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _PROVIDERS[self]


class Delivery(StrEnum):
    """How it is given; PRACTICAL is a course of its own, such as calls listened to before going live."""

    CLASSROOM = "classroom"
    E_LEARNING = "e_learning"
    BRIEF = "brief"
    HUDDLE = "huddle"
    PRACTICAL = "practical"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return _DELIVERIES[self]


_CATEGORIES: dict[Category, Text] = {
    Category.AWARENESS: Text("服务意识", "Service awareness"),
    Category.BUSINESS: Text("业务能力", "Business knowledge"),
    Category.SKILL: Text("处理技巧", "Handling skills"),
}
_TOPICS: dict[Topic, Text] = {
    Topic.COMMUNICATION: Text("沟通", "Communication"),
    Topic.EMOTION: Text("情绪", "Emotion"),
    Topic.LAW: Text("法律", "Law"),
}
_PROVIDERS: dict[Provider, Text] = {
    Provider.CLIENT: Text("输出培训", "Training by the client"),
    Provider.VENDOR: Text("外包商自训", "The vendor's own training"),
    Provider.TRAIN_THE_TRAINER: Text("转训", "Train-the-trainer"),
}
_DELIVERIES: dict[Delivery, Text] = {
    Delivery.CLASSROOM: Text("面授", "Classroom"),
    Delivery.E_LEARNING: Text("线上学习", "E-learning"),
    Delivery.BRIEF: Text("书面通知", "Written notice"),
    Delivery.HUDDLE: Text("班前会", "Huddle"),
    Delivery.PRACTICAL: Text("实操", "Practical"),
}


@dataclass(frozen=True)
class Taught:
    """The clauses of a process specification that a course teaches; none named: all of them."""

    spec: str
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Course:
    """A course as one version states it."""

    code: str
    #: Version, 1 first.
    number: int
    name: Text
    category: Category
    topics: frozenset[Topic] = frozenset()
    #: Names that lists and specifications use for it (`Specification.trainings`).
    called: tuple[str, ...] = ()
    provider: Provider = Provider.VENDOR
    #: Privacy, anti-money-laundering, disclosures: no grace, and no green while one has run out.
    compliance: bool = False
    #: Whether passing it at another vendor counts.
    carries_over: bool = False
    full_mark: Decimal = Decimal(100)
    material: str = ""
    material_sha256: str = ""
    teaches: tuple[Taught, ...] = ()

    def taught(self, spec: str, clause: str) -> bool:
        """Whether it teaches a clause of a specification; one that names no clauses teaches all of it."""
        return any(
            each.spec == spec and (not each.clauses or clause in each.clauses) for each in self.teaches
        )


def course_called(courses: Mapping[str, Course], said: str) -> Course | None:
    """The course a list means: by its code, its name in either language, or a name it is also called by.

    Spaces and capitals do not matter; None where no course, or more than one, is called so.
    """
    wanted = _folded(said)
    coded = [course for course in courses.values() if _folded(course.code) == wanted]
    found = coded or [
        course
        for course in courses.values()
        if wanted and wanted in map(_folded, (course.name.zh, course.name.en, *course.called))
    ]
    return found[0] if len(found) == 1 else None


def _folded(words: str) -> str:
    return "".join(words.split()).casefold()
