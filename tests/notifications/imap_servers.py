"""A real mail server on loopback: Dovecot, as a process of its own in a folder of its own.

It asks for TLS and a login, and any user has a mailbox. Debian has it as `dovecot-imapd`.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from grp import getgrgid
from pathlib import Path
from pwd import getpwnam, getpwuid, struct_passwd
from typing import Any, Final

import pytest
from imapclient import IMAPClient

from notifications.imap import ImapBox
from tests.notifications.smtp_servers import self_signed
from tests.ports import free_port
from tests.waiting import PATIENCE, until

PROGRAM: Final = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
needs_dovecot: Final = pytest.mark.skipif(
    PROGRAM is None, reason="a real IMAP server is needed: Debian has it as dovecot-imapd"
)
PASSWORD: Final = "s3cret-ž"

_CONFIG: Final = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
auth_failure_delay = 0
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_plugins = acl
plugin {{
  acl = vfile
}}
{settings}
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {starttls}
  }}
  inet_listener imaps {{
    port = {at_once}
    ssl = yes
  }}
}}
"""


@dataclass
class Dovecot:
    """The server while it runs: its folder, its process, and its port for each way of TLS."""

    folder: Path
    process: subprocess.Popen[bytes]
    at_once: int
    starttls: int

    def box(self, user: str, **otherwise: object) -> ImapBox:
        """The mailbox of a user as the office is told of it."""
        values: dict[str, object] = {
            "host": "127.0.0.1", "port": self.at_once, "user": user, "password": PASSWORD,
            "ca_file": str(self.folder / "cert.pem"), "timeout": 20.0,
        }  # fmt: skip
        return ImapBox(**{**values, **otherwise})  # type: ignore[arg-type]

    @contextmanager
    def line(self, user: str) -> Iterator[IMAPClient]:
        """Another program that is logged in, with the mailbox open."""
        secret = ssl.create_default_context(cafile=str(self.folder / "cert.pem"))
        with IMAPClient("127.0.0.1", self.at_once, ssl_context=secret, timeout=20) as client:
            client.sasl_login("PLAIN", lambda _: f"\0{user}\0{PASSWORD}".encode())
            client.select_folder("INBOX")
            yield client

    def deliver(self, user: str, *messages: bytes) -> None:
        """Messages arrive in a user's mailbox."""
        with self.line(user) as client:
            for raw in messages:
                client.append("INBOX", raw)

    def lying(self, user: str) -> list[bytes]:
        """What lies in a user's mailbox, the oldest first."""
        with self.line(user) as client:
            contents = client.fetch(client.search(), ["BODY.PEEK[]"])
            return [contents[uid][b"BODY[]"] for uid in sorted(contents)]

    def processes(self, name: str) -> Sequence[int]:
        """The server's own processes of a name, such as `imap`."""
        own = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                arguments = (folder / "cmdline").read_bytes().split(b"\0")[0].decode()
                if int(fields[1]) == self.process.pid and arguments.startswith(f"dovecot/{name}"):
                    own.append(int(folder.name))
        return own

    def signal_lines(self, number: signal.Signals) -> None:
        """Every line that is logged in gets a signal: SIGKILL ends it, SIGSTOP has it hang."""
        for pid in self.processes("imap"):
            with suppress(ProcessLookupError):
                os.kill(pid, number)


@contextmanager
def dovecot(settings: str = "") -> Iterator[Dovecot]:
    """The server in a folder of its own, ended with all its processes; it has these settings too.

    It gives no mail to root: started by root it is nobody, whose folder everybody must reach.
    """
    assert PROGRAM is not None
    user = getpwnam("nobody") if os.getuid() == 0 else getpwuid(os.getuid())
    folder = Path(tempfile.mkdtemp(prefix="dovecot-", dir="/tmp"))
    try:
        self_signed(folder)
        for part in ("run", "state", "mail"):
            (folder / part).mkdir()
        at_once, starttls = free_port(), free_port()
        config = folder / "dovecot.conf"
        config.write_text(_config(folder, user, (at_once, starttls), settings), encoding="utf-8")
        for path in (folder, *folder.iterdir()):
            os.chown(path, user.pw_uid, user.pw_gid)
        with _running([PROGRAM, "-F", "-c", str(config)], user) as process:
            assert until(lambda: _answers(at_once)), (folder / "log").read_text()
            yield Dovecot(folder, process, at_once, starttls)
    finally:
        shutil.rmtree(folder)


@contextmanager
def _running(command: Sequence[str], user: struct_passwd) -> Iterator[subprocess.Popen[bytes]]:
    user_options: dict[str, Any] = {}
    if os.getuid() == 0:
        user_options = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    process = subprocess.Popen(command, **user_options)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _config(folder: Path, user: struct_passwd, ports: tuple[int, int], settings: str) -> str:
    at_once, starttls = ports
    return _CONFIG.format(
        folder=folder, at_once=at_once, starttls=starttls, settings=settings, password=PASSWORD,
        uid=user.pw_uid, gid=user.pw_gid, user=user.pw_name, group=getgrgid(user.pw_gid).gr_name,
    )  # fmt: skip


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


class SlowRoad:
    """A road to a port of loopback, on which what the server says trickles once it is slow: a few
    bytes ten times a second, so that nobody ever waits long for the next one."""

    def __init__(self, to: int) -> None:
        self._to, self.is_slow = to, threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> SlowRoad:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._to))
                for ends in ((client, server, False), (server, client, True)):
                    threading.Thread(target=self._carry, args=ends, daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:
        with suppress(OSError), source, target:
            while words := source.recv(65_536):
                while is_answer and words and self.is_slow.is_set():
                    target.sendall(words[:16])
                    words = words[16:]
                    time.sleep(0.1)
                target.sendall(words)
