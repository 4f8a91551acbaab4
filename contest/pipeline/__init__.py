"""The story of a season, one module a stage.

- `seasons`: an organizer opens a season: dates, divisions, rubric, kinds of award.
- `people`, `schools`: schools are imported; teachers join with a school's code, judges by invitation.
- `submit`: a teacher makes an entry, sends its project file, submits, replaces, withdraws.
- `check`: what a file holds is read at once; its picture is drawn outside the request.
- `likeness`, `beside`: each file is compared with all others; organizers look at two that are alike.
- `assign`: judges get their piles.
- `score`: a judge plays, marks, comments, puts aside, steps back, finishes.
- `rank`: finished sheets become a proposal.
- `award`: organizers give prizes from it.
- `publish`: the awarded results are frozen for everyone to see.

Each function takes the database session first and `now` and the acting user as arguments, reads rows, asks the
pure packages, writes rows and an audit event, and flushes. Whoever calls it commits.
"""
