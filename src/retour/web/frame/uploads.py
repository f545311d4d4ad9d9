"""Files come in on disk, each of a bounded size; one too large is read to its end, kept nowhere, and said."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest


class Bounded(TemporaryFileUploadHandler):
    """Keeps an upload in a temporary file, up to the server's limit."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  Django's own signature
        """A file begins."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """A piece of the file comes in."""
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_LIMIT:
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
