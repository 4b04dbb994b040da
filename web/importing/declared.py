"""Every kind of import, by its name in addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.importing.agreements import AGREEMENTS
from web.importing.applicants import APPLICANTS
from web.importing.grading_tables import TABLES
from web.importing.kinds import ImportKind
from web.importing.partners import PARTNERS
from web.importing.people import PEOPLE
from web.importing.programme_courses import COURSES

KINDS: Final[Mapping[str, ImportKind]] = {
    kind.name: kind for kind in (PEOPLE, PARTNERS, APPLICANTS, COURSES, TABLES, AGREEMENTS)
}
