"""Who can be compared: entries and judges are on one island when sheets lead from one to the other."""

from __future__ import annotations

import numpy as np

from contest.judging.rubric import Ints


def islands(entry: Ints, judge: Ints, entries: int) -> Ints:
    """(entries,) the island of each entry; those without a sheet are on islands of their own. Islands are numbered from
    0 in the order of their first entry.

    entry, judge: (n_sheets,) positions counted from 0.
    """
    label = np.arange(entries)
    judges = int(judge.max(initial=-1)) + 1
    while True:
        of_judge = np.full(judges, entries)
        np.minimum.at(of_judge, judge, label[entry])
        lower = label.copy()
        np.minimum.at(lower, entry, of_judge[judge])
        lower = lower[lower]  # an entry's label is an entry: jump to where that one has got to
        if (lower == label).all():
            return np.unique(label, return_inverse=True)[1]
        label = lower
