"""The words that the lessons show around code, runs and exhibits, in English and in Russian."""

from dataclasses import dataclass

from checker_lab.core.language import Language, choose_language

__all__ = ["WORDS", "LessonWords", "lesson_words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonWords:
    """All the texts in one language; the braces are filled in."""

    show_the_answer: str

    threads: str
    asyncio: str
    what_differs: str

    what_happened: str
    the_fix: str
    broken: str
    fixed: str
    found_in: str
    test_fails: str
    test_passes: str


ENGLISH = LessonWords(
    show_the_answer="Show the answer",
    threads="Python, threads",
    asyncio="Python, asyncio",
    what_differs="Marked: what differs between threads and asyncio.",
    what_happened="What happened:",
    the_fix="The fix:",
    broken="✗ Broken:",
    fixed="✓ Fixed:",
    found_in="Found in {0}:",
    test_fails="the test fails: {0}",
    test_passes="the same test passes",
)

RUSSIAN = LessonWords(
    show_the_answer="Показать ответ",
    threads="Python, потоки",
    asyncio="Python, asyncio",
    what_differs="Выделено то, чем потоки отличаются от asyncio.",
    what_happened="Что произошло:",
    the_fix="Исправление:",
    broken="✗ С багом:",
    fixed="✓ Исправлено:",
    found_in="Встречалось в {0}:",
    test_fails="тест не проходит: {0}",
    test_passes="тот же тест проходит",
)

WORDS: dict[Language, LessonWords] = {"en": ENGLISH, "ru": RUSSIAN}


def lesson_words() -> LessonWords:
    """Return the words in the language of the process."""
    return WORDS[choose_language(None)]
