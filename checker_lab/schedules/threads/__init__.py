"""Schedules of real threads: who moves, line by line."""
