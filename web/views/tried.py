"""What somebody tried and could not do, for the page to show again with nothing lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Literal

from states.frozen import frozen
from states.text import Text
from web.forms.checking import FieldErrors
from web.views.ways import Judged


@frozen
class Tried:
    """A step or fact that was not taken: what was typed, and why not."""

    kind: Literal["step", "fact"]
    name: str
    data: Mapping[str, Any] = field(default_factory=dict)
    problems: FieldErrors = field(default_factory=dict)
    reasons: tuple[Judged, ...] = ()
    sentence: Text | None = None
