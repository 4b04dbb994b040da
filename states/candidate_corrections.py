"""What is corrected in the data of a candidate: any of them, with the reason.

The form has the fields of `Candidate` by declaration: what is added there can be corrected here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, cast

from states.calls import Candidate
from states.correction_forms import correction_form, values_in
from states.dossier import Dossier
from states.fact_declaration import Payload

CandidateCorrection: Final[type[Payload]] = correction_form(
    "CandidateCorrection",
    "What of a candidate is corrected or added; what is left out stays.",
    Candidate,
    {},
)


def corrected(dossier: Dossier, correction: Payload) -> Dossier:
    """The dossier with the candidate as the correction has it; languages stand beside others.

    A new name leaves none in the other script, unless that is told as well.
    """
    candidate, values = dossier.candidate, values_in(correction, Candidate)
    if "name" in values and candidate.name_in_other_script:
        # The other script would go on naming the former one.
        values.setdefault("name_in_other_script", None)
    if "language" in values:
        values["language"] = {**candidate.language, **cast(dict[str, str], values["language"])}
    changed_parts: dict[str, Any] = values
    return replace(dossier, candidate=replace(candidate, **changed_parts))
