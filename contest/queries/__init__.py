"""Reads with a name: one function per listing, and as many queries for thirty rows as for one."""
