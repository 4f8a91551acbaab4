"""The first page of the library of fair numbers shows what really happens."""

import doctest

import contest.judging


def test_the_examples_of_the_first_page_run() -> None:
    tried = doctest.testmod(contest.judging)
    assert (tried.failed, tried.attempted > 0) == (0, True)
