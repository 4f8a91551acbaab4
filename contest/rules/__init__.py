"""The contest's rules, as functions that get all they need as arguments and return their decision.

timetable       which phase a season is in at a given moment, and when it changes next
permissions     who may do what to which row: one table
eligibility     what still keeps an entry from being submitted
names           how a child's name is shown to the public
awards          which entry is proposed for which award
rubric_default  the rubric, divisions and award kinds that a new season starts with
text            what remains of a text when nothing invisible counts

Nothing here knows the web, the tables, the disk or the clock.
"""
