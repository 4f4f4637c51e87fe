"""What is shown of a checker at work, for every way of showing it: no widgets and no terminal here.

    story = Story()
    checker.listen(story.hear)
    picture = story.picture(checker.snapshot())

The dashboard of `checker_lab.widgets` and `python -m checker_lab` show such pictures.
"""

from checker_lab.view.history import Story
from checker_lab.view.picture import Page, Picture, Progress
from checker_lab.view.rows import Row
from checker_lab.view.timeline import Bar, Panel

__all__ = ["Bar", "Page", "Panel", "Picture", "Progress", "Row", "Story"]
