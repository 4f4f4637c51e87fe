"""The long run: both checkers for as long as you like, and nothing may grow or get lost.

`python -m benchmarks.soak` runs ten real minutes, and a virtual day in seconds.
"""
