"""Mail servers on loopback: a real one with STARTTLS and login, and one that misbehaves on cue."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.ports import free_port
from tests.waiting import PATIENCE


def self_signed(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 and its key, as PEM files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert_file, key_file = folder / "cert.pem", folder / "key.pem"
    cert_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return cert_file, key_file


@dataclass
class Inbox:
    """What the real server took, and what it is to answer to the content."""

    received: list[Envelope] = field(default_factory=list)
    answer: str = "250 OK"

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:
        if self.answer.startswith("250"):
            self.received.append(envelope)
        return self.answer


def _authenticate(
    server: object, session: object, envelope: object, mechanism: str, data: LoginPassword
) -> AuthResult:
    right = data.login == b"office" and data.password == b"s3cret"
    return AuthResult(success=right, handled=right)


@contextmanager
def real_server(inbox: Inbox, cert: Path, key: Path) -> Iterator[int]:
    """An SMTP server that insists on STARTTLS and a login (office, s3cret); gives its port."""
    secret = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    secret.load_cert_chain(cert, key)
    server = Controller(
        inbox,
        hostname="127.0.0.1",
        port=free_port(),
        tls_context=secret,
        require_starttls=True,
        authenticator=_authenticate,
        auth_required=True,
    )
    server.start()
    try:
        yield server.port
    finally:
        server.stop()


DROP = "drop"
HANG = "hang"
HONEST = {
    "connect": "220 ready",
    "EHLO": "250 hello",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go ahead",
    "content": "250 taken",
    "QUIT": "221 bye",
}


@contextmanager
def server_that(**misbehaves: str) -> Iterator[int]:
    """An SMTP server that is honest but for the named stages; gives its port.

    A stage's value is the answer to give, `DROP` to close the line, or `HANG` to say nothing.
    """
    listening = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()
    talk = threading.Thread(target=_talk, args=(listening, {**HONEST, **misbehaves}, over))
    talk.start()
    try:
        yield listening.getsockname()[1]
    finally:
        over.set()
        listening.close()
        talk.join(PATIENCE)
        assert not talk.is_alive()


def _talk(listening: socket.socket, script: dict[str, str], over: threading.Event) -> None:
    line, _ = listening.accept()
    with line, line.makefile("rb") as commands:
        stage = "connect"
        while _answered(line, script[stage], over):
            command = commands.readline()
            if not command:
                return
            stage = command[:4].decode().strip().upper()
            if stage == "DATA" and script["DATA"].startswith("354"):
                _answered(line, script["DATA"], over)
                while commands.readline() not in (b".\r\n", b""):
                    pass
                stage = "content"


def _answered(line: socket.socket, answer: str, over: threading.Event) -> bool:
    if answer == HANG:
        over.wait(PATIENCE)
    if answer in (HANG, DROP):
        return False
    line.sendall(f"{answer}\r\n".encode())
    return True
