"""The words of all pages together, as templates use them: `word.<name>`."""

from __future__ import annotations

from typing import Final

from states.text import Text
from web.messages.acts import ACTS
from web.messages.board import BOARD
from web.messages.bulk import BULK
from web.messages.calls import CALLS
from web.messages.case import CASE
from web.messages.changes import LOG
from web.messages.confirming import CONFIRMING
from web.messages.escalations import ESCALATIONS
from web.messages.exports import EXPORTS
from web.messages.handling import HANDLING
from web.messages.importing import IMPORTING
from web.messages.incoming import INCOMING
from web.messages.layout import LAYOUT
from web.messages.lists import LISTS
from web.messages.login import LOGIN
from web.messages.mails import MAILS
from web.messages.money import MONEY
from web.messages.outside import OUTSIDE
from web.messages.people import PEOPLE
from web.messages.person import PERSON
from web.messages.personal_data import PERSONAL_DATA
from web.messages.plans import PLANS
from web.messages.programs import PROGRAMS
from web.messages.public import PUBLIC
from web.messages.reference import REFERENCE
from web.messages.rules import RULES
from web.messages.setup import SETUP
from web.messages.several import SEVERAL
from web.messages.stuck import STUCK
from web.messages.submissions import SUBMISSIONS
from web.messages.survey import SURVEY
from web.messages.tables import TABLES
from web.messages.takeover import TAKEOVER
from web.messages.work import WORK
from web.messages.year import YEAR

PAGES: Final = (
    LAYOUT,
    LISTS,
    LOGIN,
    ACTS,
    BOARD,
    ESCALATIONS,
    WORK,
    CASE,
    SEVERAL,
    TABLES,
    IMPORTING,
    TAKEOVER,
    SETUP,
    HANDLING,
    BULK,
    EXPORTS,
    CONFIRMING,
    STUCK,
    CALLS,
    MAILS,
    MONEY,
    PEOPLE,
    PLANS,
    PERSON,
    PERSONAL_DATA,
    LOG,
    PROGRAMS,
    REFERENCE,
    RULES,
    OUTSIDE,
    PUBLIC,
    SUBMISSIONS,
    SURVEY,
    INCOMING,
    YEAR,
)
"""A name stands on one page only: a test finds the second."""

MESSAGES: Final[dict[str, Text]] = {name: text for page in PAGES for name, text in page.items()}
