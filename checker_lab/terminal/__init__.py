"""The command line: `checker-lab`, which is also `python -m checker_lab`.

`commands` chooses between `watch`, `grade` and `lessons`. Most modules here belong to `watch`: it
follows a checker of `threads` or `tasks`, and shows it as plain lines or as a live table.
"""
