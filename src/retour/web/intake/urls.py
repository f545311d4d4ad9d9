"""Addresses of what comes in."""

from django.urls import path

from retour.web.intake.pages import (
    files,
    forward,
    problems,
    result,
    scenarios,
    sending,
    sources,
    start,
    waiting,
)

app_name = "intake"
urlpatterns = [
    path("", start.start, name="start"),
    path("paste/", start.paste, name="paste"),
    path("drafts/", start.drafts, name="drafts"),
    path("looks/<str:look>/", files.look, name="look"),
    path("looks/<str:look>/again/", waiting.again, name="again"),
    path("looks/<str:look>/forget/", files.forget, name="forget"),
    path("looks/<str:look>/rejected/<int:number>/", files.rejected, name="rejected"),
    path("looks/<str:look>/result/", result.result, name="result"),
    path("looks/<str:look>/lost/", result.lost, name="lost"),
    path("looks/<str:look>/names/", result.names, name="names"),
    path("looks/<str:look>/costs/", result.costs, name="costs"),
    path("looks/<str:look>/effect/", result.effect, name="effect"),
    path("looks/<str:look>/forward/", forward.forward, name="forward"),
    path("looks/<str:look>/page/", forward.download, name="page"),
    path("looks/<str:look>/keep/", forward.keep, name="keep"),
    path("scenarios/", scenarios.scenarios, name="scenarios"),
    path("scenarios/<str:look>/", scenarios.scenario, name="scenario"),
    path("scenarios/<str:look>/drafts/", scenarios.drafts, name="scenario_drafts"),
    path("sources/", sources.sources, name="sources"),
    path("sources/log/<str:process>/<str:form>/", sources.log, name="log"),
    path("sources/add/", sources.add, name="add"),
    path("sources/drops/<str:job>/", sources.drop, name="drop"),
    path("sources/<int:file>/", sources.source, name="source"),
    path("sources/<int:file>/download/", sources.download, name="download"),
    path("sources/<int:file>/replace/", sources.replace_, name="replace"),
    path("sources/<int:file>/remove/", sources.remove, name="remove"),
    path("sending/", sending.sending, name="sending"),
    path("sending/make/", sending.make, name="sending_make"),
    path("sending/<int:token>/", sending.recipes_of, name="sending_recipes"),
    path("sending/<int:token>/renew/", sending.renew, name="sending_renew"),
    path("sending/<int:token>/close/", sending.close, name="sending_close"),
    path("problems/", problems.problems, name="problems"),
    path("problems/list/", problems.listing, name="problems_list"),
]
