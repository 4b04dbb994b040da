"""Every mail, in every language, from a full case and from one of which little is known."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from markupsafe import escape

from notifications.catalogue import CATALOGUE
from notifications.rendering import TEMPLATES
from notifications.wording import write
from notifications.words import LABELS
from states.text import LANGUAGES, Language, Text, to_latin
from states.vocabulary import DOCUMENT_KINDS
from tests.notifications import mail_examples
from tests.notifications.mail_examples import printed

MAILS = tuple(CATALOGUE)
OF_CASES = tuple(name for name, mail in CATALOGUE.items() if mail.about == "case")
ROLES = [
    "candidate",
    "host",
    "student_service",
    "mobility_coordinator",
    "academic_coordinator",
    "head_of_ico",
    "general_secretary",
    "rector",
]
VOID = {"meta", "br", "img", "hr"}
MARKS = ("{{", "}}", "{%", "%}", "None", "Undefined", "datetime", "Decimal(")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
LATIN_IN_CYRILLIC = re.compile(r"[\u0400-\u04ff][a-zA-Z]|[a-zA-Z][\u0400-\u04ff]")


class Balanced(HTMLParser):
    """Fails where a tag is closed that was not opened last."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"


ON_AN_APPEAL = Text("decision on the appeal", "одлука по жалби")
ON_A_COMPLAINT = Text("decision on the complaint", "одлука по приговору")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mail", MAILS)
def test_each_mail_can_be_sent_to_everyone_however_little_is_known(mail: str, language: Language):
    for role in ROLES:
        for context in (
            mail_examples.full(mail, language, role),
            mail_examples.bare(mail, language, role),
        ):
            printed_mail = printed(mail, language, context)
            for part in (printed_mail.subject, printed_mail.text, printed_mail.html):
                assert not [mark for mark in MARKS if mark in part]
            assert "\n" not in printed_mail.subject and "\n\n\n" not in printed_mail.text
            leads_to_a_page = not context.recipient.is_outside
            assert (context.url in printed_mail.text) is leads_to_a_page
            assert (f'href="{context.url}"' in printed_mail.html) is leads_to_a_page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mail", OF_CASES)
def test_a_mail_to_the_office_says_the_case_the_due_date_and_why(mail: str, language: Language):
    context = mail_examples.full(mail, language, "academic_coordinator")
    printed_mail = printed(mail, language, context)
    assert printed_mail.subject.startswith("[BMU-2026-0001] ")
    due = {"en": "Mon 8 Mar 2027", "sr": "пон 8.3.2027.", "sr-Latn": "pon 8.3.2027."}[language]
    for body in (printed_mail.text, printed_mail.html):
        assert due in body and "BMU-24a" in body and "BMU-18a" in body
        assert context.awaited and all(line in body for line in context.awaited.receipt)
        assert "Mila Ilić" in body


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ["candidate", "host"])
@pytest.mark.parametrize("mail", OF_CASES)
def test_a_letter_to_people_outside_names_its_ground_and_nothing_of_the_office(
    mail: str, role: str, language: Language
):
    """No receipt, no roles, no rule by its id, no page that only the office may open."""
    context = mail_examples.full(mail, language, role)
    printed_mail = printed(mail, language, context)
    assert context.rule and context.awaited
    ground = f"{LABELS['legal_ground'].in_(language)}: {context.rule.ground}."
    for body in (printed_mail.text, printed_mail.html):
        assert ground in body and context.office.email in body
        assert not re.search(r"\b(BMU|BEE|ICO)-(?!2026-|D-)", body)
        assert not any(line in body for line in context.awaited.receipt)
        assert "Mila Ilić" not in body and LABELS["you_are"].in_(language) not in body


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            ("What is asked of you", "Until: Mon 8 Mar 2027, 24:00", "article 24 of the Rulebook"),
        ),
        ("sr", ("Шта се од Вас очекује", "Рок: пон 8.3.2027. у 24:00", "члан 24. Правилника")),
    ],
)
def test_who_outside_has_to_do_something_reads_what_until_when_how_and_why(
    language: Language, lines: tuple[str, ...]
):
    context = mail_examples.full("documents_missing", language)
    assert context.awaited
    of_candidate = replace(context, awaited=replace(context.awaited, owner_roles=("candidate",)))
    text = printed("documents_missing", language, of_candidate).text
    assert all(line in text for line in lines)
    of_right = replace(of_candidate, awaited=replace(of_candidate.awaited, right=True))
    assert lines[0] not in printed("documents_missing", language, of_right).text
    assert lines[0] not in printed("documents_missing", language, context).text


def test_a_letter_names_no_attachment_that_its_step_does_not_make():
    context = mail_examples.full("application_refused", "en")
    assert "Attached: " in printed("application_refused", "en", context).text
    without_letter = replace(context, unmade=("refusal_letter",))
    assert "Attached" not in printed("application_refused", "en", without_letter).text


