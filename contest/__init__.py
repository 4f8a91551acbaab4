"""A Scratch coding contest for schools: submit, check, assign, score, rank, award, publish.

Start reading in `contest.pipeline`, which tells the year's story stage by stage. Beside it stand three pure
libraries: `contest.scratch` (what is in a Scratch file), `contest.judging` (fair numbers) and
`contest.rules` (the contest's rules). `contest.web` is the only part that speaks HTTP.
"""
