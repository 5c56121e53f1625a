"""Indexes by which a hundred thousand audits and their reviews are found without reading them all."""

import sqlalchemy as sa
from alembic import op

from core.errors import PlumblineError

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_audits_dialled_day", "audits", ["dialled", "business_date"])
    op.create_index("ix_audits_logged_at", "audits", ["logged_at"])
    op.create_index("ix_audits_sample", "audits", ["sample"])
    withdrawn = sa.text("state = 'withdrawn'")
    op.create_index(
        "ix_audits_withdrawn", "audits", ["id"], sqlite_where=withdrawn, postgresql_where=withdrawn
    )
    op.create_index("ix_audit_reviews_state", "audit_reviews", ["state", "vendor", "scorers", "audit"])
    op.create_index("ix_audit_reviews_appeal_due", "audit_reviews", ["appeal_due"])
    op.create_index("ix_audit_reviews_submitted_at", "audit_reviews", ["submitted_at"])


def downgrade() -> None:
    """Plumbline moves forward only: restore the backup instead."""
    raise PlumblineError("forward_only")
