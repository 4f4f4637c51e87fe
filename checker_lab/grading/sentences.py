"""Sentences of a report, which travel as a template with values and are read in either language.

    saw = say("{name} had not returned after {seconds:.1f} s", name="stop()", seconds=1.5)
    str(saw), saw.in_language("ru")

The template is the English sentence and the key of the Russian one in `russian`. After a number,
`{count:check|checks}` gives "1 check" or "3 checks"; Russian has three such forms.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

from checker_lab.core.language import Language
from checker_lab.core.lines import printable
from checker_lab.core.plurals import plural_form
from checker_lab.grading.russian import RUSSIAN

__all__ = [
    "NOTHING",
    "Sentence",
    "first_of",
    "hint_of",
    "hinted",
    "in_both",
    "join",
    "said",
    "say",
    "translated",
    "verbatim",
]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or a part of one; it is false if it is empty.

    Attributes:
        template: in English, with the fields of `str.format()`.
        values: of the fields, by name: texts, numbers and other sentences.
    """

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def in_language(self, language: Language) -> str:
        """Return the text; what has no translation stays English."""
        template = translated(self.template, language)
        return _Formatter(language).vformat(template, (), self.values)

    def to_dict(self) -> dict[str, Any]:
        """Return the sentence in types that JSON has."""
        values = {
            name: value.to_dict() if isinstance(value, Sentence) else value
            for name, value in self.values.items()
        }
        return {"template": self.template, "values": values}

    @classmethod
    def from_dict(cls, given: dict[str, Any]) -> "Sentence":
        """Return the sentence that `to_dict()` was called on, with every text made printable."""
        values = {name: _received(value) for name, value in given["values"].items()}
        return cls(printable(given["template"]), values)

    def __str__(self) -> str:
        return self.in_language("en")

    def __bool__(self) -> bool:
        return bool(self.template)


@dataclass(frozen=True, slots=True)
class HintedSentence(Sentence):
    """A sentence for which there is a first hint. The hint does not travel with it.

    Attributes:
        hint: the hint.
    """

    hint: Sentence = field(default_factory=lambda: Sentence(""))


NOTHING = Sentence("")
# The template of what came in both languages.
BOTH = "{english}"


def say(template: str, **values: Any) -> Sentence:
    """Return a sentence.

    Args:
        template: in English; a literal, so that a test finds it and asks for its translation.
        values: of its fields: texts, numbers and other sentences.
    """
    return Sentence(template, values)


def hinted(sentence: Sentence, hint: Sentence) -> Sentence:
    """Return the sentence with a first hint on what it says."""
    return HintedSentence(sentence.template, sentence.values, hint)


def hint_of(sentence: Sentence) -> Sentence:
    """Return the hint of a sentence or of one in it, where the inner one knows more."""
    inner = (hint_of(one) for one in sentence.values.values() if isinstance(one, Sentence))
    own = sentence.hint if isinstance(sentence, HintedSentence) else NOTHING
    return next(filter(None, inner), own)


def translated(text: str, language: Language) -> str:
    """Return a fixed text in this language; what has no translation stays English."""
    if language == "en":
        return text
    return "{russian}" if text == BOTH else RUSSIAN.get(text, text)


def verbatim(text: str) -> Sentence:
    """Return a text that is the same in every language, such as an error of Python."""
    return Sentence("{text}", {"text": text})


def in_both(text: Any) -> Sentence:
    """Return a text that says itself what it is in each language, such as those of schedules.

    Args:
        text: has `in_language()`.
    """
    both = {"english": text.in_language("en"), "russian": text.in_language("ru")}
    return Sentence(BOTH, both) if both["english"] else NOTHING


def said(text: Sentence | str) -> Sentence:
    """Return a sentence, or a text that is the same in every language as one."""
    return text if isinstance(text, Sentence) else verbatim(text)


def join(parts: Iterable[Sentence], separator: str = "; ") -> Sentence:
    """Return the parts that are not empty, one after another."""
    found = [part for part in parts if part]
    template = separator.join(f"{{part{number}}}" for number in range(len(found)))
    return Sentence(template, {f"part{number}": part for number, part in enumerate(found)})


def first_of(sentence: Sentence) -> Sentence:
    """Return the first part of what `join()` made, or the sentence itself."""
    part = sentence.values.get("part0")
    return part if isinstance(part, Sentence) else sentence


class _Formatter(Formatter):
    """Formats nested sentences in its language, and picks the forms of plurals."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def format_field(self, value: Any, spec: str) -> str:
        if isinstance(value, Sentence):
            return format(value.in_language(self._language), spec)
        if "|" in spec:
            return f"{value} {plural_form(value, spec.split('|'))}"
        return str(super().format_field(value, spec))


def _received(value: Any) -> Any:
    if isinstance(value, dict):
        return Sentence.from_dict(value)
    return printable(value) if isinstance(value, str) else value
