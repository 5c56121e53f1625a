"""Courses, versions of the training matrix, certified trainers."""

from __future__ import annotations

from store.records.courses import CourseRecord, MatrixVersionRecord, TrainerCertificationRecord
from store.repositories.base import Repository
from store.tables import courses as tables


class Courses(Repository[CourseRecord]):
    """Every version of every course; they are for everybody."""

    TABLE = tables.courses
    RECORD = CourseRecord
    FIGURES = True


class MatrixVersions(Repository[MatrixVersionRecord]):
    """Every version of the matrix; it is for everybody."""

    TABLE = tables.matrix_versions
    RECORD = MatrixVersionRecord
    FIGURES = True


class TrainerCertifications(Repository[TrainerCertificationRecord]):
    """Vendors' trainers whom the client certified."""

    TABLE = tables.trainer_certifications
    RECORD = TrainerCertificationRecord
    VENDOR = "vendor"
    FIGURES = True
