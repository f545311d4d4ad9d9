"""The application that `retour serve` answers with: the front door, then the pages."""

from django.conf import settings

from retour.web.frame.uploads import MOST_FILES, SMALL
from retour.web.front import Front, Limits
from retour.web.wsgi import application as pages

application = Front(
    pages,
    Limits(
        form=max(SMALL, settings.DATA_UPLOAD_MAX_MEMORY_SIZE),
        upload=(MOST_FILES + 1) * settings.UPLOAD_LIMIT,
        patience=settings.PATIENCE,
    ),
)
