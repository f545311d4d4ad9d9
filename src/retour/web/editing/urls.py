"""Addresses of the register and the settings."""

from django.urls import path

from retour.web.editing import dated, document, folder, history, lifecycle, listing, typical

app_name = "editing"
urlpatterns = [
    path("", listing.register, name="register"),
    path("settings/", document.settings, name="settings"),
    path("new/<str:what>/", lifecycle.begin, name="begin"),
    path("templates/", typical.typical, name="typical"),
    path("templates/<slug:name>/", typical.one, name="typical_one"),
    path("dated/", dated.note, name="dated"),
    path("folder/", folder.page, name="folder"),
    path("folder/zip/", folder.download, name="download"),
    path("folder/look/", folder.look, name="look"),
    path("folder/take/<str:incoming>/", folder.take, name="take"),
    path("form/<path:path>", document.form, name="form"),
    path("text/<path:path>", document.text, name="text"),
    path("history/<path:path>", history.revisions, name="history"),
    path("revision/<int:number>/<path:path>", history.revision, name="revision"),
    path("restore/<int:number>/<path:path>", history.restore, name="restore"),
    path("remove/<path:path>", lifecycle.remove, name="remove"),
    path("take-over/<path:path>", lifecycle.take_over, name="take_over"),
]
