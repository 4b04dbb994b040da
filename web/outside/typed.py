"""What was sent in vain from outside, as the page shows it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from states.frozen import frozen
from states.text import Text
from web.forms.validation import FieldErrors


@frozen
class Typed:
    """What was just sent in vain: of which form, what was typed and what is wrong with it."""

    kind: str
    name: str
    data: Mapping[str, object]
    errors: FieldErrors
    sentence: Text | None = None
    pasted: Mapping[str, str] = field(default_factory=dict)
