"""That a written decision on recognition was certified: the form of the fact (BEE-R2)."""

from __future__ import annotations

from states.frozen import frozen
from states.strict_forms import STRICT, PastDay


@frozen
class Certification:
    """The day on which the written decision on recognition was certified."""

    __pydantic_config__ = STRICT

    on: PastDay
