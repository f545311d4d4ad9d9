"""Addresses of the reviews."""

from django.urls import path

from retour.web.audits import (
    accounts,
    calendar,
    decide,
    document,
    grid,
    ground,
    journal,
    planning,
    promises,
    reviewing,
)

app_name = "audits"
urlpatterns = [
    path("", grid.grid, name="grid"),
    path("decide/", decide.decide, name="decide"),
    path("log/", journal.journal, name="log"),
    path("log/file/", journal.log_file, name="log_file"),
    path("ledger/", accounts.accounts, name="accounts"),
    path("ledger/file/", accounts.accounts_file, name="accounts_file"),
    path("ledger/close/", accounts.close, name="accounts_close"),
    path("ledger/restate/", accounts.restate, name="accounts_restate"),
    path("document/", document.document, name="document"),
    path("document/<str:paper>.pdf", document.pdf, name="pdf"),
    path("a/<str:automation>/", reviewing.review, name="review"),
    path("ground/<str:automation>/", ground.ground, name="ground"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("plan/", planning.plan, name="plan"),
    path("plan/<str:automation>/", planning.plan_of, name="plan_of"),
    path("plan/<str:automation>/promise/", promises.promise, name="promise"),
    path("promises/", promises.promises, name="promises"),
    path("promises/<int:number>/", promises.settle, name="settle"),
]
