"""Addresses of what is shared with people who have no account."""

from django.urls import path

from retour.web.pilot import share_views

app_name = "shared"
urlpatterns = [
    path("<str:link>/", share_views.shared, name="page"),
    path("<str:link>/download/", share_views.download, name="download"),
]
