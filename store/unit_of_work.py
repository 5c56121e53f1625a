"""One transaction and the repositories in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Connection

from core.clock import Clock
from core.principal import Principal
from store.repositories.asserted import Asserted
from store.repositories.audit_drafts import AuditDrafts
from store.repositories.audits import Audits, HalfFilledCalls
from store.repositories.base import Desk
from store.repositories.batches import Batches, LakeFiles
from store.repositories.calibrations import Calibrations
from store.repositories.contracts import ContractDrafts, Contracts
from store.repositories.corrections import Corrections
from store.repositories.courses import Courses, MatrixVersions, TrainerCertifications
from store.repositories.directory import Directory
from store.repositories.entry import Entries
from store.repositories.events import DailyEvents
from store.repositories.figures import ManualFigures
from store.repositories.files import ReceivedFiles
from store.repositories.foreign_answers import ForeignAnswers
from store.repositories.history import History
from store.repositories.house import Settings, Tokens
from store.repositories.jobs import Jobs
from store.repositories.journal import SYSTEM, Journal
from store.repositories.ledger import Ledger
from store.repositories.mappings import SheetMappings
from store.repositories.misses import Misses
from store.repositories.month_papers import MonthPapers
from store.repositories.months import Months
from store.repositories.people import Browsers, People
from store.repositories.people_lists import AgentLinks, ClearedOut, PeopleLists
from store.repositories.plans import Plans
from store.repositories.programme import Programme
from store.repositories.relief import MissCauses, Reliefs
from store.repositories.reporting import Reporting
from store.repositories.retirements import Retirements
from store.repositories.reviews import Reviews
from store.repositories.runs import Runs
from store.repositories.samples import Samples
from store.repositories.specifications import Specifications
from store.repositories.staff import StaffSaid
from store.repositories.supplements import Supplements
from store.repositories.training import Training
from store.repositories.training_changes import EvidenceAudits, TrainingChanges
from store.repositories.vendor_file import VendorActs, VendorCertificates, VendorFacts
from store.repositories.visits import Visits


class UnitOfWork:
    """What one transaction can do. Made by `Database.read()` and `Database.write()`."""

    def __init__(self, connection: Connection, clock: Clock, principal: Principal | None, writes: bool):
        self._desk = Desk(connection, clock, principal, writes)
        self._afterwards: list[Callable[[], None]] = []

    @property
    def connection(self) -> Connection:
        """The open connection, for tests and for the lake's own transaction."""
        return self._desk.connection

    def of_everybody(self) -> UnitOfWork:
        """The same transaction without the limits of who asks, to read only: for what is the same at every
        vendor and names none."""
        return UnitOfWork(self._desk.connection, self._desk.clock, None, writes=False)

    @property
    def now(self) -> datetime:
        """This instant by the injected clock."""
        return self._desk.clock.now()

    @property
    def principal_name(self) -> str:
        """The acting person's name; 'system' where nobody acts."""
        return self._desk.principal.name if self._desk.principal else SYSTEM[1]

    def commit(self) -> None:
        """Make it true. Figures changed: the data version goes up in the same transaction."""
        if self._desk.figures_changed:
            self.settings.bump_data_version()
        self._desk.connection.commit()
        for action in self._afterwards:
            action()

    def after_commit(self, action: Callable[[], None]) -> None:
        """Do something once this is true, and not at all if it never becomes so (clearing tmp/)."""
        self._afterwards.append(action)

    @cached_property
    def people(self) -> People:
        """Who acts here."""
        return People(self._desk)

    @cached_property
    def browsers(self) -> Browsers:
        """In which browser who acts."""
        return Browsers(self._desk)

    @cached_property
    def directory(self) -> Directory:
        """Vendors, projects, sites, queues, aliases, memberships, contacts."""
        return Directory(self._desk)

    @cached_property
    def vendor_facts(self) -> VendorFacts:
        """Dated facts of vendors' files."""
        return VendorFacts(self._desk)

    @cached_property
    def certificates(self) -> VendorCertificates:
        """Certificates of vendors."""
        return VendorCertificates(self._desk)

    @cached_property
    def vendor_acts(self) -> VendorActs:
        """Renaming, succession and exit of vendors."""
        return VendorActs(self._desk)

    @cached_property
    def last_days(self) -> dict[str, date]:
        """Contract → last day of work, of the contracts a vendor left early; as it was when first asked."""
        return self.vendor_acts.last_days()

    @cached_property
    def entries(self) -> Entries:
        """Choosing between candidates."""
        return Entries(self._desk)

    @cached_property
    def staff_said(self) -> StaffSaid:
        """What staff lists said of agents."""
        return StaffSaid(self._desk)

    @cached_property
    def people_lists(self) -> PeopleLists:
        """Rosters and lists of training records."""
        return PeopleLists(self._desk)

    @cached_property
    def agent_links(self) -> AgentLinks:
        """Codes that are one person."""
        return AgentLinks(self._desk)

    @cached_property
    def cleared_out(self) -> ClearedOut:
        """Who was cleared out."""
        return ClearedOut(self._desk)

    @cached_property
    def courses(self) -> Courses:
        """Versions of courses."""
        return Courses(self._desk)

    @cached_property
    def matrix(self) -> MatrixVersions:
        """Versions of the training matrix."""
        return MatrixVersions(self._desk)

    @cached_property
    def trainers(self) -> TrainerCertifications:
        """Certified trainers."""
        return TrainerCertifications(self._desk)

    @cached_property
    def training(self) -> Training:
        """Training records by hand, rows taken back, papers."""
        return Training(self._desk)

    @cached_property
    def changes(self) -> TrainingChanges:
        """Changes that ask for training."""
        return TrainingChanges(self._desk)

    @cached_property
    def evidence_audits(self) -> EvidenceAudits:
        """Samples of training records that are looked at."""
        return EvidenceAudits(self._desk)

    @cached_property
    def foreign_answers(self) -> ForeignAnswers:
        """What foreign sheets of audits answer, item by item."""
        return ForeignAnswers(self._desk)

    @cached_property
    def samples(self) -> Samples:
        """Samples of calls, and the calls in them."""
        return Samples(self._desk)

    @cached_property
    def files(self) -> ReceivedFiles:
        """Received files."""
        return ReceivedFiles(self._desk)

    @cached_property
    def mappings(self) -> SheetMappings:
        """What the columns of sheets were confirmed to be."""
        return SheetMappings(self._desk)

    @cached_property
    def batches(self) -> Batches:
        """Batches."""
        return Batches(self._desk)

    @cached_property
    def lake_files(self) -> LakeFiles:
        """The list of lake files."""
        return LakeFiles(self._desk)

    @cached_property
    def asserted(self) -> Asserted:
        """Figures claimed without counts."""
        return Asserted(self._desk)

    @cached_property
    def corrections(self) -> Corrections:
        """Figures the client set right."""
        return Corrections(self._desk)

    @cached_property
    def history(self) -> History:
        """Earlier months taken over."""
        return History(self._desk)

    @cached_property
    def reliefs(self) -> Reliefs:
        """Requests for relief and what was decided."""
        return Reliefs(self._desk)

    @cached_property
    def supplements(self) -> Supplements:
        """Supplementary agreements of both sides."""
        return Supplements(self._desk)

    @cached_property
    def causes(self) -> MissCauses:
        """Incidents behind misses."""
        return MissCauses(self._desk)

    @cached_property
    def contracts(self) -> Contracts:
        """Contracts and their versions."""
        return Contracts(self._desk)

    @cached_property
    def contract_drafts(self) -> ContractDrafts:
        """Contracts being written."""
        return ContractDrafts(self._desk)

    @cached_property
    def audits(self) -> Audits:
        """Audit forms and audits."""
        return Audits(self._desk)

    @cached_property
    def audit_drafts(self) -> AuditDrafts:
        """Audits being scored, answer by answer, and their evidence."""
        return AuditDrafts(self._desk)

    @cached_property
    def programme(self) -> Programme:
        """Mystery-call programmes."""
        return Programme(self._desk)

    @cached_property
    def retirements(self) -> Retirements:
        """Which forms and specifications are retired."""
        return Retirements(self._desk)

    @cached_property
    def reviews(self) -> Reviews:
        """Reviews, appeals and rulings of audits."""
        return Reviews(self._desk)

    @cached_property
    def visits(self) -> Visits:
        """Site visits."""
        return Visits(self._desk)

    @cached_property
    def calibrations(self) -> Calibrations:
        """Calibration sessions."""
        return Calibrations(self._desk)

    @cached_property
    def half_filled(self) -> HalfFilledCalls:
        """Calls being filled in."""
        return HalfFilledCalls(self._desk)

    @cached_property
    def specifications(self) -> Specifications:
        """Process specifications."""
        return Specifications(self._desk)

    @cached_property
    def events(self) -> DailyEvents:
        """The daily ledger."""
        return DailyEvents(self._desk)

    @cached_property
    def figures(self) -> ManualFigures:
        """Figures typed by hand."""
        return ManualFigures(self._desk)

    @cached_property
    def months(self) -> Months:
        """Contract months and their states."""
        return Months(self._desk)

    @cached_property
    def month_papers(self) -> MonthPapers:
        """What came in about contract months."""
        return MonthPapers(self._desk)

    @cached_property
    def runs(self) -> Runs:
        """Assessment runs with verdicts and scores."""
        return Runs(self._desk)

    @cached_property
    def ledger(self) -> Ledger:
        """What comes off the fees, and the statements it is settled by."""
        return Ledger(self._desk)

    @cached_property
    def misses(self) -> Misses:
        """Misses and breaches."""
        return Misses(self._desk)

    @cached_property
    def plans(self) -> Plans:
        """Improvement plans."""
        return Plans(self._desk)

    @cached_property
    def reporting(self) -> Reporting:
        """The reporting plan."""
        return Reporting(self._desk)

    @cached_property
    def jobs(self) -> Jobs:
        """Long work."""
        return Jobs(self._desk)

    @cached_property
    def journal(self) -> Journal:
        """Who did what; every change of state."""
        return Journal(self._desk)

    @cached_property
    def settings(self) -> Settings:
        """Settings of the house, and the data version."""
        return Settings(self._desk)

    @cached_property
    def tokens(self) -> Tokens:
        """Idempotency tokens."""
        return Tokens(self._desk)
