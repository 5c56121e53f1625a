"""What the client's own delay with a course does to a cause: it excuses the vendor as far as it reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.text import Text


@dataclass(frozen=True)
class CameLate:
    """A course or material of the client's for a change, handed over after it was owed or not at all."""

    owed: date
    #: None: no handing over is noted.
    delivered: date | None
    #: Until when the vendor has for it, moved by the delay; None: before the first contact.
    due: date | None

    def excuses(self, day: date) -> bool:
        """Whether it was the client's delay alone that day: the vendor's own days had not run out."""
        if self.delivered is None or day < self.delivered:
            return True
        return self.due is not None and day <= self.due

    def words(self, day: date) -> Text:
        """What it means for a call of that day."""
        zh, en = f"委托方应于 {self.owed} 交付课程", f"the client owed the course on {self.owed}"
        if self.delivered is None or day < self.delivered:
            return Text(f"{zh}，当日仍未交付", f"{en} and had not handed it over by then")
        zh, en = f"{zh}，实于 {self.delivered} 交付", f"{en} and handed it over on {self.delivered}"
        if self.due is None:
            return Text(zh, en)
        if self.excuses(day):
            return Text(f"{zh}，到期日顺延至 {self.due}", f"{en}, which moved the due day to {self.due}")
        over = f"到期日顺延至 {self.due}，当日已过"
        return Text(f"{zh}，{over}", f"{en}; the due day, moved to {self.due}, was over")
