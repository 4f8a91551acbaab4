"""The demonstration's two seasons: last year's, published, and this year's, in the middle of judging."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from contest.pipeline.seasons import SeasonPlan

YEAR = timedelta(days=364)


def this_years(now: datetime) -> tuple[str, SeasonPlan]:
    """Address and plan of a season whose judging began ten days ago."""
    first = (now - timedelta(days=110)).year
    return f"{first}-{(first + 1) % 100:02}", _plan(first, now)


def last_years(now: datetime) -> tuple[str, SeasonPlan]:
    """The same a year earlier; it shows all that may be shown."""
    first = (now - timedelta(days=110)).year - 1
    plan = replace(_plan(first, now - YEAR), shows_marks=True, shows_table=True)
    return f"{first}-{(first + 1) % 100:02}", plan


def _plan(first_year: int, judging_day: datetime) -> SeasonPlan:
    def day(offset: int) -> datetime:
        # 16:00 UTC is midnight in China: a deadline "on the 15th" ends with the 15th.
        return (judging_day + timedelta(days=offset)).replace(hour=16, minute=0, second=0, microsecond=0)

    years = f"{first_year}/{(first_year + 1) % 100:02}"
    return SeasonPlan(
        name_zh=f"{years} 赛季（演示）",
        name_en=f"Season {years} (demonstration)",
        theme_zh="绿色校园：让旧物重新有用，让地球轻松一点。也欢迎自由选题。",
        theme_en="A green campus: old things made useful, an easier life for the Earth. Free themes are welcome too.",
        opens_at=day(-110),
        submissions_close_at=day(-15),
        judging_opens_at=day(-10),
        judging_closes_at=day(20),
        reviews_per_entry=3,
        entries_per_school=10,
        max_authors=3,
    )
