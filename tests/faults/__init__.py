"""Faults: what was tried and what was lost of it, which is nothing, in bounded time.

Each test counts both in a `Tally`, and after each of them the `Watchman` finds nothing left: no
thread, task, timer, event loop, socket, file or process. Where each fault is tested:

=========================================== =====================================================
items that raise, answer wrongly, recurse    `test_items.py`; by name in
                                             `tests/contract/test_outcomes.py`
items that change their id or raise in it    `test_items.py`; `tests/contract/test_items.py`
items that hang, hang and raise, are deaf    `test_items.py`; the cap and the late return in
                                             `tests/contract/test_outcomes.py`
items that start threads or tasks            `test_items.py`
items that call their own checker            `test_items.py`; `tests/threads/test_checker.py`
listeners that raise, block, call back in    `test_listeners.py`; the report, once a run, in
                                             `tests/contract/test_outcomes.py`
all calls together, at random               `test_storm.py`, for a minute with `make deep`; two
                                             at a time in every order: `tests/schedules`
services that break HTTP                     one at a time in
                                             `tests/metric_client/test_transport.py`; all behind
                                             one checker in `test_http.py`
late returns, ends of runs, many callers     `test_late_storm.py`; in every order:
                                             `tests/core/test_owner.py`
bodies that break health+json                `test_reader.py`, 100,000 with `make deep`; by name
                                             in `tests/metric_client/test_health_json.py`
fork                                         `test_fork.py`; of an HTTP client in
                                             `tests/metric_client/test_client.py`
the interpreter ends while checks hang       `test_exit.py`
Ctrl-C in stop(), check() and run()          `test_interrupts.py`
the event loop is closed or stands still     `test_loops.py`, `tests/tasks/test_checker.py`
the owner dies                               `tests/threads/test_owner.py`, `test_checker.py` there;
                                             `tests/tasks/test_owner.py`
no thread, no file, a wall clock that jumps  `test_machine.py`
a laptop that was asleep                     `tests/contract/test_passes.py`; a process that was
                                             stopped while an answer waited: `test_suspended.py`
public faults of other projects              `test_peers.py`; those of schedules: `tests/lessons`
a long run                                   `tests/benchmarks/test_soak.py`, and `make soak`
=========================================== =====================================================
"""
