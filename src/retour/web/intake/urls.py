"""Addresses of what comes in."""

from django.urls import path

from retour.web.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.start, name="start"),
    path("sources/", views.sources, name="sources"),
]
