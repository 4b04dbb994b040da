"""What is corrected in an application that was written down wrongly, with the reason.

Corrected is what was typed, never what was applied for: `document_on` is the day on which the
document that shows it came in, and one that came in after the call closed changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from states.correction_forms import correction_form, values_in
from states.dossier import Application, Dossier
from states.fact_declaration import Payload
from states.placement import Placement
from states.strict_forms import PastDay

APPLICATION_CORRECTION: Final = "application_correction"
DOCUMENT_ON: Final = "document_on"
RECEIVED_ON: Final = "received_on"

ApplicationCorrection: Final[type[Payload]] = correction_form(
    "ApplicationCorrection",
    "What of an application was written down wrongly; what is left out stays.",
    Application,
    {DOCUMENT_ON: PastDay},
)


def as_corrected(application: Application, correction: Payload) -> Application:
    """An application as a correction has it."""
    values: dict[str, Any] = values_in(correction, Application)
    return replace(application, **values)


def with_correction(dossier: Dossier, correction: Payload, today: date) -> Dossier:
    """The dossier with the application as it was handed in.

    A published list is not changed by it: the place remembers for which hosts it was given, until
    a corrected list takes them into account or the application names them again.
    """
    if dossier.application is None:
        return dossier
    application = as_corrected(dossier.application, correction)
    placement = dossier.placement
    if _places_by_hosts(placement) and application.hosts != dossier.application.hosts:
        assert placement is not None
        listed_for = placement.listed_for or dossier.application.hosts
        placement = _placed_for(placement, listed_for, application.hosts, today)
    return replace(dossier, application=application, placement=placement)


def _places_by_hosts(placement: Placement | None) -> bool:
    """Whether other hosts may give another place: none helps who has too few points."""
    return placement is not None and placement.outcome != "rejected"


def _placed_for(
    placement: Placement, listed_for: tuple[str, ...], hosts: tuple[str, ...], today: date
) -> Placement:
    if hosts == listed_for:
        return replace(placement, listed_for=None).in_doubt(None, today)
    return replace(placement, listed_for=listed_for).in_doubt(today, today)
