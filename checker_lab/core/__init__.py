"""What the checkers in threads and in tasks share: decisions, values, time and printed lines.

It must not know the packages beside it, nor run a check in a thread or task of its own. Its only
threads are the timers of `SystemClock`; its only output is that of `print_event()`, and the errors
of listeners on stderr.
"""
