"""A row about something that stands already: what it has otherwise is shown, and corrected only by
who ticks it. What a row leaves empty stays as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from states.text import Text
from web.importing.columns import ImportColumn
from web.messages.values import YES_NO

CORRECTS: Final = Text("corrects what stands there", "исправља постојеће")
CORRECTED: Final = Text("corrected", "исправљено")
FROM_SPREADSHEET: Final = Text(
    "Corrected by a row of a spreadsheet.", "Исправљено према реду из табеле."
)
"""The reason of a correction that a row makes, where one is asked for."""

NOTHING: Final = Text("nothing", "ништа")


def corrections(stands: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    """What a row has otherwise than what stands, by column; both as forms have them."""
    return {
        name: values[name]
        for name in stands
        if values.get(name) and _plain(values[name]) != _plain(stands[name])
    }


def difference_in_words(
    columns: Iterable[ImportColumn], stands: Mapping[str, str], changed_values: Mapping[str, str]
) -> Text:
    """What would be corrected, each part as it stands and as it would be."""
    parts = [
        (
            column.title,
            _shown(column, stands[column.name]),
            _shown(column, changed_values[column.name]),
        )
        for column in columns
        if column.name in changed_values
    ]
    en, sr = (
        "; ".join(
            f"{title.in_(language)}: {before.in_(language)} → {after.in_(language)}"
            for title, before, after in parts
        )
        for language in ("en", "sr")
    )
    return Text(f"{CORRECTS.en}: {en}", f"{CORRECTS.sr}: {sr}")


def _shown(column: ImportColumn, value: str) -> Text:
    if not value:
        return NOTHING
    words = YES_NO if column.kind == "yesno" else dict(column.options)
    return words.get(value, Text(value, value))


def _plain(value: str) -> str:
    """A number however it is written, any other text as it is."""
    try:
        return f"{Decimal(value).normalize():f}"
    except InvalidOperation:
        return value
