"""The judge section's blueprint; the views beside this module add themselves to it."""

from flask import Blueprint

judge_bp = Blueprint("judge", __name__)
