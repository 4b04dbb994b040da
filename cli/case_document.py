"""`mobility case paper`: a form of a case to print and sign, or a document that is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from actions.documents.case_forms import AskedForm, make_form, offered_forms
from actions.documents.form_models import OfferedForm
from cli.answers import answer
from cli.case_ref import get_case
from cli.options import CaseNumber, Config, Data, Json, Lang
from cli.session import read_session
from cli.show import as_json, words
from cli.tables import table
from persistence import files
from persistence.documents import StoredDocument, documents_of
from rules.remedy_words import title_against
from states.validation_error import ValidationError
from workflows.cases.status import load_case
from workflows.running.read_only_office import clock


def document(
    number: CaseNumber,
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
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Write a form of the case as PDF, filled in with what it knows, or a stored document.

    Forms follow the rulebook's annexes and are made anew in the language asked for; a stored
    document, such as the Decree, is written as it was issued, the newest of its kind.
    """
    with read_session(data, config) as (office, connection):
        case_id = get_case(connection, number).id
        case, dossier = load_case(connection, case_id)
        documents = documents_of(connection, case_id, case.call_id)
        stored_documents = [document for document in documents if document.file]
        forms = offered_forms(office, case)
        if kind is None:
            _list(case.number, forms, stored_documents, lang, json)
            return
        if out is None:
            raise ValidationError("where is the paper to be written? Name a file with --out FILE")
        if kind in forms:
            asked_form = AskedForm(kind, lang)
            content = make_form(connection, office, (case, dossier), asked_form, clock())
        else:
            document = _stored(stored_documents, kind, forms)
            content = files.read(connection, office.data, document)
    out.write_bytes(content)
    plain = {"case": case.number, "kind": kind, "file": str(out), "bytes": len(content)}
    answer(plain, f"{out}: {words(kind)} of {case.number}, {len(content)} bytes.", json)


def _list(
    number: str,
    forms: Mapping[str, OfferedForm],
    stored_documents: Sequence[StoredDocument],
    lang: str,
    json: bool,
) -> None:
    rows = [
        (name, form.title.in_(lang), f"form, annex {form.annex}" if form.annex else "form")
        for name, form in forms.items()
    ]
    kinds = dict.fromkeys((document.kind, document.against) for document in stored_documents)
    rows += [(kind, title_against(kind, against).in_(lang), "stored") for kind, against in kinds]
    if json:
        as_json(
            [{"kind": kind, "title": title, "is": condition} for kind, title, condition in rows]
        )
    else:
        table(f"Papers of {number}", ("Kind", "Title", "What"), rows, "There is no paper yet.")


def _stored(
    stored_documents: Sequence[StoredDocument], kind: str, forms: Mapping[str, OfferedForm]
) -> str:
    for document in stored_documents:
        if document.kind == kind and document.file:
            return document.file
    kinds = ", ".join([*forms, *dict.fromkeys(document.kind for document in stored_documents)])
    raise ValidationError(f"the case has no paper `{kind}`; it has: {kinds}")
