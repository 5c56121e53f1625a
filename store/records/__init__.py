"""What the store hands out and takes in: frozen plain values, one class for each table."""

from store.records.asserted import AssertedRecord
from store.records.audit_drafts import AuditDraftRecord, DraftAnswerRecord, DraftEvidenceRecord
from store.records.audits import (
    AuditFormRecord,
    AuditHead,
    AuditRecord,
    EntryState,
    FormDraftRecord,
    HalfFilledRecord,
)
from store.records.batches import (
    BatchRecord,
    BatchState,
    FileState,
    LakeFileRecord,
    LakeState,
    ReceivedFileRecord,
)
from store.records.calibrations import (
    CalibrationCallRecord,
    CalibrationDecisionRecord,
    CalibrationMarkRecord,
    CalibrationRaterRecord,
    CalibrationRecord,
    CalibrationState,
)
from store.records.contracts import ContractDraftRecord, ContractRecord, ContractVersionRecord
from store.records.corrections import CorrectionRecord
from store.records.courses import CourseRecord, MatrixVersionRecord, TrainerCertificationRecord
from store.records.directory import (
    AliasRecord,
    ContactRecord,
    DirectoryKind,
    MembershipKind,
    MembershipRecord,
    ProjectRecord,
    QueueRecord,
    SiteRecord,
    VendorRecord,
)
from store.records.entry import EntryCandidateRecord, EntryListRecord, EntryRoundRecord, EntryScoreRecord
from store.records.events import DailyEventRecord, EventState, ManualFigureRecord
from store.records.foreign_answers import ForeignAnswersRecord
from store.records.history import HistoryImportRecord, HistoryRecord
from store.records.jobs import ENDED, JobRecord, JobState
from store.records.journal import JournalRecord, StateChangeRecord
from store.records.ledger import (
    CreditEntryRecord,
    CreditMoveRecord,
    PaymentRecord,
    StatementRecord,
    StatementTakeRecord,
)
from store.records.mappings import SheetMappingRecord
from store.records.misses import BreachRecord, MissRecord, PlanRecord
from store.records.month_papers import MonthPaperRecord, PaperKind, PaperState
from store.records.people import BrowserRecord, PersonRecord, SettingRecord
from store.records.people_lists import AgentLinkRecord, ClearedOutRecord, PeopleListRecord
from store.records.programme import (
    MysteryBriefRecord,
    MysteryCampaignRecord,
    MysteryGuessRecord,
    MysteryPromiseRecord,
    MysteryShopRecord,
    MysteryWaveRecord,
)
from store.records.relief import MissCauseRecord, ReliefRecord, ReliefState
from store.records.reporting import ReportNoteKind, ReportNoteRecord, ReportPlanRecord
from store.records.retirements import Retirable, RetirementRecord
from store.records.reviews import (
    AppealRecord,
    AuditCaseRecord,
    AuditNoticeRecord,
    AuditReviewRecord,
    AuditVersionRecord,
    ReviewRulesRecord,
    RulingRecord,
)
from store.records.runs import MonthRecord, PastVerdict, RunRecord, ScoreRecord, VerdictRow
from store.records.samples import SampleLineRecord, SampleLineState, SamplePurpose, SampleRecord
from store.records.specifications import (
    SpecificationDraftRecord,
    SpecificationReviewRecord,
    SpecificationVersionRecord,
)
from store.records.staff import StaffSaidRecord
from store.records.supplements import SupplementRecord, SupplementState
from store.records.training import RecordRetractionRecord, TrainingEntryRecord, TrainingEvidenceRecord
from store.records.training_changes import (
    CourseDeliveryRecord,
    DueSnapshotRecord,
    EvidenceAuditLineRecord,
    EvidenceAuditRecord,
    SnapshotKind,
    TrainingChangeRecord,
)
from store.records.vendor_file import (
    ActKind,
    FactKind,
    VendorActRecord,
    VendorCertificateRecord,
    VendorFactRecord,
)
from store.records.visits import SiteVisitRecord, VisitFindingRecord, VisitFormRecord, VisitPhotoRecord

