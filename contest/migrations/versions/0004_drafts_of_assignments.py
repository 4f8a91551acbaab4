"""Drafts of assignments"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from contest.models.base import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "draft",
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("deal", "level", "settle", name="draft_kind", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("budget", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=True),
        sa.Column("problem", sa.String(length=60), nullable=False),
        sa.Column("asked_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_draft_season_id_season")),
        sa.PrimaryKeyConstraint("season_id", "kind", name=op.f("pk_draft")),
    )


def downgrade() -> None:
    """Back."""
    op.drop_table("draft")
