"""What a party says of a version of an agreement, before it signs or instead.

The class of the fact is its form, as in `states.dossier`. It changes nothing by itself: who draws
the agreement up answers with a new version, or in words.
"""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from states.frozen import frozen
from states.strict_forms import STRICT, PastDay, StatedReason
from states.vocabulary import Party

AGREEMENT_COMMENT: Final = "agreement_comment"


@frozen
class AgreementComment:
    """What a party says of a version of the agreement, by its number."""

    __pydantic_config__ = STRICT

    version: Annotated[int, Field(ge=1)]
    from_party: Party
    on: PastDay
    what: StatedReason
