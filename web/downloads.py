"""What is given out as a file, always as a download and under a name of the office's own making."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

from workflows.cases.uploads import ENDINGS


def download(content: bytes, name: str, content_type: str) -> Response:
    """A file to be kept, not opened in the page."""
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(content, 200, headers, content_type)


def download_of_type(content: bytes, name: str, content_type: str | None) -> Response:
    """A stored file under a name, with the ending of its type where the name has none.

    Of a type that the office does not take nothing is said but that it is bytes.
    """
    known_type = content_type if content_type in ENDINGS else None
    ending = ENDINGS.get(known_type or "", "bin")
    full = name if "." in name else f"{name}.{ending}"
    return download(content, full, known_type or "application/octet-stream")
