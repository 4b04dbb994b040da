"""What is held on a person and what is due to go, as the page of the Head of ICO shows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection

from persistence import erasures
from persistence.erasures import Erasure
from persistence.of_no_case import OfNoCase
from persistence.personal_counts import CaseContents
from rules.wording import format_text, listed
from states.frozen import frozen
from states.text import Text
from web.messages.personal_data import CONFIRMED
from web.views.confirmation import Confirmation, Section
from workflows.people.erasing import CasePreview, ErasurePreview, Named
from workflows.people.retention import DueCase, sentence_of_no_case, title_of

HERE: Final = "/reference/personal-data"
MOST_SHOWN: Final = 200
"""What is named one by one before it goes, further ones are counted; and the newest erasures."""


@frozen
class HeldCase:
    """A case with what of it goes and what stays; `obstacle` where nothing goes."""

    number: str
    name: str
    ended_on: date | None
    kinds: Text
    held: CaseContents
    obstacle: Text | None


@frozen
class PastErasure:
    """An erasure as the page shows it."""

    id: int
    at: datetime
    person: str
    reason: str
    numbers: tuple[str, ...]
    is_finished: bool


def held_cases(erasure_preview: ErasurePreview) -> list[HeldCase]:
    """The cases of a person."""
    return [_held(item, erasure_preview.name, None) for item in erasure_preview.cases]


def due_lines(due: Sequence[DueCase]) -> list[HeldCase]:
    """The cases of which data are due to go."""
    return [_held(case.preview, case.name, case.obstacle) for case in due]


def _held(item: CasePreview, name: str, obstacle: Text | None) -> HeldCase:
    kinds = listed([title_of(kind) for kind in item.kinds])
    return HeldCase(item.case.number, name, item.case.ended_on, kinds, item.contents, obstacle)


def past_erasures(connection: Connection) -> list[PastErasure]:
    """The newest erasures, the last one first."""
    newest_erasures = erasures.newest(connection, MOST_SHOWN)
    numbers = erasures.numbers_of(connection, [erasure.id for erasure in newest_erasures])
    return [_past(erasure, numbers[erasure.id]) for erasure in newest_erasures]


def _past(erasure: Erasure, numbers: tuple[str, ...]) -> PastErasure:
    return PastErasure(
        erasure.id, erasure.at, erasure.person, erasure.reason, numbers,
        erasure.finished_at is not None,
    )  # fmt: skip


def person_confirmation(
    erasure_preview: ErasurePreview, mentions: Sequence[Named], reason: str
) -> Confirmation:
    """What an erasure would take, for the Head to confirm; `named` shows where a declined name
    would be taken out."""
    goes = Section(CONFIRMED["goes"], tuple(map(_line, held_cases(erasure_preview))))
    elsewhere = Section(CONFIRMED["elsewhere"], (CONFIRMED["looked_for"], *map(_place, mentions)))
    about = Text(erasure_preview.name, erasure_preview.name)
    return _asked(
        about, f"{HERE}/erase", (goes, elsewhere, _stays(held_cases(erasure_preview))), reason
    )


def _place(place: Named) -> Text:
    return format_text(
        "also in {number}: “…{words}…”",
        "такође у {number}: „…{words}…“",
        number=place.number or "–",
        words=place.words,
    )


def due_confirmation(due: Sequence[DueCase], of_no_case: Sequence[OfNoCase]) -> Confirmation:
    """What is due to go and held back by nothing, for the Head to confirm."""
    lines = [line for line in due_lines(due) if line.obstacle is None]
    sentences = tuple(map(sentence_of_no_case, of_no_case[:MOST_SHOWN]))
    goes = Section(CONFIRMED["goes"], (*map(_line, lines[:MOST_SHOWN]), *sentences))
    seen_text = repr((lines, of_no_case))
    return _asked(CONFIRMED["about"], f"{HERE}/due", (goes, _stays(lines)), seen_text)


def _stays(lines: Sequence[HeldCase]) -> Section:
    acts = dict.fromkeys(number for line in lines for number in line.held.acts)
    act_line = [Text(", ".join(acts), ", ".join(acts))] if acts else []
    return Section(CONFIRMED["stays"], (CONFIRMED["kept"], *act_line))


def _asked(about: Text, action: str, sections: tuple[Section, ...], seen_text: str) -> Confirmation:
    """The mark stands for all that is shown: more may be held meanwhile."""
    mark = sha256(repr((action, sections, seen_text)).encode()).hexdigest()
    return Confirmation(CONFIRMED["erase"], about, action, HERE, mark, sections=sections)


def _line(line: HeldCase) -> Text:
    held_contents = line.held
    return format_text(
        "{number}, {name}: {kinds} – {documents} documents, {mails} mails ({unsent} never to be "
        "sent), {notes} notes",
        "{number}, {name}: {kinds} – докумената {documents}, порука {mails} (неће бити послато "
        "{unsent}), белешки {notes}",
        number=line.number,
        name=line.name,
        kinds=line.kinds,
        documents=held_contents.documents,
        mails=held_contents.mails,
        unsent=held_contents.unsent,
        notes=held_contents.notes,
    )
