"""Addresses of the reviews."""

from django.urls import path

from retour.web.audits import calendar, grid

app_name = "audits"
urlpatterns = [
    path("", grid.grid, name="grid"),
    path("calendar/", calendar.calendar, name="calendar"),
]
