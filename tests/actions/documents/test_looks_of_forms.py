"""How the pages of a form look: none stands half empty, and a long name finds room."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from pypdf import PdfReader

from actions.documents.agreements import filled_form
from actions.documents.content import as_content
from actions.documents.producing import DocumentContext
from actions.documents.typesetting import make_document
from tests.actions.documents.example_agreements import CONTEXTS

LONG_NAME = (
    "Anastasija-Aleksandra Hadži-Đorđević Stojanović-Konstantinović von Hohenlohe-Langenburg"
)


def lines_of(name: str, context: DocumentContext, language: str) -> list[list[tuple[float, str]]]:
    """Of each page the texts of the body with their height, in points from the foot."""
    content = json.loads(json.dumps(as_content(filled_form(name, context))))
    pdf = make_document("agreement_form", content, language, context.at)
    pages = []
    for page in PdfReader(io.BytesIO(pdf)).pages:
        lines: list[tuple[float, str]] = []

        def note(text: str, cm: list[float], tm: list[float], *_: object) -> None:
            height = cm[3] * tm[5] + cm[5]
            if text.strip() and height > FOOT:
                lines.append((height, text))  # noqa: B023

        page.extract_text(visitor_text=note)
        pages.append(lines)
    return pages


MILLIMETRE = 72 / 25.4
FOOT, BODY = 26 * MILLIMETRE, (297 - 26 - 27) * MILLIMETRE


@pytest.mark.parametrize("language", ["en", "sr"])
@pytest.mark.parametrize("name", sorted(CONTEXTS))
def test_no_page_but_the_last_leaves_a_third_of_it_empty(name: str, language: str) -> None:
    file = CONTEXTS[name].file
    candidate = replace(file.candidate, name=LONG_NAME)
    context = replace(CONTEXTS[name], dossier=replace(file, candidate=candidate))
    *full, _ = lines_of(name, context, language)
    assert [page for page in full if min(height for height, _ in page) - FOOT > BODY / 3] == []


@pytest.mark.parametrize("name", ["research_plan", "staff_plan", "training_agreement"])
def test_a_long_name_stands_below_the_role_that_it_signs_in(name: str) -> None:
    file = CONTEXTS[name].file
    candidate = replace(file.candidate, name=LONG_NAME)
    context = replace(CONTEXTS[name], dossier=replace(file, candidate=candidate))
    signing = [
        (role, texts[place + 1 : place + 4])
        for texts in lines_of(name, context, "en")
        for place, (role, text) in enumerate(texts)
        if text.endswith("'s signature")
    ]
    assert signing
    for role, lines in signing:
        tops = [height for height, text in lines if set(text.split()) & set(LONG_NAME.split())]
        assert tops
        assert all(role - height > 10 for height in tops)
