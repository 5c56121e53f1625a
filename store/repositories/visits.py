"""Site visits."""

from __future__ import annotations

from store.records.visits import SiteVisitRecord, VisitFindingRecord, VisitFormRecord, VisitPhotoRecord
from store.repositories.base import Desk, Repository, Shelf
from store.tables.visits import site_visits, visit_findings, visit_forms, visit_photos


class Visits(Repository[SiteVisitRecord]):
    """Visits; on shelves of their own findings, photographs, and forms for the road."""

    TABLE = site_visits
    RECORD = SiteVisitRecord
    VENDOR = "vendor"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.findings = Shelf(desk, visit_findings, VisitFindingRecord, vendor="vendor")
        self.photos = Shelf(desk, visit_photos, VisitPhotoRecord, vendor="vendor")
        self.forms = Shelf(desk, visit_forms, VisitFormRecord, vendor="vendor")

    def newest(self) -> list[SiteVisitRecord]:
        """Every visit this person may see, the latest day first."""
        return self.all(order=(site_visits.c.day.desc(), site_visits.c.planned_at.desc()))

    def findings_of(self, visit: str) -> list[VisitFindingRecord]:
        """What was found on it by number; what was taken off again is not among them."""
        c = visit_findings.c
        return self.findings.all(c.removed_at.is_(None), visit=visit, order=c.number)

    def every_finding(self) -> list[VisitFindingRecord]:
        """What was found on any visit this person may see, in the order it was."""
        return self.findings.all(visit_findings.c.removed_at.is_(None))

    def next_number(self, visit: str) -> int:
        """The number of the next thing found; those taken off keep theirs."""
        last = self.findings.all(visit=visit, order=visit_findings.c.number.desc(), limit=1)
        return 1 + (last[0].number if last else 0)

    def photos_of(self, visit: str) -> list[VisitPhotoRecord]:
        """Its photographs in the order they were added."""
        c = visit_photos.c
        return self.photos.all(c.removed_at.is_(None), visit=visit, order=c.added_at)

    def every_photo(self) -> list[VisitPhotoRecord]:
        """Those of any visit this person may see, in the order they were added."""
        c = visit_photos.c
        return self.photos.all(c.removed_at.is_(None), order=c.added_at)

    def every_form(self) -> list[VisitFormRecord]:
        """The forms handed out for any visit this person may see, the first first."""
        return self.forms.all(order=visit_forms.c.issued_at)

    def forms_of(self, visit: str) -> list[VisitFormRecord]:
        """The forms handed out for it, the first first."""
        return self.forms.all(visit=visit, order=visit_forms.c.issued_at)
