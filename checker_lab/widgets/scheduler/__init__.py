"""The Scheduler: a game in which the learner moves threads or tasks one step at a time."""
