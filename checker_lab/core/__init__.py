"""The core decides: no thread, no task, no I/O. It imports no other package of checker_lab."""
