"""What an act would bring, as the API answers it: who moves, and which mails would leave."""

from __future__ import annotations

from web.api.schemas import ForeseenMailOut, ForeseenMoveOut
from workflows.foreseeing import Foreseen


def moves_out(foreseen_outcome: Foreseen) -> list[ForeseenMoveOut]:
    """Each case that would move, or whose limit would change."""
    return [
        ForeseenMoveOut(
            case=move.after.number,
            source=move.before.state,
            target=move.after.state,
            due=move.after.due,
        )
        for move in foreseen_outcome.moves
    ]


def mails_out(foreseen_outcome: Foreseen) -> list[ForeseenMailOut]:
    """Each mail that would leave."""
    return [
        ForeseenMailOut(
            mail=mail.mail, to=mail.to_name, subject=mail.subject, obstacle=mail.obstacle
        )
        for mail in foreseen_outcome.mails
    ]
