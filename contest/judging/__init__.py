"""Fair numbers: arrays and plain values in, plain values out. No rows, no clock, no web; numpy alone.

assign   who scores what: a balanced random deal with conflicts kept out (`table` repairs it to the best there is)
rubric   one score sheet's marks and the rubric's weights → one number, in the rubric's own points
rank     finished sheets → score, place and spread of every entry
settle   scores and judges so far → where a few more sheets would settle an award, and what they are expected to buy
suggest  a season's size and its judges' time → sheets a game, and how many to keep back for settling
"""
