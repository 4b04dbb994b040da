"""Webhooks: another program is told of each step, signed, once more where it did not answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from standardwebhooks import Webhook as Verifier
from starlette.testclient import TestClient

from actions.performer import Performer
from actions.webhooks import NoMoreWanted, NotDelivered, signed_headers, tell
from notifications.maildir import MaildirMailer
from office.settings import Webhooks
from persistence import claiming, webhooks
from persistence.database import reading, write_transaction
from persistence.webhooks import Delivery, Message, Webhook
from tests.web.browsing import LogIn, token_of
from tests.web.office_at_work import OfficeAtWork
from workflows.running.bootstrap import App


@dataclass
class Listener:
    """A program that listens on loopback, and answers what it is told to."""

    port: int = 0
    answers: list[int] = field(default_factory=list)
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/steps"


@pytest.fixture
def listener() -> Iterator[Listener]:
    """Somebody else's program."""
    program = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            program.requests.append(({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(program.answers.pop(0) if program.answers else 204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    program.port = server.server_address[1]
    Thread(target=server.serve_forever, daemon=True).start()
    yield program
    server.shutdown()
    server.server_close()


@pytest.fixture
def near(office: OfficeAtWork) -> OfficeAtWork:
    """An office that may tell programs in its own network."""
    settings = replace(office.app.office.settings, webhooks=Webhooks(private_networks=True))
    office.app = App(replace(office.app.office, settings=settings), office.app.engine)
    return office


def add(office: OfficeAtWork, log_in: LogIn, url: str) -> str:
    """The Head enters the address on the page; the secret that the page shows."""
    client = log_in("dusan")
    token = token_of(client, "/webhooks")
    data = {"token": token, "institution": "bmu", "title": "Register", "url": url}
    answer = client.post("/webhooks", data=data)
    assert answer.status_code == 200, answer.text
    return answer.text.split('<code class="secret">')[1].split("<")[0]


def work_off(office: OfficeAtWork) -> None:
    """What lies in the outbox is performed until nothing is due."""
    app = office.app
    performer = Performer(
        app.office, app.engine, MaildirMailer(app.office.data / "mail"), office.clock
    )
    while True:
        with write_transaction(app.engine) as connection:
            jobs = claiming.claim(connection, office.now, "worker", 50)
        if not jobs:
            return
        for job in jobs:
            with suppress(NotDelivered, NoMoreWanted):  # noted by the performer itself
                performer.perform(job)


def is_signed_by(secret: str, headers: Mapping[str, str], body: bytes) -> bool:
    """As a receiver checks it, but for the clock, which is the office's here."""
    sent_at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    signature = Verifier(secret).sign(headers["webhook-id"], sent_at, body.decode())
    return signature in headers["webhook-signature"].split(" ")


def delivered(office: OfficeAtWork) -> list[Delivery]:
    with reading(office.app.engine) as connection:
        return webhooks.deliveries(connection, 1, 0, 10)


def test_a_step_is_told_signed_and_without_personal_data(
    near: OfficeAtWork, log_in: LogIn, listener: Listener
) -> None:
    secret = add(near, log_in, listener.url)
    number = near.apply("Ana Petrović")
    work_off(near)
    ((headers, body),) = listener.requests
    assert is_signed_by(secret, headers, body)
    event = json.loads(body)
    assert event["type"] == "case.step_taken"
    assert event["data"] == {
        "case": number, "institution": "bmu", "process": "outgoing-studies",
        "step": "submit_application", "from": "call", "to": "application",
        "version": event["data"]["version"],
    }  # fmt: skip
    assert "Petrov" not in body.decode()


def test_a_program_that_fails_is_told_again_under_the_same_id(
    near: OfficeAtWork, log_in: LogIn, listener: Listener
) -> None:
    listener.answers = [500]
    add(near, log_in, listener.url)
    near.apply("Ana Petrović")
    work_off(near)
    near.now += timedelta(hours=1)
    work_off(near)
    first, second = (headers["webhook-id"] for headers, _ in listener.requests)
    assert first == second
    assert [delivery.status for delivery in delivered(near)] == ["done"]


def test_410_ends_it_and_nothing_more_is_told(
    near: OfficeAtWork, log_in: LogIn, listener: Listener
) -> None:
    listener.answers = [410]
    add(near, log_in, listener.url)
    near.apply("Ana Petrović")
    work_off(near)
    near.apply("Bojan Ilić")
    work_off(near)
    assert len(listener.requests) == 1
    assert [delivery.status for delivery in delivered(near)] == ["dead"]
    assert "410" in log_in("dusan").get("/webhooks").text


def test_a_renewed_secret_signs_beside_the_one_before(
    near: OfficeAtWork, log_in: LogIn, listener: Listener
) -> None:
    before = add(near, log_in, listener.url)
    client = log_in("dusan")
    answer = client.post("/webhooks/1/secret", data={"token": token_of(client, "/webhooks")})
    after = answer.text.split('<code class="secret">')[1].split("<")[0]
    near.apply("Ana Petrović")
    work_off(near)
    ((headers, body),) = listener.requests
    assert before != after
    assert is_signed_by(before, headers, body)
    assert is_signed_by(after, headers, body)
    assert not is_signed_by("whsec_" + "A" * 44, headers, body)


def test_what_was_told_can_be_told_again_from_the_page(
    near: OfficeAtWork, log_in: LogIn, listener: Listener
) -> None:
    add(near, log_in, listener.url)
    near.apply("Ana Petrović")
    work_off(near)
    client, (delivery,) = log_in("dusan"), delivered(near)
    assert delivery.label in client.get("/webhooks/1").text
    again = f"/webhooks/1/again/{delivery.id}"
    client.post(again, data={"token": token_of(client, "/webhooks")})
    work_off(near)
    first, second = (headers["webhook-id"] for headers, _ in listener.requests)
    assert first == second


def test_nothing_is_sent_into_a_private_network_unless_the_settings_say_so(
    office: OfficeAtWork, listener: Listener
) -> None:
    webhook = Webhook(1, "bmu", "Register", listener.url, ("whsec_c2VjcmV0",), office.now, "Dušan")
    message = Message("BMU-2026-0001/2/withdraw/webhook/1", "{}", office.now)
    with pytest.raises(NotDelivered, match="private network"):
        tell(message, webhook, office.now, private=False, timeout=5)
    assert not listener.requests
    assert json.dumps(signed_headers(message, webhook, office.now)).count("v1,") == 1


@pytest.mark.parametrize(
    "url", ["http://register.example/x", "ftp://a.example", "https://", "https://a:b@c.example", ""]
)
def test_an_address_that_nothing_can_be_sent_to_is_told_at_its_field(
    office: OfficeAtWork, log_in: LogIn, url: str
) -> None:
    client = log_in("dusan")
    data = {"token": token_of(client, "/webhooks"), "institution": "bmu", "title": "R", "url": url}
    answer = client.post("/webhooks", data=data)
    assert answer.status_code == 422
    assert 'id="url-error"' in answer.text and 'id="title-error"' not in answer.text
    answer_to_both = client.post("/webhooks", data={**data, "title": " "})
    assert 'id="url-error"' in answer_to_both.text and 'id="title-error"' in answer_to_both.text
    with reading(office.app.engine) as connection:
        assert webhooks.all_of(connection, ["bmu"]) == []


def test_the_coordinator_keeps_no_webhooks(office: OfficeAtWork, log_in: LogIn) -> None:
    client: TestClient = log_in("vera")
    assert client.get("/webhooks").status_code == 403
