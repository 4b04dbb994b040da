"""What somebody typed and what was not saved, for the page to show again with nothing lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Literal

from starlette.datastructures import FormData

from states.frozen import frozen
from states.text import Text
from web.forms.validation import FieldErrors
from web.views.cited_reasons import CitedReason


@frozen
class RejectedSubmission:
    """A step or fact that was not taken: what was typed, and why not.

    `errors` stand at their fields; `reasons` are those of the rules; `sentence` is about the whole.
    `version` is that of the case as the person saw it; where the case is another since, sending it
    again takes a new, deliberate act. `kept_at` where it was never sent, or an earlier session
    typed it: a draft. A `note` says what became of a form that is not to be saved yet: rows were
    put into it. `pasted` is what was pasted for that and not read yet, by list, and `sent` all
    that was sent where `data` can't tell it.
    """

    kind: Literal["step", "fact"]
    name: str
    data: Mapping[str, object] = field(default_factory=dict)
    errors: FieldErrors = field(default_factory=dict)
    reasons: tuple[CitedReason, ...] = ()
    sentence: Text | None = None
    version: int = 0
    kept_at: datetime | None = None
    note: Text | None = None
    pasted: Mapping[str, str] = field(default_factory=dict)
    sent: FormData | None = None

    @property
    def form(self) -> str:
        """The name under which drafts of it are kept."""
        return f"{self.kind}/{self.name}"
