"""Templates made ready before anybody opens their pages: to make one takes ten times as long as to
fill it in, and who opens a page first after a start would wait for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from states.text import Language
from web.background import BackgroundWork
from web.environment import environment

BEFORE_THE_FIRST: Final = 3.0
"""Seconds that the first pages after a start have for themselves."""
BETWEEN_TWO: Final = 0.05
"""Seconds between two templates: a page waits for one at most."""


class TemplateCompiler(BackgroundWork):
    """Makes the templates of some languages, until all are made; the first pages come before."""

    name = "templates"

    def __init__(self, languages: Sequence[Language]) -> None:
        super().__init__()
        self._languages = languages

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
