"""Work that the pages' process does beside its pages, in a thread of its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from threading import Event, Thread
from typing import ClassVar


class BackgroundWork(ABC):
    """Works from `begin` to `end`; what is on its way at the end is waited for."""

    name: ClassVar[str]

    def __init__(self) -> None:
        self._over = Event()
        self._thread = Thread(target=self._run, name=self.name, daemon=True)

    def begin(self) -> None:
        """The work goes on beside the first pages."""
        self._thread.start()

    def end(self) -> None:
        """Nothing is begun any more."""
        self._over.set()
        self._thread.join()

    @abstractmethod
    def _run(self) -> None:
        """Works until it is done, or `_over` is set."""
