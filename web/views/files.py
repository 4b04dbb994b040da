"""Files that were sent together, each with what it may be, before any is recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Final

from states.frozen import frozen
from states.text import Text
from web.forms.inputs import FormContext, Input, inputs_at
from web.forms.validation import FieldErrors

ROWS: Final = "files"
"""What the fields of the form begin with: `files.0.kind`."""

ASKED: Final = ("kind", "delivered_on", "language", "certified")
"""The fields of a document that are asked for each of several files."""


@frozen
class RefusedFile:
    """A file that is not taken, and why."""

    name: str
    why: Text


@frozen
class FileRow:
    """A file that can be recorded. `token` stands for its content, which lies aside; `data` is
    what it is recorded as, guessed or typed. One that is not `taken` is left out."""

    key: str
    name: str
    size: int
    token: str
    data: Mapping[str, object]
    taken: bool = True
    errors: FieldErrors = field(default_factory=dict)

    def inputs(self, form_context: FormContext) -> tuple[Input, ...]:
        """The fields that are asked, with the file's own values."""
        at = f"{ROWS}.{self.key}."
        errors = {f"{at}{path}": message for path, message in self.errors.items()}
        return inputs_at(form_context, at, ASKED, (self.data, errors))


@frozen
class FilesToRecord:
    """The files of one go: those that can be recorded, each with its inputs, and the others."""

    rows: Sequence[tuple[FileRow, tuple[Input, ...]]]
    refused: Sequence[RefusedFile]
    sentence: Text | None = None
