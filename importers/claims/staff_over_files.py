"""What earlier files of a vendor said of leavers, held against a later one; and what the next is told (C8).

Agents go by their codes here: a name comes back with another person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from core.facts import date_of
from core.finding import Finding, Place
from core.period import Period
from core.privacy import AgentRule
from importers.claims.left_agents import cell_in, keep_out, who_of
from importers.claims.staff_lines import StaffLine, last_line
from importers.columnar.coded import met
from importers.draft import Directory, folded
from importers.rows.extract import Rows
from importers.staff import StaffSaid, agent_key, agent_mark, last_day

#: Mark → what the lists say of an agent, and the cell that lists him as working.
Said = Mapping[str, tuple[StaffSaid, Place | None]]


@dataclass
class StaffOfFile:
    """What the lists of a file say, and what the files before it said."""

    file: str
    lines: Sequence[StaffLine]
    #: The days its figures are of; None where no table is dated.
    days: Period | None
    directory: Directory
    _known: dict[tuple[str, bool], Said] = field(default_factory=dict)

    def keep_out_left(self, rows: Rows) -> None:
        """Keep rows out that give work to an agent after the last day that an earlier file told, unless the
        file at hand tells when he joined again, or what takes that file's place."""
        if who_of(rows) != "agent" or not rows.frame["agent"].is_not_null().any():
            return
        vendors = [vendor for vendor in met(rows.frame["vendor"]) if self.directory.staff.get(vendor)]
        alone = rows.frame["vendor"].n_unique() == 1
        for vendor in vendors:
            told, own = self.directory.staff[vendor], self._said(vendor, alone)
            left: dict[str, tuple[date, Place]] = {}
            for name in met(rows.frame["agent"]):
                mark = agent_mark(self.directory.privacy, vendor, agent_key(name))
                here = [own[mark][0]] if mark in own else []
                last = last_day([*told[mark], *here]) if mark in told else None
                if last and last.left:
                    left[name] = last.left, last.place
            keep_out(self.file, rows, left, None if alone else vendor)

    def found(self, vendors: Sequence[str]) -> list[Finding]:
        """Agents that the file lists as working though an earlier one said they had left before its days
        ended, and that it gives no later day of joining."""
        return [f for vendor in vendors for f in self._listed_again(vendor, len(vendors) == 1)]

    def kept(self, vendors: Sequence[str]) -> tuple[StaffSaid, ...]:
        """What is to be held against later files: who left, who joined when, and what it says of those that
        had left by an earlier file."""
        every = [
            (self.directory.staff.get(vendor, {}), said)
            for vendor in vendors
            for said, _at in self._said(vendor, len(vendors) == 1).values()
        ]
        return tuple(said for told, said in every if said.left or said.joined or said.mark in told)

    def told_of(self, findings: Sequence[Finding], vendors: Sequence[str]) -> list[Finding]:
        """What is said of the file, in which a staff list is not said to be left out: it says who left."""
        said = [said for vendor in vendors for said, _ in self._said(vendor, len(vendors) == 1).values()]
        leavers = Counter(one.place.sheet for one in said if one.left)
        told: list[Finding] = []
        for finding in findings:
            sheet = finding.place.sheet
            if finding.code != "table_not_read" or all(one.place.sheet != sheet for one in said):
                told.append(finding)
            elif leavers[sheet]:
                told.append(Finding("staff_list_read", Place(self.file, sheet), {"n": leavers[sheet]}))
        return told

    def _listed_again(self, vendor: str, alone: bool) -> Iterator[Finding]:
        told = self.directory.staff.get(vendor, {})
        for mark, (said, listed_at) in self._said(vendor, alone).items() if told else ():
            last = last_day(told[mark]) if mark in told else None
            if last is None or last.left is None or listed_at is None:
                continue
            is_back = said.joined is not None and said.joined > last.left
            if not is_back and said.days.end - timedelta(days=1) > last.left:
                facts = {"vendor": vendor, "agent": said.agent, "left": f"{last.left}"}
                cell = cell_in(self.file, last.place)
                yield Finding("leaver_listed", listed_at, {**facts, "cell": cell})

    def _said(self, vendor: str, alone: bool) -> Said:
        """What the lists say of the agents of a vendor; `alone`: so do those that name no vendor."""
        if (vendor, alone) not in self._known:
            self._known[vendor, alone] = self._said_of(vendor, alone)
        return self._known[vendor, alone]

    def _said_of(self, vendor: str, alone: bool) -> Said:
        """The same, found. Where nothing may be kept of a site's agents, nothing is said of them."""
        known, privacy = self.directory.named("vendors"), self.directory.privacy
        agents: dict[str, list[StaffLine]] = {}
        for line in self.lines if self.days else ():
            named = known.get((None, folded(line.vendor))) if line.vendor else None
            if line.agent[0] == "agent" and (named == vendor or (alone and line.vendor is None)):
                agents.setdefault(line.agent[1], []).append(line)
        found: dict[str, tuple[StaffSaid, Place | None]] = {}
        for key, lines in agents.items():
            site = self._site(vendor, lines)
            if privacy.rule(vendor, site) is not AgentRule.DROP:
                mark = agent_mark(privacy, vendor, key)
                found[mark] = self._together(vendor, site, mark, lines)
        return found

    def _together(
        self, vendor: str, site: str | None, mark: str, lines: Sequence[StaffLine]
    ) -> tuple[StaffSaid, Place | None]:
        last = last_line(lines)
        listing = next((line for line in lines if line.listed), None) if last is None else None
        joined = max((line.joined for line in lines if line.joined), default=None)
        at = last.place if last else listing.named_at if listing else lines[0].place
        agent = self.directory.privacy.agent(lines[0].said, vendor, site) or ""
        assert self.days is not None
        said = StaffSaid(
            vendor, mark, agent, last.left if last else None, joined, listing is not None, self.days, at
        )
        return said, listing.named_at if listing else None

    def _site(self, vendor: str, lines: Sequence[StaffLine]) -> str | None:
        known = self.directory.named("sites")
        codes = {known.get((vendor, folded(line.site))) for line in lines if line.site}
        return codes.pop() if len(codes) == 1 else None


def days_of(read: Sequence[Rows]) -> Period | None:
    """From the first day the tables have figures for to the last."""
    dated = [rows.frame for rows in read if not rows.undated and not rows.unread]
    firsts = [day for frame in dated if isinstance(day := frame["day"].min(), int)]
    afters = [day for frame in dated if isinstance(day := frame["day_end"].max(), int)]
    return Period(date_of(min(firsts)), date_of(max(afters))) if firsts and afters else None
