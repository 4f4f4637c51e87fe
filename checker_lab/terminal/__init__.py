"""The checks in a terminal: what `python -m checker_lab` does."""
