"""What decides: no thread, no task and no I/O. It knows nothing of the packages beside it."""
