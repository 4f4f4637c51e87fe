"""The arguments of `checker-lab watch`: read them, and exit with status 2 if they are invalid."""

from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, NoReturn, get_args

from checker_lab.core.language import Language
from checker_lab.core.lines import one_line
from checker_lab.core.validate import check_count, check_seconds
from checker_lab.metric_client.client import LONGEST_TIMEOUT, GoMetricClient
from checker_lab.metric_client.expectation import HEALTH_JSON
from checker_lab.metric_client.request import Method
from checker_lab.metric_client.urls import EXAMPLE

__all__ = ["Arguments", "read_arguments"]


class Arguments(NamedTuple):
    """What to check and how; `interval` and `timeout` are in seconds.

    `max_concurrent` is None for the default, which differs between threads and tasks. `of_client`
    has the keyword arguments of each client.
    """

    urls: tuple[str, ...]
    interval: float = 5.0
    timeout: int = 2
    in_tasks: bool = False
    demo: bool = False
    language: Language = "ru"
    max_concurrent: int | None = None
    of_client: Mapping[str, Any] = MappingProxyType({})


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        # The message repeats what was given, which may hold escape codes.
        super().error(one_line(message))


def read_arguments(argv: Sequence[str]) -> Arguments:
    """Read the command line.

    Raises:
        SystemExit: with status 2 if it is wrong, after a message on stderr; with 0 if it asks for
            help.
    """
    parser = _make_parser()
    given = parser.parse_intermixed_args(argv)
    if not given.urls and not given.demo:
        parser.error(f"nothing to check: give URLs like {EXAMPLE}, or --demo")
    for url, times in Counter(given.urls).items():
        if times > 1:
            parser.error(f"{url!r} was given {times} times: give each URL once")
    of_client = {
        "expect": given.expect,
        "body_has": given.body_has,
        "body_lacks": given.body_lacks,
        "headers": dict(line for lines in given.header for line in lines),
        "method": given.method,
    }
    try:
        GoMetricClient(EXAMPLE, given.timeout, **of_client)
    except ValueError as error:
        parser.error(str(error))
    return Arguments(
        tuple(given.urls),
        given.interval,
        given.timeout,
        given.asyncio,
        given.demo,
        given.language,
        given.max_concurrent,
        of_client,
    )


def _make_parser() -> ArgumentParser:
    parser = _Parser(
        prog="checker-lab watch",
        description="Check services in the background until you press Ctrl-C.",
        epilog="Exit status: 0 if the last check of every service passed (a warning counts as "
        "passed), 1 if not, 2 if the arguments are invalid.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("urls", metavar="URL", nargs="*", type=_url, help="http(s) URL of a service to check")
    add(
        "--interval",
        metavar="SECONDS",
        type=_interval,
        default=5.0,
        help="time between the starts of two passes (default: %(default)g)",
    )
    add(
        "--timeout",
        metavar="SECONDS",
        type=_timeout,
        default=2,
        help="time that a service has to answer, in whole seconds (default: %(default)d)",
    )
    add(
        "--max-concurrent",
        metavar="CHECKS",
        type=_count,
        help="maximum number of concurrent checks (default: 512 in threads, 1000 in asyncio)",
    )
    add(
        "--expect",
        metavar="STATUS",
        default=HEALTH_JSON,
        help="what a healthy answer is: an HTTP status such as 2xx or 204, or %(default)s, whose "
        "body says so (default)",
    )
    add("--body-has", metavar="TEXT", default="", help="text that must be in the body besides")
    add("--body-lacks", metavar="TEXT", default="", help="text that must not be in the body")
    add(
        "--header",
        metavar="LINE",
        action="append",
        type=_headers,
        default=[],
        help="header to send, such as 'Accept: */*', or @FILE with one on each line: others cannot "
        "see it in the list of processes",
    )
    add("--method", choices=get_args(Method), default="GET", help="default: %(default)s")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--threads", action="store_true", help="check in threads (default)")
    kind.add_argument("--asyncio", action="store_true", help="check in asyncio tasks")
    add(
        "--demo",
        action="store_true",
        help="check demo services on this machine, some healthy and some broken",
    )
    add(
        "--language",
        choices=get_args(Language),
        default="ru",
        help="language of the output (default: %(default)s)",
    )
    return parser


def _url(text: str) -> str:
    try:
        return GoMetricClient(text, timeout=1).url
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None


def _headers(text: str) -> list[tuple[str, str]]:
    try:
        lines = Path(text[1:]).read_text("utf-8").splitlines() if text[:1] == "@" else [text]
    except (OSError, ValueError) as error:
        raise ArgumentTypeError(f"cannot read {text[1:]!r}: {error}") from None
    return [_header(line) for line in lines if line.strip()]


def _header(line: str) -> tuple[str, str]:
    name, colon, value = line.partition(":")
    if not colon:
        # It may be a secret, so the message must not repeat it.
        raise ArgumentTypeError("must be like 'Name: value', or @FILE")
    return name.strip(), value.strip()


def _interval(text: str) -> float:
    try:
        return check_seconds("it", float(text))
    except ValueError:
        allowed = "a finite number of seconds above 0"
        raise ArgumentTypeError(f"must be {allowed}, not {text!r}") from None


def _timeout(text: str) -> int:
    try:
        return GoMetricClient(EXAMPLE, int(text)).timeout
    except ValueError:
        allowed = f"a whole number of seconds from 1 to {LONGEST_TIMEOUT}"
        raise ArgumentTypeError(f"must be {allowed}, not {text!r}") from None


def _count(text: str) -> int:
    try:
        return check_count("it", int(text), 1)
    except ValueError:
        raise ArgumentTypeError(f"must be a whole number of at least 1, not {text!r}") from None
