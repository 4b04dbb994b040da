"""A call's list as it is shown before it is published: what it changes, who stands where."""

from __future__ import annotations

from decimal import Decimal

from office.wiring import Office
from persistence.call_overview import CallLine
from rules.list_changes import ListPlace
from states.definition import ProcessDefinition
from states.localization import format_decimal
from states.text import Text
from web.messages.calls import CALLS
from web.messages.values import value_text
from web.views.call_publishing import list_step_of
from web.views.confirmation import Confirmation, Section, consequences_of
from workflows.calls.foreseen_list import ForeseenList


def list_confirmation(
    office: Office, line: CallLine, definition: ProcessDefinition, foreseen_list: ForeseenList
) -> Confirmation:
    """The list that was foreseen, for somebody to confirm."""
    step, preview = list_step_of(definition), foreseen_list.preview
    assert step is not None, "a call without a list publishes none"
    places = tuple(_place(place) for place in preview.places)
    sections = [Section(_version(preview.version), places)]
    if line.list_version:
        sections.insert(0, Section(_CHANGES, preview.changes or _NOTHING))
        sections.insert(0, Section(_CAUSES, preview.causes))
    return Confirmation(
        title=step.title,
        about=Text(line.title, line.title),
        action=f"/calls/{line.id}/list#publish",
        back=f"/calls/{line.id}#publish",
        mark=foreseen_list.mark,
        keeps=True,
        sections=sections,
        consequences=consequences_of(office, foreseen_list.foreseen),
    )


_CAUSES = Text("Why there is a new version", "Зашто се објављује нова верзија")
_CHANGES = Text("What it changes", "Шта се мења")
_NOTHING = (Text("Nothing changes for anybody.", "Ни за кога се ништа не мења."),)


def _version(version: int) -> Text:
    return Text(f"Ranking list, version {version}", f"Ранг листа, верзија {version}")


def _points(points: Decimal) -> Text:
    return Text(f"points {format_decimal(points)}, ", f"бодови {format_decimal(points, 'sr')}, ")


def _place(place: ListPlace) -> Text:
    outcome, kept_word = value_text("outcome", place.outcome), CALLS["kept_place"]
    host = f", {place.host}" if place.host else ""
    at = f"{place.rank}. {place.name} ({place.case}): "
    points = Text("", "") if place.points is None else _points(place.points)
    en, sr = f"{at}{points.en}{outcome.en}{host}", f"{at}{points.sr}{outcome.sr}{host}"
    return Text(f"{en} ({kept_word.en})", f"{sr} ({kept_word.sr})") if place.kept else Text(en, sr)
