"""Which probes there are, and what each is about."""

from dataclasses import dataclass

__all__ = ["PROBES", "Probe", "probes_for"]


@dataclass(frozen=True, slots=True)
class Probe:
    """A scenario that a learner's code is put through, in a process of its own.

    Attributes:
        function: "module:function" within `checker_lab.grading`.
        names: the requirements that it judges.
        seconds: it is over within so many, whatever the code does.
        about_the_start: is it its own fault if the code ends the process before it has begun?
        is_optional: may it fail to come to an end? Then another one judges the same.
        also: requirements that it may find broken, and does not judge otherwise.
    """

    function: str
    names: tuple[str, ...]
    seconds: float
    about_the_start: bool = False
    is_optional: bool = False
    also: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return f"checker_lab.grading.probes.{self.function}"


PROBES = (
    Probe("passes:passes", ("returns", "first-pass", "repeats"), 6.0, about_the_start=True),
    Probe("searching:explores_add", ("no-lost-add",), 6.0, is_optional=True),
    Probe("stopping:stops", ("stops", "stop-ends", "stop-message", "stop-twice"), 8.0),
    Probe("overlap:no_overlap", ("no-overlap",), 5.0),
    Probe("adding:adds_under_load", ("no-lost-add",), 8.0),
    Probe(
        "stopping:stops_with_a_hung_check",
        ("stop-prompt",),
        7.0,
        also=("stops", "stop-ends", "stop-message"),
    ),
    Probe("panics:panics", ("recovers", "reports-panic"), 5.0),
    Probe("panics:panics_by_exit", ("recovers", "reports-panic"), 5.0),
    Probe("passes:adds_while_it_runs", ("adds-live",), 5.0),
    Probe("stopping:stops_promptly", ("stop-prompt",), 5.0),
    Probe("passes:checks_in_parallel", ("parallel",), 5.0),
    Probe("timeouts:times_out", ("times-out",), 8.0, about_the_start=True),
    Probe("timeouts:concerns_only_itself", ("timeout-isolated",), 6.0),
    Probe("timeouts:leaves_nothing", ("leaves-nothing",), 6.0),
)


def probes_for(names: tuple[str, ...]) -> list[Probe]:
    """The probes that judge these requirements."""
    return [probe for probe in PROBES if set(names) & {*probe.names, *probe.also}]
