"""Each loss has a text in both languages."""

import re

import pytest

from checker_lab.cluster.losses import Loss, LossKind, describe_loss


@pytest.mark.parametrize("kind", LossKind)
def test_a_loss_is_described_in_the_language_of_the_checker(kind: LossKind) -> None:
    loss = Loss(kind, 2.5)
    assert describe_loss(loss, "en") == kind.value.format(2.5)
    assert re.search("[а-я]", describe_loss(loss, "ru"))
    assert ("2.5" in describe_loss(loss, "ru")) == ("2.5" in describe_loss(loss, "en"))


def test_an_error_is_its_own_description() -> None:
    assert describe_loss(Loss(None, error="OSError: no route"), "ru") == "OSError: no route"
