"""What is given out as a file, always as a download and under a name of the office's own making."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response


def download(content: bytes, name: str, content_type: str) -> Response:
    """A file to be kept, not opened in the page."""
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(content, 200, headers, content_type)
