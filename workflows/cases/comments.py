"""Comments on a case: what colleagues tell one another, and whom they name with an @.

A colleague who is named gets a mail, in the transaction of the comment. Who follows the case hears
of it from `workflows.running.followers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from actions.handling_mails import HandlingNews
from persistence import followers, handling_log
from persistence.handling_log import LoggedEntry
from persistence.staff import Member
from rules.wording import format_text, listed
from states.folding import folded
from states.frozen import frozen
from states.text import Text
from states.validation_error import ValidationError
from workflows.cases.colleague_mails import mail_colleagues
from workflows.cases.colleagues import Colleague, colleagues
from workflows.cases.handling import locked_handling

LONGEST_COMMENT: Final = 4000
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_AT: Final = re.compile(r"(?:^|(?<=[\s(,;]))@(?=[^\s@])")
"""An @ that begins a word: that of an e-mail address does not."""
_WORD: Final = re.compile(r"[^\s,;:!?()]+")


@frozen
class Mentions:
    """Whom a comment names, and the names that nobody has or several have."""

    members: tuple[Member, ...]
    unclear: tuple[str, ...]


def comment(by: Colleague, case_id: int, text: str) -> LoggedEntry | None:
    """Adds a comment to a case; None where the form was done already.

    Raises ValidationError for an empty or too long one, and for an @name that is nobody's.
    """
    clean = clean_comment(text)
    case = locked_handling(by, case_id)
    if handling_log.is_known(by.act.connection, by.form_key):
        return None
    people = colleagues(by.act.connection, case.institution, by.act.today)
    mentions = mentions_in(clean, people)
    if mentions.unclear:
        raise ValidationError(_unclear(mentions.unclear, people), ("text",))
    data = {"text": clean, "mentioned": [member.login for member in mentions.members]}
    news = HandlingNews("mentioned", by.member.name, by.act.now, data)
    mail_colleagues(by.act, case, news, [m for m in mentions.members if m.id != by.member.id])
    return handling_log.add(
        by.act.connection, case_id, by.entry("commented", data), by.act.now, by.form_key
    )


def clean_comment(text: str) -> str:
    """A comment as it is kept; raises ValidationError for an empty or too long one."""
    clean = _CONTROL.sub("", text.replace("\r\n", "\n")).strip()
    if not clean:
        raise ValidationError(Text("Write something first.", "Прво нешто напишите."), ("text",))
    if len(clean) > LONGEST_COMMENT:
        raise ValidationError(
            Text(
                f"The comment has {len(clean)} letters; at most {LONGEST_COMMENT} fit.",
                f"Коментар има {len(clean)} знакова; највише је дозвољено {LONGEST_COMMENT}.",
            ),
            ("text",),
        )
    return clean


def mentions_in(text: str, people: Sequence[Member]) -> Mentions:
    """Whom a text names with an @: by the whole name, the login, or a name that only one has."""
    members: dict[int, Member] = {}
    unclear: list[str] = []
    for at in _AT.finditer(text):
        member_or_word = _named_at(text[at.end() :], people)
        if isinstance(member_or_word, Member):
            members.setdefault(member_or_word.id, member_or_word)
        else:
            unclear.append(member_or_word)
    return Mentions(tuple(members.values()), tuple(dict.fromkeys(unclear)))


def _named_at(text: str, people: Sequence[Member]) -> Member | str:
    """The colleague whose name a text begins with; else the word that is nobody's alone."""
    folded_text = folded(text)
    for member in people:
        name = folded(member.name)
        if folded_text.startswith(name) and not folded_text[len(name) : len(name) + 1].isalnum():
            return member
    match = _WORD.match(text)
    word = match.group().rstrip(".") if match else text[:1]
    members = list(_with_name(folded(word), people))
    return members[0] if len(members) == 1 else word


def _with_name(word: str, people: Sequence[Member]) -> Iterator[Member]:
    by_login = [member for member in people if folded(member.login) == word]
    by_part = [member for member in people if word in folded(member.name).split()]
    yield from by_login or by_part


def _unclear(names: Sequence[str], people: Sequence[Member]) -> Text:
    return format_text(
        "Nobody here, or more than one, is called {names}. Write @ with the login or the whole "
        "name: {people}.",
        "Нико се овде, или више њих, не зове {names}. Напишите @ са корисничким именом или пуним "
        "именом: {people}.",
        names=listed(f"@{name}" for name in names),
        people=listed(f"@{member.login} ({member.name})" for member in people),
    )


def follow(by: Colleague, case_id: int, by_mail: bool) -> None:
    """Lets somebody follow a case from now on; `by_mail` mails them each step and comment."""
    locked_handling(by, case_id)
    followers.follow(by.act.connection, case_id, by.member.id, by_mail, by.act.now)


def unfollow(by: Colleague, case_id: int) -> bool:
    """Ends it; False where they did not follow the case."""
    locked_handling(by, case_id)
    return followers.unfollow(by.act.connection, case_id, by.member.id)
