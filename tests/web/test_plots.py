import math

import pytest

from contest.web.plots import TALLEST, distribution, network, severity_plot


def test_severities_stand_on_one_scale_that_holds_all_intervals_with_zero_in_the_middle():
    plot = severity_plot([("Low", -0.6, 0.2), ("High", 0.4, None)])
    assert (plot.zero, [tick.value for tick in plot.ticks]) == (50.0, [-1.0, -0.5, 0.0, 0.5, 1.0])
    low, high = plot.rows
    assert 0 < low.low < low.at < low.high < 50 < high.low == high.at == high.high < 100
    assert low.at == pytest.approx(50 - 0.6 * 47, abs=0.01)
    assert plot.height == high.top + (high.top - low.top)


@pytest.mark.parametrize("judges", [[], [("One", 0.0, 0.0)], [("Far", 9.3, 1.0)]])
def test_the_scale_never_collapses_and_nothing_leaves_it(judges):
    plot = severity_plot(judges)
    assert plot.ticks[0].value < 0 < plot.ticks[-1].value
    assert all(0 <= each <= 100 for row in plot.rows for each in (row.low, row.at, row.high))


def test_judges_stand_on_a_circle_and_the_closest_pair_has_the_thickest_line():
    plot = network({7: "A", 5: "B", 9: "C"}, [(5, 7, 6), (7, 9, 1), (5, 9, 3)])
    assert [(node.number, node.name, node.games) for node in plot.nodes] == [(1, "A", 7), (2, "B", 9), (3, "C", 4)]
    assert [math.hypot(node.x - 200, node.y - 200) for node in plot.nodes] == pytest.approx([158.0] * 3, abs=0.1)
    assert [(edge.one, edge.other, edge.games, edge.strength) for edge in plot.edges] == [
        (1, 3, 1, 1),
        (2, 3, 3, 2),
        (2, 1, 6, 3),
    ]
    assert plot.most == 6


def test_a_network_of_nobody_is_empty():
    assert network({}, []).nodes == ()


def test_columns_are_shares_and_the_highest_is_as_tall_as_there_is_room():
    columns = distribution([1, 2, 3], {1: 1, 2: 3}, {3: 10})
    assert [(each.points, each.own, each.everyone, each.own_count) for each in columns] == [
        (1, 0.25, 0.0, 1),
        (2, 0.75, 0.0, 3),
        (3, 0.0, 1.0, 0),
    ]
    assert [each.everyone_height for each in columns] == [0.0, 0.0, TALLEST]
    assert columns[0].left >= 0
    assert columns[-1].left + columns[-1].width <= 100


def test_no_marks_make_columns_of_no_height():
    assert [(each.own_height, each.everyone_height) for each in distribution([1, 5], {})] == [(0.0, 0.0), (0.0, 0.0)]
