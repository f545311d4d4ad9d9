"""Files come in on disk, each of a bounded size; one too large is read to its end, kept nowhere, and said."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest

MOST_FILES = 6  # of the largest size are kept, in one request
SMALL = 1_000_000  # bytes of a form outside any workspace


class Bounded(TemporaryFileUploadHandler):
    """Keeps an upload in a temporary file, up to the server's limit."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *rest: Any) -> None:  # noqa: ANN401, N803  Django's own signature
        """A body begins: outside the workspaces, one too large for a form is not read at all."""
        path = self.request.path if self.request is not None else "/"
        if content_length > SMALL and not path.startswith(("/w/", "/api/")):
            raise RequestDataTooBig("body.too_large")
        super().handle_raw_input(input_data, META, content_length, *rest)

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  Django's own signature
        """A file begins."""
        super().new_file(*args, **kwargs)
        self.total = self.__dict__.get("total", 0)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """A piece of the file comes in."""
        self.received += len(raw_data)
        self.total += len(raw_data)
        if self.received > settings.UPLOAD_LIMIT or self.total > MOST_FILES * settings.UPLOAD_LIMIT:
            self.file.close()
            refused(self.request).append(str(self.file_name))
            raise SkipFile
        super().receive_data_chunk(raw_data, start)
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The file is whole."""
        return super().file_complete(file_size)


def refused(request: HttpRequest | None) -> list[str]:
    """Names of the files of a request that were too large to be kept."""
    found: list[str] = request.__dict__.setdefault("_too_large", []) if request is not None else []
    return found
