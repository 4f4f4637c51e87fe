"""The long run: both checkers at work for as long as one likes, and nothing may grow or get lost.

`python -m benchmarks.soak` runs ten real minutes, and a virtual day in seconds.
"""
