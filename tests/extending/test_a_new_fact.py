"""A fact is declared once: `accommodation` is added to a copy of the project in five files.

What it does there `accommodation_story.py` says, whose tests run in that copy.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from persistence.migrating import head_revision
from tests.extending.project_copy import ProjectCopy, copy_project

DECLARATION = """\
    FactDeclaration(
        name="accommodation",
        title=Text("Accommodation", "Смештај"),
        payload=Accommodation,
        dossier_field="accommodation",
        choices={
            "found_by": {
                "student": Text("the student", "студент"),
                "host": Text("the host institution", "установа домаћин"),
            }
        },
        table="accommodations",
    ),
"""
FORM = '''\
@frozen
class Accommodation:
    """Where the candidate lives abroad, both days included, and who found it."""

    __pydantic_config__ = STRICT

    address: Titled
    first_day: Annotated[Day, Field(alias="from")]
    last_day: Annotated[Day, Field(alias="to")]
    rent: Annotated[Decimal, Field(ge=0, decimal_places=2)] | None = None
    found_by: Literal["student", "host"] = "student"


'''
MIGRATION = f'''\
"""Where candidates live abroad."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.tables.base import Exact, Id

revision = "9001"
down_revision = "{head_revision()}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A row a case."""
    op.create_table(
        "accommodations",
        sa.Column("case_id", Id, nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("rent", Exact()),
        sa.Column("found_by", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_accommodations_case_id")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_accommodations")),
    )


def downgrade() -> None:
    """Forgets it."""
    op.drop_table("accommodations")
'''
ALLOWED = """\
  accommodation: {rule: BMU-33, roles: [mobility_coordinator, candidate]}
"""
WORDS = """\
    "found_by": Text("Found by", "Смештај обезбедио"),
    "rent": Text("Rent, € a month", "Кирија, € месечно"),
"""
pytestmark = pytest.mark.slow

FACTS = "states/facts.py"
DOSSIER = "states/dossier.py"
NEW_MIGRATION = "persistence/migrations/versions/9001.py"
DEFINITION = "states/definitions/bmu/outgoing-studies.2021-06-29.yaml"
LABELS = "states/field_labels.py"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> ProjectCopy:
    """The project with a fact more."""
    copy = copy_project(tmp_path_factory.mktemp("extended") / "project")
    copy.insert(FACTS, "    Accommodation,\n", after="from states.dossier import (\n")
    copy.insert(FACTS, DECLARATION, before=")\n\nFACTS: Final")
    copy.insert(
        DOSSIER, "from decimal import Decimal\n", before="from typing import Annotated, Literal\n"
    )
    copy.insert(DOSSIER, FORM, before="@frozen\nclass Stay:\n")
    copy.insert(DOSSIER, "    accommodation: Accommodation | None = None\n",
                after="    semester_start: Day | None = None\n")  # fmt: skip
    copy.write(NEW_MIGRATION, MIGRATION)
    copy.insert(DEFINITION, ALLOWED, after="\nfacts:\n")
    copy.insert(LABELS, WORDS, after="FIELDS: Final[dict[str, Text]] = {\n")
    return copy


def test_five_files_are_all_that_is_touched(project: ProjectCopy) -> None:
    assert project.changed_files() == sorted([FACTS, DOSSIER, NEW_MIGRATION, DEFINITION, LABELS])


def test_it_is_recorded_read_back_shown_asked_for_and_rehearsed(
    project: ProjectCopy, tmp_path: Path
) -> None:
    copy_folder = shutil.copytree(project.folder, tmp_path / "copied")
    story = Path(__file__).with_name("accommodation_story.py")
    shutil.copy(story, copy_folder / "tests" / "web" / "test_accommodation.py")
    process = ProjectCopy(copy_folder).run(
        "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/web/test_accommodation.py"
    )
    assert process.returncode == 0, process.stdout + process.stderr


def test_the_tests_of_every_form_and_of_every_word_hold_for_it_too(project: ProjectCopy) -> None:
    process = project.run(
        "-m", "pytest", "-v", "-p", "no:cacheprovider", "tests/web/test_words.py",
        "tests/web/test_forms.py", "-k", "accommodation or each_text or every_field",
    )  # fmt: skip
    assert process.returncode == 0, process.stdout + process.stderr
    for name in ("[accommodation]", "_serbian_in_cyrillic", "_has_its_label"):
        assert f"{name} PASSED" in process.stdout
    words = project.run("-c", "from tests.web.test_words import ALL; print(*ALL)").stdout.split()
    assert {"title.accommodation", "field.found_by", "found_by.student"} <= set(words)
