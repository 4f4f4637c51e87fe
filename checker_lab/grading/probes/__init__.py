"""What is tried on a learner's checker: one module for each kind of mistake."""
