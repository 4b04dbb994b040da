"""What came in with a step or was recorded by itself, on its way into the tables."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from rules.precedents import Pair
from states.decision import Actor
from states.dossier import Dossier
from states.frozen import frozen


@frozen
class Received:
    """A value of a form as it came in, and the dossier that holds it.

    `content` is what was made of it and must be kept with it: the parts of a Decree, as JSON;
    `pairs` are what that Decree enters in the register of precedents. `actor` is who took the step
    that it came in with.
    """

    case_id: int
    form: str
    value: Any
    dossier: Dossier
    at: datetime
    today: date
    content: str = ""
    pairs: tuple[Pair, ...] = ()
    actor: Actor | None = None
