"""Addresses of the pages that show an assessment."""

from django.urls import path

from retour.web.pilot import views

app_name = "pilot"
urlpatterns = [
    path("", views.home, name="home"),
]
