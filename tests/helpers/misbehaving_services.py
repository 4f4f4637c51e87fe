"""Scripts of services that break HTTP, with what a client has to make of each."""

from tests.helpers.scripted_server import Script, Visit, answer, closed_port

__all__ = ["FAILS", "OK", "PASS", "TIMES_OUT", "never_answer", "redirect", "whole"]

PASS = b'{"status":"pass"}'
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"transfer-encoding: chunked\r\n\r\n"


def whole(body: bytes, status: bytes = b"200 OK") -> bytes:
    """A complete answer."""
    return b"HTTP/1.1 %b\r\ncontent-length: %d\r\n\r\n%b" % (status, len(body), body)


def redirect(location: str) -> bytes:
    """An answer that redirects."""
    return b"HTTP/1.1 302 Found\r\nlocation: %b\r\ncontent-length: 0\r\n\r\n" % location.encode()


def redirect_forever(visit: Visit) -> None:
    while True:
        visit.read_request()
        visit.send(redirect("/again"))


def redirect_slowly(visit: Visit) -> None:
    while True:
        visit.read_request()
        visit.pause(0.3)
        visit.send(redirect("/again"))


def redirect_once_to(location: str) -> Script:
    return answer(redirect(location))


def one_byte_a_second(head: bytes, drops: bytes) -> Script:
    def run(visit: Visit) -> None:
        visit.read_request()
        visit.send(head)
        for drop in drops:
            visit.send(bytes([drop]))
            visit.pause(1.0)

    return run


def without_end(head: bytes, piece: bytes, pause: float = 0.0) -> Script:
    def run(visit: Visit) -> None:
        visit.read_request()
        visit.send(head)
        while True:
            visit.send(piece)
            if pause:
                visit.pause(pause)

    return run


def never_answer(visit: Visit) -> None:
    visit.read_request()
    visit.wait_until_closed()


def close_immediately(visit: Visit) -> None:
    visit.send_end()
    visit.wait_until_closed()


def reset(visit: Visit) -> None:
    visit.read_request()
    visit.reset()


def reset_in_the_body(visit: Visit) -> None:
    visit.read_request()
    visit.send(OK + b"content-length: 100\r\n\r\n" + PASS)
    visit.reset()


TIMES_OUT: dict[str, Script] = {
    "accepts, and never answers": never_answer,
    "sends its headers byte by byte": one_byte_a_second(b"", OK),
    "sends its body byte by byte": one_byte_a_second(OK + b"content-length: 17\r\n\r\n", PASS),
    "redirects, but slowly": redirect_slowly,
    "sends 100 Continue without end": without_end(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.01),
    "sends a body shorter than it said, and waits": answer(
        OK + b"content-length: 18\r\n\r\n" + PASS
    ),
    "sends no end of the chunks, and waits": answer(CHUNKED + b"11\r\n" + PASS + b"\r\n"),
    "sends a chunk extension without end": without_end(CHUNKED + b"1;", b"x" * 9000),
    "switches the protocol, unasked": answer(
        b"HTTP/1.1 101 Yes\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n" + PASS
    ),
}

FAILS: dict[str, tuple[Script, str]] = {
    "redirects without end": (redirect_forever, "more than 5 redirects"),
    "redirects to a dead port": (
        redirect_once_to(f"http://127.0.0.1:{closed_port()}/"),
        "no connection: Connection refused",
    ),
    "redirects to a file": (
        redirect_once_to("file:///etc/hostname"),
        "HTTP 302 Found to file:///etc/hostname: not a usable URL "
        "(it must be http or https, and have a host)",
    ),
    "redirects to another host": (
        redirect_once_to("http://localhost:1/admin?token=x"),
        "HTTP 302 Found to http://localhost:1/admin: redirects to another host are not followed",
    ),
    "redirects to no host": (redirect_once_to("http://[/"), "HTTP 302 Found to http://[/"),
    "redirects with control codes": (
        redirect_once_to("http://a\x1b[31m\xff.test/"),
        "HTTP 302 Found to http://a",
    ),
    "sends an empty body": (answer(whole(b"")), "HTTP 200 OK, but the body is empty"),
    "sends what is not JSON": (
        answer(whole(b"<h1>hello</h1>")),
        "HTTP 200 OK, but the body is not JSON",
    ),
    "sends JSON without a status": (
        answer(whole(b"{}")),
        "HTTP 200 OK, but the body has no status",
    ),
    "sends a status that is not a string": (
        answer(whole(b'{"status":1}')),
        "HTTP 200 OK, but the status in the body is not a string",
    ),
    "sends JSON that is not an object": (
        answer(whole(b"[1]")),
        "HTTP 200 OK, but the body is JSON, but not an object",
    ),
    "sends 500 without JSON": (
        answer(whole(b"oops", b"500 Oops")),
        "HTTP 500 Internal Server Error",
    ),
    "sends 404 without a body": (answer(whole(b"", b"404 Oops")), "HTTP 404 Not Found"),
    "sends 204": (
        answer(b"HTTP/1.1 204 No Content\r\n\r\n"),
        "HTTP 204 No Content, but the body is",
    ),
    "says pass with 503": (
        answer(whole(PASS, b"503 Oops")),
        "HTTP 503 Service Unavailable, though the body says pass",
    ),
    "says it sends more than 1 MiB, and does": (
        without_end(OK + b"content-length: 9999999999\r\n\r\n", b" " * 65536),
        "the body is larger than 1 MiB",
    ),
    "sends chunks without end": (
        without_end(CHUNKED, b"4000\r\n" + b" " * 0x4000 + b"\r\n"),
        "the body is larger than 1 MiB",
    ),
    "sends headers without end": (without_end(OK, b"x: y\r\n" * 1000), "the answer is not HTTP"),
    "sends one header without end": (
        without_end(OK + b"x: ", b"y" * 9000),
        "the answer is not HTTP",
    ),
    "sends what is not HTTP": (answer(b"\x00\xffgarbage\r\n\r\n"), "the answer is not HTTP"),
    "sends a body with no headers": (answer(PASS + b"\r\n\r\n"), "the answer is not HTTP"),
    "closes immediately": (close_immediately, "the connection was dropped before the answer came"),
    "closes after the request": (
        answer(b"", end=True),
        "the connection was dropped before the answer came",
    ),
    "resets the connection": (reset, "the connection was dropped before the answer came"),
    "resets it in the body": (reset_in_the_body, "the answer broke off"),
    "closes before the body ends": (
        answer(OK + b"content-length: 18\r\n\r\n" + PASS, end=True),
        "the answer broke off",
    ),
    "closes before the last chunk": (
        answer(CHUNKED + b"11\r\n" + PASS + b"\r\n", end=True),
        "the answer broke off",
    ),
    "sends a chunk whose length is not a number": (
        answer(CHUNKED + b"zz\r\n"),
        "the answer broke off",
    ),
    "sends a length below zero": (
        answer(OK + b"content-length: -1\r\n\r\n" + PASS),
        "the answer is not HTTP",
    ),
    "sends two lengths": (
        answer(OK + b"content-length: 17\r\ncontent-length: 5\r\n\r\n" + PASS),
        "the answer is not HTTP",
    ),
    "says it is shorter than it is": (
        answer(OK + b"content-length: 5\r\n\r\n" + PASS),
        "HTTP 200 OK, but the body is not JSON",
    ),
    "compresses, unasked": (
        answer(whole(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xabV*", b"200 OK")),
        "HTTP 200 OK, but the body is not JSON",
    ),
}
