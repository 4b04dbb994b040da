"""`mobility serve` and the pages of people outside: on a port of their own, where they are on."""

from __future__ import annotations

import signal
import socket
import sys

import pytest

from tests.ports import free_port
from tests.waiting import PATIENCE, until
from tests.workflows.office_fixtures import Work, database, work
from tests.workflows.running.test_serve import answers, children_of, serving

__all__ = ["database", "work"]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


def test_people_outside_have_a_port_of_their_own_and_the_office_is_not_there(work: Work) -> None:
    port = free_port()
    with serving(work, with_prefect=False, outside_port=port) as (process, address, log):
        outside = f"http://127.0.0.1:{port}"
        assert until(lambda: answers(f"{outside}/")), log.read_text()
        assert (
            len([line for line in children_of(process.pid).values() if "web.outside" in line]) == 1
        )
        assert until(lambda: answers(f"{address}/login")), log.read_text()
        assert not answers(f"{outside}/login")
        assert not answers(f"{outside}/work")
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0, log.read_text()
    assert f"Outside: {outside}" in log.read_text()


def test_where_their_port_is_taken_a_sentence_says_so_and_the_office_is_served(work: Work) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with serving(work, with_prefect=False, outside_port=port) as (process, address, log):
            assert until(lambda: f"port {port} on 127.0.0.1 is taken" in log.read_text())
            assert until(lambda: answers(f"{address}/login")), log.read_text()
            assert "Traceback" not in log.read_text()
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE) == 0, log.read_text()
