"""A watch with its output in a pipe: real services, real signals, threads and tasks."""

import os
import re
import signal
from collections.abc import Iterator

import pytest

from checker_lab import demo
from checker_lab.testing import wait_until
from tests.terminal.programs import BOUND, PATIENT, program, run, start

STOPPED = "Проверки остановлены"
KINDS = ("--threads", "--asyncio")
ONE_PASS = ("--interval", "600")
STAMP = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d "


@pytest.fixture
def services() -> Iterator[demo.Services]:
    with demo.services() as running:
        yield running


@pytest.mark.parametrize("kind", KINDS)
def test_a_healthy_service_is_one_line_until_ctrl_c(services: demo.Services, kind: str) -> None:
    url = services.url("pass")
    with program(url, kind, *ONE_PASS) as running:
        running.wait_for("работает")
        running.send()
        assert running.status() == 0
        assert running.errors == ""
    first, last = running.lines
    assert re.fullmatch(STAMP + re.escape(f"{url}: работает"), first)
    assert last == STOPPED


@pytest.mark.parametrize("kind", KINDS)
def test_a_failing_service_is_a_line_with_its_reason_and_status_1(
    services: demo.Services, kind: str
) -> None:
    with program(services.url("fail"), services.url("pass"), kind, "--language", "en") as running:
        running.wait_for("works")
        running.wait_for("not working: the database is gone")
        running.send(signal.SIGTERM)
        assert running.status() == 1
        assert running.errors == ""
    assert running.lines[-1] == "Checks stopped"


def test_a_warning_is_not_a_failure(services: demo.Services) -> None:
    with program(services.url("warn")) as running:
        running.wait_for("предупреждение: the disk is nearly full")
        running.send()
        assert running.status() == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_stop_does_not_wait_for_a_hung_check(services: demo.Services, kind: str) -> None:
    hung = services.url("hang")
    with program(services.url("pass"), hung, kind, "--timeout", "600") as running:
        running.wait_for("работает")
        assert services.wait_for(lambda: services.requests("hang") == 1, BOUND)
        running.send()
        assert running.status() == 1, "one check never ended"
        assert running.errors == ""
    assert hung in running.lines[-2]
    assert running.lines[-1] == STOPPED
    assert running.text.count(STOPPED) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_ctrl_c_again_and_again_is_one_stop(services: demo.Services, kind: str) -> None:
    with program(services.url("pass"), services.url("hang"), kind) as running:
        running.wait_for("работает")
        for _ in range(20):
            running.send()
        assert running.status() == 1
        assert running.errors == ""
    assert running.text.count(STOPPED) == 1
    assert running.lines[-1] == STOPPED


@pytest.mark.parametrize("kind", KINDS)
def test_many_passes_with_the_same_outcome_are_one_line(services: demo.Services, kind: str) -> None:
    with program(services.url("fail"), kind, "--interval", "0.02") as running:
        assert services.wait_for(lambda: services.requests("fail") > 20, BOUND)
        running.send()
        assert running.status() == 1
    assert len(re.findall("не работает", running.text)) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_each_change_is_a_line_also_a_recovery(services: demo.Services, kind: str) -> None:
    with program(services.url("flap"), kind, "--interval", "0.02") as running:
        running.wait_for(": работает", 3)
        running.send()
        running.status()
    changes = [line for line in running.lines if re.match(STAMP + "http://", line)]
    assert [": не работает: " in line for line in changes] == [
        n % 2 == 1 for n in range(len(changes))
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_the_demo_needs_no_url(kind: str) -> None:
    with program("--demo", "--timeout", "1", "--language", "en", kind) as running:
        for behaviour in demo.BEHAVIOURS:
            running.wait_for(f" {behaviour}: ")
        running.wait_for("garbage: not working: HTTP 200 OK, but the body is not JSON")
        running.wait_for("hang: timed out: no answer within 1 s")
        running.send()
        assert running.status() == 1
        assert running.errors == ""
    assert running.lines[-1] == "Checks stopped"


def test_the_demo_goes_with_urls_too(services: demo.Services) -> None:
    url = services.url("pass")
    with program("--demo", url) as running:
        running.wait_for(f"{url}: работает")
        running.wait_for(" pass: работает")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("behaviour", "status"), [("pass", 0), ("flap", None)])
