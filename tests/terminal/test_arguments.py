"""The arguments of a watch: right ones are read, wrong ones get a message and status 2."""

from pathlib import Path

import pytest

from checker_lab.terminal.arguments import Arguments, read_arguments

URL = "http://127.0.0.1:8080/health"


def test_a_url_is_enough() -> None:
    assert read_arguments([URL])[:-1] == Arguments((URL,), 5.0, 2, False, False, "ru")[:-1]


def test_arguments_may_come_in_any_order() -> None:
    options = "--interval 0.5 --asyncio --timeout=3 --demo --max-concurrent 40"
    given = read_arguments([URL, *options.split(), URL + "2", "--language", "en"])
    assert given[:-1] == Arguments((URL, URL + "2"), 0.5, 3, True, True, "en", 40)[:-1]


def test_the_demo_needs_no_url_and_threads_are_the_default() -> None:
    assert read_arguments(["--demo"]) == read_arguments(["--demo", "--threads"])
    assert not read_arguments(["--demo"]).in_tasks


def test_what_is_sent_and_expected_is_for_every_client(tmp_path: Path) -> None:
    secrets = tmp_path / "headers"
    secrets.write_text("Authorization: Bearer a:b\n\nX-Team: blue\n")
    options = ["--expect", "2xx", "--body-lacks", "down", "--header", f"@{secrets}"]
    given = read_arguments([URL, *options, "--header", "Accept: */*"])
    assert given.of_client == {
        "expect": "2xx",
        "body_has": "",
        "body_lacks": "down",
        "headers": {"Authorization": "Bearer a:b", "X-Team": "blue", "Accept": "*/*"},
        "method": "GET",
    }


def test_a_secret_is_in_no_message(capsys: pytest.CaptureFixture[str]) -> None:
    for header in ("secret", "X: secret\0", "X-\u00e9: secret"):
        with pytest.raises(SystemExit):
            read_arguments([URL, "--header", header])
    assert "secret" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "given", "right"),
    [
        ([URL, "--expect", "3xx"], "'3xx'", "a class such as '2xx' or a code such as '204'"),
        ([URL, "--method", "HEAD"], "HEAD", "give expect='2xx'"),
        ([URL, "--header", "Host: a"], "'Host'", "this header cannot be set"),
        ([URL, "--header", "@/nowhere/it"], "'/nowhere/it'", "cannot read"),
        ([], "nothing", "give URLs like http://127.0.0.1:8080/health, or --demo"),
        (["ftp://x"], "'ftp://x'", "it must be http or https, and have a host"),
        (["localhost:80"], "'localhost:80'", "it must be http or https"),
        (["http://"], "'http://'", "have a host"),
        (["http://a b/"], "'http://a b/'", "must not contain spaces"),
        (["http://\x1b[31m/"], r"'http://\x1b[31m/'", "or control characters"),
        (["http://h:99999/"], "'http://h:99999/'", "use one like"),
        ([URL, URL], f"'{URL}' was given 2 times", "each URL once"),
        ([URL, "--interval", "0"], "'0'", "must be a finite number of seconds above 0"),
        ([URL, "--interval", "-1"], "'-1'", "must be a finite number of seconds above 0"),
        ([URL, "--interval", "nan"], "'nan'", "must be a finite number of seconds above 0"),
        ([URL, "--interval", "inf"], "'inf'", "must be a finite number of seconds above 0"),
        ([URL, "--interval", "0,5"], "'0,5'", "must be a finite number of seconds above 0"),
        ([URL, "--timeout", "0"], "'0'", "must be a whole number of seconds from 1 to 86400"),
        ([URL, "--timeout", "2.5"], "'2.5'", "must be a whole number of seconds from 1 to 86400"),
        (
            [URL, "--timeout", "90000"],
            "'90000'",
            "must be a whole number of seconds from 1 to 86400",
        ),
        ([URL, "--timeout", "soon"], "'soon'", "must be a whole number of seconds from 1 to 86400"),
        ([URL, "--max-concurrent", "0"], "'0'", "must be a whole number of at least 1"),
        ([URL, "--max-concurrent", "many"], "'many'", "must be a whole number of at least 1"),
        ([URL, "--threads", "--asyncio"], "--asyncio", "not allowed with argument --threads"),
        ([URL, "--language", "de"], "'de'", "en"),
        ([URL, "--demo=1"], "'1'", "--demo"),
        ([URL, "--inter", "3"], "--inter", "usage"),
    ],
)
def test_a_message_repeats_what_is_wrong_and_says_what_is_right(
    argv: list[str], given: str, right: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        read_arguments(argv)
    printed = capsys.readouterr()
    assert stopped.value.code == 2
    assert printed.out == ""
    assert "error:" in printed.err
    assert given in printed.err
    assert right in printed.err


def test_a_password_is_not_repeated(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_arguments(["http://me:secret@host/"])
    message = capsys.readouterr().err
    assert "must not contain a user or a password" in message
    assert "secret" not in message


def test_a_message_sends_no_control_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_arguments(["--\x1b[2J\nerror: forged"])
    message = capsys.readouterr().err
    assert "\x1b" not in message
    assert r"\x1b[2J\nerror: forged" in message


def test_help_explains_every_option_and_the_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        read_arguments(["--help"])
    text = capsys.readouterr().out
    assert stopped.value.code == 0
    options = ("interval", "timeout", "max-concurrent", "threads", "asyncio", "demo", "language")
    for word in ("URL", *(f"--{option}" for option in options)):
        assert word in text
    assert "Exit status" in text
