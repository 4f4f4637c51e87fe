"""Which probes there are, and which requirements each of them judges.

The probes themselves run in other processes, so this module names them and imports none.
"""

from dataclasses import dataclass

from checker_lab.grading.job import Order

__all__ = ["PROBES", "Probe", "probes_for"]


@dataclass(frozen=True, slots=True)
class Probe:
    """A scenario that runs over a learner's code in a process of its own.

    Attributes:
        function: "module:function" in `checker_lab.grading.probes`.
        names: the requirements that it judges.
        seconds: its time limit, whatever the code does.
        about_the_start: is the code to blame if its process ends before the scenario has begun?
        is_optional: may it end without a finding? Then another probe judges the same requirement.
        needs_virtual_time: would it take too long in real time? Then it only adds failures.
        orders: the orders of virtual time in which it runs, each after the first of which only adds
            failures; None if it plays schedules itself, for which virtual time would be in the way.
        also: requirements that it may find broken, but does not judge otherwise.
    """

    function: str
    names: tuple[str, ...]
    seconds: float
    about_the_start: bool = False
    is_optional: bool = False
    needs_virtual_time: bool = False
    orders: tuple[Order | None, ...] = ("in turn", "reversed")
    also: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The full name, "package.module:function"."""
        return f"checker_lab.grading.probes.{self.function}"

    @property
    def plays_schedules(self) -> bool:
        """Does it run the code in schedules of its own?"""
        return self.orders[0] is None


IN_TURN: tuple[Order | None, ...] = ("in turn",)

# In the order in which they start: those whose failure ends a grading come first, then the slow
# ones.
PROBES = (
    Probe("passes:passes", ("returns", "first-pass", "repeats"), 6.0, about_the_start=True),
    Probe(
        "schedule_search:searches_schedules",
        ("no-lost-add",),
        6.0,
        is_optional=True,
        orders=(None,),
    ),
    Probe(
        "schedule_search:searches_double_adds",
        ("one-per-id",),
        6.0,
        is_optional=True,
        orders=(None,),
    ),
    Probe("replacing:replaces_by_id", ("one-per-id",), 5.0),
    Probe(
        "stopping:stops",
        ("stops", "stop-ends", "stop-message", "stop-twice"),
        8.0,
        also=("stop-prompt",),
    ),
    Probe("overlap:no_overlap", ("no-overlap",), 5.0),
    Probe("adding:adds_under_load", ("no-lost-add",), 8.0),
    Probe("adding:adds_in_pairs", ("no-lost-add",), 6.0, orders=IN_TURN),
    Probe(
        "stop_hung:stops_with_hung_checks",
        ("stop-prompt",),
        8.0,
        also=("stops", "stop-ends", "stop-message"),
        orders=IN_TURN,
    ),
    Probe("panics:panics", ("recovers", "reports-panic"), 5.0),
    Probe("panics:panics_by_exit", ("recovers", "reports-panic"), 5.0, orders=IN_TURN),
    Probe("adding_live:adds_while_it_runs", ("adds-live",), 5.0, orders=IN_TURN),
    Probe(
        "stopping:stops_promptly",
        ("stop-prompt",),
        6.0,
        also=("stops", "stop-ends", "stop-message"),
        orders=IN_TURN,
    ),
    Probe(
        "passes:keeps_time",
        ("repeats",),
        5.0,
        is_optional=True,
        needs_virtual_time=True,
        orders=IN_TURN,
    ),
    Probe(
        "stop_moments:stops_at_any_moment",
        ("stops", "stop-ends", "stop-message", "stop-prompt", "stop-twice"),
        5.0,
        is_optional=True,
        needs_virtual_time=True,
    ),
    Probe(
        "stop_moments:stops_in_a_long_pass",
        ("stops", "stop-ends", "stop-message", "stop-prompt"),
        5.0,
        is_optional=True,
        needs_virtual_time=True,
        orders=IN_TURN,
    ),
    Probe("parallel:checks_in_parallel", ("parallel",), 5.0, orders=IN_TURN),
    Probe("timeouts:times_out", ("times-out",), 8.0, about_the_start=True),
    Probe("timeout_errors:passes_errors_on", ("passes-errors-on",), 7.0),
    Probe("timeout_isolation:concerns_only_itself", ("timeout-isolated",), 8.0),
    Probe("timeout_leftovers:leaves_nothing", ("leaves-nothing",), 8.0),
    Probe(
        "timeouts:keeps_exact_time",
        ("times-out",),
        5.0,
        is_optional=True,
        needs_virtual_time=True,
    ),
)


def probes_for(names: tuple[str, ...]) -> list[Probe]:
    """Return the probes that judge any of these requirements."""
    return [probe for probe in PROBES if set(names) & {*probe.names, *probe.also}]
