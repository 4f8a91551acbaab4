"""The auth section's blueprint; the views beside this module add themselves to it."""

from flask import Blueprint

auth_bp = Blueprint("auth", __name__)
