"""Judging made fair"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from contest.models.base import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "practice_game",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("season_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("title_zh", sa.String(length=60), nullable=False),
        sa.Column("title_en", sa.String(length=60), nullable=False),
        sa.Column("how_to_play_zh", sa.Text(), nullable=False),
        sa.Column("how_to_play_en", sa.Text(), nullable=False),
        sa.Column("agreed", sa.JSON(), nullable=False),
        sa.Column("why_zh", sa.Text(), nullable=False),
        sa.Column("why_en", sa.Text(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_sha256"], ["project_file.sha256"], name=op.f("fk_practice_game_file_sha256_project_file")
        ),
        sa.ForeignKeyConstraint(["season_id"], ["season.id"], name=op.f("fk_practice_game_season_id_season")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_game")),
        sa.UniqueConstraint("season_id", "position", name=op.f("uq_practice_game_season_id_position")),
    )
    op.create_table(
        "declared_conflict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("judge_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("declared_by_id", sa.Integer(), nullable=False),
        sa.Column("declared_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["declared_by_id"], ["user.id"], name=op.f("fk_declared_conflict_declared_by_id_user")),
        sa.ForeignKeyConstraint(["judge_id"], ["judge.id"], name=op.f("fk_declared_conflict_judge_id_judge")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_declared_conflict_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declared_conflict")),
    )
    with op.batch_alter_table("declared_conflict", schema=None) as batch_op:
        batch_op.create_index("ix_declared_conflict_judge_school", ["judge_id", "school_id"], unique=False)

    op.create_table(
        "judge_estimate",
        sa.Column("ranking_id", sa.Integer(), nullable=False),
        sa.Column("judge_id", sa.Integer(), nullable=False),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("severity", sa.Double(), nullable=True),
        sa.Column("severity_error", sa.Double(), nullable=True),
        sa.Column("spread", sa.Double(), nullable=True),
        sa.Column("spread_squared", sa.Double(), nullable=True),
        sa.Column("noise", sa.Double(), nullable=True),
        sa.Column("care", sa.Double(), nullable=True),
        sa.Column("is_left_out", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["judge_id"], ["judge.id"], name=op.f("fk_judge_estimate_judge_id_judge")),
        sa.ForeignKeyConstraint(["ranking_id"], ["ranking.id"], name=op.f("fk_judge_estimate_ranking_id_ranking")),
        sa.PrimaryKeyConstraint("ranking_id", "judge_id", name=op.f("pk_judge_estimate")),
    )
    op.create_table(
        "practice_sheet",
        sa.Column("game_id", sa.Integer(), nullable=False),
        sa.Column("judge_id", sa.Integer(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("finished_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["game_id"], ["practice_game.id"], name=op.f("fk_practice_sheet_game_id_practice_game")
        ),
        sa.ForeignKeyConstraint(["judge_id"], ["judge.id"], name=op.f("fk_practice_sheet_judge_id_judge")),
        sa.PrimaryKeyConstraint("game_id", "judge_id", name=op.f("pk_practice_sheet")),
    )
    op.create_table(
        "sheet_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("signs", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user.id"], name=op.f("fk_sheet_decision_decided_by_id_user")),
        sa.ForeignKeyConstraint(["sheet_id"], ["score_sheet.id"], name=op.f("fk_sheet_decision_sheet_id_score_sheet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_decision")),
    )
    with op.batch_alter_table("sheet_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sheet_decision_sheet_id"), ["sheet_id"], unique=False)

    op.create_table(
        "sheet_estimate",
        sa.Column("ranking_id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("composite", sa.Double(), nullable=False),
        sa.Column("corrected", sa.Double(), nullable=True),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["ranking_id"], ["ranking.id"], name=op.f("fk_sheet_estimate_ranking_id_ranking")),
        sa.ForeignKeyConstraint(["sheet_id"], ["score_sheet.id"], name=op.f("fk_sheet_estimate_sheet_id_score_sheet")),
        sa.PrimaryKeyConstraint("ranking_id", "sheet_id", name=op.f("pk_sheet_estimate")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("round", sa.Integer(), server_default="1", nullable=False))

    with op.batch_alter_table("judge", schema=None) as batch_op:
        batch_op.add_column(sa.Column("division_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("most_games", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("reads_chinese", sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.create_foreign_key(batch_op.f("fk_judge_division_id_division"), "division", ["division_id"], ["id"])
        batch_op.create_check_constraint("most_games", "most_games >= 0")

    with op.batch_alter_table("placing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mean", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("place_low", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("place_high", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("island", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("chances", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("before_next", sa.Double(), nullable=True))

    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sheet_table", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("ranking_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_publication_ranking_id_ranking"), "ranking", ["ranking_id"], ["id"])

    with op.batch_alter_table("ranking", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "state",
                sa.Enum(
                    "waiting",
                    "running",
                    "ready",
                    "cancelled",
                    "failed",
                    name="ranking_state",
                    native_enum=False,
                    create_constraint=True,
                    length=24,
                ),
                server_default="ready",
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("done_percent", sa.Integer(), server_default="100", nullable=False))
        batch_op.add_column(sa.Column("problem", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("summary", sa.JSON(), server_default="{}", nullable=False))

    with op.batch_alter_table("score_sheet", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seconds", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("set_aside_at", UtcDateTime(timezone=True), nullable=True))

    with op.batch_alter_table("season", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reserve_percent", sa.Integer(), server_default="25", nullable=False))
        batch_op.add_column(sa.Column("cross_percent", sa.Integer(), server_default="12", nullable=False))
        batch_op.add_column(sa.Column("is_language_respected", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("shows_marks", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("shows_table", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_check_constraint("reserve", "reserve_percent BETWEEN 0 AND 50")
        batch_op.create_check_constraint("cross", "cross_percent BETWEEN 0 AND 50")


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("season", schema=None) as batch_op:
        batch_op.drop_constraint("cross", type_="check")
        batch_op.drop_constraint("reserve", type_="check")
        batch_op.drop_column("shows_table")
        batch_op.drop_column("shows_marks")
        batch_op.drop_column("is_language_respected")
        batch_op.drop_column("cross_percent")
        batch_op.drop_column("reserve_percent")

    with op.batch_alter_table("score_sheet", schema=None) as batch_op:
        batch_op.drop_column("set_aside_at")
        batch_op.drop_column("seconds")

    with op.batch_alter_table("ranking", schema=None) as batch_op:
        batch_op.drop_column("summary")
        batch_op.drop_column("problem")
        batch_op.drop_column("done_percent")
        batch_op.drop_constraint("ranking_state", type_="check")
        batch_op.drop_column("state")

    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_publication_ranking_id_ranking"), type_="foreignkey")
        batch_op.drop_column("ranking_id")
        batch_op.drop_column("sheet_table")

    with op.batch_alter_table("placing", schema=None) as batch_op:
        batch_op.drop_column("before_next")
        batch_op.drop_column("chances")
        batch_op.drop_column("island")
        batch_op.drop_column("place_high")
        batch_op.drop_column("place_low")
        batch_op.drop_column("mean")

    with op.batch_alter_table("judge", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_judge_division_id_division"), type_="foreignkey")
        batch_op.drop_constraint("most_games", type_="check")
        batch_op.drop_column("reads_chinese")
        batch_op.drop_column("most_games")
        batch_op.drop_column("division_id")

    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_column("round")

    op.drop_table("sheet_estimate")
    with op.batch_alter_table("sheet_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sheet_decision_sheet_id"))

    op.drop_table("sheet_decision")
    op.drop_table("practice_sheet")
    op.drop_table("judge_estimate")
    with op.batch_alter_table("declared_conflict", schema=None) as batch_op:
        batch_op.drop_index("ix_declared_conflict_judge_school")

    op.drop_table("declared_conflict")
    op.drop_table("practice_game")
