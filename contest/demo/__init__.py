"""Demonstration data: a contest to look at before a real one begins."""
