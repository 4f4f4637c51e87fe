"""The checker in tasks: the twin of `checker_lab.threads`, file by file."""
