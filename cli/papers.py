"""`mobility case paper`: a form of a case to print and sign, or a document that is stored."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.cases import Number, app, case_named
from cli.opening import looking
from cli.options import Config, Data, Json, Speech
from cli.show import as_json, table, words

if TYPE_CHECKING:
    from persistence.pages import Paper


@app.command("paper")
def paper(
    number: Number,
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="KIND", help="learning_agreement, decree … Left out: what there is."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where the file is written.")
    ] = None,
    data: Data = None,
    config: Config = None,
    lang: Speech = "en",
    json: Json = False,
) -> None:
    """Write a form of the case as PDF, filled in with what it knows, or a stored document.

    Forms follow the rulebook's annexes and are made anew in the language asked for; a stored
    document, such as the Decree, is written as it was issued, the newest of its kind.
    """
    from actions.documents.case_forms import make_form
    from actions.documents.form_models import forms_of
    from cli.answers import answer
    from persistence import pages
    from states.validation_error import ValidationError
    from workflows.cases.status import load_case
    from workflows.running.read_only_office import clock

    with looking(data, config) as (app, connection):
        case_id = case_named(connection, number)[0]
        case, dossier = load_case(connection, case_id)
        stored = [one for one in pages.papers_of(connection, case_id, case.call_id) if one.file]
        if kind is None:
            _list(case.number, forms_of(case.process), stored, lang, json)
            return
        if out is None:
            raise ValidationError("where is the paper to be written? Name a file with --out FILE")
        if kind in forms_of(case.process):
            made = make_form(connection, app.office, case, dossier, kind, lang, clock())
        else:
            made = _stored(app.office.data, stored, kind, list(forms_of(case.process)))
    out.write_bytes(made)
    told = {"case": case.number, "kind": kind, "file": str(out), "bytes": len(made)}
    answer(told, f"{out}: {words(kind)} of {case.number}, {len(made)} bytes.", json)


def _list(number: str, forms: dict[str, Any], stored: list[Paper], lang: str, json: bool) -> None:
    from states.vocabulary import DOCUMENT_KINDS

    rows = [
        (name, form.title.in_(lang), f"form, annex {form.annex}" if form.annex else "form")
        for name, form in forms.items()
    ]
    kinds = dict.fromkeys(one.kind for one in stored)
    rows += [(kind, DOCUMENT_KINDS[kind].in_(lang), "stored") for kind in kinds]
    if json:
        as_json([{"kind": kind, "title": title, "is": what} for kind, title, what in rows])
    else:
        table(f"Papers of {number}", ("Kind", "Title", "What"), rows, "There is no paper yet.")


def _stored(folder: Path, stored: list[Paper], kind: str, forms: list[str]) -> bytes:
    from persistence import files
    from states.validation_error import ValidationError

    found = next((one for one in stored if one.kind == kind), None)
    if found is None or found.file is None:
        known = ", ".join([*forms, *dict.fromkeys(one.kind for one in stored)])
        raise ValidationError(f"the case has no paper `{kind}`; it has: {known}")
    return files.read(folder, found.file)