@pytest.mark.parametrize("mail", MAILS)
def test_a_mail_in_serbian_latin_holds_no_cyrillic_and_says_what_the_cyrillic_says(mail: str):
    cyrillic = printed(mail, "sr", mail_examples.full(mail, "sr"))
    latin = printed(mail, "sr-Latn", mail_examples.full(mail, "sr-Latn"))
    for cyrillic_text, latin_text in (
        (cyrillic.subject, latin.subject),
        (cyrillic.text, latin.text),
        (cyrillic.html.replace('lang="sr"', 'lang="sr-Latn"'), latin.html),
    ):
        assert CYRILLIC.search(cyrillic_text)
        assert not CYRILLIC.search(latin_text)
        assert to_latin(cyrillic_text) == latin_text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_mail_has_its_own_title_and_papers_whatever_was_written_before_it(language: Language):
    for mail in MAILS:
        printed(mail, language, mail_examples.bare(mail, language))
    for mail in MAILS:
        printed_mail = printed(mail, language, mail_examples.full(mail, language))
        entry = CATALOGUE[mail]
        assert f">{escape(entry.title.in_(language))}</h1>" in printed_mail.html
        # A letter says the case's own word, where lists have one for appeals and complaints.
        decision = ON_A_COMPLAINT if mail == "complaint_decided" else ON_AN_APPEAL
        titles = {**DOCUMENT_KINDS, "appeal_decision": decision}
        papers = [titles[kind].in_(language) for kind in entry.attaches]
        if mail in ("agreement_signed", "agreement_changed"):  # the agreement, by its own name
            papers = [DOCUMENT_KINDS["learning_agreement"].in_(language)]
        if mail == "transcript_issued":  # of the two that may be issued, this case has the one
            papers = papers[:1]
        label = LABELS["attached"].in_(language)
        attached_lines = [
            line for line in printed_mail.text.splitlines() if line.startswith(f"  {label}: ")
        ]
        assert attached_lines == ([f"  {label}: {', '.join(papers)}"] if papers else []), mail


def test_what_a_person_typed_in_cyrillic_is_latin_too_in_a_latin_mail():
    context = mail_examples.full("withdrawn", "sr-Latn")
    assert context.event
    event = replace(context.event, details={"reason": "Болест у породици <Љ>"})
    mail = printed("withdrawn", "sr-Latn", replace(context, event=event))
    assert "Razlog: Bolest u porodici <Lj>\n" in mail.text
    assert ">Bolest u porodici &lt;Lj&gt;<" in mail.html


def test_what_a_person_typed_in_latin_stays_as_it_is_beside_transliterated_text():
    context = replace(
        mail_examples.full("withdrawn", "sr-Latn", "rector"), url="https://x.example/ANjaLJ?q=1&r=2"
    )
    assert "https://x.example/ANjaLJ?q=1&r=2\n" in printed("withdrawn", "sr-Latn", context).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mail", MAILS)
def test_the_html_is_well_formed_and_needs_nothing_from_elsewhere(mail: str, language: Language):
    html = printed(mail, language, mail_examples.full(mail, language)).html
    parser = Balanced()
    parser.feed(html)
    assert not parser.open
    assert "<img" not in html and "<style" not in html and "<script" not in html
    assert f'<html lang="{language}">' in html


@pytest.mark.parametrize("mail", OF_CASES)
def test_a_name_with_markup_in_it_is_escaped_in_html_and_plain_in_text(mail: str):
    context = mail_examples.full(mail, "en", "head_of_ico")
    assert context.dossier
    evil = 'Ana <script>alert("1")</script> & Co'
    candidate = replace(context.dossier.candidate, name=evil)
    context = replace(
        context,
        dossier=replace(context.dossier, candidate=candidate),
        recipient=replace(context.recipient, name=evil),
    )
    printed_mail = printed(mail, "en", context)
    assert "<script" not in printed_mail.html
    assert "Ana &lt;script&gt;" in printed_mail.html
    assert f"Dear {evil}," in printed_mail.text


@pytest.mark.parametrize("value", ["<b>", "&amp;", "\"'"])
def test_grounds_reasons_and_addresses_are_escaped_too(value: str):
    context = mail_examples.full("withdrawn", "en", "rector")
    assert context.event
    event = replace(context.event, by=f"B{value}", details={"reason": f"R{value}"})
    html = printed(
        "withdrawn", "en", replace(context, event=event, url=f"https://x/?q={value}")
    ).html
    assert f">R{escape(value)}<" in html and f">B{escape(value)}<" in html
    assert f'href="https://x/?q={escape(value)}"' in html


def test_no_template_mixes_latin_letters_into_a_cyrillic_word():
    for template in TEMPLATES.glob("*/sr/*"):
        assert not LATIN_IN_CYRILLIC.findall(template.read_text()), template


