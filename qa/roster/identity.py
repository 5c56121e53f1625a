"""One person under several codes 一人多工号: by the same id number, or because somebody said so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from qa.roster.spell import Spell


@dataclass(frozen=True, slots=True)
class Link:
    """That two codes of one vendor are one person through some days."""

    mark: str
    #: The code that is counted.
    same_as: str
    first_day: date
    last_day: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


def heads(spells: Mapping[str, Spell], links: Iterable[Link], day: date) -> dict[str, str]:
    """Mark → the mark under which its person is counted on a day; those counted under their own are left out.

    Codes of one vendor with one id number are one person, and so are linked ones, however long the chain. The
    code that somebody said is counted, else the first in order.
    """
    parent: dict[str, str] = {}

    def root(mark: str) -> str:
        while (above := parent.get(mark, mark)) != mark:
            mark = above
        return mark

    persons: dict[tuple[str, str], str] = {}
    for mark in sorted(spells):
        spell = spells[mark]
        if spell.person is not None:
            first = persons.setdefault((spell.vendor, spell.person), mark)
            parent[root(mark)] = root(first)
    for link in (one for one in links if one.holds(day)):
        # What a person said outranks the order: the code named as counted ends on top.
        above, below = root(link.same_as), root(link.mark)
        if above != below:
            parent[below] = above
    return {mark: head for mark in parent if (head := root(mark)) != mark}
