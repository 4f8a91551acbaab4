"""Fair numbers: arrays and plain values in, plain values out. No rows, no clock, no web; numpy alone.

assign   who scores what: a balanced random deal with conflicts kept out (`table` repairs it to the best there is)
rubric   one score sheet's marks and the rubric's weights → one number, in the rubric's own points
rank     finished sheets → score, place and spread of every entry
"""