def test_no_english_template_holds_cyrillic():
    for template in TEMPLATES.glob("*/en/*"):
        assert not CYRILLIC.search(template.read_text()), template


@pytest.mark.parametrize(
    ("language", "points"), [("en", "84.5"), ("sr", "84,5"), ("sr-Latn", "84,5")]
)
def test_points_have_the_decimal_sign_of_the_language(language: Language, points: str):
    mail = printed("ranking_published", language, mail_examples.full("ranking_published", language))
    assert f": {points}\n" in mail.text
    assert f">{points}<" in mail.html


def test_numbers_are_said_without_trailing_zeros():
    text = printed("ranking_published", "en", mail_examples.full("ranking_published", "en")).text
    assert "Points: 84.5\n" in text
    assert "ECTS: 12\n" in (
        printed("agreement_signed", "en", mail_examples.full("agreement_signed", "en")).text
    )


def test_an_unknown_mail_or_language_is_refused_by_name():
    context = mail_examples.full("withdrawn", "en")
    with pytest.raises(LookupError, match="no mail 'birthday'"):
        printed("birthday", "en", context)
    with pytest.raises(LookupError, match="'de'"):
        printed("withdrawn", "de", context)  # type: ignore[arg-type]


def test_a_mail_about_a_case_cannot_be_made_without_one():
    context = replace(mail_examples.full("withdrawn", "en"), case=None)
    with pytest.raises(AttributeError, match="number"):
        printed("withdrawn", "en", context)


def test_control_characters_that_a_person_typed_go_nowhere():
    context = mail_examples.full("withdrawn", "en")
    assert context.event
    event = replace(context.event, details={"reason": "\x01Illness\x1b\x00 in the family\x7f"})
    mail = printed("withdrawn", "en", replace(context, event=event))
    assert "Reason: Illness in the family\n" in mail.text
    assert ">Illness in the family</td></tr>" in mail.html


@pytest.mark.parametrize("reason", ["{{ office.email }}", "{% block next %}", "{# gone #}"])
def test_what_a_person_typed_is_no_template(reason: str):
    context = mail_examples.full("withdrawn", "en")
    assert context.event
    event = replace(context.event, details={"reason": reason})
    assert f"Reason: {reason}\n" in printed("withdrawn", "en", replace(context, event=event)).text


def test_a_reason_of_several_lines_stays_under_its_label():
    context = mail_examples.full("withdrawn", "en")
    assert context.event
    event = replace(context.event, details={"reason": "Illness\n\nin the family"})
    text = printed("withdrawn", "en", replace(context, event=event)).text
    assert "  Reason: Illness\n  in the family\n" in text


@pytest.mark.parametrize("reason", [None, "", "   ", "\n \n"])
def test_a_label_never_stands_without_its_value(reason: str | None):
    """A host may refuse without a reason, and somebody may type a blank for one."""
    context = mail_examples.full("withdrawn", "en")
    assert context.event
    event = replace(context.event, details={"reason": reason})
    assert "Reason" not in printed("withdrawn", "en", replace(context, event=event)).text


def test_each_fact_is_a_line_of_its_own():
    context = mail_examples.bare("application_refused", "en")
    assert context.case
    context = replace(context, case=replace(context.case, state="not_applied"))
    text = printed("application_refused", "en", context).text
    assert "  Missing documents: " in text
    assert "\n  Call: Autumn semester 2026/27\n" in text


def test_a_mail_is_kept_by_its_words_escaped_and_marked_as_in_html():
    context = mail_examples.full("withdrawn", "en", "head_of_ico")
    assert context.dossier and context.event
    candidate = replace(context.dossier.candidate, name="Ana & <Co>")
    event = replace(context.event, details={"reason": "Illness\n\n<strong>at home</strong>"})
    context = replace(context, dossier=replace(context.dossier, candidate=candidate), event=event)
    stored_mail = write("withdrawn", "en", context)
    assert stored_mail.subject == "[BMU-2026-0001] Ana & <Co> has withdrawn"
    assert (stored_mail.text, stored_mail.html) == ("", "") and stored_mail.words
    mail_words = json.loads(stored_mail.words)
    assert mail_words["greeting"] == "Dear Ana Petrović,"
    assert mail_words["happened"] == [
        "<strong>Ana &amp; &lt;Co&gt;</strong> has withdrawn from the mobility at University of"
        " Graz; this was recorded on 1 March 2027."
    ]
    reason = "Illness\n&lt;strong&gt;at home&lt;/strong&gt;"
    assert mail_words["facts"][0] == ["Reason", reason]


@pytest.mark.parametrize("form", ["txt", "html"])
def test_a_layout_adds_no_word_to_those_that_were_kept(form: str):
    layout = (TEMPLATES / f"layout.{form}").read_text()
    between_tags = re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>", "", layout)
    assert not re.findall(r"\w+", between_tags)
