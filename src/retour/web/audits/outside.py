"""Addresses about the rhythm: those of a workspace's calendar, and those that need no account."""

from django.urls import path

from retour.web.audits import feed, stopping

urlpatterns = [
    path("w/<str:workspace>/reviews/calendar/link/", feed.make, name="calendar_link"),
    path("w/<str:workspace>/reviews/calendar/close/", feed.close, name="calendar_close"),
    path("c/<str:secret>.ics", feed.feed, name="calendar_feed"),
    path("mails/<str:token>/stop/", stopping.stop, name="mails_stop"),
]
