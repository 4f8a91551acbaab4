"""Looking at the judging"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from contest.models.base import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "judging_check",
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("ranking_id", sa.Integer(), nullable=True),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("checked_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["ranking_id"], ["ranking.id"], name=op.f("fk_judging_check_ranking_id_ranking")),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_judging_check_season_id_season")),
        sa.PrimaryKeyConstraint("season_id", name=op.f("pk_judging_check")),
    )
    op.create_table(
        "odd_sheet",
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("signs", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("is_waiting", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_odd_sheet_season_id_season")),
        sa.ForeignKeyConstraint(["sheet_id"], ["score_sheet.id"], name=op.f("fk_odd_sheet_sheet_id_score_sheet")),
        sa.PrimaryKeyConstraint("sheet_id", name=op.f("pk_odd_sheet")),
    )
    op.create_index("ix_odd_sheet_season_id_is_waiting", "odd_sheet", ["season_id", "is_waiting"])


def downgrade() -> None:
    """Back."""
    op.drop_index("ix_odd_sheet_season_id_is_waiting", table_name="odd_sheet")
    op.drop_table("odd_sheet")
    op.drop_table("judging_check")
