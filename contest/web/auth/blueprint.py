"""The auth section's blueprint; the views beside this module add themselves to it."""

from flask import Blueprint

from contest.passwords import grouped

auth_bp = Blueprint("auth", __name__)
auth_bp.add_app_template_filter(grouped)
