"""What a service says of itself."""

import dataclasses

import pytest

from checker_lab import HealthCheck, Status


def test_a_status_is_one_of_three_and_its_word_will_do() -> None:
    assert HealthCheck("a", "warn").status is Status.WARN
    assert str(Status.PASS) == "pass"
    with pytest.raises(ValueError, match="one of 'pass', 'warn', 'fail', not 'bad'"):
        HealthCheck("a", "bad")


def test_a_health_check_is_a_value_with_a_text() -> None:
    health = HealthCheck("a", "fail", "no disk")
    assert dataclasses.astuple(health) == ("a", Status.FAIL, "no disk")
    assert hash(health) == hash(HealthCheck("a", Status.FAIL, "no disk"))
    with pytest.raises(TypeError, match="output must be a str, not None"):
        HealthCheck("a", "fail", None)  # type: ignore[arg-type]
