"""The signatures that are missing on a case's agreement or plan: a row for each, in one form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace
from datetime import date

from starlette.datastructures import FormData

from states.definition import ProcessDefinition
from states.dossier import Dossier
from states.frozen import frozen
from states.mobility_kind import MobilityKind
from states.signatories import DocumentToSign, documents_to_sign
from states.text import Text
from states.vocabulary import DOCUMENT_KINDS, either_of
from web.forms.validation import FieldErrors

ROWS = "signatures"
"""What the fields of the form begin with: `signatures.0.on`."""


@frozen
class SignatureRow:
    """A signature that is missing: who may give it, and what is offered or was typed for it.

    Of several `parties` that stand for each other one is to be chosen. A row that is not `ticked`
    is left out.
    """

    key: str
    label: Text
    document: str
    parties: tuple[tuple[str, Text], ...]
    party: str
    on: str
    ticked: bool
    errors: FieldErrors = field(default_factory=dict)

    @property
    def typed(self) -> dict[str, object]:
        """The row as the data of a signature; what is left blank is left out."""
        values = {"document": self.document, "party": self.party, "on": self.on}
        return {name: value for name, value in values.items() if value}


@frozen
class SigningForm:
    """A document with the signatures that are there, and a row for each that is missing."""

    title: Text
    version: int | None
    signed: tuple[tuple[Text, date], ...]
    rows: tuple[SignatureRow, ...]


def signing_forms(
    definition: ProcessDefinition, dossier: Dossier, today: date
) -> tuple[SigningForm, ...]:
    """What can be signed, each row offering today's civil date, to be seen and changed."""
    return tuple(
        form
        for number, document in enumerate(documents_to_sign(definition, dossier))
        if (form := _form(definition.kind, number, document, today)).rows
    )


def as_sent(forms: tuple[SigningForm, ...], form_data: FormData) -> tuple[SigningForm, ...]:
    """The forms with what somebody sent."""
    return tuple(
        replace(form, rows=tuple(_sent(row, form_data) for row in form.rows)) for form in forms
    )


def with_errors(forms: tuple[SigningForm, ...], errors: FieldErrors) -> tuple[SigningForm, ...]:
    """The forms with what is wrong with each row, each by its row's key (`0-2.on`)."""
    return tuple(
        replace(form, rows=tuple(_with_errors(row, errors) for row in form.rows)) for form in forms
    )


def _with_errors(row: SignatureRow, errors: FieldErrors) -> SignatureRow:
    start = f"{row.key}."
    own = {path[len(start) :]: text for path, text in errors.items() if path.startswith(start)}
    return replace(row, errors=own)


def _form(kind: MobilityKind, number: int, document: DocumentToSign, today: date) -> SigningForm:
    def called(parties: Iterable[str]) -> Text:
        return either_of(map(kind.signatory, parties))

    past_signatures = tuple((called(s.parties), s.on) for s in document.signatories if s.on)
    rows = (
        SignatureRow(
            f"{number}-{place}",
            called(signatory.parties).capitalised(),
            document.document,
            tuple((party, called([party])) for party in signatory.parties),
            signatory.parties[0] if len(signatory.parties) == 1 else "",
            today.isoformat(),
            True,
        )
        for place, signatory in enumerate(document.signatories)
        if signatory.on is None
    )
    return SigningForm(
        DOCUMENT_KINDS[document.document].capitalised(),
        document.version,
        past_signatures,
        tuple(rows),
    )


def _sent(row: SignatureRow, form_data: FormData) -> SignatureRow:
    """A row as it was sent; a party that may not sign it is not taken from a form."""
    at = f"{ROWS}.{row.key}."
    party = str(form_data.get(f"{at}party") or row.party)
    return replace(
        row,
        ticked=f"{at}signed" in form_data,
        on=str(form_data.get(f"{at}on") or "").strip(),
        party=party if party in dict(row.parties) else row.party,
    )
