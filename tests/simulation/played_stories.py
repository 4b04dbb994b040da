"""A story played to its end, with what left the office meanwhile: letters and papers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

from pypdf import PdfReader

from office.wiring import Office
from simulation.rehearsal.form import load_scenario
from simulation.rehearsal.player import Stage, act, stage_for

STORIES = Path(__file__).parents[1] / "situations"


@contextmanager
def played(office: Office, name: str, but_last: int = 0) -> Iterator[Stage]:
    """The office after all steps of a story, but for so many last ones."""
    scenario = load_scenario(STORIES / f"{name}.yaml")
    with stage_for(office, scenario) as stage:
        for step in scenario.steps[: len(scenario.steps) - but_last]:
            stage.move_to(step.at)
            act(stage, step)
            stage.drain()
        yield stage


def letters(stage: Stage, *subject: str, to: str = "") -> list[str]:
    """The texts of the mails with these words in the subject, on one line each."""
    return [
        _text(message)
        for message in stage.mailer.messages
        if all(word in message["Subject"] for word in subject) and to in message["To"]
    ]


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return " ".join(body.get_content().split())


def papers(stage: Stage) -> dict[str, str]:
    """The text of each paper that left with a mail, by its file's name, without blanks."""
    return {
        attachment.get_filename() or "": _printed(attachment.get_content())
        for message in stage.mailer.messages
        for attachment in message.iter_attachments()
    }


def _printed(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))
