"""A mail's words are kept apart from the sheet that a whole list shares, and read as they stood."""

from __future__ import annotations

from dataclasses import replace

import mail_examples
import pytest

from notifications.sheets import WrittenMail, render, sheet_of
from notifications.writing import write
from states.text import Language

LIST = "ranking_published"


def test_the_mails_of_a_list_stand_on_one_sheet():
    context = mail_examples.full(LIST, "en")
    other = replace(context, recipient=replace(context.recipient, name="Boris Ilić"))
    one, two = write(LIST, "en", context), write(LIST, "en", other)
    assert one.sheet == two.sheet
    assert one.pieces != two.pieces
    assert "Boris" not in one.sheet.text + one.sheet.html
    assert "Dear Boris Ilić," in render(two).text


def test_what_the_mails_of_a_list_say_alike_stands_on_their_sheet():
    context = mail_examples.full(LIST, "en")
    mail, who = write(LIST, "en", context), context.event.by
    assert who in mail.sheet.text and who in mail.sheet.html
    assert who not in mail.pieces
    assert who in render(mail).text


@pytest.mark.parametrize("language", ["en", "sr", "sr-Latn"])
def test_what_a_layout_says_differently_makes_a_sheet_of_its_own(language: Language):
    context = mail_examples.full(LIST, language)
    assert context.rule
    cited = replace(context, rule=replace(context.rule, article="art. 99"))
    assert write(LIST, language, context).sheet != write(LIST, language, cited).sheet


def test_a_sheet_without_places_is_the_whole_mail():
    """So were mails kept before sheets were shared."""
    mail = render(WrittenMail("Subject", sheet_of("All of it.\n", "<p>All of it.</p>"), ""))
    assert (mail.text, mail.html) == ("All of it.\n", "<p>All of it.</p>")


@pytest.mark.parametrize("mark", ["\x1a", "\x1c", "\x1d", "\x1aurl\x1a", "x\x1cfacts\x1d"])
def test_a_mark_that_a_person_typed_means_nothing(mark: str):
    context = mail_examples.full("withdrawn", "en")
    assert context.event
    event = replace(context.event, by=f"A{mark}B", details={"reason": f"A{mark}B"})
    plain = f"A{''.join(c for c in mark if c.isprintable())}B"
    said = replace(context.event, by=plain, details={"reason": plain})
    typed = replace(context, event=event, process=f"A{mark}B")
    meant = replace(context, event=said, process=plain)
    assert render(write("withdrawn", "en", typed)) == render(write("withdrawn", "en", meant))
