"""Running cases are brought under corrected texts of their law while the pages are read.

In a large office that takes minutes. Until it is through nothing can be written: a step would be
judged by dates that are about to be counted anew.
"""

from __future__ import annotations

from threading import Event, Thread
from typing import Final

import structlog

from persistence.database_errors import DatabaseError
from states.strict_yaml import InvalidFile
from web.request_context import AppState
from workflows.running.bootstrap import bring_cases_along

AGAIN_AFTER: Final = 5.0
"""Seconds until a database that did not answer is asked again."""

log = structlog.get_logger("pages")


class CatchingUp:
    """Brings the cases along in the background from `begin` to `end`."""

    def __init__(self, app: AppState) -> None:
        self._app = app
        self._over = Event()
        self._thread = Thread(target=self._run, name="catching-up", daemon=True)

    def begin(self) -> None:
        """Begins, where there is anything to do."""
        if self._app.is_behind:
            self._thread.start()

    def end(self) -> None:
        """What is on its way ends with the process: each portion is whole, a next start goes on."""
        self._over.set()

    def _run(self) -> None:
        while not self._over.is_set() and self._app.is_behind:
            try:
                bring_cases_along(self._app.app)
                self._app.catch_up()
            except (DatabaseError, InvalidFile) as error:
                log.error("running cases could not be brought under corrected texts", error=error)
                self._over.wait(AGAIN_AFTER)
