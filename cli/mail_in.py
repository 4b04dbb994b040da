"""`mobility mail-in`: the mail that lies in the office's mailbox is filed, once, by hand."""

from __future__ import annotations

from typing import NoReturn

import typer

from cli.answers import answer
from cli.errors import FAILED
from cli.options import Config, Data, Json
from cli.session import office_session
from workflows.running.bootstrap import clock
from workflows.running.mail_in import NoMailbox, take_mail_in


def mail_in(data: Data = None, config: Config = None, json: Json = False) -> None:
    """File the mail that lies in the mailbox of config.yaml; the worker does so by itself."""
    with office_session(data, config) as app:
        try:
            mails_in = take_mail_in(app, clock())
        except NoMailbox:
            _fail("No mailbox is set: `mail_in.take_from` of config.yaml says nowhere.")
    kinds = ", ".join(f"{kind} {number}" for kind, number in sorted(mails_in.filed.items()))
    sentence = f"{mails_in.number} messages were filed{f' ({kinds})' if kinds else ''}"
    known_note = f"; {mails_in.known} were known already" if mails_in.known else ""
    obstacle = mails_in.obstacle.en if mails_in.obstacle else None
    plain = {"filed": dict(mails_in.filed), "known": mails_in.known, "obstacle": obstacle}
    answer(plain, f"{sentence}{known_note}.", json)
    if obstacle:
        _fail(obstacle)


def _fail(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(FAILED)
