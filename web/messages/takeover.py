"""The words of a running case that is taken over: its page, and its first entry in the history."""

from __future__ import annotations

from typing import Final

from states.text import Text

OF_TAKEOVERS: Final[dict[str, Text]] = {
    "application": Text("Application", "Пријава"),
    "place": Text("Place on the list", "Место на ранг листи"),
    "host_period": Text("Period confirmed by the host", "Период који је потврдио домаћин"),
    "concluded": Text("The agreement is in force", "Уговор је на снази"),
    "earlier_decree": Text("Decree that stands already", "Раније донето решење"),
    "earlier_appeal": Text("Appeal lodged before", "Раније изјављена жалба"),
}
"""Facts that only a case which is taken over brings along, by name."""
