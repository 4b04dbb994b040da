"""The models of the forms: a table of parts and fields, and where each comes from.

A field's `from` names a source of `actions.documents.form_sources`, a table's `of` one of
`actions.documents.form_tables`; a field without a source is filled in by hand.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field

from actions.documents.content.forms import SignerLine
from rules.regulation import Regulation
from states.frozen import frozen
from states.mobility_kind import MobilityKind
from states.strict_forms import STRICT
from states.strict_yaml import load_yaml_file
from states.text import Text
from states.vocabulary import Agreement

_HERE: Final = Path(__file__).parent / "form_models"
CLOSING: Final = "signed_versions"
"""The model of what closes every agreement that has versions: who signed which."""

PartyPlace = Literal[
    "student",
    "staff_member",
    "sending_coordinator",
    "sending_head",
    "receiving_coordinator",
    "receiving_contact",
    "nobody",
]
"""Where somebody signs; who that is depends on which institution is ours."""


@frozen
class FieldModel:
    """A field: its label and its source."""

    __pydantic_config__ = STRICT

    label: Text
    source: Annotated[str | None, Field(alias="from")] = None
    lines: int = 1
    wide: bool = False


@frozen
class ColumnModel:
    """A column: the name of its value in a row."""

    __pydantic_config__ = STRICT

    of: str
    label: Text
    width: int
    right: bool = False
    ticks: bool = False


@frozen
class TableModel:
    """A table: where its rows come from."""

    __pydantic_config__ = STRICT

    of: str
    columns: tuple[ColumnModel, ...]
    blank: int = 0


@frozen
class ChoiceModel:
    """Boxes to tick by hand."""

    __pydantic_config__ = STRICT

    label: Text
    options: tuple[Text, ...]


@frozen
class SignerModel:
    """A place to sign; `of_incoming` where only the form of who comes to us has it."""

    __pydantic_config__ = STRICT

    role: Text
    party: PartyPlace
    lines: tuple[SignerLine, ...]
    of_incoming: bool = False


@frozen
class PartModel:
    """A part of a form; `only_with` names the table without rows of which it is left out."""

    __pydantic_config__ = STRICT

    title: Text | None = None
    intro: Text | None = None
    entries: tuple[FieldModel, ...] = ()
    table: TableModel | None = None
    choices: tuple[ChoiceModel, ...] = ()
    points: tuple[Text, ...] = ()
    note: Text | None = None
    signers: tuple[SignerModel, ...] = ()
    only_with: str | None = None


@frozen
class FormModel:
    """A form: its parts, the signatures and what they pledge, the changes with signatures of their
    own, and what is filled in after the mobility.

    `signed_as` is the agreement whose recorded versions and signatures it shows; none: no one's.
    With `names_purpose` the kind's own words stand below the title: `for teaching`. Which rules it
    rests on, and whose annex it is, the regulation says.
    """

    __pydantic_config__ = STRICT

    title: Text
    parts: tuple[PartModel, ...]
    signed_as: Agreement | None = None
    names_purpose: bool = False
    signing: tuple[PartModel, ...] = ()
    pledges: tuple[PartModel, ...] = ()
    changes: tuple[PartModel, ...] = ()
    after: tuple[PartModel, ...] = ()

    @property
    def all_parts(self) -> tuple[PartModel, ...]:
        """Every part, in the order of print."""
        return (*self.parts, *self.signing, *self.pledges, *self.changes, *self.after)


@cache
def model(name: str) -> FormModel:
    """The model of a form; raises InvalidFile where its file can't be read."""
    form, _ = load_yaml_file(FormModel, _HERE / f"{name}.yaml")
    return form


@cache
def models() -> dict[str, FormModel]:
    """All models that there are, by name."""
    names = sorted(path.stem for path in _HERE.glob("*.yaml") if path.stem != CLOSING)
    return {name: model(name) for name in names}


@frozen
class OfferedForm:
    """A form that the office offers: its title, and its annex where the regulation has one."""

    title: Text
    annex: str | None


def forms_of(kind: MobilityKind, book: Regulation) -> dict[str, OfferedForm]:
    """The forms that the office offers for a kind of mobility, by name."""
    return {name: OfferedForm(model(name).title, book.forms[name].annex) for name in kind.forms}
