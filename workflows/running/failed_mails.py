"""Mails that failed: tried again, one by one or many, and sent to another address.

Who redirected what, from which address to which and why, stands in the log of changes.
"""

from __future__ import annotations

from typing import Final

from persistence import changes, given_up_actions, mail_list
from persistence.changes import Change
from persistence.mail_list import ListedMail
from states.text import Text
from states.validation_error import ValidationError, check_all
from workflows.registers.addresses import address_named
from workflows.registers.keeping import RegisterAct
from workflows.running.retrying import MAY_RETRY, try_again
from workflows.who_may import NotTheirs

LONGEST_REASON: Final = 500


def retry_mail(act: RegisterAct, action_id: int) -> ListedMail | None:
    """Has a failed mail tried again at once; hands it back where it still can't be sent.

    One that has left meanwhile is left alone. Raises NotTheirs for who may not.
    """
    mail = _theirs(act, action_id)
    if mail is None:
        return None
    is_tried = try_again(act, action_id)
    return None if is_tried else mail


def redirect_mail(act: RegisterAct, action_id: int, address: str, reason: str) -> None:
    """A failed mail, as it was written, goes to another address.

    Raises ValidationError with its field: for no address, for no reason, and for a mail that has
    left meanwhile; NotTheirs for who may not.
    """
    mail, words = _theirs(act, action_id), " ".join(reason.split())
    check_all({"address": address_named, "reason": lambda _: _check_reason(words)}, address)
    new_address = address_named(address)
    if mail is None:
        sentence = Text(
            "this mail has left meanwhile, or is tried again",
            "порука је у међувремену послата, или се поново шаље",
        )
        raise ValidationError(sentence)
    mail_list.redirect(act.connection, mail.mail_id, new_address)
    given_up_actions.retry(act.connection, action_id, act.now)
    change = Change(
        "mail", str(mail.mail_id), "mail_redirected", act.keeper.name,
        {"address": mail.to_address},
        {"address": new_address, "reason": words, "subject": mail.subject,
         "case": mail.case_number},
    )  # fmt: skip
    changes.note(act.connection, change, act.now)


def _check_reason(words: str) -> None:
    if not words:
        sentence = Text("the reason must be given in words", "разлог мора бити наведен")
        raise ValidationError(sentence, ("reason",))
    if len(words) > LONGEST_REASON:
        sentence = Text(
            f"the reason is too long: at most {LONGEST_REASON} letters",
            f"разлог је предугачак: највише {LONGEST_REASON} знакова",
        )
        raise ValidationError(sentence, ("reason",))


def _theirs(act: RegisterAct, action_id: int) -> ListedMail | None:
    """The failed mail of an action; None where it has left. Raises NotTheirs."""
    mail = mail_list.failed_mail(act.connection, action_id)
    is_elsewhere = mail is not None and mail.institution not in (None, act.institution)
    if is_elsewhere:
        raise NotTheirs
    act.check_may(MAY_RETRY)
    return mail
