"""A watch in a pseudo-terminal of its own, with real keys and real sizes."""

import re
from collections.abc import Iterator

import pytest

from checker_lab import demo
from tests.terminal.programs import OTHER_SCREEN, OWN_SCREEN, terminal

STOPPED = "Проверки остановлены"
KINDS = ("--threads", "--asyncio")
CTRL_C = "\x03"
CURSOR_HIDDEN, CURSOR_SHOWN = "\x1b[?25l", "\x1b[?25h"
WITHOUT_RICH = "import sys; sys.modules['rich'] = None"


@pytest.fixture
def services() -> Iterator[demo.Services]:
    with demo.services() as running:
        yield running


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_until_ctrl_c(services: demo.Services, kind: str) -> None:
    url = services.url("pass")
    once = ("--interval", "600", "--timeout", "600")
    with terminal(url, services.url("hang"), *once, kind) as running:
        running.wait_for("✓ работает")
        running.press(CTRL_C)
        running.press(CTRL_C)
        assert running.status() == 1
    assert running.text.count(OTHER_SCREEN) == running.text.count(OWN_SCREEN) == 1
    assert running.text.rfind(CURSOR_SHOWN) > running.text.rfind(CURSOR_HIDDEN)
    assert "Traceback" not in running.text
    left = running.lines
    assert left[-1] == STOPPED
    assert left[0].startswith("■ Проверки не идут · проход 1")
    assert any(re.match("✓ работает +" + re.escape(url), line) for line in left)
    assert any(line.endswith(f"✓ {url}: работает") for line in left)
    assert running.text.count(STOPPED) == 1


def test_status_0_if_all_passed(services: demo.Services) -> None:
    with terminal(services.url("pass")) as running:
        running.wait_for("1 из 1")
        running.press(CTRL_C)
        assert running.status() == 0


@pytest.mark.parametrize("kind", KINDS)
def test_it_follows_the_size_of_the_terminal(services: demo.Services, kind: str) -> None:
    with terminal(services.url("pass"), kind, width=120) as running:
        running.wait_for("Почему")
        running.wait_for("✓ работает")
        running.resize(40, 8)
        running.wait_for("…")
        running.resize(120, 30)
        running.wait_for("Почему", 2)
        running.press(CTRL_C)
        assert running.status() == 0
    assert running.lines[-1] == STOPPED


def test_no_color_means_no_colour(services: demo.Services) -> None:
    with terminal(services.url("pass"), services.url("fail"), NO_COLOR="1") as running:
        running.wait_for("✓ работает")
        running.wait_for("✗ не работает")
        running.press(CTRL_C)
        running.status()
    styles = re.findall(r"\x1b\[([\d;]*)m", running.text)
    assert not [style for style in styles if re.search(r"\b[349]\d\b", style)]


def test_a_dumb_terminal_gets_plain_lines(services: demo.Services) -> None:
    url = services.url("pass")
    with terminal(url, TERM="dumb") as running:
        running.wait_for(f"{url}: работает")
        running.press(CTRL_C)
        assert running.status() == 0
    assert "\x1b" not in running.text
    assert running.lines[-1] == STOPPED


def test_without_rich_there_are_plain_lines_and_a_hint_to_install_it(
    services: demo.Services,
) -> None:
    url = services.url("pass")
    with terminal(url, begin=WITHOUT_RICH) as running:
        running.wait_for(f"{url}: работает")
        running.press(CTRL_C)
        assert running.status() == 0
    first, *others = running.lines
    assert "pip install rich" in first
    assert "\x1b" not in running.text
    assert others[-1] == STOPPED


def test_a_low_terminal_shows_the_failing_rows(services: demo.Services) -> None:
    urls = [services.url("pass", name=str(number)) for number in range(30)]
    with terminal(*urls, services.url("fail"), "--language", "en", height=10) as running:
        running.wait_for("✗ FAIL")
        running.wait_for("31 of 31")
        running.press(CTRL_C)
        assert running.status() == 1
    assert any("/fail" in line for line in running.lines)
    assert any(re.fullmatch(r"… and \d+ more", line) for line in running.lines)
    assert len(running.lines) < 10


@pytest.mark.parametrize("closed", ["2", "0, 2"])
def test_a_closed_stderr_changes_nothing(services: demo.Services, closed: str) -> None:
    again = "os.execv(sys.executable, [sys.executable, '-m', 'checker_lab', *sys.argv[1:]])"
    close = f"import os, sys; os.login_tty(0); [os.close(n) for n in ({closed},)]; {again}"
    with terminal(services.url("pass"), begin=close) as running:
        running.wait_for("1 из 1")
        running.send()
        assert running.status() == 0
    assert running.lines[-1] == STOPPED
