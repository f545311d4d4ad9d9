"""Addresses of the pages that show an assessment."""

from django.urls import path

from retour.web.pilot import exports, noting, share_views, sheets, using, views

app_name = "pilot"
urlpatterns = [
    path("", views.home, name="home"),
    path("tools/", views.tools, name="tools"),
    path("a/<str:automation>/", sheets.sheet, name="sheet"),
    path("a/<str:automation>/export/", exports.sheet_export, name="sheet_export"),
    path("a/<str:automation>/journal/", noting.note, name="note"),
    path("a/<str:automation>/use/", using.use, name="use"),
    path("explain/<path:figure>/", sheets.explain, name="explain"),
    path("export/<str:kind>/", exports.export, name="export"),
    path("share/", share_views.shares, name="shares"),
    path("share/<int:share>/revoke/", share_views.revoke, name="revoke_share"),
]
