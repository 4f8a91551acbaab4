"""`python -m contest` is the `contest` command."""

from contest.commands import main

main()
