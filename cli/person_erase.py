"""`mobility person erase`: everything that is somebody's goes, after it was shown by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from cli.answers import answer
from cli.errors import REFUSED
from cli.operators_act import operators_act
from cli.options import Config, Data, Json, Lang
from cli.session import office_session
from cli.show import as_json, lines
from persistence.database import reading, write_transaction
from persistence.personal_counts import CaseContents
from rules.wording import format_text
from states.text import Text
from states.validation_error import ValidationError
from workflows.people.erasing import (
    CasePreview,
    ErasurePreview,
    Named,
    erase_person,
    named_elsewhere,
    preview,
)
from workflows.people.retention import title_of
from workflows.running.bootstrap import clock
from workflows.running.finishing_erasures import finish_erasures

Who = Annotated[
    str,
    typer.Argument(metavar="WHO", help="A case's number, the address, or the whole name."),
]
Preview = Annotated[
    bool, typer.Option("--preview", help="Only show what would go, and what stands in the way.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Erase it. It can't be brought back.")]
Reason = Annotated[
    str,
    typer.Option(
        "--reason",
        metavar="WORDS",
        help="Why, without the name: `request of 12 May 2027`. It stays.",
    ),
]


def erase(
    who: Who,
    preview_only: Preview = False,
    yes: Yes = False,
    reason: Reason = "",
    data: Data = None,
    config: Config = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Erase all that is held on a person, for good. What the law needs kept stays without them.

    With `--preview` it shows by name what would go and what stands in the
    way; with `--yes --reason WORDS` it goes: rows, files, mails, messages of
    the Maildir, the words of the logs. Numbers of acts, Decrees, precedents
    and statistics stay. An open case, or a right that still runs, refuses it.
    Copies that were made before still hold everything: see docs/run.md.
    """
    if preview_only == yes:
        raise ValidationError(
            Text(
                "write --preview to see what would go, or --yes with --reason to erase it",
                "упишите --preview да видите шта би нестало, или --yes и --reason да обришете",
            )
        )
    with office_session(data, config) as app:
        if preview_only:
            with reading(app.engine) as connection:
                act = operators_act(app.office, connection)
                erasure_preview = preview(act, who)
                elsewhere = named_elsewhere(act, erasure_preview)
            _show(erasure_preview, elsewhere, lang, json)
            if erasure_preview.obstacles:
                raise typer.Exit(REFUSED)
            return
        with write_transaction(app.engine) as connection:
            number = erase_person(operators_act(app.office, connection), who, reason)
        is_finished = finish_erasures(app.office, app.engine, clock())
    answer({"erasure": number, "finished": is_finished}, outcome(number, is_finished, lang), json)


def outcome(number: int, is_finished: bool, lang: str) -> str:
    """What became of an erasure, in a sentence."""
    if is_finished:
        return format_text(
            "Erased (erasure {number}). Copies made before still hold it: see docs/run.md.",
            "Обрисано (брисање {number}). Раније копије га још садрже: видети docs/run.md.",
            number=number,
        ).in_(lang)
    return format_text(
        "Erased (erasure {number}); the database is being read by others, so that its freed pages "
        "are written over by the worker, or at the next start.",
        "Обрисано (брисање {number}); базу читају други, па ће ослобођене странице преписати "
        "радник или следеће покретање.",
        number=number,
    ).in_(lang)


def _show(
    erasure_preview: ErasurePreview, elsewhere: Sequence[Named], lang: str, json: bool
) -> None:
    if json:
        as_json(
            {
                "name": erasure_preview.name,
                "addresses": [person.email for person in erasure_preview.persons],
                "cases": [plain(item) for item in erasure_preview.cases],
                "messages_of_no_case": erasure_preview.messages,
                "obstacles": [sentence.in_(lang) for sentence in erasure_preview.obstacles],
                "not_looked_for_elsewhere": list(erasure_preview.shared),
                "named_elsewhere": [
                    {"case": place.number, "words": place.words} for place in elsewhere
                ],
            }
        )
    else:
        lines(
            sentence.in_(lang)
            for sentence in (*sentences(erasure_preview), *map(_place, elsewhere))
        )


def _place(place: Named) -> Text:
    """Where a declined name stands, with some words around it."""
    return format_text(
        "Named in {number}, to be taken out: “…{words}…”",
        "Поменуто у {number}, биће уклоњено: „…{words}…“",
        number=place.number or "—",
        words=place.words,
    )


def sentences(erasure_preview: ErasurePreview) -> list[Text]:
    """What would go, case by case, and what stands in the way."""
    addresses = ", ".join(person.email for person in erasure_preview.persons)
    head = Text(f"{erasure_preview.name} ({addresses})", f"{erasure_preview.name} ({addresses})")
    shared_lines = [
        format_text(
            "„{name}“ is another one's name too, or a single word: outside of these cases it is "
            "not looked for.",
            "„{name}“ је и туђе име, или једна реч: ван ових предмета се не тражи.",
            name=name,
        )
        for name in erasure_preview.shared
    ]
    obstacle_lines = [Text(f"✗ {wrong.en}", f"✗ {wrong.sr}") for wrong in erasure_preview.obstacles]
    message_lines = [
        format_text(
            "Messages of no case: {number}", "Поруке без предмета: {number}",
            number=erasure_preview.messages,
        )
    ] if erasure_preview.messages else []  # fmt: skip
    return [
        head,
        *(line_of(item) for item in erasure_preview.cases),
        *message_lines,
        *shared_lines,
        *obstacle_lines,
    ]


def line_of(item: CasePreview) -> Text:
    """A case with what of it goes, and what stays."""
    contents: CaseContents = item.contents
    ended_on = item.case.ended_on or ""
    kinds = [title_of(kind) for kind in item.kinds]
    acts = ", ".join(contents.acts) or "—"
    return Text(
        f"{item.case.number} (ended {ended_on}): {', '.join(kind.en for kind in kinds)}: "
        f"{contents.documents} documents, {contents.files} files, {contents.mails} mails "
        f"({contents.unsent} not sent, never to be sent), {contents.notes} notes. Stays: {acts}.",
        f"{item.case.number} (завршен {ended_on}): {', '.join(kind.sr for kind in kinds)}: "
        f"докумената {contents.documents}, датотека {contents.files}, порука {contents.mails} "
        f"(непослатих {contents.unsent}, неће ни бити послата), белешки {contents.notes}. "
        f"Остаје: {acts}.",
    )


def plain(item: CasePreview) -> dict[str, object]:
    """The same for machines."""
    return {
        "case": item.case.number,
        "ended_on": item.case.ended_on,
        "kinds": list(item.kinds),
        **item.contents._asdict(),
    }
