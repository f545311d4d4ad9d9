"""Addresses of the API."""

from django.urls import path, re_path

from retour.web.api import assessments, files, logs, register
from retour.web.api.description import described
from retour.web.api.entry import missing, program

app_name = "api"
urlpatterns = [
    path("openapi.json", described, name="openapi"),
    path("workspace", program(GET=assessments.workspace), name="workspace"),
    path("register", program(GET=register.documents), name="register"),
    path(
        "register/<path:path>",
        program(GET=register.read, PUT=register.write, DELETE=register.remove),
        name="document",
    ),
    path("apply", program(POST=register.apply), name="apply"),
    path("problems", program(GET=register.problems), name="problems"),
    path("assessments", program(GET=assessments.assessments), name="assessments"),
    path("assessments/latest", program(GET=assessments.latest_one), name="latest"),
    path("figures/<path:key>", program(GET=assessments.figure), name="figure"),
    path("steering", program(GET=assessments.steering), name="steering"),
    path("exports/<str:kind>", program(GET=assessments.export), name="export"),
    path("logs/<str:process>/<str:form>", program(GET=logs.log), name="log"),
    path("files", program(GET=files.files), name="files"),
    path("files/<path:path>", program(PUT=files.keep, DELETE=files.forget), name="file"),
    path("assess", program(POST=assessments.assess), name="assess"),
    path("jobs/<str:key>", program(GET=assessments.job), name="job"),
    re_path(r"^(?P<rest>.*)$", missing, name="missing"),
]
