"""The story of a season, one module a stage.

- `seasons`: an organizer opens a season: dates, divisions, rubric, kinds of award.
- `people`, `schools`: schools are imported; teachers join with a school's code, judges by invitation.
- `submit`: a teacher makes an entry, sends its project file, submits, replaces, withdraws.
- `check`: what a file holds is read at once; its picture is drawn outside the request.
- `likeness`, `beside`: each file is compared with all others; organizers look at two that are alike.
- `jury`, `practice`: judges join, with limits and conflicts; games to practise on, with the marks that were agreed.
- `dealing`: games are shared out, shown before it is done: the `deal`, the rest `level`led when judges come and go,
  more sheets to `settle` an award. `moves` writes it down; `assign` takes games away.
- `score`: a judge plays, marks, comments, puts aside, steps back, finishes.
- `health`, `odd`: the software looks at the judging as a whole; organizers decide on sheets that are odd.
- `rank`: finished sheets become a proposal, beside the requests; `compare` tells two apart.
- `award`: organizers give prizes from it.
- `publish`: the awarded results are frozen for everyone to see; `disclose` and `sheet_table` add how it was judged.

Each function takes the database session first and `now` and the acting user as arguments, reads rows, asks the
pure packages, writes rows and an audit event, and flushes. Whoever calls it commits.
"""
