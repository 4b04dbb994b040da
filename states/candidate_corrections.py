"""What is corrected in the data of a candidate: any of them, with the reason.

The form has the fields of `Candidate` by declaration: what is added there can be corrected here.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, Final, cast, get_type_hints

from states.calls import Candidate
from states.dossier import Dossier
from states.fact_declaration import Payload
from states.frozen import frozen
from states.strict_forms import STRICT, StatedReason

REASON: Final = "reason"


def _correction_form() -> type[Payload]:
    """A candidate of whom everything may be left out; why it is corrected may not."""
    hints = get_type_hints(Candidate, include_extras=True)
    names = [part.name for part in fields(Candidate)]
    body: dict[str, Any] = {
        "__module__": __name__,
        "__doc__": "What of a candidate is corrected or added; what is left out stays.",
        "__annotations__": {REASON: StatedReason, **{name: hints[name] | None for name in names}},
        "__pydantic_config__": STRICT,
        **dict.fromkeys(names),
    }
    return cast(type[Payload], frozen(type("CandidateCorrection", (), body)))


CandidateCorrection: Final[type[Payload]] = _correction_form()


def named_in(correction: Payload) -> dict[str, object]:
    """The values that a correction holds, by the candidate's field."""
    values = ((part.name, getattr(correction, part.name)) for part in fields(Candidate))
    return {name: value for name, value in values if value is not None}


def corrected(dossier: Dossier, correction: Payload) -> Dossier:
    """The dossier with the candidate as the correction has it; languages stand beside others.

    A new name leaves none in the other script, unless that is told as well.
    """
    candidate, values = dossier.candidate, named_in(correction)
    if "name" in values and candidate.name_in_other_script:
        # The other script would go on naming the former one.
        values.setdefault("name_in_other_script", None)
    if "language" in values:
        values["language"] = {**candidate.language, **cast(dict[str, str], values["language"])}
    changed: dict[str, Any] = values
    return replace(dossier, candidate=replace(candidate, **changed))


def changed_fields(before: Candidate, after: Candidate) -> tuple[str, ...]:
    """The fields in which two records of a candidate differ."""
    names = (part.name for part in fields(Candidate))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))
