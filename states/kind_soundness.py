"""Whether a definition states its kind of mobility whole, and what its documents rest on.

Each check yields its problems with their places, as those of `states.soundness` do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from states.definition import RuleBook
from states.definition_form import DefinitionForm, GuardForm, TransitionForm
from states.facts import FACTS
from states.mobility_kind import OPTIONAL_FIELDS, KindAgreement
from states.naming import unknown_name
from states.payloads import TRANSITION_PAYLOADS
from states.strict_yaml import Location
from states.vocabulary import CRITERIA

Located = tuple[Location, str]
Needs = Mapping[str, Collection[str]]

_OF_THE_AGREEMENT: Final = frozenset({"document", "parties"})
"""What guards of the agreement can't do without."""

_OF_ANY_CASE: Final = frozenset({"nothing", "reason", "written_reason"})
"""What steps take that are of no mobility."""

_WHO_SIGNS: Final = {"student": "student", "staff": "staff_member"}
"""The party that the one who goes is."""


def kind_problems(
    form: DefinitionForm, needs: Needs, models: Collection[str], book: RuleBook
) -> Iterator[Located]:
    """Everything that is unsound in what a definition says of its kind."""
    yield from _what_it_is_about(form)
    yield from _asked_fields(form)
    yield from _agreement(form, needs)
    yield from _call_terms(form, book)
    yield from _forms_have_a_basis(form, models, book)
    yield from _documents_have_a_basis(form, book)


def _what_it_is_about(form: DefinitionForm) -> Iterator[Located]:
    """Somebody goes in a direction; a project (ICO-1) and an agreement with a partner (BMU-4b) have
    none of what belongs to a mobility."""
    kind = form.kind
    for name in form.facts:
        if name in FACTS and FACTS[name].about not in (kind.about, "any"):
            yield ("facts", name), f"is no fact of a {kind.about}"
    if kind.nobody_goes:
        yield from _nobody_goes(form)
        return
    if kind.direction is None:
        yield ("kind",), f"`direction` is missing: a {kind.who} goes out or comes in"


def _nobody_goes(form: DefinitionForm) -> Iterator[Located]:
    about = form.kind.about
    if form.kind.direction is not None:
        yield ("kind", "direction"), f"a {about} goes nowhere"
    if form.kind.agreement is not None:
        yield ("kind", "agreement"), f"a {about} has nobody who goes and agrees on a stay"
    if not form.by_request:
        yield ("by_request",), f"a {about} is opened by itself, in no call: say `by_request: true`"
    for name, step in form.transitions.items():
        if step.takes in TRANSITION_PAYLOADS and step.takes not in _OF_ANY_CASE:
            yield ("transitions", name, "takes"), f"`{step.takes}` is for who goes to a host"


def _asked_fields(form: DefinitionForm) -> Iterator[Located]:
    """`asks` names fields that some kinds have, by the forms that have them."""
    for family in OPTIONAL_FIELDS:
        if family not in form.kind.asks:
            yield ("kind", "asks"), f"must say which fields the form `{family}` has: `[]` for none"
    for family, names in form.kind.asks.items():
        at: Location = ("kind", "asks", family)
        if family not in OPTIONAL_FIELDS:
            yield at, unknown_name(family, OPTIONAL_FIELDS, "form with fields of some kinds only")
            continue
        for number, name in enumerate(names):
            if name not in OPTIONAL_FIELDS[family]:
                yield (*at, number), unknown_name(name, OPTIONAL_FIELDS[family], "field")


def _call_terms(form: DefinitionForm, book: RuleBook) -> Iterator[Located]:
    """The criteria of a call are known by name, and so is the rule that names them."""
    if form.call is None:
        return
    for key, rule in (("rule", form.call.rule), ("extra_support", form.call.extra_support)):
        if rule is not None and not book.known(rule):
            yield ("call", key), f"the rule `{rule}` is not in the regulation"
    for number, name in enumerate(form.call.criteria):
        if name not in CRITERIA:
            yield ("call", "criteria", number), unknown_name(name, CRITERIA, "criterion")


def _agreement(form: DefinitionForm, needs: Needs) -> Iterator[Located]:
    """Where something is agreed on, the kind says what, on which form and between whom."""
    agreement = form.kind.agreement
    if agreement is None:
        if asking_form := _what_asks_for_it(form, needs):
            yield ("kind",), f"`agreement` is missing: {asking_form}"
        return
    if form.kind.nobody_goes:
        return
    at: Location = ("kind", "agreement")
    if agreement.form not in form.kind.forms:
        yield (*at, "form"), f"`{agreement.form}` must stand among `forms` too"
    signer = _WHO_SIGNS[form.kind.who]
    if signer not in agreement.parties:
        yield (*at, "parties"), f"`{signer}`, who goes, must be one of the parties"
    if not any(brings_into_force(step, needs) for step in form.transitions.values()):
        yield at, "no step brings it into force (`concludes: agreement`)"
    for number, name in enumerate(agreement.substance):
        if name not in OPTIONAL_FIELDS["agreement"]:
            problem = unknown_name(name, OPTIONAL_FIELDS["agreement"], "field")
            yield (*at, "substance", number), problem
    yield from _other_documents(form, needs, agreement)


def _what_asks_for_it(form: DefinitionForm, needs: Needs) -> str | None:
    """The first step or fact that knows of an agreement, in words."""
    for name, step in form.transitions.items():
        if "agreement_form" in step.documents:
            return f"`{name}` prints it"
        if any(_is_of_the_agreement(guard, needs) for guard in step.guards):
            return f"`{name}` asks whether it is signed"
    return "it is recorded as a fact" if "agreement" in form.facts else None


def _other_documents(
    form: DefinitionForm, needs: Needs, agreement: KindAgreement
) -> Iterator[Located]:
    """No guard asks for signatures under another agreement than the kind's."""
    for name, step in form.transitions.items():
        for number, guard in enumerate(step.guards):
            document = guard.given.get("document", agreement.recorded_as)
            if _is_of_the_agreement(guard, needs) and document != agreement.recorded_as:
                place: Location = ("transitions", name, "guards", number)
                yield (
                    place,
                    f"`{document}` is not the kind's agreement, `{agreement.recorded_as}`",
                )


def brings_into_force(step: TransitionForm, needs: Needs) -> bool:
    """Whether a step concludes the agreement: it says so, or asks whether all have signed it."""
    return step.concludes is not None or any(
        _is_of_the_agreement(guard, needs) for guard in step.guards
    )


def _is_of_the_agreement(guard: GuardForm, needs: Needs) -> bool:
    return set(needs.get(guard.guard, ())) >= _OF_THE_AGREEMENT


def _forms_have_a_basis(
    form: DefinitionForm, models: Collection[str], book: RuleBook
) -> Iterator[Located]:
    for number, name in enumerate(form.kind.forms):
        if name not in models:
            yield ("kind", "forms", number), unknown_name(name, models, "form")
        elif not book.has_basis("forms", name):
            yield ("kind", "forms", number), _without_a_basis("forms", name)


def _documents_have_a_basis(form: DefinitionForm, book: RuleBook) -> Iterator[Located]:
    for name, step in form.transitions.items():
        if step.of_call and not book.has_basis("documents", "ranking_list"):
            yield ("transitions", name), _without_a_basis("documents", "ranking_list")
        for number, document in enumerate(step.documents):
            if not book.has_basis("documents", document):
                place: Location = ("transitions", name, "documents", number)
                yield place, _without_a_basis("documents", document)


def _without_a_basis(section: str, name: str) -> str:
    return f"the regulation does not say under `{section}` which rules `{name}` rests on"