__all__ = [
    "ENDED",
    "ActKind",
    "AgentLinkRecord",
    "AliasRecord",
    "AppealRecord",
    "AssertedRecord",
    "AuditCaseRecord",
    "AuditDraftRecord",
    "AuditFormRecord",
    "AuditHead",
    "AuditNoticeRecord",
    "AuditRecord",
    "AuditReviewRecord",
    "AuditVersionRecord",
    "BatchRecord",
    "BatchState",
    "BreachRecord",
    "BrowserRecord",
    "CalibrationCallRecord",
    "CalibrationDecisionRecord",
    "CalibrationMarkRecord",
    "CalibrationRaterRecord",
    "CalibrationRecord",
    "CalibrationState",
    "ClearedOutRecord",
    "ContactRecord",
    "ContractDraftRecord",
    "ContractRecord",
    "ContractVersionRecord",
    "CorrectionRecord",
    "CourseDeliveryRecord",
    "CourseRecord",
    "CreditEntryRecord",
    "CreditMoveRecord",
    "DailyEventRecord",
    "DirectoryKind",
    "DraftAnswerRecord",
    "DraftEvidenceRecord",
    "DueSnapshotRecord",
    "EntryCandidateRecord",
    "EntryListRecord",
    "EntryRoundRecord",
    "EntryScoreRecord",
    "EntryState",
    "EventState",
    "EvidenceAuditLineRecord",
    "EvidenceAuditRecord",
    "FactKind",
    "FileState",
    "ForeignAnswersRecord",
    "FormDraftRecord",
    "HalfFilledRecord",
    "HistoryImportRecord",
    "HistoryRecord",
    "JobRecord",
    "JobState",
    "JournalRecord",
    "LakeFileRecord",
    "LakeState",
    "ManualFigureRecord",
    "MatrixVersionRecord",
    "MembershipKind",
    "MembershipRecord",
    "MissCauseRecord",
    "MissRecord",
    "MonthPaperRecord",
    "MonthRecord",
    "MysteryBriefRecord",
    "MysteryCampaignRecord",
    "MysteryGuessRecord",
    "MysteryPromiseRecord",
    "MysteryShopRecord",
    "MysteryWaveRecord",
    "PaperKind",
    "PaperState",
    "PastVerdict",
    "PaymentRecord",
    "PeopleListRecord",
    "PersonRecord",
    "PlanRecord",
    "ProjectRecord",
    "QueueRecord",
    "ReceivedFileRecord",
    "RecordRetractionRecord",
    "ReliefRecord",
    "ReliefState",
    "ReportNoteKind",
    "ReportNoteRecord",
    "ReportPlanRecord",
    "Retirable",
    "RetirementRecord",
    "ReviewRulesRecord",
    "RulingRecord",
    "RunRecord",
    "SampleLineRecord",
    "SampleLineState",
    "SamplePurpose",
    "SampleRecord",
    "ScoreRecord",
    "SettingRecord",
    "SheetMappingRecord",
    "SiteRecord",
    "SiteVisitRecord",
    "SnapshotKind",
    "SpecificationDraftRecord",
    "SpecificationReviewRecord",
    "SpecificationVersionRecord",
    "StaffSaidRecord",
    "StateChangeRecord",
    "StatementRecord",
    "StatementTakeRecord",
    "SupplementRecord",
    "SupplementState",
    "TrainerCertificationRecord",
    "TrainingChangeRecord",
    "TrainingEntryRecord",
    "TrainingEvidenceRecord",
    "VendorActRecord",
    "VendorCertificateRecord",
    "VendorFactRecord",
    "VendorRecord",
    "VerdictRow",
    "VisitFindingRecord",
    "VisitFormRecord",
    "VisitPhotoRecord",
]
