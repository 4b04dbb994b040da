"""The inputs of a form as a page shows them: each with label, value, choices and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any, Final

from states.agreements import OF_STAFF, kind_of
from states.dossier import Dossier
from states.frozen import frozen
from states.text import Text
from states.vocabulary import DOCUMENT_KINDS, PARTIES, SPOKEN
from web.forms.checking import FieldErrors
from web.forms.shapes import Shape, shapes_of
from web.words.fields import label_of
from web.words.offers import (
    DELIVERABLE,
    MADE,
    YES_NO,
    value_said,
)

Options = tuple[tuple[str, Text], ...]
SPARE_ROWS: Final = 2
LEFT_OUT: Final = frozenset({"file"})
"""Fields that no input gives: a file comes by upload and is known by its content."""

STUDIES, PRACTICE, STAFF = {"studies"}, {"traineeship"}, {"teaching", "training", "research"}
STUDENTS = STUDIES | PRACTICE | {"request"}
ALL_KINDS = STUDIES | PRACTICE | STAFF
NOBODY: Final[set[str]] = set()
ASKED_FOR: Final[Mapping[str, Mapping[str, set[str]]]] = {
    "application": {"purpose": STUDIES, "teaching_hours": STAFF, "activity": STAFF},
    "agreement": {
        "semesters": STUDIES,
        "purpose": STUDIES,
        "courses": STUDIES | {"research"},
        "outcomes": PRACTICE,
        "programme": PRACTICE,
        "tasks": PRACTICE,
        "evaluation": PRACTICE,
        "teaching_hours": STAFF,
        "activity": STAFF,
    },
    "candidate": {
        **dict.fromkeys(("level", "year", "study_programme", "student_card"), STUDENTS),
        **dict.fromkeys(("ects_earned", "months_abroad", "grade_average"), STUDIES | PRACTICE),
        **dict.fromkeys(("earlier_mobilities", "language"), ALL_KINDS),
        **dict.fromkeys(("employed", "staff"), STAFF),
        "commission_name": NOBODY,
    },
}
"""Fields that only some kinds of mobility have: a study agreement has no training tasks."""


@frozen
class Input:
    """An input. `value` is text, or the chosen texts of `many` and `ranked`; a group holds
    `parts`, a list `rows`, each with its key."""

    path: str
    name: str
    label: Text
    kind: str
    required: bool = False
    value: Any = ""
    options: Options = ()
    problem: Text | None = None
    parts: tuple[Input, ...] = ()
    rows: tuple[tuple[str, tuple[Input, ...]], ...] = ()

    @property
    def flat(self) -> tuple[Input, ...]:
        """The inputs of a row, those of its groups among them: a row is one line."""
        return self.parts if self.kind == "group" else (self,)


@frozen
class Offer:
    """What a dossier offers for choice: hosts of the call, courses of the transcript.

    Who opens a case or a call has no dossier yet: `choices` are then those of each field.
    """

    form: str
    dossier: Dossier | None
    process: str
    choices: Mapping[str, Options] = field(default_factory=dict)

    def asks(self, name: str) -> bool:
        """Whether this kind of mobility has a field of the name (`outgoing-studies`: courses)."""
        if self.form == "candidate" and name in ("faculty", "home_institution"):
            incoming = self.process.startswith("incoming")
            return incoming if name == "home_institution" else "faculty" in self.choices
        family = "agreement" if self.form.endswith("_change") else self.form
        kinds = ASKED_FOR.get(family, {}).get(name)
        return kinds is None or self.process.rsplit("-", 1)[-1] in kinds

    def options(self, shape: Shape) -> Options:
        """The choices of a field; empty where anything may be written."""
        if (self.form, shape.name) == ("signature", "document"):
            return _signed_here(self.process)
        if shape.values:
            return tuple((value, value_said(shape.name, value)) for value in shape.values)
        if self.dossier is None:
            return self.choices.get(shape.name, ())
        return _named(self.form, shape.name, self.dossier)


def inputs_of(offer: Offer, values: Mapping[str, Any], problems: FieldErrors) -> tuple[Input, ...]:
    """The inputs of a form of `states.payloads`, with these values and problems."""
    return _inputs(asked_of(offer), offer, values, problems, "")


def asked_of(offer: Offer) -> list[Shape]:
    """The fields that this kind of mobility has."""
    return [shape for shape in shapes_of(offer.form) if offer.asks(shape.name)]


def row_of(offer: Offer, listing: str, key: str) -> tuple[Input, ...] | None:
    """An empty row of a form's list; None where the form has no such list."""
    shapes = shapes_of(offer.form)
    shape = next((s for s in shapes if s.name == listing and s.kind == "rows"), None)
    return _inputs(shape.parts, offer, {}, {}, f"{listing}.{key}.") if shape else None


