"""Templates are made in the background after a start: who opens a page first waits for none."""

from __future__ import annotations

from threading import enumerate as running_threads

from starlette.testclient import TestClient

from tests.web.office_at_work import OfficeAtWork
from web.app import make_app
from web.compiling import compiled_templates
from web.environment import TEMPLATES, environment


def test_every_template_is_made_in_each_language_and_kept() -> None:
    names = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}
    environments = [environment("en"), environment("sr")]
    for templates in environments:
        assert templates.cache is not None
        templates.cache.clear()
    made_names = list(compiled_templates(("en", "sr")))
    assert len(made_names) == 2 * len(set(made_names)) and names <= set(made_names)
    for templates in environments:
        assert templates.cache is not None and len(templates.cache) >= len(names)


def test_it_begins_with_the_pages_and_ends_with_them_at_once(office: OfficeAtWork) -> None:
    with TestClient(make_app(office.app, office.clock)) as client:
        assert client.get("/login").status_code == 200
        assert "templates" in {thread.name for thread in running_threads()}
    assert "templates" not in {thread.name for thread in running_threads()}
