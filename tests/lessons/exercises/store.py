"""Stores the notebooks of both editions as one reads them without a kernel: for `make notebooks`.

Those of exercises are run here; nbconvert has run the others.
"""

import nbformat

from checker_lab.lessons.exercises import EXERCISES
from tests.lessons.exercises.notebooks import (
    FOLDERS,
    LANGUAGES,
    forget_widgets,
    join_streams,
    path_of,
    read,
    store,
)

if __name__ == "__main__":
    for language in LANGUAGES:
        for path in sorted(FOLDERS[language].parent.glob("*.ipynb")):
            notebook = read(path)
            forget_widgets(notebook)
            join_streams(notebook)
            nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
        for exercise in EXERCISES:
            store(exercise, language)
            print(f"stored {path_of(exercise, language)}")
