"""The styles and scripts of pages: those of installed packages, and the office's own."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

OFFICE_STATIC: Final = Path(__file__).parent / "static"


def serve_styles(app: FastAPI) -> None:
    """Styles and scripts come with the installed packages; the office's own stand beside them."""
    packages = {
        "/static/htmx": ("js_lib_htmx", "static/htmx"),
        "/static/tabler": ("starlette_admin", "static"),
    }
    for path, package in packages.items():
        app.mount(path, StaticFiles(packages=[package]))
    app.mount("/static/office", StaticFiles(directory=OFFICE_STATIC))
