"""The server's own application, but for its store, which keeps nothing: for `benches/ingest.py` only."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "retour.web.settings")
import django

django.setup()

from door_server import Nothing
from retour.web import asgi
from retour.web.inlet.setup import door
from retour.web.inlet.tails import Tails

asgi.events = door(Tails(opened=lambda _: Nothing()))  # type: ignore[arg-type, return-value]
application = asgi.application
