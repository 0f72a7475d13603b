"""No page takes a file: what comes along as a file is read past, and a form that is too long is not read at all."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class NoFiles(FileUploadHandler):
    """Keeps no file, in memory or on the disk. Django counts fields, and would leave files out of that count."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 - the name is Django's
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Refuse a form that is longer, files included, than a form may be (413.html)."""
        if content_length > (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0):
            raise RequestDataTooBig("A form with files is longer than DATA_UPLOAD_MAX_MEMORY_SIZE.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Throw a part of a file away."""

    def file_complete(self, file_size: int) -> None:
        """Say that there is no file."""
