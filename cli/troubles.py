"""What went wrong, in a sentence on stderr; exit status 2 for what was asked wrongly or can't be.

A refusal by rule is no trouble: it is an answer, with all its reasons and exit status 1.
"""

from __future__ import annotations

import sys
from typing import Any, Final

import typer
from typer.core import TyperGroup

from cli.options import SPEECH

REFUSED: Final = 1
TROUBLE: Final = 2

# Named, not imported: a command that never needed the database does not load it to fail.
_TOLD: Final = (
    ("states.validation_error", "ValidationError"),
    ("states.strict_yaml", "InvalidFile"),
    ("rules.calendar", "BeyondCalendar"),
    ("persistence.database", "DatabaseError"),
    ("workflows.cases.advance", "ChangedMeanwhile"),
    ("workflows.running.prefect_server", "PortTaken"),
)


class Telling(TyperGroup):
    """Commands whose troubles are told in a sentence, never in a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Runs the command; what people can mend is told, anything else is a bug and is raised."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            sentence = _sentence(error, ctx.meta.get(SPEECH, "en"))
            if sentence is None:
                raise
            typer.echo(sentence, err=True)
            raise typer.Exit(TROUBLE) from None


def _sentence(error: Exception, language: str) -> str | None:
    for module, name in _TOLD:
        loaded = sys.modules.get(module)
        if loaded is not None and isinstance(error, getattr(loaded, name)):
            said = getattr(error, "said", None)
            return said.in_(language) if said else str(error)
    if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
        return f"{error.filename or 'the office'}: {error.strerror or error}"
    return None
