"""The facts of international projects, each declared: the form of each stands in `states.projects`.

They stand among the others in `states.facts`, where whatever needs a fact reads its declaration.
"""

from __future__ import annotations

from typing import Final

from states import projects
from states.fact_declaration import FactDeclaration, completes_of_each
from states.text import Text

_LEADERS: Final = ("project_administrator", "head_of_ico")

PROJECT_FACTS: Final = (
    FactDeclaration(
        name="project",
        title=Text("Description of the project", "Опис пројекта"),
        payload=projects.Project,
        dossier_field="project",
        about="project",
        roles=_LEADERS,
        table="projects",
    ),
    FactDeclaration(
        name="leading_professor",
        title=Text("Leading professor", "Професор руководилац пројекта"),
        payload=projects.LeadingProfessor,
        dossier_field="leading_professor",
        about="project",
        roles=_LEADERS,
        table="leading_professors",
    ),
    FactDeclaration(
        name="project_administrator",
        title=Text("Project administrator", "Администратор пројекта"),
        payload=projects.ProjectAdministrator,
        dossier_field="project_administrator",
        about="project",
        roles=_LEADERS,
        table="project_administrators",
    ),
    FactDeclaration(
        name="project_partner",
        title=Text("Partner in the project", "Партнер на пројекту"),
        payload=projects.ProjectPartner,
        dossier_field="project_partners",
        meets=completes_of_each("partner"),
        about="project",
        roles=_LEADERS,
        table="project_partners",
        several=True,
    ),
    FactDeclaration(
        name="project_grant",
        title=Text("Grant of the project", "Средства додељена пројекту"),
        payload=projects.ProjectGrant,
        dossier_field="project_grant",
        about="project",
        roles=_LEADERS,
        table="project_grants",
    ),
    FactDeclaration(
        name="deliverable",
        title=Text("Deliverable", "Резултат пројекта"),
        payload=projects.Deliverable,
        dossier_field="deliverables",
        meets=completes_of_each("title"),
        about="project",
        roles=_LEADERS,
        table="deliverables",
        several=True,
    ),
    FactDeclaration(
        name="report",
        title=Text("Report to the funder", "Извештај даваоцу средстава"),
        payload=projects.Report,
        dossier_field="reports",
        meets=completes_of_each("which"),
        about="project",
        roles=_LEADERS,
        choices={
            "which": {
                "interim": Text("interim report", "периодични извештај"),
                "final": Text("final report", "завршни извештај"),
            }
        },
        table="reports",
        several=True,
    ),
    FactDeclaration(
        name="of_project",
        title=Text("Project that it belongs to", "Пројекат ком припада"),
        payload=projects.OfProject,
        dossier_field="of_project",
        content="project",
        roles=("mobility_coordinator", "project_administrator", "head_of_ico"),
        table="of_projects",
        card="support",
        phases=(),
    ),
)
"""In the order in which a case gathers them."""
