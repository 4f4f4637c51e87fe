"""What is tried on a learner's checker: a module for each part of the assignment.

A probe is a function of a `Trial`. It runs in the process of the learner's code; `plan` says which
requirements it judges.
"""
