"""Every address of the server."""

from django.urls import include, path

from retour.web.frame import languages
from retour.web.portfolio.views import front
from retour.web.site.health import health
from retour.web.workspaces.views import join

handler400 = "retour.web.frame.errors.bad"
handler403 = "retour.web.frame.errors.forbidden"
handler404 = "retour.web.frame.errors.missing"
handler500 = "retour.web.frame.errors.broken"

urlpatterns = [
    path("", front, name="front"),
    path("health/", health, name="health"),
    path("language/", languages.choose, name="language"),
    path("account/", include("retour.web.accounts.urls")),
    path("join/<str:secret>/", join, name="join"),
    path("", include("retour.web.portfolio.urls")),
    path("w/<str:workspace>/people/", include("retour.web.workspaces.urls")),
    path("w/<str:workspace>/measure/", include("retour.web.intake.urls")),
    path("w/<str:workspace>/register/", include("retour.web.editing.urls")),
    path("w/<str:workspace>/reviews/", include("retour.web.audits.urls")),
    path("", include("retour.web.audits.outside")),
    path("w/<str:workspace>/", include("retour.web.pilot.urls")),
    path("s/", include("retour.web.pilot.shared_urls")),
    path("api/v1/", include("retour.web.api.urls")),
]
