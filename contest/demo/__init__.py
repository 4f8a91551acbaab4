"""Demonstration data: a contest in which no page is empty, plainly marked as such, made through the real pipeline."""

from contest.demo.cast import JUDGES, ORGANIZER, PASSWORD, TEACHERS
from contest.demo.filling import fill

__all__ = ["DEMONSTRATION_SIGN_INS", "fill"]

DEMONSTRATION_SIGN_INS = [
    f"Demonstration sign-ins (password of all: {PASSWORD})",
    f"  organizer  {ORGANIZER[0]}",
    f"  teachers   {TEACHERS[0][0]} … {TEACHERS[-1][0]}",
    f"  judges     {JUDGES[0][0]} … {JUDGES[-1][0]}",
]
