"""Schedules of real tasks: who moves, from one `await` to the next."""
