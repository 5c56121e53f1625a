"""Assessment runs with their verdicts and scores."""

from __future__ import annotations

from collections.abc import Iterable

from store.records.runs import PastVerdict, RunRecord, ScoreRecord, VerdictRow
from store.repositories.base import Desk, Repository, Shelf
from store.tables.runs import assessment_runs, scores, verdicts

_ORDER = (verdicts.c.run_id, verdicts.c.ordinal)


class Runs(Repository[RunRecord]):
    """Runs; the shelves `verdicts` and `scores` hold what they found."""

    TABLE = assessment_runs
    RECORD = RunRecord
    VENDOR = "vendor"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.verdicts = Shelf(desk, verdicts, VerdictRow, vendor="vendor")
        self.past = Shelf(desk, verdicts, PastVerdict, vendor="vendor")
        self.scores = Shelf(desk, scores, ScoreRecord, vendor="vendor")

    def with_hash(self, hash: str) -> RunRecord | None:
        """The run of exactly these inputs, if it has been made."""
        return self.find(hash=hash)

    def keep(self, run: RunRecord, found: Iterable[VerdictRow], score: ScoreRecord | None) -> RunRecord:
        """Keep a run with what it found. The same inputs again give the run that is already there."""
        known = self.with_hash(run.hash)
        if known is not None:
            return known
        self.add(run)
        self.verdicts.add_all(found)
        if score is not None:
            self.scores.add(score)
        return run

    def latest(self, contract: str, period: str) -> RunRecord | None:
        """The last run of a contract's month."""
        found = self.all(contract=contract, period=period, order=assessment_runs.c.id.desc(), limit=1)
        return found[0] if found else None

    def verdicts_of(self, run_id: str) -> list[VerdictRow]:
        """What the run found, in the contract's order."""
        return self.verdicts.all(run_id=run_id, order=verdicts.c.ordinal)

    def found_by(self, run_ids: Iterable[str]) -> list[VerdictRow]:
        """What several runs found, each in its contract's order."""
        return self.verdicts.all(verdicts.c.run_id.in_(sorted(run_ids)), order=_ORDER)

    def past_of(self, run_ids: Iterable[str]) -> list[PastVerdict]:
        """As `found_by`, a few columns only: thousands of rows are read for one month's trends."""
        return self.past.all(verdicts.c.run_id.in_(sorted(run_ids)), order=_ORDER)

    def scores_of(self, run_ids: Iterable[str]) -> list[ScoreRecord]:
        """The scores several runs gave."""
        return self.scores.all(scores.c.run_id.in_(sorted(run_ids)))

    def score_of(self, run_id: str) -> ScoreRecord | None:
        """The month's score of a run."""
        return self.scores.find(run_id=run_id)
