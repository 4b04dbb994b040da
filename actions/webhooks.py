"""Telling other programs of a step: signed as Standard Webhooks asks, to public addresses only.

A message has no personal data: the case's number, the step, and where the case stands. It has the
same `webhook-id` however often it is sent; whoever gets it twice knows it by that.
"""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
import socket
from base64 import b64encode
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from persistence.saving import WebhookRow
from persistence.webhooks import Message, Webhook, content_of
from states.definition import Transition
from states.dossier import Case
from states.explained import Explained

if TYPE_CHECKING:
    import httpx

TYPE: Final = "case.step_taken"
GONE: Final = 410
_LONGEST_ANSWER: Final = 200


class NotDelivered(Explained):
    """The other program could not be reached, or did not take the message: it is tried again."""


class NoMoreWanted(Explained):
    """The other program answered that it is gone (410): nothing more is told to it."""


def new_secret() -> str:
    """A secret as Standard Webhooks writes them."""
    return "whsec_" + b64encode(secrets.token_bytes(32)).decode()


def messages(
    webhooks: list[Webhook], case: Case, transition: Transition, source: str, now: datetime
) -> list[WebhookRow]:
    """What each of the webhooks is told of a step; `case` is as it stands afterwards."""
    if not webhooks:
        return []
    content = content_of(
        {
            "type": TYPE,
            "timestamp": now.isoformat(),
            "data": {
                "case": case.number,
                "institution": case.institution,
                "process": case.process,
                "step": transition.trigger,
                "from": source,
                "to": case.state,
                "version": case.version,
            },
        }
    )
    prefix = f"{case.number}/{case.version}/{transition.trigger}"
    return [
        WebhookRow(
            key=f"{prefix}/webhook/{webhook.id}",
            label=f"{case.number} · {transition.trigger} · webhook {webhook.title}",
            webhook_id=webhook.id,
            content=content,
        )
        for webhook in webhooks
    ]


def tell(message: Message, webhook: Webhook, now: datetime, private: bool, timeout: float) -> None:
    """Sends a message once. `timeout` is in seconds; `private` allows our own networks.

    Raises NotDelivered where it was not taken, NoMoreWanted where it never will be.
    """
    # Imported here: only a worker with webhooks sends, and it takes as long as a page to load.
    import httpx

    if webhook.ended_at is not None:
        raise NoMoreWanted(f"{webhook.title} has ended: nothing more is told to it")
    body = message.content.encode()
    headers = {**signed_headers(message, webhook, now), "Content-Type": "application/json"}
    address = httpx.URL(webhook.url)
    try:
        with httpx.Client(timeout=timeout, trust_env=False) as client:
            reached_address = address.copy_with(
                host=_public_address(address.host, address.port, private)
            )
            request = client.build_request(
                "POST",
                reached_address,
                content=body,
                headers={**headers, "Host": address.netloc.decode()},
                extensions={"sni_hostname": address.host},
            )
            answer = client.send(request)
    except (httpx.HTTPError, OSError) as error:
        raise NotDelivered(f"{address.host}: {error or type(error).__name__}") from error
    _check(answer)


def signed_headers(message: Message, webhook: Webhook, now: datetime) -> dict[str, str]:
    """The three headers of Standard Webhooks; a signature for each secret in force."""
    from standardwebhooks import Webhook as Signer

    identity = "msg_" + hashlib.sha256(message.key.encode()).hexdigest()[:32]
    # The library takes the clock's figures as UTC, whatever zone the instant is told in.
    at = now.astimezone(UTC)
    signatures = (Signer(secret).sign(identity, at, message.content) for secret in webhook.secrets)
    return {
        "webhook-id": identity,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def address_problem(url: str, private: bool) -> str | None:
    """Why an address can't be told anything: only HTTPS leaves the house; None where it can."""
    parts = urlsplit(url)
    schemes = ("https", "http") if private else ("https",)
    if parts.scheme not in schemes or not parts.hostname:
        return "https"
    return "credentials" if parts.username or parts.password else None


def _public_address(host: str, port: int | None, private: bool) -> str:
    """An address of the host to connect to, so that none is asked for again after it was judged.

    Raises NotDelivered for a host of a private network, unless those are allowed.
    """
    address_entries = socket.getaddrinfo(host, port or 443, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in address_entries]
    for address in addresses:
        if not private and not ipaddress.ip_address(address).is_global:
            raise NotDelivered(f"{host} is {address}, in a private network: nothing is sent there")
    return addresses[0]


def _check(answer: httpx.Response) -> None:
    if answer.is_success:
        return
    words = f"answered {answer.status_code}: {answer.text[:_LONGEST_ANSWER]}".rstrip(": \n")
    if answer.status_code == GONE:
        raise NoMoreWanted(words)
    raise NotDelivered(words)
