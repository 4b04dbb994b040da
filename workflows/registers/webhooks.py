"""Webhooks: entering an address that is told of each step, a new secret for it, its end.

Who may is asked here, under the lock: the Head of the office and the General Secretary, each for
the institutions where they are that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from actions.webhooks import address_problem, new_secret
from persistence import webhooks
from persistence.webhooks import MOST_SECRETS, Webhook
from states.text import Text
from states.validation_error import ValidationError, check_all
from workflows.act import Act
from workflows.titles import checked_title
from workflows.who_may import check_may

KEEPERS: Final = ("head_of_ico", "general_secretary")
MOST_TITLE: Final = 120
_NO_TITLE: Final = Text(
    f"Say in up to {MOST_TITLE} letters whose address it is.",
    f"Напишите чија је адреса, највише {MOST_TITLE} знакова.",
)
MOST_URL: Final = 500


def add_webhook(act: Act, institution: str, data: Mapping[str, str]) -> tuple[int, str]:
    """Enters a webhook with its `title` and `url`; its number, and its secret, this one time.

    Raises NotTheirs, or ValidationError for an address that nothing can be sent to.
    """
    _check_keeper(act, institution)
    url = data.get("url", "").strip()
    check_all({"title": _title, "url": lambda data: _check_address(act, url)}, data)
    secret = new_secret()
    by = act.actor.name
    webhook = Webhook(0, institution, _title(data), url, (secret,), act.now, by)
    return webhooks.add(act.connection, webhook), secret


def renew_secret(act: Act, webhook: Webhook) -> str:
    """A new secret, this one time; the one before it signs on beside it until the next renewal."""
    _check_keeper(act, webhook.institution)
    secret = new_secret()
    webhooks.set_secrets(act.connection, webhook.id, (secret, *webhook.secrets)[:MOST_SECRETS])
    return secret


def end_webhook(act: Act, webhook: Webhook) -> None:
    """Nothing more is told to it."""
    _check_keeper(act, webhook.institution)
    webhooks.end(act.connection, webhook.id, act.now, act.actor.name)


def tell_again(act: Act, webhook: Webhook, action_id: int) -> bool:
    """Tells once more what was told or given up; False where it still waits."""
    _check_keeper(act, webhook.institution)
    return webhooks.again(act.connection, webhook.id, action_id, act.now)


def _check_keeper(act: Act, institution: str) -> None:
    check_may(act, institution, KEEPERS)


def _title(data: Mapping[str, str]) -> str:
    return checked_title(data.get("title", ""), MOST_TITLE, _NO_TITLE)


def _check_address(act: Act, url: str) -> None:
    problem = address_problem(url, act.office.settings.webhooks.private_networks)
    if problem is None and len(url) <= MOST_URL and url.isprintable():
        return
    if problem == "credentials":
        sentence = Text(
            "The address must hold no name and no password.",
            "Адреса не сме да садржи корисничко име ни лозинку.",
        )
    else:
        sentence = Text(
            f"Write an address that begins with https://, of up to {MOST_URL} letters.",
            f"Упишите адресу која почиње са https://, највише {MOST_URL} знакова.",
        )
    raise ValidationError(sentence, ("url",))
