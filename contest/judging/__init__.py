"""Fair numbers: arrays and plain values in, plain values out. No rows, no clock, no web; numpy alone.

suggest  a season's size and its judges' time → sheets a game, and how many to keep back for settling
assign   who scores what: a balanced random deal with conflicts kept out (`table` repairs it to the best there is)
level    judges come and go → the rest of the round shared out anew, with the fewest moves
rubric   one score sheet's marks and the rubric's weights → one number, in the rubric's own points
rank     finished sheets → score, place and 90 % interval of every entry; severity, use of the scale and care of judges
formula  the published table of sheets and judges → every score, recomputed without the model
settle   scores and judges so far → where a few more sheets would settle an award, and what they are expected to buy
health   how well a jury hangs together, what its sheets are worth, who is waited for (`graph` and `signals` measure it)
odd      sheets that a person should look at

To rank: three arrays with a row a sheet, and the rubric's weights. `rank` tells shapes, units, errors and sources.

    >>> from contest.judging.rank import rank
    >>> ranking = rank(entry=[0, 0, 1, 1], judge=[0, 1, 0, 1], marks=[[5, 4], [4, 4], [2, 3], [1, 3]], weights=[40, 60])
    >>> ranking.method, ranking.why
    ('plain-mean-2', 'too_few_judges')
    >>> [(placing.place, round(placing.score, 2)) for placing in ranking.placings]
    [(1, 4.2), (2, 2.4)]
"""
