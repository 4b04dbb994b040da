"""Serving the office's pages of a data folder: `python -m web.serve --data DIR --port N`."""

from __future__ import annotations

import sys

from web.serving import MakeApp, main


def load() -> MakeApp:
    """What makes the pages, loaded once the start is set to be fast; they are read while running
    cases are brought under corrected texts of their law."""
    from web.app import make_app
    from workflows.running.bootstrap import is_behind

    return lambda app, clock: make_app(app, clock, is_behind(app))


if __name__ == "__main__":
    sys.exit(main(load, "Serves the office's pages.", 8080, at_once=True))
