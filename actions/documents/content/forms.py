"""What a form says: its parts in order, each field with its label and, where known, its value.

The labels come with the content, since each kind of agreement has a form of its own (annexes 1
to 5, 12 and 13); what nobody knows yet is printed as a line to write on.
"""

from __future__ import annotations

from typing import Literal

from actions.documents.content.parts import DocumentContent
from actions.documents.content.words import Part, Words
from states.frozen import frozen

SignerLine = Literal["name", "email", "function", "signature", "date", "stamp"]
"""What a party writes when it signs; printed with the label of the same name."""


@frozen
class Entry(Part):
    """A field. `lines` more than one is a text, with that many lines to write on where empty."""

    label: Words
    value: Words | None = None
    lines: int = 1
    wide: bool = False


@frozen
class Column(Part):
    """A column: its share of the width, and whether its cells are boxes to tick."""

    label: Words
    width: int
    right: bool = False
    ticks: bool = False


@frozen
class FormTable(Part):
    """Rows of cells, one a column; `blank` empty rows follow where there are none to print."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Words | None, ...], ...] = ()
    blank: int = 0
    total: tuple[Words | None, ...] | None = None


@frozen
class Choice(Part):
    """Boxes of which one is ticked by hand."""

    label: Words
    options: tuple[Words, ...]


@frozen
class Signer(Part):
    """Where a party signs; `on` is the civil date in words on which it did."""

    role: Words
    lines: tuple[SignerLine, ...]
    name: Words | None = None
    email: Words | None = None
    on: Words | None = None


@frozen
class FormPart(Part):
    """A part under its title, printed in the order of these fields.

    `new_page` is read of forms that were composed before and wait to be made: nothing prints it.
    """

    title: Words | None = None
    intro: Words | None = None
    entries: tuple[Entry, ...] = ()
    table: FormTable | None = None
    choices: tuple[Choice, ...] = ()
    points: tuple[Words, ...] = ()
    note: Words | None = None
    signers: tuple[Signer, ...] = ()
    new_page: bool = False


@frozen
class AgreementForm(DocumentContent):
    """An agreement, or the plan that it rests on, on the model of its annex (BMU-7 to 11, 30).

    `model` says that there is no such model to follow.
    """

    form_title: Words
    parts: tuple[FormPart, ...]
    below: Words | None = None
    model: Words | None = None

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError("a form has parts, and none is given")
