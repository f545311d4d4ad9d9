"""Addresses of accounts."""

from django.urls import path

from retour.web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.account, name="account"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("forgotten/", views.forgotten, name="forgotten"),
    path("reset/<str:uid>/<str:token>/", views.reset, name="reset"),
]
