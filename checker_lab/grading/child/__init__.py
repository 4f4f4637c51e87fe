"""What runs beside the learner's code, in a process of its own. The grader imports none of it."""
