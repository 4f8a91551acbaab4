from flask import render_template

from contest.web.access import guarded
from contest.web.auth.blueprint import auth_bp


@auth_bp.get("/account")
@guarded("account.edit")
def account() -> str:
    """Seed."""
    return render_template("public/home.html")


@auth_bp.get("/sign-in")
@guarded("site.read")
def sign_in() -> str:
    """Seed."""
    return render_template("public/home.html")
