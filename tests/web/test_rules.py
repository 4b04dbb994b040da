"""Rules are searched; a process shows where its cases stand; versions tell what they changed."""

from __future__ import annotations

import re

from office.counted_diagrams import counted_svg
from tests.web.browsing import LogIn
from tests.web.office_at_work import OfficeAtWork
from web.views.processes import difference

PROCESS = "/processes/bmu/outgoing-studies.2021-06-29"


def rules_on(page: str) -> set[str]:
    return set(re.findall(r'<article id="([^"]+)"', page))


def test_rules_are_found_by_words_in_either_language_and_script(log_in: LogIn) -> None:
    client = log_in("vera")
    all_rules = rules_on(client.get("/rules?of=bmu").text)
    decree = rules_on(client.get("/rules?of=bmu&q=BMU-24a").text)
    assert decree == {"BMU-24a"}
    cyrillic = rules_on(client.get("/rules", params={"of": "bmu", "q": "ранг листа"}).text)
    latin = rules_on(client.get("/rules", params={"of": "bmu", "q": "rang lista"}).text)
    assert cyrillic == latin
    assert set() < cyrillic < all_rules
    rules_by_form = [
        rules_on(client.get("/rules", params={"of": "bmu", "q": word}).text)
        for word in ("жалба", "жалбе", "žalbu")
    ]
    assert rules_by_form[0] == rules_by_form[1] == rules_by_form[2]
    assert {"BMU-15c", "BMU-24b"} <= rules_by_form[0], "as the text of each declines it"
    assert "No rule has these words" in client.get("/rules?of=bmu&q=qqqq").text


def test_what_was_searched_for_stands_before_the_processes(log_in: LogIn) -> None:
    client = log_in("vera")
    page = client.get("/rules?of=bmu&q=BMU-24a").text
    assert page.index('id="BMU-24a"') < page.index('id="processes"')
    page = client.get("/rules?of=bmu").text
    assert page.index('id="processes"') < page.index('id="BMU-24a"')


def test_a_process_shows_how_many_cases_stand_in_each_state_and_leads_to_them(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    office.apply("Ana Petrović")
    office.open("Bojan Ilić")
    office.open("Vesna Savić")
    client = log_in("vera")
    page = client.get(PROCESS).text
    assert "3 cases" in page
    for state, number in (("call", 2), ("application", 1)):
        assert f'process=outgoing-studies&amp;state={state}">{number}</a>' in page
    assert f'<a href="{PROCESS}/picture.svg">' in page, "at any size, by itself"
    picture = client.get(f"{PROCESS}/picture.svg")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert re.findall(r'fill="#ffffff">(\d+)</text>', picture.text) == ["2", "1"]


def test_the_picture_without_cases_is_the_one_of_the_documentation(office: OfficeAtWork) -> None:
    definition = office.app.office.definition("bmu/outgoing-studies.2021-06-29")
    assert 'class="count"' not in counted_svg(definition, "en", {})
    assert counted_svg(definition, "en", {"decree": 12}).count('class="count"') == 1


def test_what_a_version_changed_is_told_line_by_line() -> None:
    before, after = "days: 8\ntitle: Decree\n", "days: 5\ntitle: Decree\n"
    kinds = [(line.kind, line.text) for line in difference(before, after)]
    assert ("removed", "days: 8") in kinds
    assert ("added", "days: 5") in kinds
    assert ("same", "title: Decree") in kinds
    assert difference(before, before) == ()


def test_a_version_that_is_none_is_no_page(log_in: LogIn) -> None:
    client = log_in("vera")
    assert client.get(f"{PROCESS}/differences?before=2021-06-29").status_code == 200
    assert client.get(f"{PROCESS}/differences?before=1999-01-01").status_code == 404
    assert (
        client.get("/rules/differences/bmu?before=2021-06-29&after=2021-06-29").status_code == 200
    )
    assert client.get("/processes/bmu/no-such.2021-06-29").status_code == 404
