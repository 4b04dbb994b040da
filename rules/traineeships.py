"""What a traineeship counts as at home (BMU-13, 18a): pure, from the dossier alone."""

from __future__ import annotations

from states.dossier import Dossier
from states.recognition import HomeCourse
from states.text import alike


def practice_of(dossier: Dossier) -> HomeCourse | None:
    """The home course as which a traineeship counts: decided on under the name of its place.

    It needs the Transcript of Work (BMU-13); what nobody decided goes to the supplement only.
    """
    courses = dossier.transcript.courses if dossier.transcript else ()
    places = places_of_work(dossier) - {alike(course.title) for course in courses if course.passed}
    decisions = (decision for decision in dossier.recognition if alike(decision.host) in places)
    return next((decision.home for decision in decisions if decision.home), None)


def places_of_work(dossier: Dossier) -> frozenset[str]:
    """The names under which a traineeship is decided on, as `alike` writes them; none without it.

    They are where it was done and the host institution.
    """
    if dossier.traineeship is None and "transcript_of_work" not in dossier.documents:
        return frozenset()
    return frozenset(alike(name) for name in (company_of(dossier), dossier.host) if name)


def company_of(dossier: Dossier) -> str | None:
    """Where a traineeship was done: as certified, else the host institution."""
    return dossier.traineeship.company if dossier.traineeship else dossier.host
