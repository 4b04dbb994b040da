"""The facts that a person may record in a case, and the form of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from states.decrees import DECREE
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from states.fact_declaration import Payload
from states.fact_hints import FACT_HINTS
from states.facts import CANDIDATE, FACTS, fact_title
from states.frozen import frozen
from states.payloads import written_name
from states.phases import phase_of
from states.signatories import parties_by_document
from states.text import Text
from states.vocabulary import DOCUMENT_KINDS, ROLES, either_of
from states.withdrawing import is_recorded
from states.withdrawn_records import NAMED_BY, WITHDRAWN_RECORD
from web.forms.candidate_choices import candidate_choices
from web.forms.inputs import FormContext, Input, Options, inputs_of
from web.forms.prefill import prefilled
from web.messages.values import value_text
from web.views.recognition_hints import Hint, recognition_hints
from web.views.rejected_submission import RejectedSubmission
from web.views.rules import RuleLink, rule_link
from web.views.signing import SigningForm, as_sent, signing_forms, with_errors
from web.views.viewer import Viewer

SIGNATURE: Final = "signature"
DOCUMENT: Final = "document"
NO_VALUES: Final[Mapping[str, str]] = MappingProxyType({})


@frozen
class Fact:
    """A fact that may be recorded; `mine` where the person's role may, `first` where it is one
    that is recorded now as a rule, or that is asked for."""

    name: str
    title: Text
    hint: Text | None
    roles: tuple[Text, ...]
    rule: RuleLink
    mine: bool
    chapter: str = "dossier"
    first: bool = True


@frozen
class FactForm:
    """The form of a fact: its inputs, and the hints that stand above them; of signatures those
    that are missing, all in one form."""

    inputs: tuple[Input, ...]
    hints: tuple[Hint, ...]
    signing: tuple[SigningForm, ...] = ()


def facts_of(
    viewer: Viewer,
    definition: ProcessDefinition,
    case: Case,
    asked_for: Collection[str] = (),
) -> list[Fact]:
    """The facts of a case's process, in the definition's order.

    `asked_for` are those that what is awaited asks for, whatever the phase of the case.
    """
    roles = viewer.person.roles_at(case.institution)
    phase = phase_of(definition, case.state)
    return [
        Fact(
            name,
            rule.title,
            FACT_HINTS.get(name),
            tuple(ROLES[role] for role in rule.roles),
            rule_link(viewer.office, case.institution, rule.rule, definition.kind),
            bool(roles & set(rule.roles)),
            FACTS[name].chapter,
            phase is None or phase in FACTS[name].phases or name in asked_for,
        )
        for name, rule in definition.facts.items()
    ]


def fact_form_of(
    viewer: Viewer,
    fact: str,
    case_and_dossier: tuple[Case, Dossier],
    rejected_submission: RejectedSubmission | None = None,
    fills: Mapping[str, str] = NO_VALUES,
) -> FactForm:
    """The form of a fact as it was typed, or else with what the dossier knows.

    `fills` are values that whoever led here knows.
    """
    hints = recognition_hints(viewer, *case_and_dossier, fact)
    signing = _signing(viewer, case_and_dossier, rejected_submission) if fact == SIGNATURE else ()
    return FactForm(
        inputs_for(viewer, fact, case_and_dossier, rejected_submission, fills), hints, signing
    )


def _signing(
    viewer: Viewer,
    case_and_dossier: tuple[Case, Dossier],
    rejected_submission: RejectedSubmission | None,
) -> tuple[SigningForm, ...]:
    """The signatures that are missing, as they were sent where that was in vain; none where a
    single one was sent."""
    definition = viewer.office.definition_of(*case_and_dossier)
    forms = signing_forms(definition, case_and_dossier[1], viewer.today)
    if rejected_submission is None:
        return forms
    if rejected_submission.sent is None:
        return ()
    return with_errors(as_sent(forms, rejected_submission.sent), rejected_submission.errors)


def withdrawal_choices(definition: ProcessDefinition, dossier: Dossier) -> dict[str, Options]:
    """Which records can be withdrawn: the facts that were recorded, and of those that stand by a
    key each of them."""
    signed_pairs = {(signature.document, signature.party) for signature in dossier.signatures}
    agreements = sorted({document for document, _ in signed_pairs})
    delivered_documents = [*dossier.deliveries]
    if dossier.decree is not None and dossier.decree.delivered_on is not None:
        delivered_documents.append(DECREE)
    return {
        "fact": tuple((name, fact_title(name)) for name in _withdrawable(definition, dossier)),
        "kind": tuple((kind, DOCUMENT_KINDS[kind]) for kind in dossier.documents),
        "document": tuple(
            (kind, DOCUMENT_KINDS[kind]) for kind in (*agreements, *delivered_documents)
        ),
        "party": _party_options(definition, sorted({party for _, party in signed_pairs})),
        "language": _recorded_values("language", dossier.language_decisions),
        "support": _recorded_values("support", dossier.extra_supports),
        "from_party": _party_options(
            definition, (comment.from_party for comment in dossier.agreement_comments)
        ),
    }


def _withdrawable(definition: ProcessDefinition, dossier: Dossier) -> list[str]:
    return [name for name in definition.facts if name in NAMED_BY and is_recorded(dossier, name)]


def _of_what_stands(
    inputs: tuple[Input, ...], definition: ProcessDefinition, dossier: Dossier
) -> tuple[Input, ...]:
    """The inputs without those by which no record that stands is named."""
    facts = _withdrawable(definition, dossier)
    naming = {written_name(field) for name in facts for field in NAMED_BY[name]}
    shown_names = {"fact", "reason", *naming}
    return tuple(item for item in inputs if item.name in shown_names or item.value)


def party_choices(definition: ProcessDefinition) -> dict[str, Options]:
    """Who may be named as a party of the agreement; of a signature also who signs the plan."""
    documents, agreement = parties_by_document(definition), definition.kind.agreement
    signers = _party_options(definition, _flattened(*documents.values()))
    if agreement is None:
        return {"party": signers}
    parties = _party_options(definition, _flattened(documents[agreement.recorded_as]))
    return {"party": signers, "signed_by": parties, "from_party": parties}


def _flattened(*signatories: Sequence[tuple[str, ...]]) -> Iterator[str]:
    return (party for groups in signatories for group in groups for party in group)


def _party_options(definition: ProcessDefinition, parties: Iterable[str]) -> Options:
    return tuple(
        (party, either_of([definition.kind.signatory(party)])) for party in dict.fromkeys(parties)
    )


def _recorded_values(name: str, records: Sequence[Payload]) -> Options:
    """The values that a field has in records, as they are said."""
    values = dict.fromkeys(str(getattr(record, name)) for record in records)
    return tuple((value, value_text(name, value)) for value in values)


def inputs_for(
    viewer: Viewer,
    form: str,
    case_and_dossier: tuple[Case, Dossier],
    rejected_submission: RejectedSubmission | None = None,
    fills: Mapping[str, str] = NO_VALUES,
) -> tuple[Input, ...]:
    """The inputs of a form as it was typed, or else with what the dossier knows.

    Earlier decisions are filled in only where the institution proposes them or they bind (BEE-L5).
    """
    case, dossier = case_and_dossier
    definition = viewer.office.definition(case.definition)
    represented_definition = viewer.office.definition_of(case, dossier)
    choices: dict[str, Options] = {} if form == DOCUMENT else party_choices(represented_definition)
    if form == CANDIDATE:
        choices = candidate_choices(viewer.office, case.institution)
    if form == WITHDRAWN_RECORD:
        definition = represented_definition
        choices = withdrawal_choices(definition, dossier)
    form_context = FormContext(form, dossier, definition.kind, choices)
    if rejected_submission is not None:
        return inputs_of(form_context, rejected_submission.data, rejected_submission.errors)
    regulation, today = viewer.office.regulation_of(definition), viewer.today
    if not regulation.proposes_precedents(today):
        dossier = replace(dossier, precedents=())
    values = prefilled(form, dossier, today, regulation.precedents_bind(today))
    inputs = inputs_of(form_context, {**values, **fills}, {})
    return _of_what_stands(inputs, definition, dossier) if form == WITHDRAWN_RECORD else inputs