def test_a_reader_that_leaves_ends_it_cleanly(
    services: demo.Services, behaviour: str, status: int | None, kind: str
) -> None:
    # A service that never changes causes no more writes, so no write can fail.
    process = start(services.url(behaviour), kind, "--interval", "0.1")
    assert process.stdout is not None
    assert process.stderr is not None
    with process:
        # On a busy machine there may be a line about an overrun before it.
        assert any("работает" in line.decode() for line in process.stdout)
        process.stdout.close()
        ended = process.wait(BOUND)
        assert ended in ({0, 1} if status is None else {status})
        assert process.stderr.read() == b""


def test_a_reader_that_left_before_the_first_line_is_no_error(services: demo.Services) -> None:
    process = start(services.url("pass"), "--interval", "0.1")
    assert process.stdout is not None
    assert process.stderr is not None
    with process:
        process.stdout.close()
        process.wait(BOUND)
        assert process.stderr.read() == b""


@pytest.mark.parametrize("argv", [(), ("ftp://x",), ("--demo", "--interval", "0")])
def test_wrong_arguments_mean_status_2_and_no_check(argv: tuple[str, ...]) -> None:
    with program(*argv) as running:
        assert running.status() == 2
        assert "error: " in running.errors
        assert running.text == ""


def test_it_leaves_no_connection_open(services: demo.Services) -> None:
    with program(services.url("pass"), services.url("hang"), "--asyncio") as running:
        assert services.wait_for(lambda: services.requests("hang") == 1, BOUND)
        running.send()
        running.status()
    wait_until(lambda: services.open_connections == 0)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_an_encoding_without_cyrillic_gets_every_line_escaped(
    services: demo.Services, encoding: str
) -> None:
    process = start(services.url("pass"), *ONE_PASS, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert process.stdout is not None
    with process:
        first = process.stdout.readline().decode(encoding)
        process.send_signal(signal.SIGINT)
        last = process.stdout.read().decode(encoding)
        assert process.wait(BOUND) == 0
    assert "работает".encode(encoding, "backslashreplace").decode(encoding) in first
    assert last.rstrip() == STOPPED.encode(encoding, "backslashreplace").decode(encoding)


def test_a_non_blocking_pipe_loses_no_line(services: demo.Services) -> None:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    urls = [services.url("pass", name=f"{number:03}-{'x' * 200}") for number in range(400)]
    process = run("watch", *PATIENT, *ONE_PASS, *urls, stdout=writing)
    os.close(writing)
    with process, os.fdopen(reading, "rb") as output:
        # The lines need more than a pipe holds, and none has been read yet.
        assert services.wait_for(lambda: services.requests("pass") >= len(urls), BOUND)
        lines = [output.readline().decode() for _ in urls]
        process.send_signal(signal.SIGINT)
        rest = output.read().decode()
        assert process.wait(BOUND) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert {line.split()[2].removesuffix(":") for line in lines} == set(urls)
    assert rest.endswith(STOPPED + "\n")


@pytest.mark.parametrize("kind", KINDS)
def test_hung_services_do_not_delay_the_healthy_ones(services: demo.Services, kind: str) -> None:
    hung = [services.url("hang", name=str(number)) for number in range(50)]
    with program(*hung, services.url("pass"), kind, "--interval", "0.1") as running:
        assert services.wait_for(lambda: services.requests("pass") >= 3, BOUND)
        running.send()
        assert running.status() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_pass_that_does_not_finish_is_a_line(services: demo.Services, kind: str) -> None:
    urls = [services.url("hang", name=str(number)) for number in range(4)]
    options = ("--max-concurrent", "2", "--interval", "0.5", "--language", "en")
    with program(*urls, kind, *options) as running:
        running.wait_for("pass 1: 4 of 4 still waiting after ")
        running.send()
        assert running.status() == 1
