"""People lists, codes that are one person, who was cleared out."""

from __future__ import annotations

from store.records.people_lists import AgentLinkRecord, ClearedOutRecord, PeopleListRecord
from store.repositories.base import Repository
from store.tables import people_lists as tables


class PeopleLists(Repository[PeopleListRecord]):
    """Rosters, changes, attendance, exams and certificates as they were taken in."""

    TABLE = tables.people_lists
    RECORD = PeopleListRecord
    VENDOR = "vendor"
    FIGURES = True

    def kept_files(self) -> dict[str, str | None]:
        """The files in the lake that hold their rows, with the hash of what was written; withdrawn too."""
        kept = self.all(tables.people_lists.c.rows_file.is_not(None))
        return {each.rows_file: each.rows_sha256 for each in kept if each.rows_file}


class AgentLinks(Repository[AgentLinkRecord]):
    """Which codes are one person, as somebody said."""

    TABLE = tables.agent_links
    RECORD = AgentLinkRecord
    VENDOR = "vendor"
    FIGURES = True


class ClearedOut(Repository[ClearedOutRecord]):
    """Who may not work on our programmes; only who may see every vendor has any business here."""

    TABLE = tables.cleared_out
    RECORD = ClearedOutRecord
