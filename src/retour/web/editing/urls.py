"""Addresses of the register and the settings."""

from django.urls import path

from retour.web.editing import views

app_name = "editing"
urlpatterns = [
    path("", views.register, name="register"),
    path("settings/", views.settings, name="settings"),
]
