"""Why a worker was lost, or the cluster with all of them."""

from enum import Enum
from typing import NamedTuple

from checker_lab.core.language import Language

__all__ = ["Loss", "LossKind", "in_words"]


class LossKind(Enum):
    """The losses that happen; `{0:g}` stands for the seconds without a word."""

    LEFT = "it has left the cluster"
    SILENT = "no word for {0:g} s"
    BROKEN = "its connection broke"
    FORGOTTEN = "it has forgotten this checker, of which it heard nothing for long"
    BARE = "checker_lab is not installed there: pip install 'checker-lab[cluster]'"
    SCHEDULER_SILENT = "no word from the scheduler for {0:g} s"
    CLIENT_CLOSED = "the client was closed"


class Loss(NamedTuple):
    """A loss of this kind, after so many seconds without a word; of none of them, the error."""

    kind: LossKind | None
    seconds: float = 0.0
    error: str = ""


WORDS: dict[Language, dict[LossKind, str]] = {
    "ru": {
        LossKind.LEFT: "он покинул кластер",
        LossKind.SILENT: "молчит {0:g} с",
        LossKind.BROKEN: "связь с ним оборвалась",
        LossKind.FORGOTTEN: "он долго ничего не слышал от клиента и забыл его проверки",
        LossKind.BARE: "там не установлен checker_lab: pip install 'checker-lab[cluster]'",
        LossKind.SCHEDULER_SILENT: "планировщик молчит {0:g} с",
        LossKind.CLIENT_CLOSED: "клиент был закрыт",
    },
    "en": {kind: kind.value for kind in LossKind},
}


def in_words(loss: Loss, language: Language) -> str:
    """What is told of it."""
    if loss.kind is None:
        return loss.error
    return WORDS[language][loss.kind].format(loss.seconds)
