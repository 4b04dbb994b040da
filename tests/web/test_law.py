"""The law of a day on a page: names, digests, and each text word for word."""

from __future__ import annotations

import html
from dataclasses import replace
from datetime import UTC, datetime

from office.config_file import REGULATIONS
from office.rulebooks import read_rulebooks
from persistence.database import write_transaction
from persistence.regulations import keep
from tests.web.browsing import LogIn
from tests.web.office_at_work import OfficeAtWork


def test_what_cases_run_by_is_listed_with_its_digest_and_told_whole(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    office.apply("Ana Petrović")
    client = log_in("vera")
    page = html.unescape(client.get("/rules/law?on=2026-03-02").text)
    assert "In force on Mon 2 Mar 2026" in page
    assert "Rulebook on International Mobility" in page
    assert "bmu/outgoing-studies" in page
    text = (REGULATIONS / "bmu.yaml").read_text(encoding="utf-8")
    whole = html.unescape(client.get("/rules/law?on=2026-03-02&name=bmu").text)
    assert text in whole
    assert text not in page
    assert "/rules/law" in client.get("/rules").text


def test_before_the_first_version_there_was_no_law_and_no_text_of_it(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    office.apply("Ana Petrović")
    client = log_in("vera")
    assert "No case of this office ran by any law" in client.get("/rules/law?on=2021-06-28").text
    assert client.get("/rules/law?on=2021-06-28&name=bmu").status_code == 404
    assert client.get("/rules/law?on=2021-06-29&name=bmu").status_code == 200


def test_a_text_that_was_corrected_reads_of_a_day_before_as_it_then_read(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    office.apply("Ana Petrović")
    client = log_in("vera")
    (first,) = read_rulebooks(REGULATIONS)["bmu"]
    correction = replace(first, text="institution: bmu  # as corrected", digest="c" * 64)
    with write_transaction(office.app.engine) as connection:
        keep(connection, correction, datetime(2026, 6, 1, 9, tzinfo=UTC))
    before = html.unescape(client.get("/rules/law?on=2026-05-31&name=bmu").text)
    after = html.unescape(client.get("/rules/law?on=2026-06-01&name=bmu").text)
    assert first.digest in before and first.text in before
    assert "Mon 1 Jun 2026" in before
    assert "c" * 64 in after and correction.text in after and first.text not in after


def test_a_day_that_does_not_exist_is_said_at_its_field(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    office.apply("Ana Petrović")
    page = log_in("vera").get("/rules/law?on=2026-02-30").text
    assert "This is not a day that exists" in page
    assert "bmu/outgoing-studies" in html.unescape(page)
