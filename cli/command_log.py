"""A line in the log for a command that opened the office, where the settings have logs in JSON."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

from states.explained import Explained

if TYPE_CHECKING:
    from office.settings import Logs

COMMAND: Final[ContextVar[str]] = ContextVar("the command that runs", default="mobility")


@contextmanager
def logged(logs: Logs) -> Iterator[None]:
    """What is done inside is the command's work."""
    if logs.format != "json":
        yield
        return
    # Imported here: a short command for people does not pay for it.
    import structlog

    from workflows.running.logs import begin_logs

    begin_logs(logs)
    log, began_at = structlog.get_logger("commands"), time.perf_counter()
    line = {"kind": "command", "command": COMMAND.get()}
    try:
        yield
    except Exception as error:
        outcome = "refused" if isinstance(error, Explained) else "failed"
        log.error("command", **line, outcome=outcome, ms=_ms(began_at), error=error)
        raise
    log.info("command", **line, outcome="done", ms=_ms(began_at))


def _ms(began_at: float) -> float:
    return round((time.perf_counter() - began_at) * 1000, 1)
