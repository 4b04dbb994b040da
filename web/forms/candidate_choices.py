"""What can be chosen in the form of a candidate's data."""

from __future__ import annotations

from office.wiring import Office
from rules.guards.application_documents import LANGUAGE_LEVELS
from states.text import Text
from web.forms.inputs import Options


def candidate_choices(office: Office, institution: str) -> dict[str, Options]:
    """What can be chosen in the data of a candidate.

    The faculties are those of the office's own institution.
    """
    settings = office.settings
    choices: dict[str, Options] = {
        "en": tuple((level, Text(level, level)) for level in LANGUAGE_LEVELS)
    }
    if settings.home.by_faculty and institution == settings.institution.key:
        choices["faculty"] = tuple(
            (faculty.key, faculty.name) for faculty in settings.home.by_faculty
        )
    return choices
