"""The teacher section's blueprint; the views beside this module add themselves to it."""

from flask import Blueprint

teacher_bp = Blueprint("teacher", __name__)
