"""The public section's blueprint; the views beside this module add themselves to it."""

from flask import Blueprint

public_bp = Blueprint("public", __name__)
