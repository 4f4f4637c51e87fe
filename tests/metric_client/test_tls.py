"""Services over TLS: a good certificate passes, and each failure has its true reason."""

import datetime
import ssl
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path

import pycurl
import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from checker_lab.core.health import HealthCheck, Status
from checker_lab.metric_client import transport
from tests.helpers.asking import Ask, both, python
from tests.helpers.misbehaving_services import PASS, whole
from tests.helpers.scripted_server import Script, ScriptedServer, Visit, answer

NOW = datetime.datetime.now(datetime.UTC)
DAY = datetime.timedelta(days=1)
TRUSTED, UNKNOWN = trustme.CA(), trustme.CA()
GOOD = TRUSTED.issue_cert("127.0.0.1", "localhost")


def context(
    certificate: trustme.LeafCert,
    newest: ssl.TLSVersion = ssl.TLSVersion.MAXIMUM_SUPPORTED,
    *,
    wants_certificate: bool = False,
) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(made)
    made.maximum_version = newest
    if wants_certificate:
        made.verify_mode = ssl.CERT_REQUIRED
        TRUSTED.configure_trust(made)
    return made


def old_version() -> ssl.SSLContext:
    made = context(GOOD)
    made.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        made.minimum_version = made.maximum_version = ssl.TLSVersion.TLSv1_1
    return made


def self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, NOW - DAY, NOW + DAY)
    address = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    signed = builder.add_extension(address, critical=False).sign(key, hashes.SHA256())
    own = folder / "self_signed.pem"
    own.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + signed.public_bytes(Encoding.PEM)
    )
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(own)
    return made


def speak_tls(made: ssl.SSLContext) -> Script:
    def script(visit: Visit) -> None:
        visit.start_tls(made)
        answer(whole(PASS))(visit)

    return script


@pytest.fixture(autouse=True)
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust one CA, and no other."""
    path = tmp_path / "ca.pem"
    TRUSTED.cert_pem.write_to_path(str(path))
    monkeypatch.setitem(transport.OPTIONS, pycurl.CAINFO, str(path))
    monkeypatch.setitem(transport.OPTIONS, pycurl.CAPATH, str(tmp_path))


def ask_over_tls(ask: Ask, script: Script, host: str = "127.0.0.1") -> HealthCheck:
    with ScriptedServer(script) as server:
        found = ask(f"https://{host}:{server.port}/")
        assert server.wait_until_all_have_closed()
    return found


@both
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
@pytest.mark.parametrize("newest", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_good_certificate_passes(ask: Ask, host: str, newest: ssl.TLSVersion) -> None:
    for _ in range(2):
        found = ask_over_tls(ask, speak_tls(context(GOOD, newest)), host)
        assert (found.status, found.output) == (Status.PASS, "")


FAILURES: dict[str, tuple[Callable[[Path], ssl.SSLContext], str]] = {
    "expired": (
        lambda _: context(TRUSTED.issue_cert("127.0.0.1", not_after=NOW - DAY)),
        "certificate has expired",
    ),
    "not yet valid": (
        lambda _: context(TRUSTED.issue_cert("127.0.0.1", not_before=NOW + DAY)),
        "certificate is not yet valid or the system clock is incorrect",
    ),
    "wrong host": (
        lambda _: context(TRUSTED.issue_cert("shop.test")),
        "no alternative certificate subject name matches target IPv4 address '127.0.0.1'",
    ),
    "unknown CA": (
        lambda _: context(UNKNOWN.issue_cert("127.0.0.1")),
        "the certificate is from an unknown CA",
    ),
    "self-signed": (self_signed, "self-signed certificate"),
    "old version": (lambda _: old_version(), "tlsv1 alert protocol version"),
    "client certificate, TLS 1.2": (
        lambda _: context(GOOD, ssl.TLSVersion.TLSv1_2, wants_certificate=True),
        "the server wants a client certificate",
    ),
    "client certificate, TLS 1.3": (
        lambda _: context(GOOD, wants_certificate=True),
        "the server wants a client certificate",
    ),
}


@both
@pytest.mark.parametrize("what", FAILURES)
def test_a_failure_has_its_true_reason(ask: Ask, what: str, tmp_path: Path) -> None:
    make_context, reason = FAILURES[what]
    found = ask_over_tls(ask, speak_tls(make_context(tmp_path)))
    assert (found.status, found.output) == (Status.FAIL, f"no secure connection: {reason}")


@both
def test_a_certificate_that_changes_is_examined_in_every_check(ask: Ask, tmp_path: Path) -> None:
    contexts = [context(GOOD), FAILURES["expired"][0](tmp_path), context(GOOD)]

    def script(visit: Visit) -> None:
        speak_tls(contexts.pop(0))(visit)

    with ScriptedServer(script) as server:
        url = f"https://127.0.0.1:{server.port}/"
        assert [ask(url).status for _ in range(3)] == ["pass", "fail", "pass"]


@both
def test_a_server_without_tls_says_so(ask: Ask) -> None:
    found = ask_over_tls(ask, lambda visit: visit.send(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
    assert found.output == "no secure connection: the server does not speak TLS"


@both
def test_a_server_that_closes_in_the_handshake_fails(ask: Ask) -> None:
    found = ask_over_tls(ask, Visit.close)
    assert found.output.startswith("no secure connection: ")


def test_certificates_of_the_environment_are_trusted(tmp_path: Path) -> None:
    files = {"SSL_CERT_FILE": str(tmp_path / "ca.pem"), "SSL_CERT_DIR": str(tmp_path)}
    with ScriptedServer(speak_tls(context(GOOD))) as server:
        url = f"https://127.0.0.1:{server.port}/"
        assert python(ASK, url, **files) == "pass ''"
        files["SSL_CERT_FILE"] = str(tmp_path / "none.pem")
        assert "unknown CA" in python(ASK, url, **files)


ASK = """
import sys
from checker_lab import GoMetricClient
found = GoMetricClient(sys.argv[1], 5).health()
print(found.status.value, repr(found.output))
"""
