"""The checker in threads: the twin of `checker_lab.tasks`, file by file."""
