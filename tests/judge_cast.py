"""A judge with three games in the middle of the round, for the tests of the judge's pages."""

from datetime import timedelta

import makers
from conftest import sign_in

from contest.models import Assignment, Author
from contest.storage import Storage

FETCH = {"X-Requested-With": "fetch"}


class Cast:
    """A judge with three games, in the middle of the round."""

    def __init__(self, app, session, clock, tmp_path):
        app.config["WTF_CSRF_ENABLED"] = False
        self.app, self.session, self.clock = app, session, clock
        clock.time = makers.JUDGING + timedelta(days=1, hours=2, minutes=32)
        self.season = makers.make_season(session)
        self.judge = makers.make_judge(session, self.season, name="Judge Judy")
        school = makers.make_school(session, name="辣椒湾小学", city="Hidden City")
        teacher = makers.make_teacher(session, school, name="Teacher Topsecret", login="13800138000")
        store = Storage(tmp_path / "uploads")
        self.file = makers.make_file(
            session, store.put(b"bytes of a game"), picture_sha256=store.put(b"bytes of a picture")
        )
        self.entry = makers.make_entry(
            session,
            self.season,
            school,
            file=self.file,
            created_by=teacher,
            authors=[Author(position=0, full_name="欧阳娜娜", grade=2, display_name="Little Nana")],
        )
        self.entry.revisions[0].original_name = "欧阳娜娜-作业.sb3"
        self.duty = makers.make_assignment(session, self.entry, self.judge, position=1)
        self.others = [
            makers.make_assignment(session, makers.make_entry(session, self.season, school), self.judge, position=place)
            for place in (2, 3)
        ]
        self.theme, self.technique = (f"mark-{criterion.id}" for criterion in self.season.criteria)
        session.commit()
        self.client = sign_in(app, self.judge.user_id)
        self.address = f"/judge/sheets/{self.duty.id}"

    def get(self, address=None, client=None):
        return (client or self.client).get(address or self.address, headers={"Accept-Language": "en"})

    def page(self, address=None):
        answer = self.get(address)
        assert answer.status_code == 200
        return answer.get_data(as_text=True)

    def save(self, client=None, **changes):
        body = {
            "changes": {getattr(self, name, name): {"was": was, "now": new} for name, (was, new) in changes.items()}
        }
        return (client or self.client).post(f"{self.address}/save", json=body, headers=FETCH)

    def send(self, then="save", address=None, **fields):
        named = {getattr(self, name, name).replace("_", "-"): value for name, value in fields.items()}
        kept = self.fresh(Assignment, self.duty.id).sheet
        data = {"version": kept.version if kept else 0, "comment": "", "note": "", "then": then} | named
        return self.client.post(address or self.address, data=data, headers={"Accept-Language": "en"})

    def fresh(self, table, key):
        self.session.rollback()
        self.session.expire_all()
        return self.session.get(table, key)

    def sheet(self):
        return self.fresh(Assignment, self.duty.id).sheet

    def marks(self):
        return [mark.points for mark in self.sheet().marks]
