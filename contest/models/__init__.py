"""The tables, in the contest's own words: season, school, entry, project file, assignment, sheet, award."""

from contest.models.base import Base, UtcDateTime
from contest.models.draft import Draft, DraftKind
from contest.models.entries import Author, Entry, EntryState, ProjectFile, Revision
from contest.models.health import JudgingCheck, OddSheet
from contest.models.judging import (
    FLAGS,
    Assignment,
    AssignmentState,
    DeclaredConflict,
    Mark,
    PracticeGame,
    PracticeSheet,
    Recusal,
    RecusalReason,
    ScoreSheet,
    SheetDecision,
)
from contest.models.likeness import LikenessPrint, SimilarEntry, StarterProject
from contest.models.people import Invitation, InvitationKind, Judge, JudgeState, Teacher, User
from contest.models.results import (
    Award,
    JudgeEstimate,
    Placing,
    Publication,
    Ranking,
    RankingState,
    SheetEstimate,
)
from contest.models.schools import School, SchoolStatus, Sponsor
from contest.models.season import AwardBasis, AwardKind, Criterion, Division, Level, Season
from contest.models.site import Announcement, AuditEvent, Job, JobState

__all__ = [
    "FLAGS",
    "Announcement",
    "Assignment",
    "AssignmentState",
    "AuditEvent",
    "Author",
    "Award",
    "AwardBasis",
    "AwardKind",
    "Base",
    "Criterion",
    "DeclaredConflict",
    "Division",
    "Draft",
    "DraftKind",
    "Entry",
    "EntryState",
    "Invitation",
    "InvitationKind",
    "Job",
    "JobState",
    "Judge",
    "JudgeEstimate",
    "JudgeState",
    "JudgingCheck",
    "Level",
    "LikenessPrint",
    "Mark",
    "OddSheet",
    "Placing",
    "PracticeGame",
    "PracticeSheet",
    "ProjectFile",
    "Publication",
    "Ranking",
    "RankingState",
    "Recusal",
    "RecusalReason",
    "Revision",
    "School",
    "SchoolStatus",
    "ScoreSheet",
    "Season",
    "SheetDecision",
    "SheetEstimate",
    "SimilarEntry",
    "Sponsor",
    "StarterProject",
    "Teacher",
    "User",
    "UtcDateTime",
]
