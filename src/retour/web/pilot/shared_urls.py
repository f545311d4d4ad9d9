"""Addresses of what is shared with people who have no account."""

from django.urls import URLPattern

app_name = "shared"
urlpatterns: list[URLPattern] = []
