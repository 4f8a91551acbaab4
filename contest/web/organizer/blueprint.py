"""The organizer section's blueprint; the views beside this module add themselves to it."""

from flask import Blueprint

organizer_bp = Blueprint("organizer", __name__)