def _inputs(
    shapes: Sequence[Shape], offer: Offer, values: Mapping[str, Any], problems: FieldErrors, at: str
) -> tuple[Input, ...]:
    return tuple(
        _input(shape, offer, values.get(shape.name), problems, at + shape.name)
        for shape in shapes
        if shape.name not in LEFT_OUT
    )


def _input(shape: Shape, offer: Offer, value: Any, problems: FieldErrors, path: str) -> Input:
    label, problem = label_of(shape.name, path.split(".")[0]), problems.get(path)
    if shape.kind == "group":
        parts = _inputs(shape.parts, offer, value or {}, problems, f"{path}.")
        if len(parts) == 1:
            return parts[0]
        return Input(path, shape.name, label, "group", parts=parts, problem=problem)
    if shape.kind == "rows":
        rows = _rows(shape, offer, value or [], problems, path)
        return Input(path, shape.name, label, "rows", rows=rows, problem=problem)
    options = offer.options(shape)
    if shape.kind == "many":
        kind = "ranked" if shape.name == "hosts" else "many"
        return Input(path, shape.name, label, kind, shape.required, value or [], options, problem)
    if shape.kind == "yesno":
        options = tuple(YES_NO.items())
    kind = "choice" if options else shape.kind
    shown = shape.default if value is None else value
    return Input(path, shape.name, label, kind, shape.required, _said(shown), options, problem)


def _rows(
    shape: Shape, offer: Offer, values: Sequence[Any], problems: FieldErrors, path: str
) -> tuple[tuple[str, tuple[Input, ...]], ...]:
    filled = [*values, *[{}] * SPARE_ROWS]
    return tuple(
        (str(n), _inputs(shape.parts, offer, row, problems, f"{path}.{n}."))
        for n, row in enumerate(filled)
    )


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _signed_here(process: str) -> Options:
    """What is signed in a kind of mobility: its agreement, of studies also the Study Plan."""
    kind = kind_of(process)
    document = "mobility_agreement" if kind in OF_STAFF else kind
    plan = (("study_plan", DOCUMENT_KINDS["study_plan"]),) if kind == "learning_agreement" else ()
    return ((document, DOCUMENT_KINDS[kind]), *plan)


def _named(form: str, name: str, dossier: Dossier) -> Options:
    hosts = tuple((host.name, Text(host.name, host.name)) for host in dossier.call.hosts)
    if name == "hosts" or (form, name) == ("host_choice", "host"):
        return hosts
    if (form, name) == ("recognition", "host"):
        courses = dossier.transcript.courses if dossier.transcript else ()
        return tuple((c.title, Text(c.title, c.title)) for c in courses)
    if (form, name) == ("document", "kind"):
        return tuple(DELIVERABLE.items())
    if name == "document":
        return tuple({**MADE, **DOCUMENT_KINDS}.items())
    if name == "signed_by":
        return tuple(PARTIES.items())
    return tuple(SPOKEN.items()) if name == "language" else ()
