"""Stores the notebooks as they are to be read without a kernel: a part of `make notebooks`.

Those of exercises are run here; nbconvert has run the others.
"""

import nbformat

from checker_lab.lessons.exercises import EXERCISES
from tests.lessons.exercises.notebooks import FOLDER, forget_widgets, path_of, read, store

if __name__ == "__main__":
    for path in sorted(FOLDER.parent.glob("*.ipynb")):
        notebook = read(path)
        forget_widgets(notebook)
        nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
    for exercise in EXERCISES:
        store(exercise)
        print(f"stored {path_of(exercise)}")
