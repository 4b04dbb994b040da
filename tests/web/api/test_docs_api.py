"""What docs/api.md tells: its client, run as it stands there, moves a case."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import uvicorn
from fastapi.routing import APIRoute

from tests.web.api.conftest import Program, new_token
from tests.web.office_at_work import OfficeAtWork
from web.api.app import ROUTERS
from web.app import make_app

ROOT = Path(__file__).parents[3]


def test_the_client_of_the_documentation_moves_a_case(
    office: OfficeAtWork, program: Program, tmp_path: Path
) -> None:
    number = office.apply("Ana Petrović")
    client = (ROOT / "docs" / "api.md").read_text(encoding="utf-8").split("```python\n")[1]
    (tmp_path / "client.py").write_text(client.split("```")[0], encoding="utf-8")
    token = new_token(office, "vera", ("mobility_coordinator",), timedelta(days=1))
    server = uvicorn.Server(
        uvicorn.Config(make_app(office.app, office.clock), port=0, log_level="warning")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        ends = time.monotonic() + 30
        while not server.started and time.monotonic() < ends:
            time.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        command = [sys.executable, "client.py", f"http://127.0.0.1:{port}", token, number]
        run = subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
        )
    finally:
        server.should_exit = True
        thread.join()
    assert run.returncode == 0, run.stderr
    assert "withdraw can be taken" in run.stdout
    assert "200 {" in run.stdout
    vera = program("vera", "mobility_coordinator")
    assert vera.get(f"/api/v1/cases/{number}").json()["state"] == "withdrawn"


def test_every_address_of_the_api_is_told() -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    for router in ROUTERS:
        for route in router.routes:
            assert isinstance(route, APIRoute)
            words = [word for word in route.path.split("/") if word and "{" not in word]
            assert all(word in page for word in words), route.path
