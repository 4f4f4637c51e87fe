"""Why a worker was lost, or the cluster with all of its workers."""

from enum import Enum
from typing import NamedTuple

from checker_lab.core.language import Language

__all__ = ["Loss", "LossKind", "describe_loss"]


class LossKind(Enum):
    """The kinds of loss; `{0:g}` stands for the seconds without a heartbeat."""

    LEFT = "it left the cluster"
    SILENT = "no heartbeat for {0:g} s"
    BROKEN = "its connection broke"
    EXPIRED = "its lease expired: it heard nothing from the client for too long"
    NOT_INSTALLED = "checker_lab is not installed there: pip install 'checker-lab[cluster]'"
    SCHEDULER_SILENT = "no answer from the scheduler for {0:g} s"
    CLIENT_CLOSED = "the client was closed"


class Loss(NamedTuple):
    """One loss: its kind with the seconds without a heartbeat, or else the text of an error."""

    kind: LossKind | None
    seconds: float = 0.0
    error: str = ""


TEXTS: dict[Language, dict[LossKind, str]] = {
    "ru": {
        LossKind.LEFT: "он покинул кластер",
        LossKind.SILENT: "молчит {0:g} с",
        LossKind.BROKEN: "связь с ним оборвалась",
        LossKind.EXPIRED: "он долго ничего не слышал от клиента и забыл его проверки",
        LossKind.NOT_INSTALLED: "там не установлен checker_lab: pip install 'checker-lab[cluster]'",
        LossKind.SCHEDULER_SILENT: "планировщик молчит {0:g} с",
        LossKind.CLIENT_CLOSED: "клиент был закрыт",
    },
    "en": {kind: kind.value for kind in LossKind},
}


def describe_loss(loss: Loss, language: Language) -> str:
    """Return the reason in words, as events carry it."""
    if loss.kind is None:
        return loss.error
    return TEXTS[language][loss.kind].format(loss.seconds)
