"""Runs the exercise notebooks as they are, and stores them: a part of `make notebooks`."""

from checker_lab.lessons.exercises import EXERCISES
from tests.lessons.exercises.notebooks import path_of, store

if __name__ == "__main__":
    for exercise in EXERCISES:
        store(exercise)
        print(f"stored {path_of(exercise)}")
