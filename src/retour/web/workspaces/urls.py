"""Addresses about people, tokens and the journal, inside a workspace."""

from django.urls import path

from retour.web.workspaces import views

app_name = "workspaces"
urlpatterns = [
    path("", views.people, name="people"),
    path("<int:member>/role/", views.change_role, name="change_role"),
    path("<int:member>/remove/", views.remove, name="remove"),
    path("invitations/<int:invitation>/withdraw/", views.withdraw, name="withdraw"),
    path("tokens/", views.make_token, name="make_token"),
    path("tokens/<int:token>/revoke/", views.revoke_token, name="revoke_token"),
    path("journal/", views.journal, name="journal"),
]
