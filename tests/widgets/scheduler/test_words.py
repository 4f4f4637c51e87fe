"""Tests of the widget's own words: both languages have the same texts."""

import re
from dataclasses import fields

import pytest

from checker_lab.widgets.scheduler.words import ENGLISH, RUSSIAN, SchedulerWords


@pytest.mark.parametrize("name", [field.name for field in fields(SchedulerWords)])
def test_each_text_is_there_in_both_languages_and_takes_the_same(name: str) -> None:
    english, russian = getattr(ENGLISH, name), getattr(RUSSIAN, name)
    assert re.search("[а-я]", russian)
    assert not re.search("[a-z]", russian)
    assert not re.search("[а-я]", english)
    assert sorted(re.findall(r"\{\d", english)) == sorted(re.findall(r"\{\d", russian))
