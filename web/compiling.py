"""Templates made ready before anybody opens their pages: to make one takes ten times as long as to
fill it in, and who opens a page first after a start would wait for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Event, Thread
from typing import Final

from states.text import Language
from web.environment import environment

BEFORE_THE_FIRST: Final = 3.0
"""Seconds that the first pages after a start have for themselves."""
BETWEEN_TWO: Final = 0.05
"""Seconds between two templates: a page waits for one at most."""


class TemplateCompiler:
    """Makes the templates of some languages in the background, from `begin` until all are made or
    `end`."""

    def __init__(self, languages: Sequence[Language]) -> None:
        self._languages = languages
        self._over = Event()
        self._thread = Thread(target=self._run, name="templates", daemon=True)

    def begin(self) -> None:
        """The first pages come before."""
        self._thread.start()

    def end(self) -> None:
        """No template is begun any more; the one that is being made is waited for."""
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        if self._over.wait(BEFORE_THE_FIRST):
            return
        for _ in compiled_templates(self._languages):
            if self._over.wait(BETWEEN_TWO):
                return


def compiled_templates(languages: Sequence[Language]) -> Iterator[str]:
    """Makes each template in each language, one after the other, and names it."""
    for language in languages:
        templates = environment(language)
        for name in templates.list_templates():
            yield str(templates.get_template(name).name)
