"""Addresses of one's workspaces."""

from django.urls import path

from retour.web.portfolio import views

app_name = "portfolio"
urlpatterns = [
    path("spaces/", views.list_, name="list"),
    path("spaces/new/", views.begin, name="begin"),
    path("spaces/example/", views.example, name="example"),
    path("w/<str:workspace>/rename/", views.rename, name="rename"),
    path("w/<str:workspace>/remove/", views.remove, name="remove"),
    path("w/<str:workspace>/clone/", views.clone, name="clone"),
    path("w/<str:workspace>/work/", views.again, name="again"),
    path("w/<str:workspace>/work/<str:key>/", views.job, name="job"),
]
