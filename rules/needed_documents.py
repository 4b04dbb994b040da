"""Which documents a step asks for of a case, and when the last of them was delivered.

The kinds stand in the definition, with the guards of the steps that lead to a state: what must be
there before it is entered is what its limit counts from (BMU-24a).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from rules.languages import language_code
from rules.parameters import Parameters, words
from states.copies import newest_received_on
from states.definition import ProcessDefinition
from states.dossier import Dossier
from states.frozen import frozen

TRANSCRIPT: Final = "transcript_of_records"
GRADING_SYSTEM: Final = "grading_system"
TRANSLATION: Final = "certified_translation"
TRANSLATED: Final = "translation_delivered"
"""The guard that asks for a translation of the transcript."""


@frozen(eq=False)
class Asking:
    """A guard that stands before a state, by its name, and what it is given."""

    guard: str
    parameters: Parameters


@lru_cache(maxsize=1024)
def asked_before(definition: ProcessDefinition, state: str, on: date) -> tuple[Asking, ...]:
    """What is asked of documents by the steps that lead to a state, under the numbers of a day."""
    return tuple(
        Asking(guard.name, {**definition.numbers(guard.rule, on), **guard.given})
        for step in definition.transitions.values()
        if step.target == state
        for guard in step.guards
        if guard.name in _NEEDED
    )


def needed_before(
    definition: ProcessDefinition, state: str, dossier: Dossier, on: date
) -> tuple[str, ...]:
    """The kinds that the steps to a state ask of a case under the numbers of a day, in order."""
    askings = asked_before(definition, state, on)
    kinds = (kind for ask in askings for kind in _NEEDED[ask.guard](dossier, ask.parameters))
    return tuple(dict.fromkeys(kinds))


def languages_untranslated(definition: ProcessDefinition, state: str, on: date) -> tuple[str, ...]:
    """BEE-R1: in which languages a transcript needs no translation; none where nobody asks."""
    askings = (ask for ask in asked_before(definition, state, on) if ask.guard == TRANSLATED)
    return next((words(ask.parameters, "languages_without_translation") for ask in askings), ())


def last_delivered_on(dossier: Dossier, askings: Iterable[Asking]) -> date | None:
    """The civil date on which the last needed document was delivered; None where none has a day."""
    kinds = {kind for ask in askings for kind in _NEEDED[ask.guard](dossier, ask.parameters)}
    days = (newest_received_on(dossier, kind) for kind in kinds)
    return max((day for day in days if day), default=None)


def asked_by_name(dossier: Dossier, parameters: Parameters) -> tuple[str, ...]:
    """BMU-31b: the kinds of `of`, and with `as_agreed` those that the agreement in force names."""
    further: tuple[str, ...] = ()
    if parameters.get("as_agreed") and dossier.agreed is not None:
        further = dossier.agreed.further_documents
    return tuple(dict.fromkeys((*words(parameters, "of"), *further)))


def has_courses(dossier: Dossier) -> bool:
    """Whether a transcript with courses was recorded."""
    return dossier.transcript is not None and bool(dossier.transcript.courses)


def transcript_shows_grading(dossier: Dossier) -> bool:
    """Whether a transcript that was read holds the host's grading system.

    One that doesn't say holds it where it has a grading table.
    """
    transcript = dossier.transcript
    if transcript is None:
        return False
    if transcript.holds_grading_system is None:
        return bool(transcript.grading_table)
    return transcript.holds_grading_system


def needs_grading_system(dossier: Dossier, parameters: Parameters) -> bool:
    """BMU-18a: the host's grading system is to be delivered, unless the transcript holds it.

    Where no Transcript of Records is among the kinds asked for, a traineeship's say, it is needed
    only where courses were recorded all the same.
    """
    if transcript_shows_grading(dossier):
        return False
    return TRANSCRIPT in words(parameters, "of") or has_courses(dossier)


def needs_translation(dossier: Dossier, parameters: Parameters) -> bool:
    """BEE-R1: a transcript in none of the languages given, or in one that nobody recorded."""
    if not dossier.transcript and TRANSCRIPT not in dossier.documents:
        return False
    return _transcript_language(dossier) not in words(parameters, "languages_without_translation")


def _transcript_language(dossier: Dossier) -> str:
    """That of the paper as it came in last; where nobody said it, that in which it was read."""
    document = dossier.documents.get(TRANSCRIPT)
    language_read = dossier.transcript.language if dossier.transcript else None
    return language_code((document.language if document else None) or language_read)


def _named(dossier: Dossier, parameters: Parameters) -> tuple[str, ...]:
    return (*asked_by_name(dossier, parameters), *words(parameters, "any_of"))


def _with_grading_system(dossier: Dossier, parameters: Parameters) -> tuple[str, ...]:
    is_needed = needs_grading_system(dossier, parameters)
    return (*_named(dossier, parameters), *((GRADING_SYSTEM,) if is_needed else ()))


def _translated(dossier: Dossier, parameters: Parameters) -> tuple[str, ...]:
    return (TRANSLATION,) if needs_translation(dossier, parameters) else ()


_NEEDED: Final[Mapping[str, Callable[[Dossier, Parameters], tuple[str, ...]]]] = {
    "document_present": _named,
    "documents_delivered": _with_grading_system,
    TRANSLATED: _translated,
}
"""The kinds that a guard needs of a case, by its name."""
