"""A file to keep, sent in pieces; the browser neither shows it nor guesses what it is."""

from collections.abc import Iterator
from pathlib import Path

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header


def attached(path: Path) -> HttpResponse:
    """The file under its own name."""
    answer = StreamingHttpResponse(_pieces(path), content_type="application/octet-stream")
    answer["Content-Length"] = str(path.stat().st_size)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=path.name)
    return answer  # type: ignore[return-value]


def _pieces(path: Path) -> Iterator[bytes]:
    """A file, piece by piece; opened when the first one is asked for."""
    with path.open("rb") as stream:
        while piece := stream.read(1 << 16):
            yield piece
