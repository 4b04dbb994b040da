"""The inputs of a form as a page shows them: each with label, value, choices and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Final

from rules.guards.selection import free_places_at
from states.dossier import Dossier
from states.field_labels import label_of
from states.frozen import frozen
from states.mobility_kind import MobilityKind
from states.subject_labels import OF_A_SUBJECT
from states.text import Text
from states.vocabulary import DOCUMENT_KINDS, PARTIES, SPOKEN, either_of
from web.forms.field_specs import FieldSpec, field_specs
from web.forms.parsing import NONE_OF_THEM
from web.forms.validation import FieldErrors
from web.messages.values import (
    DELIVERABLE,
    MADE_HERE,
    NOBODY,
    YES_NO,
    value_text,
)

Options = tuple[tuple[str, Text], ...]
SPARE_ROWS: Final = 2
LEFT_OUT: Final = frozenset({"file"})
"""Fields that no input gives: a file comes by upload and is known by its content."""

FAMILIES: Final[Mapping[str, str]] = {
    "new_candidate": "candidate",
    "application_correction": "application",
    "agreement_change": "agreement",
    "training_change": "agreement",
    "staff_change": "agreement",
}
"""Forms that have the fields of another: what a kind of mobility asks for is said of that one."""

NEVER_ASKED: Final = frozenset({("candidate", "commission_name")})
"""Fields of a form that no page asks for."""


@frozen
class Input:
    """An input. `value` is text, or the chosen texts of `many` and `ranked`; a group holds
    `parts`, a list `rows`, each with its key. `suggestions` is the id of a list on the page that
    what is typed may be chosen from."""

    path: str
    name: str
    label: Text
    kind: str
    required: bool = False
    value: str | Sequence[str] = ""
    options: Options = ()
    error: Text | None = None
    parts: tuple[Input, ...] = ()
    rows: tuple[tuple[str, tuple[Input, ...]], ...] = ()
    suggestions: str = ""

    @property
    def flat(self) -> tuple[Input, ...]:
        """The inputs of a row, those of its groups among them: a row is one line."""
        return self.parts if self.kind == "group" else (self,)


PARTY_FIELDS: Final = ("party", "signed_by", "from_party")
"""The fields in which a party of an agreement is named."""


@frozen
class FormContext:
    """Where a form is filled in: what the dossier has for choice, and of which kind of mobility.

    Who opens a case or a call has no dossier yet: `choices` are then those of each field.
    `suggestions` are the ids of the page's lists of what may be typed, by field.
    """

    form: str
    dossier: Dossier | None
    kind: MobilityKind
    choices: Mapping[str, Options] = field(default_factory=dict)
    suggestions: Mapping[str, str] = field(default_factory=dict)

    def asks(self, name: str) -> bool:
        """Whether this kind of mobility has a field of the name: studies have courses."""
        family = FAMILIES.get(self.form, self.form)
        if family == "candidate" and name in ("home_institution", "home_email"):
            return self.kind.incoming
        if family == "candidate" and name == "faculty":
            return "faculty" in self.choices
        return (family, name) not in NEVER_ASKED and self.kind.has_field(family, name)

    def label_of(self, name: str, path: str) -> Text:
        """What a field is called: in the candidate's place a project has a title, and
        an agreement its partner."""
        family = FAMILIES.get(self.form, self.form)
        own_labels = OF_A_SUBJECT.get(self.kind.about, {})
        if family == "candidate" and name in own_labels:
            return own_labels[name]
        return label_of(name, path.split(".")[0])

    def options(self, spec: FieldSpec) -> Options:
        """The choices of a field; empty where anything may be written."""
        if (self.form, spec.name) == ("signature", "document"):
            return _to_be_signed(self.kind)
        if spec.name in PARTY_FIELDS:
            if self.choices.get(spec.name):
                return self.choices[spec.name]
            name_of = self.kind.signatory if self.form != "document" else str
            return tuple((party, either_of([name_of(party)])) for party in PARTIES)
        if spec.values:
            return tuple((value, value_text(spec.name, value)) for value in spec.values)
        if self.dossier is None or spec.name in self.choices:
            return self.choices.get(spec.name, ())
        return _options_of(self.form, spec.name, self.dossier)


def inputs_of(
    form_context: FormContext, values: Mapping[str, object], errors: FieldErrors
) -> tuple[Input, ...]:
    """The inputs of a form of `states.payloads`, with these values and errors."""
    return _Inputs(form_context, errors).of(form_fields(form_context), values, "")


def form_fields(form_context: FormContext) -> list[FieldSpec]:
    """The fields that this kind of mobility has."""
    return [spec for spec in field_specs(form_context.form) if form_context.asks(spec.name)]


def empty_row(
    form_context: FormContext, listing: str, key: str, at: str = ""
) -> tuple[Input, ...] | None:
    """An empty row of a form's list; None where the form has no such list. `at` is what the paths
    begin with."""
    for spec in field_specs(form_context.form):
        if spec.name == listing and spec.kind == "rows":
            return _Inputs(form_context, {}).of(spec.parts, {}, f"{at}{listing}.{key}.")
    return None


def inputs_at(
    form_context: FormContext,
    at: str,
    names: Sequence[str],
    values: tuple[Mapping[str, object], FieldErrors],
) -> tuple[Input, ...]:
    """Some inputs of a form, for a page that shows it several times: `at` is what the path of each
    begins with, and that of its error. `values` are what they hold, and what is wrong."""
    specs = {spec.name: spec for spec in form_fields(form_context)}
    asked_specs = [specs[name] for name in names if name in specs]
    return _Inputs(form_context, values[1]).of(asked_specs, values[0], at)


@frozen
class _Inputs:
    """Makes the inputs of one form."""

    form_context: FormContext
    errors: FieldErrors

    def of(
        self, specs: Sequence[FieldSpec], values: Mapping[str, object], at: str
    ) -> tuple[Input, ...]:
        return tuple(
            self._input(spec, values.get(spec.name), at + spec.name)
            for spec in specs
            if spec.name not in LEFT_OUT
        )

    def _input(self, spec: FieldSpec, value: object, path: str) -> Input:
        label = self.form_context.label_of(spec.name, path)
        error = self.errors.get(path)
        if spec.kind == "group":
            parts = self.of(spec.parts, value if isinstance(value, Mapping) else {}, f"{path}.")
            if len(parts) == 1:
                return parts[0]
            return Input(path, spec.name, label, "group", parts=parts, error=error)
        if spec.kind == "rows":
            return Input(
                path, spec.name, label, "rows", rows=self._rows(spec, value, path), error=error
            )
        options = self.form_context.options(spec)
        if spec.kind == "many":
            kind = "ranked" if spec.name == "hosts" else "many"
            choices = value if isinstance(value, list | tuple) else ()
            if spec.may_be_none:
                options = (*options, (NONE_OF_THEM, NOBODY))
                choices = (NONE_OF_THEM,) if value == () else choices
            return Input(path, spec.name, label, kind, spec.required, choices, options, error)
        if spec.kind == "yesno":
            options = tuple(YES_NO.items())
        kind = "choice" if options else spec.kind
        text = _as_typed(spec.default if value is None else value)
        suggestions = self.form_context.suggestions.get(spec.name, "")
        return Input(
            path, spec.name, label, kind, spec.required, text, options, error,
            suggestions=suggestions,
        )  # fmt: skip

    def _rows(
        self, spec: FieldSpec, value: object, path: str
    ) -> tuple[tuple[str, tuple[Input, ...]], ...]:
        filled_rows = value if isinstance(value, list | tuple) else ()
        return tuple(
            (str(n), self.of(spec.parts, row, f"{path}.{n}."))
            for n, row in enumerate([*filled_rows, *[{}] * SPARE_ROWS])
        )


def _as_typed(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _to_be_signed(kind: MobilityKind) -> Options:
    """What is signed in a kind of mobility: its agreement, and what that is drawn up from."""
    agreement = kind.agreement
    if agreement is None:
        return ()
    plan = ((agreement.plan, DOCUMENT_KINDS[agreement.plan]),) if agreement.plan else ()
    return ((agreement.recorded_as, DOCUMENT_KINDS[agreement.document]), *plan)


def _with_places(dossier: Dossier, host: str) -> Text:
    """A host of the call, and whether it takes anybody more."""
    if free_places_at(dossier, host) > 0:
        return Text(host, host)
    return Text(f"{host}, no free place", f"{host}, нема слободног места")


def _options_of(form: str, name: str, dossier: Dossier) -> Options:
    if name == "hosts":
        return tuple((host.name, Text(host.name, host.name)) for host in dossier.call.hosts)
    if (form, name) == ("host_choice", "host"):
        return tuple((host.name, _with_places(dossier, host.name)) for host in dossier.call.hosts)
    if (form, name) == ("recognition", "host"):
        courses = dossier.transcript.courses if dossier.transcript else ()
        return tuple((c.title, Text(c.title, c.title)) for c in courses)
    if (form, name) == ("document", "kind") or name == "further_documents":
        return tuple(DELIVERABLE.items())
    if name == "document":
        return tuple({**MADE_HERE, **DOCUMENT_KINDS}.items())
    return tuple(SPOKEN.items()) if name == "language" else ()
