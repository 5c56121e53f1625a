"""Choosing a vendor: lists, rounds, candidates, scores."""

from __future__ import annotations

from store.records.entry import EntryCandidateRecord, EntryListRecord, EntryRoundRecord, EntryScoreRecord
from store.repositories.base import Desk, Shelf
from store.tables import entry as tables


class Entries:
    """A shelf for each kind. No vendor is named: services let only those in who see every vendor."""

    def __init__(self, desk: Desk) -> None:
        self.lists = Shelf(desk, tables.entry_lists, EntryListRecord)
        self.rounds = Shelf(desk, tables.entry_rounds, EntryRoundRecord)
        self.candidates = Shelf(desk, tables.entry_candidates, EntryCandidateRecord)
        self.scores = Shelf(desk, tables.entry_scores, EntryScoreRecord)

    def newest_list(self) -> EntryListRecord | None:
        """The list in force; None before the first."""
        found = self.lists.all(order=tables.entry_lists.c.number.desc(), limit=1)
        return found[0] if found else None

    def scores_of(self, round: str) -> list[EntryScoreRecord]:
        """Every score of a round in the order they were given."""
        return self.scores.all(round=round, order=tables.entry_scores.c.scored_at)
